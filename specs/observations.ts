import type { Citation, Observation, RecordingSession, Recordings } from './contract.ts';

/** A row as it is written: an observed one needs no grade, and that of a recorded session no date. */
export type WrittenObservation = Omit<Observation, 'grade'> & Partial<Pick<Observation, 'grade'>>;

/**
 * The rows with what follows from what they say. A row without a grade is observed; one without a date has the date and
 * region of the session that its first source names (`{ document: aws-recordings, at: "ST-P 9" }`).
 */
export function observationsOf(
  rows: readonly WrittenObservation[],
  recordings: Recordings | undefined,
): readonly Observation[] {
  return rows.map((row) => {
    if (row.grade !== undefined) return row as Observation;
    const { id, statement, sources, ...rest } = row;
    const session = row.date === undefined ? sessionOf(sources[0], recordings) : undefined;
    const dated = session && { date: session.date, region: session.region };
    return { id, statement, grade: 'observed', sources, ...dated, ...rest };
  });
}

function sessionOf(
  source: Citation | undefined,
  recordings: Recordings | undefined,
): RecordingSession | undefined {
  if (source === undefined || !('document' in source)) return undefined;
  return recordings?.sessions.find(
    ({ id, document }) => document === source.document && source.at?.split(' ')[0] === id,
  );
}

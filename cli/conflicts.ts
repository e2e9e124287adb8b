import process from 'node:process';
import { field, type Layout, paragraph } from '../reports/console/layout.ts';
import { createStyle, wantsColour } from '../reports/text/style.ts';
import { telling } from '../specs/constraints.ts';
import type { Conflict } from '../specs/contract.ts';
import { contractFor } from './contract.ts';
import { widthOf } from './width.ts';

export interface ConflictFlags {
  readonly provider: string;
  readonly json?: true;
}

/** A conflict with the requirements that judge its two readings differently. */
type Row = Conflict & { readonly judgedBy: readonly string[] };

/** Room for the longest label. */
const LABEL_WIDTH = 15;

/** Prints where the texts contradict each other or the service, which side a run takes, and what would change that. */
export async function conflictsVerb(flags: ConflictFlags): Promise<number> {
  const contract = await contractFor(flags.provider);
  const rows = contract.conflicts.map((conflict) => ({
    ...conflict,
    judgedBy: telling(conflict, contract),
  }));
  const layout: Layout = {
    width: Math.min(widthOf(), 140),
    style: createStyle(wantsColour(process.stdout, process.env)),
  };
  const text =
    flags.json === true
      ? JSON.stringify(rows, null, 2)
      : rows.map((row) => linesOf(row, layout).join('\n')).join('\n\n');
  process.stdout.write(`${text}\n`);
  return 0;
}

function linesOf(row: Row, layout: Layout): readonly string[] {
  const line = (label: string, text: string): readonly string[] => field(label, text, layout, LABEL_WIDTH);
  return [
    layout.style.bold(row.id),
    ...paragraph(row.subject, layout),
    ...row.readings.flatMap(({ reading, says }) => line(reading, says)),
    ...line('ruling', row.ruling),
    ...line('overturned by', row.overturnedBy),
    ...(row.indistinct === undefined
      ? line('decided by', row.judgedBy.join(', '))
      : line('not told apart', row.indistinct)),
  ];
}

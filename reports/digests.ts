import { createHash } from 'node:crypto';
import type { RunEvent } from '../runner/events.ts';
import { eventLine } from './ndjson.ts';
import type { Digests, Report, Result } from './report.ts';

type Unsealed = Omit<Report, 'digests'>;

/** A report with the digests that tell a later reader whether it is whole and follows from its log. */
export function sealed(report: Unsealed, log: string, contract: string | undefined): Report {
  const digests = { log, ...(contract !== undefined && { contract }), plan: planDigest(report.results) };
  return { ...report, digests: { ...digests, report: reportDigest(report, digests) } };
}

/** SHA-256 over the lines of an event log, which need not be in one piece. */
export function logDigest(): { add(event: RunEvent): void; end(): string } {
  const hash = createHash('sha256');
  return {
    add: (event) => void hash.update(eventLine(event)),
    end: () => hash.digest('hex'),
  };
}

/** SHA-256 over what was planned: every requirement with its weight, and whether it was selected. */
export function planDigest(results: readonly Result[]): string {
  return sha256(
    results.map((result) => [
      result.requirement,
      result.topic,
      result.operation,
      result.level,
      result.evidence,
      isSelected(result),
    ]),
  );
}

/** SHA-256 over everything else in a report, whatever order its keys have. */
export function reportDigest(report: Unsealed, digests: Omit<Digests, 'report'>): string {
  return sha256({ ...report, digests });
}

/** Who was not selected has no verdict of any client. */
function isSelected({ verdict, clients }: Result): boolean {
  return verdict !== 'skipped' || Object.keys(clients).length > 0;
}

function sha256(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/** JSON with sorted keys: what is equal as JSON is equal as text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

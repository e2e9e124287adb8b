import process from 'node:process';
import { type Change, driftBetween } from '../recording/drift.ts';
import { readBundle } from '../recording/read.ts';
import { responseReader } from '../recording/reader.ts';
import { escapeLine } from '../specs/escape.ts';

/** What `drift` was told. */
export interface DriftFlags {
  readonly json?: true;
}

/** Requirements that are named of those that show one change. */
const NAMED = 5;

/**
 * Prints what a service answers otherwise in the second of two recordings. Resolves to 1 where there is anything, else 0.
 * @throws UsageError when a bundle cannot be read, or they are not of one service
 */
export async function driftVerb(before: string, after: string, { json }: DriftFlags): Promise<number> {
  const [one, other] = [readBundle(before), readBundle(after)];
  const drift = driftBetween(one, other, await responseReader(one.header.provider));
  const { changes, compared, onlyBefore, onlyAfter } = drift;
  if (json === true) process.stdout.write(`${JSON.stringify(drift, null, 2)}\n`);
  else {
    const lines = [
      `${one.header.provider}, ${one.header.startedAt} and ${other.header.startedAt}: ${compared} exchanges compared, ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`,
      ...(one.header.seed === other.header.seed
        ? []
        : ['recorded with different seeds: requests with generated values could not be compared']),
      ...changes.flatMap(changeInWords),
      ...(onlyBefore.length === 0 ? [] : [`${onlyBefore.length} requirements are only in ${before}`]),
      ...(onlyAfter.length === 0 ? [] : [`${onlyAfter.length} requirements are only in ${after}`]),
    ];
    process.stdout.write(`${lines.map(escapeLine).join('\n')}\n`);
  }
  return changes.length === 0 ? 0 : 1;
}

function changeInWords({
  operation,
  what,
  before,
  after,
  requirements,
  requestIds,
}: Change): readonly string[] {
  const more = requirements.length > NAMED ? `, and ${requirements.length - NAMED} more` : '';
  return [
    `${operation}, ${what}:`,
    ...before.split('\n').map((line) => `  - ${line}`),
    ...after.split('\n').map((line) => `  + ${line}`),
    `  seen in ${requirements.slice(0, NAMED).join(', ')}${more}`,
    ...(requestIds.length === 0 ? [] : [`  requests ${requestIds.join(' and ')}`]),
  ];
}

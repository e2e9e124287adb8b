import type { Verdict } from '../runner/verdict.ts';
import { type Contract, LEVELS } from '../specs/contract.ts';
import { DEFAULT_CREDENTIALS } from '../targets/config/config.ts';
import { startRecorded } from '../targets/recorded/server.ts';
import { recordingsOf } from './contract.ts';
import { type ShortRun, verdictsAt } from './verdicts-at.ts';

/** Which run against recorded answers can be chosen. */
export interface RecordedRun extends ShortRun {
  /** Extrapolations that are answered too. @default none */
  readonly extrapolations?: readonly string[];
}

/** How a requirement came out on recorded answers, which no requirement may fail. */
export interface Confirmation {
  readonly [column: string]: string;
  readonly id: string;
  readonly level: string;
  readonly evidence: string;
  /** `recorded`; `extrapolated` where only with extrapolations; `failed`; or `never`: it has met no answer. */
  readonly confirmed: 'recorded' | 'extrapolated' | 'failed' | 'never';
}

/** The combined verdict of every requirement on the recorded answers; the target runs in this process. */
export async function verdictsOnRecordings(
  contract: Contract,
  { extrapolations = [], ...choice }: RecordedRun = {},
): Promise<ReadonlyMap<string, Verdict>> {
  const server = await startRecorded(recordingsOf(contract), { extrapolations, verify: DEFAULT_CREDENTIALS });
  try {
    return await verdictsAt(contract, server.url, choice);
  } finally {
    await server.close();
  }
}

/** Runs the suite against the recorded answers, without and with extrapolations. */
export async function confirmationsOf(contract: Contract): Promise<readonly Confirmation[]> {
  const { extrapolations } = recordingsOf(contract);
  const strict = await verdictsOnRecordings(contract);
  const all = extrapolations.map(({ id }) => id);
  const extended = await verdictsOnRecordings(contract, { extrapolations: all });
  return contract.requirements.map(({ id, level, evidence }) => ({
    id,
    level,
    evidence,
    confirmed: confirmation(strict.get(id), extended.get(id)),
  }));
}

function confirmation(strict: Verdict | undefined, extended: Verdict | undefined): Confirmation['confirmed'] {
  const verdicts = [strict, extended];
  if (verdicts.includes('fail') || verdicts.includes('defect')) return 'failed';
  if (strict === 'pass') return 'recorded';
  return extended === 'pass' ? 'extrapolated' : 'never';
}

/** The figures of the confirmations in words, and what they rest on. */
export function summaryOf(contract: Contract, confirmations: readonly Confirmation[]): readonly string[] {
  const { sessions, extrapolations } = recordingsOf(contract);
  const figures = LEVELS.map((level) => {
    const own = confirmations.filter((one) => one.level === level);
    const count = (how: Confirmation['confirmed']): number =>
      own.filter(({ confirmed }) => confirmed === how).length;
    const failed = count('failed') === 0 ? '' : `, ${count('failed')} failed`;
    return `${level}: ${count('recorded')} of ${own.length} confirmed by recorded responses, ${count('extrapolated')} more with extrapolations, ${count('never')} never met one${failed}`;
  });
  return [
    `recorded: ${sessions.map(({ id, calls, date, region }) => `${id} (${calls} ${calls === 1 ? 'call' : 'calls'}, ${date}, ${region})`).join(', ')}`,
    ...extrapolations.map(({ id, statement, from }) => `extrapolation ${id} (from ${from}): ${statement}`),
    'The recordings kept no private keys: material and fingerprints of created pairs follow the recorded rules.',
    ...figures,
  ];
}

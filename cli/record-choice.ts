import { type Choice, choose, isUnsettled } from '../recording/choose.ts';
import type { RunOptions } from '../runner/options.ts';
import { selectChecks } from '../runner/select.ts';
import type { Contract } from '../specs/contract.ts';
import type { Check } from '../suites/check.ts';
import { UsageError } from '../targets/usage-error.ts';
import { requestsByRequirement } from './plan-costs.ts';

/** What a recording may take, and of what. */
export interface Wanted {
  readonly only?: readonly string[];
  readonly unsettled?: true;
  readonly minutes: number;
  readonly client?: readonly string[];
  readonly fillRealQuota?: true;
}

const USUAL: readonly string[] = ['wire', 'sdk'];
/** Requests per second, below every documented limit. */
export const RATE = 2;
/** What all recordings have in common: everything is asked as rarely as it settles something. */
export const RECORDED_AS: Pick<RunOptions, 'runs' | 'frugal' | 'histories' | 'reproduce'> = {
  runs: 1,
  frugal: true,
  histories: { count: 1, steps: 6 },
  // A bundle has no findings.
  reproduce: () => ({}),
};
/** Share of the time that the estimate fills; the rest is for what is tried again. */
const FILLED = 0.85;

/**
 * What a recording is to judge: what settles most, as far as it fits into the time.
 * @param rate requests per second; `undefined` where nothing limits them
 * @throws UsageError when nothing fits or nothing is open
 */
export async function choiceFor(
  wanted: Wanted,
  checks: readonly Check[],
  contract: Contract,
  rate: number | undefined,
): Promise<Choice> {
  const among = answerable(selectedBy(wanted, checks, contract), checks, contract, wanted);
  const cost = await requestsByRequirement(contract.provider);
  const most = rate === undefined ? Infinity : wanted.minutes * 60 * rate * FILLED;
  const choice = choose(checks, contract, { among, most, cost });
  if (choice.selected.length > 0) return choice;
  throw new UsageError(`nothing fits into --minutes ${wanted.minutes}; give more, or choose with --only`);
}

function selectedBy(
  { only, unsettled }: Wanted,
  checks: readonly Check[],
  contract: Contract,
): readonly string[] {
  const asked = selectChecks(checks, only === undefined ? {} : { only }, contract);
  if (unsettled !== true) return asked;
  const among = new Set(asked);
  const open = contract.requirements.filter((one) => isUnsettled(one) && among.has(one.id));
  if (open.length === 0) throw new UsageError('--unsettled: recorded responses support all of these');
  return selectChecks(checks, { only: open.map(({ id }) => id) }, contract);
}

/**
 * What the clients of this recording can ask, the quota only where that is wanted, and nothing that is about how a target
 * takes the suite itself.
 */
function answerable(
  ids: readonly string[],
  checks: readonly Check[],
  { requirements }: Contract,
  { client = USUAL, fillRealQuota }: Wanted,
): readonly string[] {
  const left = requirements.filter(
    ({ topic, clients }) =>
      (topic === 'quota' && fillRealQuota !== true) ||
      (clients !== undefined && !clients.some((kind) => client.includes(kind))),
  );
  const aboutUs = checks.filter(({ body }) => body.usesCanary === true).map(({ requirement }) => requirement);
  const skipped = new Set([...left, ...aboutUs].map(({ id }) => id));
  return ids.filter((id) => !skipped.has(id));
}

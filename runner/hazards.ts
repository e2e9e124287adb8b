import type { Aftermath, Mismatch } from '../suites/check.ts';
import { plainWork } from '../suites/flows.ts';
import { cleanUpAll } from './cleanup.ts';
import { contextFor } from './context.ts';
import { within } from './deadline.ts';
import { type Job, limitOf, newTrace, type RunState } from './job.ts';
import { judge } from './judge.ts';
import type { Verdict } from './verdict.ts';

/** The check that tells what calls with a hazard left behind. */
const TELLING = 'lifecycle/refusalsLeaveNothing';

/** Where a check with a hazard runs: `broken` when no region is left that works. */
export type Place = { readonly run: RunState } | { readonly broken: Aftermath };

/**
 * Keeps checks whose calls are known to break targets apart from each other. Each runs in a region that works; after each,
 * plain work is done there, and a region in which it fails is given up, with the check before it as the cause.
 */
export class Hazards {
  readonly aftermath: Aftermath[] = [];
  /** The quietest first: it holds least of what could be harmed. */
  readonly #regions: string[];
  /** Whether plain work was seen to work, by operation and region. */
  readonly #working = new Map<string, boolean>();

  constructor({ target }: Pick<RunState, 'target'>) {
    this.#regions = [...target.regions].reverse();
  }

  /**
   * Where a check runs. Creates and imports without a name get different regions, so that what one leaves under no name
   * is not what the other finds.
   */
  placeFor({ check }: Job, run: RunState): Place {
    const [broken] = this.aftermath;
    const telling = check.requirement.check === TELLING;
    const index = check.requirement.operation === 'import' ? 1 : 0;
    const region = this.#regions[index] ?? this.#regions[0] ?? (telling ? run.target.regions[2] : undefined);
    if (region === undefined) return { broken: broken as Aftermath };
    const [second, third] = run.target.regions.filter((other) => other !== region) as [string, string];
    const target = { ...run.target, regions: [region, second, third] as const };
    return { run: { ...run, target, aftermath: this.aftermath } };
  }

  /** Runs a check between two rounds of plain work; only what worked before can be broken by it. */
  async between(
    job: Job,
    run: RunState,
    signal: AbortSignal,
    execute: () => Promise<Verdict>,
  ): Promise<Verdict> {
    const { id, operation } = job.check.requirement;
    const [region] = run.target.regions;
    const work = `${makingOf(job) ?? 'any'} in ${region}`;
    if (!this.#working.has(work)) this.#working.set(work, (await failureOf(job, run, signal)) === undefined);
    const verdict = await execute();
    if (this.#working.get(work) !== true) return verdict;
    // Once more, because a single failure may be anybody's.
    const effect = (await failureOf(job, run, signal)) && (await failureOf(job, run, signal));
    if (effect === undefined || signal.aborted) return verdict;
    this.#regions.splice(this.#regions.indexOf(region), 1);
    this.aftermath.push({ requirement: id, operation, effect });
    return verdict;
  }
}

/** The operation by which plain work makes its key pair; any where the check makes none. */
function makingOf({ check }: Job): 'create' | 'import' | undefined {
  const { operation } = check.requirement;
  return operation === 'create' || operation === 'import' ? operation : undefined;
}

/** What is wrong with plain work in the region; `undefined` when nothing is. */
async function failureOf(job: Job, run: RunState, signal: AbortSignal): Promise<Mismatch | undefined> {
  const own: Job = { ...job, again: 'anew' };
  const trace = newTrace(own, run.seed, run.names.for(job.check.requirement.id, job.client.kind));
  const limitMs = (): number => limitOf(job.check, run.target, trace.pace);
  const ended = await within(limitMs, signal, async (limited) => {
    await plainWork(contextFor(own, trace, run, limited), makingOf(job));
  });
  const { verdict, mismatches, reason } = judge(ended, trace, limitMs());
  await cleanUpAll(trace.cleanups, limitMs());
  if (verdict === 'pass') return undefined;
  const [mismatch] = mismatches;
  const exchange = trace.exchanges.at(-1);
  if (mismatch !== undefined || exchange === undefined) return mismatch;
  return { code: 'no-answer', facts: { reason: reason ?? verdict }, exchange };
}

/** The requirement that states what a check with a hazard must not do. */
export function tellingRequirement(run: RunState, { operation }: Aftermath): string | undefined {
  const telling = run.checks
    .map(({ requirement }) => requirement)
    .filter(({ check }) => check === TELLING)
    .toSorted((one) => (one.operation === operation ? -1 : 1));
  return telling[0]?.id;
}

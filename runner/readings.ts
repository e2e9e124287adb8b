import type { Reading } from '../specs/contract.ts';
import { type CheckContext, Nonconformity } from '../suites/check.ts';
import type { Outcome } from '../targets/target.ts';
import { contextFor } from './context.ts';
import type { ReadingFollowed } from './events.ts';
import { type Job, newTrace, type RunState, type Trace } from './job.ts';
import { namesAgain } from './names.ts';
import { callKey } from './sending.ts';
import type { Verdict } from './verdict.ts';

/** Thrown where the other reading would ask for more than was asked. */
class Unrecorded extends Error {}

/** Whether the requirement of a job is one answer under one reading and another under the other. */
export function hasTwoReadings({ check }: Job): boolean {
  return check.requirement.readings !== undefined;
}

/**
 * What the answers of a check say under both readings: the check ran under the run's own, and here its body runs once
 * more under the other, on the answers that were given. Names and random values follow from the seed, so that the
 * second pass asks for the same; nothing is sent. `undefined` where one of the readings got no word.
 */
export async function compareReadings(
  job: Job,
  trace: Trace,
  verdict: Verdict,
  run: RunState,
  signal: AbortSignal,
): Promise<ReadingFollowed | undefined> {
  if (!hasTwoReadings(job) || (verdict !== 'pass' && verdict !== 'fail')) return undefined;
  const own = verdict === 'pass';
  const other = await metUnder(
    run.reading === 'observed' ? 'documented' : 'observed',
    job,
    trace,
    run,
    signal,
  );
  // Of a check that failed, whatever asks for more has passed the point of the failure; of a check that passed, only
  // the search for a smaller counterexample asks for more.
  const met = other === 'more' ? !own : other;
  if (met === undefined) return undefined;
  return {
    type: 'reading-followed',
    requirement: job.check.requirement.id,
    client: job.client.kind,
    observed: run.reading === 'observed' ? own : met,
    documented: run.reading === 'observed' ? met : own,
  };
}

async function metUnder(
  reading: Reading,
  job: Job,
  trace: Trace,
  run: RunState,
  signal: AbortSignal,
): Promise<boolean | 'more' | undefined> {
  const second = newTrace(job, run.seed, namesAgain(trace.names));
  let asksForMore = false;
  const replay = replaying(job, trace, run.target.regions[0], () => {
    asksForMore ||= second.mismatches.length === 0;
  });
  const ctx: CheckContext = {
    ...contextFor(job, second, { ...run, reading }, signal),
    call: replay,
    setup: replay,
    control: replay,
    look: replay,
    cleanup: () => {},
    release: () => Promise.resolve(),
  };
  try {
    await job.check.body.run(ctx);
  } catch (error) {
    if (asksForMore) return 'more';
    return error instanceof Nonconformity || error instanceof Unrecorded ? false : undefined;
  }
  return asksForMore ? 'more' : second.mismatches.length === 0;
}

/** Answers every call with what the same call was answered with; equal calls in their order. */
function replaying(
  { client }: Job,
  { answers }: Trace,
  region: string,
  onUnrecorded: () => void,
): CheckContext['call'] {
  const waiting = [...answers];
  return (call, options) => {
    const key = callKey({ region, ...call }, options ?? {}, client.kind);
    const index = waiting.findIndex((answer) => answer.key === key);
    const [answer] = index === -1 ? [] : waiting.splice(index, 1);
    if (answer !== undefined) return Promise.resolve<Outcome>(answer.outcome);
    onUnrecorded();
    return Promise.reject(new Unrecorded('this call was not made'));
  };
}

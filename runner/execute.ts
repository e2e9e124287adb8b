import { setTimeout } from 'node:timers/promises';
import type { Mismatch, StepRole } from '../suites/check.ts';
import type { Exchange } from '../targets/target.ts';
import { hadFreshConnection, isDoubtful, SURPLUS_CODE } from '../targets/wire/surplus.ts';
import { cleanUpAll } from './cleanup.ts';
import { contextFor } from './context.ts';
import { within } from './deadline.ts';
import type { CheckFinished, Finding, RunEvent } from './events.ts';
import { findingOf } from './finding.ts';
import { type Job, limitOf, newTrace, type RunState, type Trace } from './job.ts';
import { type Judged, judge, type NumberedExchanges, numberExchanges } from './judge.ts';
import { compareReadings } from './readings.ts';
import { stackOf } from './stack.ts';
import type { Verdict } from './verdict.ts';

/** What came of running a check. */
export interface Executed {
  readonly verdict: Verdict;
  /** The differences it found, each with the exchange that shows it where there is one. */
  readonly mismatches: readonly Mismatch[];
  /** Whether all of its clean-up came to its end; else a second look needs things of its own. */
  readonly tidy: boolean;
}

/**
 * Runs one check to its verdict and removes what it made. The verdict is told before the removal, so that a slow removal
 * holds nobody up; the next exclusive check still waits for it.
 */
export async function execute(
  job: Job,
  run: RunState,
  signal: AbortSignal,
  emit: (event: RunEvent) => void,
): Promise<Executed> {
  const { check, client } = job;
  const requirement = check.requirement.id;
  const trace = newTrace(job, run.seed, run.names.for(requirement, client.kind));
  const now = run.now ?? Date.now;
  const limitMs = (): number => limitOf(check, run.target, trace.pace);

  emit({ type: 'check-started', requirement, client: client.kind });
  const startedAt = now();
  const ended = await within(limitMs, signal, async (checkSignal) => {
    await check.body.run(contextFor(job, trace, run, checkSignal));
  });
  const word = judge(ended, trace, limitMs());
  if (word.verdict === 'fail' || word.verdict === 'blocked') await quiet(trace);
  const doubt = doubted(trace, word);
  if (doubt !== undefined && job.again === undefined && !signal.aborted) {
    trace.closed = true;
    await cleanUpAll(trace.cleanups, limitMs());
    return execute({ ...job, again: 'anew' }, run, signal, (event) => emitAgain(event, emit));
  }
  const judged = doubt ?? word;
  emit(report(job, judged, trace, run, now() - startedAt));
  const followed = await compareReadings(job, trace, judged.verdict, run, signal);
  if (followed !== undefined) emit(followed);
  trace.closed = true;
  const tidy = await cleanUpAll(trace.cleanups, limitMs());
  return { verdict: judged.verdict, mismatches: judged.mismatches, tidy };
}

/** Milliseconds in which the true response shows up behind a surplus one: some times what the longest took. */
const QUIET = { least: 10, most: 100, times: 4 } as const;

/** Waits for what may still come on connections that had several requests. */
async function quiet({ exchanges }: Trace): Promise<void> {
  const shared = exchanges.filter(({ request }) => !hadFreshConnection(request));
  if (shared.length === 0) return;
  const longest = Math.max(...shared.map(({ durationMs }) => durationMs).filter(Number.isFinite));
  await setTimeout(Math.min(QUIET.most, Math.max(QUIET.least, QUIET.times * longest)));
}

/** What is told of a check that ran again because of a doubtful response. */
function emitAgain(event: RunEvent, emit: (event: RunEvent) => void): void {
  if (event.type === 'check-started') return;
  const remark = 'more responses came than requests went on a connection, so it ran again on others';
  emit(event.type === 'check-finished' ? { ...event, remarks: [...event.remarks, remark] } : event);
}

/** No word where a response may not be the one to its request. */
function doubted({ exchanges }: Trace, word: Judged): Judged | undefined {
  if (word.verdict === 'inconclusive' && word.reason?.includes(SURPLUS_CODE)) return word;
  const doubtful = exchanges.find(({ request }) => isDoubtful(request));
  if (doubtful === undefined) return undefined;
  const { operation } = doubtful.call;
  const reason = `more responses came than requests went on a connection, so what this ${operation} got may be the response to an earlier request`;
  return { verdict: 'inconclusive', reason, mismatches: [] };
}

/** The event of a check that ran. Should its parts not be presentable, that is a defect, and the run goes on. */
function report(job: Job, judged: Judged, trace: Trace, run: RunState, durationMs: number): CheckFinished {
  const numbered = numberExchanges(trace, judged.mismatches);
  const redactor = run.redactor.within(numbered.exchanges);
  const redact = (text: string): string => redactor.text(text);
  const clean = (text: string): string => bounded(text, redact);
  const { verdict, mismatches, defect } = judged;
  const reason = judged.reason === undefined ? undefined : clean(judged.reason);
  try {
    return {
      ...withoutExchanges(job, verdict, reason),
      ...(judged.because !== undefined && { because: judged.because }),
      ...(judged.blockedBy !== undefined && { blockedBy: judged.blockedBy }),
      durationMs,
      findings: mismatches.map((mismatch) => present(mismatch, job, numbered, run, clean)),
      remarks: trace.remarks.map(clean),
      exchanges: numbered.exchanges.map((exchange) => ({
        ...redactor.exchange(exchange),
        id: numbered.numberOf(exchange),
        role: trace.roles.get(exchange) ?? borrowedRole(exchange, trace, mismatches),
      })),
      ...(trace.settlings.length > 0 && { settlings: trace.settlings }),
      ...(defect !== undefined && { defect: clean(defect) }),
    };
  } catch (error) {
    return {
      ...withoutExchanges(job, 'defect', 'the result could not be written'),
      durationMs,
      defect: clean(stackOf(error)),
    };
  }
}

/** A step of another check is what it was there, but for the one that decides here. */
function borrowedRole(exchange: Exchange, { borrowed }: Trace, mismatches: readonly Mismatch[]): StepRole {
  const decides = mismatches.some((mismatch) => mismatch.exchange === exchange);
  return decides ? 'statement' : (borrowed.get(exchange) ?? 'statement');
}

function present(
  mismatch: Mismatch,
  { check, client }: Job,
  numbered: NumberedExchanges,
  run: RunState,
  clean: (text: string) => string,
): Finding {
  const { compared, exchange: shown, led = [] } = mismatch;
  return findingOf(mismatch, {
    requirement: check.requirement.id,
    client: client.kind,
    contract: run.contract,
    clean,
    exchanges: [shown, ...led].map((exchange) => numbered.numberOf(exchange)),
    ...(compared && { compared: { ...compared, exchange: numbered.numberOf(compared.exchange) } }),
    reproduce: run.reproduce(shown),
  });
}

/** The event of a check that never started. */
export function withoutExchanges({ check, client }: Job, verdict: Verdict, reason?: string): CheckFinished {
  return {
    type: 'check-finished',
    requirement: check.requirement.id,
    client: client.kind,
    verdict,
    ...(reason !== undefined && { reason }),
    durationMs: 0,
    findings: [],
    remarks: [],
    exchanges: [],
  };
}

/** Characters of one text of a finding that are kept; a whole public key and its explanation fit. */
const KEPT = 4_000;

/** Characters of a generated value that are kept; fifty tags of the greatest length fit. */
const KEPT_OF_VALUE = 40_000;

/** Characters beyond the kept ones that are looked at, so that a private key at the cut is known as one. */
const MARGIN = 64_000;

/**
 * Cleans a text that quotes a target and cuts it to a length that people and reports can bear: what is read of a target
 * may be megabytes, and everything behind this (identities, causes, wrapping) takes time by length.
 * @param clean removes secrets; it sees at most the kept characters and a margin
 */
export function bounded(text: string, clean: (text: string) => string, kept: number = KEPT): string {
  const cleaned = clean(text.length > kept + MARGIN ? text.slice(0, kept + MARGIN) : text);
  if (cleaned.length <= kept) return cleaned;
  return `${cleaned.slice(0, kept)}... (${text.length} characters)`;
}

/** As `bounded`, for a generated value, which has to be there whole where it can. */
export function boundedValue(text: string, clean: (text: string) => string): string {
  return bounded(text, clean, KEPT_OF_VALUE);
}

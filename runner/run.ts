import { limited } from '../targets/limit.ts';
import { createRedactor, type Redactor } from '../targets/redact.ts';
import { AtEnd } from './at-end.ts';
import { Board } from './board.ts';
import { canariesFor, usesCanary } from './canary.ts';
import { Channel } from './channel.ts';
import { clientsFor, guarded, judgingClient, ownerBeside, ownerOf } from './clients.ts';
import { Disturbances } from './disturbances.ts';
import type { RunEvent } from './events.ts';
import { execute, withoutExchanges } from './execute.ts';
import { Hazards } from './hazards.ts';
import type { Job, RunState } from './job.ts';
import { askedOf } from './lacks.ts';
import { Making } from './making.ts';
import { RunNames } from './names.ts';
import type { RunOptions } from './options.ts';
import type { Patience } from './ownership/leftovers.ts';
import { doubtMs, probeTarget } from './probe.ts';
import { redactEvent } from './redaction.ts';
import { arrange, type Company, isLong, workOff } from './schedule.ts';
import { lookAgain } from './second-look.ts';
import { runStarted } from './started.ts';
import type { Verdict } from './verdict.ts';
import { brokenBefore, verdictWithoutRunning, whyEarly } from './without-running.ts';

/**
 * Judges the selected requirements and yields events as they happen. An abort of `options.signal` ends the run in order,
 * and so does leaving the loop early; in both cases everything made is removed before this returns.
 */
export async function* run(options: RunOptions): AsyncGenerator<RunEvent, void, void> {
  const events = new Channel<RunEvent>();
  const left = new AbortController();
  const signal = AbortSignal.any([options.signal, left.signal]);
  const redactor = createRedactor({
    credentials: options.target.credentials,
    ...(options.target.secrets && { secrets: options.target.secrets }),
    ...(options.redact && { patterns: options.redact }),
  });
  const emit = (event: RunEvent): void => events.put(redactEvent(event, redactor));
  const done = drive(options, redactor, signal, emit).then(
    () => events.end(),
    (error: unknown) => events.end(error ?? new Error('the run ended without a reason')),
  );
  try {
    yield* events;
  } finally {
    left.abort(new Error('nobody reads the events'));
    await done;
  }
}

type Emit = (event: RunEvent) => void;

async function drive(
  options: RunOptions,
  redactor: Redactor,
  signal: AbortSignal,
  emit: Emit,
): Promise<void> {
  const now = options.now ?? Date.now;
  const startedAt = now();
  const { contract, target, seed, names = new RunNames(options.contract) } = options;
  const redact = (text: string): string => redactor.text(text);
  const owner = ownerOf(options, names, redact);
  const beside = ownerBeside(options, names, redact);
  const clients = guarded(options.clients, owner);
  const client = judgingClient({ clients });
  const canary = canariesFor(options, { names, owner, reader: client });
  const waitedMs = usesCanary(options) ? await canary.before(signal) : 0;
  const asked = askedOf(options);
  const prober = { contract, target, client, seed, names, owner, signal, waitedMs, asked };
  const probe = await probeTarget(prober);
  emit(runStarted(options, names, startedAt, probe.software));
  for (const capability of probe.capabilities) emit(capability);
  // An interrupt before the first connection looks the same to the client.
  const unreachable = signal.aborted ? undefined : probe.unreachable;
  if (unreachable === undefined) {
    await owner.look(target.regions[0], limited(target.timeouts.requestMs, signal));
    const { keyTypes, capabilities, firstMs = Infinity } = probe;
    canary.firstResponse(firstMs);
    const observed = new Map(capabilities.map((one) => [one.capability, one.observed]));
    const { marks, second, ...rest } = options;
    const taken = marks !== undefined && observed.get('tags') === true && { marks };
    const state = {
      ...rest,
      ...taken,
      clients,
      keyTypes,
      observed,
      working: new Set(probe.working),
      atEnd: new AtEnd(),
      redactor,
      disturbed: [],
      aftermath: [],
      names,
      owner,
      ...(second && beside && { second: { ...second, client: beside.guard(second.client) } }),
      canary,
      against: () => undefined,
    };
    await runChecks(state, signal, emit);
  }
  const left = await owner.leftovers(...endOf(options, unreachable));
  const elsewhere = (await beside?.leftovers(...endOf(options, unreachable))) ?? [];
  const place = options.second?.target.endpoint;
  for (const leftover of [...left, ...elsewhere.map((one) => ({ ...one, what: `${one.what} at ${place}` }))])
    emit({ type: 'cleanup-failed', ...leftover, requirement: leftover.requirement ?? NOBODY });
  emit({
    type: 'run-finished',
    finishedAt: new Date(now()).toISOString(),
    durationMs: now() - startedAt,
    interrupted: signal.aborted,
    ...(unreachable !== undefined && { unreachable }),
    ...(unreachable !== undefined && probe.foreign !== undefined && { foreign: true as const }),
  });
}

/** Milliseconds that requests under way get when a run is interrupted. */
const INTERRUPTED_LATE_MS = 1_000;

/**
 * How long the end of a run waits: as long as a change may take to show, and a request that was given up to be done. Who
 * never gave an answer is asked once more only.
 */
function endOf(
  { target, signal, consistencyMs = 0 }: RunOptions,
  unreachable: string | undefined,
): [AbortSignal, Patience] {
  if (unreachable !== undefined) return [limited(doubtMs(target)), {}];
  const { checkMs, requestMs } = target.timeouts;
  const lateMs = signal.aborted ? Math.min(requestMs, INTERRUPTED_LATE_MS) : requestMs;
  return [limited(checkMs + consistencyMs + lateMs), { consistencyMs, lateMs }];
}

/** Stands for the requirement where a key pair has a name that no check was given. */
const NOBODY = 'unknown';

async function runChecks(state: RunState, signal: AbortSignal, tell: Emit): Promise<void> {
  const wanted = new Set(state.selected);
  const checks = state.checks.filter((check) => wanted.has(check.requirement.id));
  const board = new Board(wanted);
  const emit: Emit = (event) => {
    if (event.type === 'check-finished') board.heed(event);
    tell(event);
  };
  const disturbances = new Disturbances(checks.some(({ body }) => body.judgesCompany));
  const { kind } = judgingClient(state);
  // What is blocked by a failure cannot tell more than that failure does.
  const failedBefore = (id: string): boolean => ['fail', 'blocked'].includes(board.verdictOf(id, kind) ?? '');
  const making = new Making(board, checks);
  const against: RunState['against'] = (job, operation) => making.against(job, operation)?.need;
  const run: RunState = { ...state, disturbed: disturbances.seen, failedBefore, against };
  const withCanary = usesCanary(state);
  const executeJob = async (job: Job, company: Company): Promise<'done' | 'again'> => {
    if (withCanary && !job.check.body.usesCanary) await run.canary.maybe(signal);
    const early = company.again ? undefined : verdictWithoutRunning(job, run, board, making, signal);
    if (early !== undefined)
      emit({ ...withoutExchanges(job, early.verdict, early.reason), ...whyEarly(early) });
    const verdict = early?.verdict ?? (await disturbances.execute(job, company, run, signal, emit));
    if (verdict === 'again') return 'again';
    board.enter(job, verdict);
    return 'done';
  };
  const hazards = new Hazards(state);
  const executeApart = async (job: Job): Promise<'done'> => {
    const place = hazards.placeFor(job, run);
    const early = verdictWithoutRunning(job, run, board, making, signal) ?? brokenBefore(place, run);
    if (early !== undefined)
      emit({ ...withoutExchanges(job, early.verdict, early.reason), ...whyEarly(early) });
    const placed = 'run' in place ? place.run : run;
    const executed = async (): Promise<Verdict> => (await execute(job, placed, signal, emit)).verdict;
    const verdict = early?.verdict ?? (await hazards.between(job, placed, signal, executed));
    board.enter(job, verdict);
    return 'done';
  };
  const all: Job[] = [];
  run.canary.expect(checks.length);
  for (const phase of arrange(checks)) {
    // What checks share must not meet with what may break the target.
    if (phase.mode === 'apart') await state.atEnd.undo();
    const jobs = phase.checks.flatMap((check) =>
      clientsFor(check, state).map((client) => ({ check, client })),
    );
    all.push(...jobs);
    board.announce(jobs);
    await workOff({
      jobs,
      limit: phase.mode === 'together' ? Math.max(1, state.target.concurrency) : 1,
      isReady: ({ check }) => check.needs.every((need) => board.isSettled(need)),
      isLong: ({ check }) => isLong(check),
      execute: phase.mode === 'apart' ? executeApart : executeJob,
    });
  }
  const ask = async (job: Job): Promise<Verdict> => (await execute(job, run, signal, () => {})).verdict;
  for await (const asked of lookAgain(all, board, signal, ask)) emit(asked);
  await state.atEnd.undo();
}

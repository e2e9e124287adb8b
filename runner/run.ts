import { createHash } from 'node:crypto';
import type { Check, UnsupportedBecause } from '../suites/check.ts';
import { createRedactor, type Redactor } from '../targets/redact.ts';
import type { KeyPairClient } from '../targets/target.ts';
import { AtEnd } from './at-end.ts';
import { Board } from './board.ts';
import { Canaries, type CanaryOptions } from './canary.ts';
import { Channel } from './channel.ts';
import { plannedConflict } from './conflicts.ts';
import type { Job, RunState } from './context.ts';
import { Disturbances } from './disturbances.ts';
import type { RunEvent, RunStarted } from './events.ts';
import { execute, wordless } from './execute.ts';
import { Hazards, type Place, tellingRequirement } from './hazards.ts';
import { askedOf, lackedBy } from './lacks.ts';
import { Making, type NoWay } from './making.ts';
import { RunNames } from './names.ts';
import type { RunOptions } from './options.ts';
import type { Patience } from './ownership/leftovers.ts';
import { Owner } from './ownership/owner.ts';
import { probeTarget } from './probe.ts';
import { redactEvent } from './redaction.ts';
import { arrange, type Company, isLong, workOff } from './schedule.ts';
import { lookAgain } from './second-look.ts';
import { citedSources, documentsOf, sourcesInWords } from './sources.ts';
import type { Verdict } from './verdict.ts';

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
  const owner = ownerOf(options, names);
  const clients = guarded(options.clients, owner);
  const client = judgingClient({ clients });
  const canary = canariesFor(options, { names, owner, reader: client });
  if (usesCanary(options)) await canary.before(signal);
  const prober = { contract, target, client, seed, names, owner, signal, asked: askedOf(options) };
  const probe = await probeTarget(prober);
  emit(runStarted(options, names, startedAt, probe.software));
  for (const capability of probe.capabilities) emit(capability);
  // An interrupt before the first connection looks the same to the client.
  const unreachable = signal.aborted ? undefined : probe.unreachable;
  if (unreachable === undefined) {
    const patience = AbortSignal.timeout(target.timeouts.requestMs);
    await owner.look(target.regions[0], AbortSignal.any([signal, patience]));
    const { keyTypes, capabilities, firstMs = Infinity } = probe;
    canary.firstResponse(firstMs);
    const observed = new Map(capabilities.map((one) => [one.capability, one.observed]));
    const { marks, ...rest } = options;
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
      canary,
      against: () => undefined,
    };
    await runChecks(state, signal, emit);
  }
  for (const leftover of await owner.leftovers(...endOf(options)))
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

/** How long the end of a run waits: as long as a change may take to show, and a request that was given up to be done. */
function endOf({ target, signal, consistencyMs = 0 }: RunOptions): [AbortSignal, Patience] {
  const { checkMs, requestMs } = target.timeouts;
  const lateMs = signal.aborted ? Math.min(requestMs, INTERRUPTED_LATE_MS) : requestMs;
  return [AbortSignal.timeout(checkMs + consistencyMs + lateMs), { consistencyMs, lateMs }];
}

/** Stands for the requirement where a key pair has a name that no check was given. */
const NOBODY = 'unknown';

/** The one who knows what a run made. */
export function ownerOf(
  options: Pick<RunOptions, 'clients' | 'contract' | 'allowance' | 'ledger'>,
  names: RunNames,
): Owner {
  const { contract, ledger, allowance } = options;
  return new Owner({
    contract,
    names,
    client: judgingClient(options),
    ...(ledger !== undefined && { ledger }),
    ...(allowance !== undefined && { allowance }),
  });
}

/** Canary calls of a run: by the client that it was given for them, or else by the one that is most like it. */
export function canariesFor(
  options: Pick<RunOptions, 'clients' | 'contract' | 'target' | 'ordinary'>,
  by: Pick<CanaryOptions, 'names' | 'reader'> & { readonly owner: Owner },
): Canaries {
  const { clients, contract, target, ordinary = clients.at(-1) ?? clients[0] } = options;
  return new Canaries({ contract, target, ...by, client: by.owner.guard(ordinary) });
}

/** Whether a check of the run looks at canary calls. */
function usesCanary({ checks, selected }: Pick<RunOptions, 'checks' | 'selected'>): boolean {
  const wanted = new Set(selected);
  return checks.some(({ body, requirement }) => body.usesCanary === true && wanted.has(requirement.id));
}

/** The clients of a run, held to what is its own. */
export function guarded([first, ...others]: RunOptions['clients'], owner: Owner): RunOptions['clients'] {
  return [owner.guard(first), ...others.map((client) => owner.guard(client))];
}

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
    if (early !== undefined) emit({ ...wordless(job, early.verdict, early.reason), ...whyEarly(early) });
    const verdict = early?.verdict ?? (await disturbances.execute(job, company, run, signal, emit));
    if (verdict === 'again') return 'again';
    board.enter(job, verdict);
    return 'done';
  };
  const hazards = new Hazards(state);
  const executeApart = async (job: Job): Promise<'done'> => {
    const place = hazards.placeFor(job, run);
    const early = verdictWithoutRunning(job, run, board, making, signal) ?? brokenBefore(place, run);
    if (early !== undefined) emit({ ...wordless(job, early.verdict, early.reason), ...whyEarly(early) });
    const placed = 'run' in place ? place.run : run;
    const executed = async (): Promise<Verdict> => (await execute(job, placed, signal, emit)).verdict;
    const verdict = early?.verdict ?? (await hazards.between(job, placed, signal, executed));
    board.enter(job, verdict);
    return 'done';
  };
  const undoAll = async (): Promise<void> => {
    for (const failure of await state.atEnd.undo()) emit({ type: 'cleanup-failed', ...failure });
  };
  const all: Job[] = [];
  run.canary.expect(checks.length);
  for (const phase of arrange(checks)) {
    // What checks share must not meet with what may break the target.
    if (phase.mode === 'apart') await undoAll();
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
  const silent = (event: RunEvent): void => void (event.type === 'cleanup-failed' && emit(event));
  const ask = async (job: Job): Promise<Verdict> => (await execute(job, run, signal, silent)).verdict;
  for await (const asked of lookAgain(all, board, signal, ask)) emit(asked);
  await undoAll();
}

/** The verdict of a check that would run where the target no longer works. */
function brokenBefore(place: Place, run: RunState): WithoutRunning | undefined {
  if (!('broken' in place)) return undefined;
  const { requirement } = place.broken;
  const telling = tellingRequirement(run, place.broken);
  return {
    verdict: telling === undefined ? 'inconclusive' : 'blocked',
    reason: `no region works since ${requirement} ran`,
    ...(telling !== undefined && { blockedBy: telling }),
  };
}

/** The client that judges everything. */
function judgingClient({ clients }: Pick<RunOptions, 'clients'>): KeyPairClient {
  return clients.find(({ kind }) => kind === 'wire') ?? clients[0];
}

/** The clients that judge a check: each gives one verdict. */
export function clientsFor(
  { body, requirement }: Check,
  options: Pick<RunOptions, 'clients' | 'everyClient'>,
): readonly KeyPairClient[] {
  const first = judgingClient(options);
  if (requirement.clients !== undefined) {
    const able = options.clients.filter(({ kind }) => requirement.clients?.includes(kind));
    return able.length === 0 ? [first] : able;
  }
  if (body.second) {
    const others = options.clients.filter(({ kind }) => kind !== 'wire');
    return others.length === 0 ? [first] : others;
  }
  return options.everyClient && !body.wire
    ? [first, ...options.clients.filter((client) => client !== first)]
    : [first];
}

interface WithoutRunning {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly blockedBy?: string;
  readonly because?: UnsupportedBecause;
}

function whyEarly({ blockedBy, because }: WithoutRunning): Pick<WithoutRunning, 'blockedBy' | 'because'> {
  return { ...(blockedBy !== undefined && { blockedBy }), ...(because !== undefined && { because }) };
}

/** The verdict of a check that must not or need not run. */
function verdictWithoutRunning(
  job: Job,
  state: RunState,
  board: Board,
  making: Making,
  signal: AbortSignal,
): WithoutRunning | undefined {
  const { check, client } = job;
  if (signal.aborted) return { verdict: 'skipped', reason: 'interrupted' };
  if (state.quota === 'skip' && check.requirement.topic === 'quota') {
    return { verdict: 'skipped', reason: 'quota checks are switched off' };
  }
  const { clients } = check.requirement;
  if (clients !== undefined && !clients.includes(client.kind)) {
    const kinds = clients.join(',');
    return { verdict: 'skipped', reason: `client ${kinds} is not part of this run (--client ${kinds})` };
  }
  if (check.body.second && client.kind === 'wire') {
    return { verdict: 'skipped', reason: 'this run has no second client, only wire' };
  }
  const lacked = lackedBy(check, state);
  if (lacked !== undefined) return { verdict: 'unsupported', ...lacked };
  if (check.body.wire && client.kind !== 'wire') {
    return {
      verdict: 'unsupported',
      reason: `only a wire client can run this, not ${client.kind}`,
      because: 'client',
    };
  }
  // What was seen already is reported, whether or not the check could see more by itself.
  if (check.body.judgesCompany && state.disturbed.length > 0) return undefined;
  const eitherWay = new Set([...(check.making?.import ?? []), ...(check.making?.create ?? [])]);
  for (const need of check.needs) {
    const verdict = board.verdictOf(need, client.kind);
    if (verdict !== 'pass' && !eitherWay.has(need)) return notMet({ need, verdict }, board);
  }
  const noWay = making.noWay(job, state);
  return noWay && notMet(noWay, board);
}

/** What rests on something that the target does not have is not there either; nothing went wrong. */
function notMet({ need, verdict }: NoWay, board: Board): WithoutRunning {
  if (verdict !== 'unsupported')
    return { verdict: 'blocked', reason: `needs ${need}, which is: ${verdict}`, blockedBy: need };
  const because = board.becauseOf(need);
  const reason = `needs ${need}, which the target does not have`;
  return { verdict, reason, ...(because !== undefined && { because }) };
}

/** What a target is tested against, as one number; where a requirement stands in a file is no part of it. */
export function contractDigest(contract: RunOptions['contract']): string {
  const text = JSON.stringify(contract, (key, value: unknown) => (key === 'location' ? undefined : value));
  return createHash('sha256').update(text).digest('hex');
}

function runStarted(
  options: RunOptions,
  names: RunNames,
  startedAt: number,
  software: string | undefined,
): RunStarted {
  const { checks, clients, contract, quota, reading, seed, selection, target, tool } = options;
  const selected = new Set(options.selected);
  return {
    type: 'run-started',
    schemaVersion: 1,
    tool,
    target: {
      name: target.name,
      provider: target.provider,
      endpoint: target.endpoint,
      regions: target.regions,
      ...(target.reference && { reference: true }),
      ...(software !== undefined && { software }),
      ...(target.version !== undefined && { version: target.version }),
      ...(target.embeds !== undefined && { embeds: target.embeds }),
    },
    startedAt: new Date(startedAt).toISOString(),
    seed,
    namePrefix: names.prefix,
    reading,
    clients: clients.map(({ kind }) => kind),
    quota,
    contract: contractDigest(contract),
    ...(target.minCoverage !== undefined && { minCoverage: target.minCoverage }),
    ...(options.consistencyMs && { consistencyMs: options.consistencyMs }),
    selection,
    ...(contract.rules.notApplicable && { notApplicable: contract.rules.notApplicable }),
    conflicts: contract.conflicts.map((conflict) => plannedConflict(conflict, contract)),
    documents: contract.documents.map(({ id, title, role }) => ({ id, title, mission: role === 'mission' })),
    sources: citedSources(
      checks.map(({ requirement }) => requirement),
      contract,
    ),
    requirements: checks.map(({ requirement, body }) => {
      const { id, topic, operation, level, evidence, statement, check } = requirement;
      return {
        requirement: { id, topic, operation, level, evidence, statement, check },
        documents: documentsOf(requirement, contract),
        sources: sourcesInWords(requirement, contract),
        citations: requirement.sources,
        kind: body.kind,
        selected: selected.has(id),
      };
    }),
  };
}

import type { OperationRole, Requirement } from '../specs/contract.ts';
import {
  type Aftermath,
  type CallOptions,
  type Check,
  type CheckContext,
  type Disturbed,
  type HistoryBudget,
  type Judgement,
  type Mismatch,
  Nonconformity,
  type Send,
  type StepRole,
  Unprepared,
} from '../suites/check.ts';
import { inWords } from '../suites/findings/catalogue.ts';
import { wordsFor } from '../suites/findings/kind.ts';
import { Random } from '../suites/random.ts';
import type { Redactor } from '../targets/redact.ts';
import {
  type ClientKind,
  type Exchange,
  type KeyPairCall,
  type KeyPairClient,
  type Outcome,
  type Target,
  TransportError,
} from '../targets/target.ts';
import type { AtEnd } from './at-end.ts';
import type { Canaries } from './canary.ts';
import type { CleanupAction } from './cleanup.ts';
import { type Settling, settle, settlingInWords } from './consistency.ts';
import { type Ending, endingOf, isAsItIs, refuseSilence } from './endings.ts';
import { makingFor } from './making.ts';
import { isMarkable, marked } from './marks.ts';
import type { NameSource, RunNames } from './names.ts';
import type { RunOptions } from './options.ts';
import type { Owner } from './ownership/owner.ts';
import { persist } from './persist.ts';
import type { KeyTypes } from './probe.ts';
import { shedBodies } from './shed.ts';

/** A check with the client it runs through. */
export interface Job {
  readonly check: Check;
  readonly client: KeyPairClient;
  /** Set when it runs once more, sharing nothing with the first time. `anew`: under other names, because those are taken. */
  readonly again?: 'same' | 'anew';
}

/** What all checks of a run have in common. */
export interface RunState extends RunOptions {
  readonly keyTypes: KeyTypes;
  /** What the probe found of the capabilities that it tried. */
  readonly observed: ReadonlyMap<string, boolean>;
  /** Operations that the target was seen to carry out; grows during the run. */
  readonly working?: Set<OperationRole>;
  readonly atEnd: AtEnd;
  /** Keeps the memory for bodies small. @default `shedBodies` */
  readonly shed?: typeof shedBodies;
  /** Checks that failed while others ran and passed alone, so far. */
  readonly disturbed: readonly Disturbed[];
  /** What checks with a hazard broke so far. */
  readonly aftermath: readonly Aftermath[];
  /** Whether a requirement was judged and failed; nothing has failed unless told. */
  readonly failedBefore?: (requirement: string) => boolean;
  readonly redactor: Redactor;
  /** The requirement by which an operation is known not to do what the check needs of it. */
  readonly against: (job: Job, operation: OperationRole) => string | undefined;
  readonly names: RunNames;
  readonly owner: Owner;
  readonly canary: Canaries;
}

/** Enough to meet every pair of neighboring steps a few times, and a small part of a run. */
export const DEFAULT_HISTORIES: HistoryBudget = { count: 20, steps: 12 };

/** What a check left behind. */
export interface Trace {
  readonly names: NameSource;
  readonly random: Random;
  /** Exchanges for the log, in the order in which they ended. */
  readonly exchanges: Exchange[];
  /** What each exchange was for, also of those that are not for the log. */
  readonly roles: Map<Exchange, StepRole>;
  /** Exchanges of the check that made what this one shares with it, and what each was for there. */
  readonly borrowed: Map<Exchange, StepRole>;
  /** Every answer with the identity of its call, where the requirement is judged under two readings. */
  readonly answers: { readonly key: string; readonly outcome: Outcome }[];
  readonly mismatches: Mismatch[];
  readonly remarks: string[];
  /** Changes that a describe did not show at once. */
  readonly settlings: Settling[];
  readonly cleanups: CleanupAction[];
  /** What was lent to the check, each with whether the parameters of a delete name it. */
  readonly lent: Map<string, (sent: string) => boolean>;
  /** What the first call without a usable answer came to. */
  ending: Ending | undefined;
  /** Set when the cleanups have been taken up. */
  closed: boolean;
}

/** Milliseconds a check may take, and each of its cleanups. */
export function limitOf({ body }: Check, target: Target): number {
  return body.budgetMs ?? target.timeouts.checkMs;
}

/** A trace with nothing in it. */
export function newTrace({ check, client }: Job, seed: number, names: NameSource): Trace {
  return {
    names,
    random: new Random(seed, `${check.requirement.id}/${client.kind}`),
    exchanges: [],
    roles: new Map(),
    borrowed: new Map(),
    answers: [],
    mismatches: [],
    remarks: [],
    settlings: [],
    cleanups: [],
    lent: new Map(),
    ending: undefined,
    closed: false,
  };
}

/** The answer that the chosen reading of the documents asks for. */
function asRead(requirement: Requirement, reading: RunOptions['reading']): Requirement {
  const documented = reading === 'documented' ? requirement.readings?.documented : undefined;
  return documented === undefined ? requirement : { ...requirement, expects: documented };
}

/** What a body gets; everything it does is written into the trace. */
export function contextFor(job: Job, trace: Trace, run: RunState, signal: AbortSignal): CheckContext {
  const { check, client } = job;
  const { target } = run;
  const [region, secondRegion, quietRegion] = target.regions;
  const requirement = asRead(check.requirement, run.reading);
  const record = check.requirement.readings !== undefined;
  const limitMs = limitOf(check, target);
  const note = (judgement: Judgement): void => {
    // After a call without an answer a body judges something that did not happen.
    if (judgement === undefined || trace.ending !== undefined) return;
    if (isPreparation(judgement)) throw unprepared(judgement);
    trace.mismatches.push(judgement);
  };
  const unprepared = (mismatch: Mismatch): Unprepared => {
    const { call } = mismatch.exchange;
    const { summary } = inWords(mismatch, wordsFor(run.contract, call));
    return new Unprepared(summary, run.against(job, call.operation));
  };
  const isPreparation = ({ exchange }: Mismatch): boolean =>
    (trace.roles.get(exchange) ?? 'statement') !== 'statement';
  const undoing = (undoSignal: AbortSignal): CheckContext => {
    const call: Send = (asked, options) =>
      sendUndoing({ region, ...asked }, options?.client ?? client, run, undoSignal);
    const release: CheckContext['release'] = (name, place = region) =>
      run.owner.release(place, name, undoSignal);
    return { ...context, signal: undoSignal, call, setup: call, control: call, look: call, release };
  };
  const spend = ({ parameters, wire }: Pick<KeyPairCall, 'parameters' | 'wire'>): void => {
    const sent = wire === undefined ? JSON.stringify(parameters) : undefined;
    for (const [key, isNamed] of trace.lent) {
      if (sent === undefined || isNamed(sent)) run.atEnd.spend(key);
    }
  };
  const working = run.working ?? new Set<OperationRole>();
  const sender = {
    client,
    trace,
    signal,
    contract: run.contract,
    working,
    record,
    shed: run.shed ?? shedBodies,
  };
  const sendAs =
    (role: StepRole): Send =>
    (call, options = {}) => {
      if (call.operation === 'delete') spend(call);
      return send(marked({ region, ...call }, requirement.topic, run.marks), options, {
        ...sender,
        role,
        consistencyMs: run.consistencyMs ?? 0,
      });
    };
  // Where either operation that makes key pairs will do, the one that is used stands for the requirement's own.
  let stated = requirement.operation === 'describe' || check.eitherWay;
  const state: Send = (call, options) => {
    stated ||= call.operation === requirement.operation;
    return sendAs('statement')(call, options);
  };
  const context: CheckContext = {
    contract: run.contract,
    requirement,
    given: requirement.given,
    target,
    client,
    ...(run.second && { second: run.second.client }),
    clients: check.body.second ? run.clients.filter((other) => other !== client) : [],
    region,
    secondRegion,
    quietRegion,
    random: trace.random,
    signal,
    runs: run.runs,
    // What is lent has one owner at a time.
    frugal: run.frugal === true && target.concurrency === 1,
    importKeyType: run.keyTypes.import,
    createKeyType: run.keyTypes.create,
    quota: run.quota,
    disturbed: run.disturbed,
    aftermath: run.aftermath,
    canary: run.canary,
    histories: run.histories ?? DEFAULT_HISTORIES,
    consistencyMs: run.consistencyMs ?? 0,
    failedBefore: (id) => run.failedBefore?.(id) ?? false,
    call: state,
    setup: sendAs('setup'),
    control: sendAs('control'),
    look: (call, options) => sendAs(stated ? 'statement' : 'setup')(call, options),
    name: (length, letters) => trace.names.next(length, letters),
    release: (name, place = region) => run.owner.release(place, name, signal),
    cleanup: (undo) => {
      const action: CleanupAction = (undoSignal) => undo(undoing(undoSignal));
      // A body that was given up may still hear of something it made; that is removed when the run ends.
      if (trace.closed) run.atEnd.add({ action, limitMs });
      else trace.cleanups.push(action);
    },
    shared: async (key, make, remove) => {
      const makeHere = async () => {
        const from = trace.exchanges.length;
        const thing = await make();
        const steps = trace.exchanges
          .slice(from)
          .map((one) => [one, trace.roles.get(one) ?? 'statement'] as const);
        return { thing, steps };
      };
      const made = await run.atEnd.shared(
        job.again ? `${key}, again` : key,
        limitMs,
        makeHere,
        ({ thing }, undoSignal) => remove(thing, undoing(undoSignal)),
      );
      for (const [exchange, role] of made.steps) trace.borrowed.set(exchange, role);
      return made.thing;
    },
    lent: async (kind, make, { namesOf, remove }) => {
      const marks = isMarkable(requirement.topic) ? '' : ', unmarked';
      const key = run.atEnd.borrow(`${kind}${marks}`, trace.lent);
      // The next one gets another where this cannot be made.
      trace.lent.set(key, () => true);
      const thing = await context.shared(key, make, remove);
      const names = namesOf(thing).filter((name) => name !== undefined);
      trace.lent.set(key, (sent) => names.some((name) => sent.includes(name)));
      return thing;
    },
    eitherWay: check.eitherWay,
    making: (preferred = 'import') => makingFor(job, run, preferred),
    prepared: (judgement) => {
      if (judgement !== undefined) throw unprepared(judgement);
    },
    must: (judgement) => {
      if (judgement === undefined) return;
      throw isPreparation(judgement) ? unprepared(judgement) : new Nonconformity(judgement);
    },
    note,
    remark: (text) => void trace.remarks.push(text),
  };
  return context;
}

/** A call that undoes something: no part of the check, and not given up for what a busy target or a flaky network says. */
function sendUndoing(
  call: KeyPairCall,
  client: KeyPairClient,
  { contract, working }: Pick<RunState, 'contract' | 'working'>,
  signal: AbortSignal,
): Promise<Outcome> {
  return persist(async () => {
    const outcome = await client.call(call, { signal });
    refuseSilence(outcome, contract, working);
    return outcome;
  }, signal);
}

interface Sender {
  readonly role: StepRole;
  readonly client: KeyPairClient;
  readonly trace: Trace;
  readonly signal: AbortSignal;
  readonly contract: RunOptions['contract'];
  readonly working: Set<OperationRole>;
  /** Whether the answers are kept for a second reading. */
  readonly record: boolean;
  readonly shed: typeof shedBodies;
  /** How long a change may take to show, in milliseconds. */
  readonly consistencyMs: number;
}

/** The identity of a call within a check. */
export function callKey(call: KeyPairCall, options: CallOptions, kind: ClientKind): string {
  return JSON.stringify([options.client?.kind ?? kind, call]);
}

async function send(
  call: Parameters<KeyPairClient['call']>[0],
  options: CallOptions,
  { role, client, trace, signal, contract, working, record, shed, consistencyMs }: Sender,
): Promise<Outcome> {
  const through = options.client ?? client;
  signal.throwIfAborted();
  const own = options.signal;
  try {
    const both = own === undefined ? signal : AbortSignal.any([signal, own]);
    const outcome = await through.call(call, { signal: both });
    trace.roles.set(outcome.exchange, role);
    if (record) trace.answers.push({ key: callKey(call, options, client.kind), outcome });
    if (!options.bulk) trace.exchanges.push(outcome.exchange);
    shed(trace.exchanges);
    if (outcome.kind === 'accepted' && isAsItIs(outcome.exchange.call)) working.add(call.operation);
    refuseSilence(outcome, contract, working);
    const limitMs = options.bulk ? 0 : consistencyMs;
    const settling = await settle(call, outcome, { client: through, contract, signal: both, limitMs });
    if (settling !== undefined) {
      trace.settlings.push(settling);
      trace.remarks.push(settlingInWords(settling));
    }
    return outcome;
  } catch (error) {
    const stoppedByBody = own?.aborted === true && error instanceof TransportError;
    const expected = stoppedByBody || options.mayFail === true;
    if (!expected && !signal.aborted) trace.ending ??= endingOf(error);
    throw error;
  }
}

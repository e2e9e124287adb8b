import type { OperationRole, Requirement } from '../specs/contract.ts';
import {
  type CheckContext,
  type Judgement,
  type Mismatch,
  Nonconformity,
  type Send,
  type StepRole,
  Unprepared,
} from '../suites/check.ts';
import { inWords } from '../suites/findings/catalogue.ts';
import { wordsFor } from '../suites/findings/kind.ts';
import type { KeyPairCall } from '../targets/target.ts';
import type { CleanupAction } from './cleanup.ts';
import { DEFAULT_HISTORIES, type Job, limitOf, type RunState, type Trace } from './job.ts';
import { makingFor } from './making.ts';
import { isMarkable, marked } from './marks.ts';
import type { RunOptions } from './options.ts';
import { send, sendUndoing } from './sending.ts';
import { shedBodies } from './shed.ts';

/** How many times as long as any other response one may take that lists a full region. */
const LIST_TIMES = 4;

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
  const limitMs = (): number => limitOf(check, target, trace.pace);
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
    listMs: LIST_TIMES * target.timeouts.requestMs,
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

import { findParameter, showsField } from '../../../specs/constraints.ts';
import {
  type CallParameters,
  type KeyPairView,
  type Outcome,
  TransportError,
} from '../../../targets/target.ts';
import { type CheckContext, Inconclusive } from '../../check.ts';
import { deletion, freshPublicKey, remove } from '../../flows.ts';
import { describeOutcome } from '../../judges/answer.ts';
import { opensshLine } from '../../keys/write-public.ts';
import { naming } from '../../lookups.ts';
import { expectationsOf } from '../model/expectations.ts';
import { ANY, type ConcurrentAnswer, type ConcurrentCall, type Recorded } from './record.ts';

/** What one client does, in order. */
export type Script = readonly ConcurrentCall['kind'][];

/** One concurrent history: what each client does, on how many names. */
export interface Plan {
  readonly clients: readonly Script[];
  readonly names: number;
  /** Every how manieth make is a create; 0 for none. */
  readonly creates: number;
}

/**
 * Plays a plan: all clients at the same time, each one call after the other, and records start, end and answer of every
 * call. A call without an answer may or may not have happened.
 */
export async function playConcurrently(ctx: CheckContext, plan: Plan): Promise<readonly Recorded[]> {
  const names = Array.from({ length: plan.names }, () => ctx.name());
  const { region } = ctx;
  ctx.cleanup('key pairs of a concurrent history', async (undo) => {
    for (const name of names) await remove(undo, name, region);
  });
  const clients = plan.clients.map((script, client) => {
    const steps = script.map((kind, index) =>
      callFor(ctx, plan, kind, names[client % names.length] ?? '', client * 3 + index),
    );
    return { client: client + 1, steps };
  });
  const answered: Answered[] = [];
  await Promise.all(
    clients.map(async ({ client, steps }) => {
      for (const prepared of steps) answered.push(await send(ctx, client, prepared));
    }),
  );
  for (const name of names) await remove(ctx, name, region);
  const tokens = tokensOf(answered);
  const unmade = strangersAreWrong(answered, tokens) ? NOBODYS : ANY;
  return answered.map((one) => resolved(ctx, one, (view) => tokenOf(view, tokens) ?? unmade));
}

interface Prepared {
  readonly call: ConcurrentCall;
  readonly parameters: CallParameters;
}

/** The call with its values; keys are made before the clients start. */
function callFor(
  ctx: CheckContext,
  plan: Plan,
  kind: ConcurrentCall['kind'],
  name: string,
  turn: number,
): Prepared {
  switch (kind) {
    case 'make': {
      const creates = ctx.importKeyType === undefined || (plan.creates > 0 && turn % plan.creates === 0);
      const operation = creates ? 'create' : 'import';
      const keyType = creates && ctx.createKeyType !== undefined ? { keyType: ctx.createKeyType } : {};
      const material = creates ? {} : { material: opensshLine(freshPublicKey(ctx)) };
      const token = `make ${ctx.random.text(8)}`;
      return { call: { kind, operation, name, token }, parameters: { name, ...keyType, ...material } };
    }
    case 'look':
      return { call: { kind, name }, parameters: naming(ctx, name) };
    case 'delete':
      return { call: { kind, name }, parameters: deletion(ctx, name) };
    case 'list':
      return { call: { kind }, parameters: {} };
  }
}

const OPERATIONS = { look: 'describe', list: 'describe', delete: 'delete' } as const;

/** A call with its answer as it came, before it is known which key pair is whose. */
interface Answered extends Omit<Recorded, 'answer'> {
  readonly outcome?: Outcome;
}

async function send(ctx: CheckContext, client: number, { call, parameters }: Prepared): Promise<Answered> {
  const operation = call.kind === 'make' ? call.operation : OPERATIONS[call.kind];
  const paged = call.kind === 'list' ? findParameter(ctx.contract, 'describe', 'page-size') : undefined;
  const page = paged === undefined ? {} : { pageSize: Number(paged.schema.maximum), pageNumber: 1 };
  const start = performance.now();
  try {
    const sent = { operation, parameters: { ...parameters, ...page } };
    const outcome = await ctx.call(sent, { bulk: true, mayFail: true });
    return { client, call, start, end: performance.now(), outcome, exchange: outcome.exchange };
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (!(error instanceof TransportError || error instanceof Inconclusive)) throw error;
    return { client, call, start, end: Number.POSITIVE_INFINITY };
  }
}

/** Which make a key pair is of, by the id and the fingerprint that its answer told. */
function tokensOf(answered: readonly Answered[]): ReadonlyMap<string, string> {
  return new Map(
    answered.flatMap(({ call, outcome }) => {
      if (call.kind !== 'make' || outcome?.kind !== 'accepted') return [];
      const { id, fingerprint } = outcome.keyPairs[0] ?? {};
      return [id, fingerprint].flatMap((one) => (one === undefined ? [] : [[one, call.token] as const]));
    }),
  );
}

function tokenOf(
  { id = '', fingerprint = '' }: KeyPairView,
  tokens: ReadonlyMap<string, string>,
): string | undefined {
  return tokens.get(id) ?? tokens.get(fingerprint);
}

/** The token of a key pair that no accepted make has made. */
const NOBODYS = 'of no accepted call';

/**
 * Whether a key pair that is of no accepted make has to be wrong: every call was answered, and what each operation
 * answered is known to be what describes show.
 */
function strangersAreWrong(answered: readonly Answered[], tokens: ReadonlyMap<string, string>): boolean {
  if (answered.some(({ outcome }) => outcome === undefined || outcome.kind === 'garbled')) return false;
  const seen = new Set(
    answered.flatMap(({ call, outcome }) =>
      call.kind === 'look' && outcome?.kind === 'accepted'
        ? outcome.keyPairs.flatMap((view) => tokenOf(view, tokens) ?? [])
        : [],
    ),
  );
  const makes = answered.flatMap(({ call, outcome }) =>
    call.kind === 'make' && outcome?.kind === 'accepted' ? [call] : [],
  );
  const shown = new Set(makes.filter(({ token }) => seen.has(token)).map(({ operation }) => operation));
  return makes.every(({ operation }) => shown.has(operation));
}

function resolved(ctx: CheckContext, answered: Answered, tokenFor: (view: KeyPairView) => string): Recorded {
  const { outcome, ...rest } = answered;
  const answer = outcome === undefined ? UNKNOWN : answerOf(ctx, answered.call, outcome, tokenFor);
  return { ...rest, answer, ...(answer.kind === 'unknown' && { end: Number.POSITIVE_INFINITY }) };
}

const UNKNOWN: ConcurrentAnswer = { kind: 'unknown' };

/** What an answer says of the register. An error that no rule knows says nothing of it, and is a fault of its own. */
function answerOf(
  ctx: CheckContext,
  call: ConcurrentCall,
  outcome: Outcome,
  tokenFor: (view: KeyPairView) => string,
): ConcurrentAnswer {
  if (outcome.kind === 'garbled' || outcome.status >= 500)
    return { kind: 'unknown', error: describeOutcome(outcome) };
  switch (call.kind) {
    case 'make': {
      if (outcome.kind === 'accepted') return { kind: 'made' };
      const taken = expectationsOf(ctx.contract).at(call.operation, 'name-taken')?.refusals ?? [];
      const isTaken = taken.some(({ code }) => code === outcome.code);
      return isTaken ? { kind: 'taken' } : { kind: 'unknown', error: describeOutcome(outcome) };
    }
    case 'look': {
      const views = outcome.kind === 'accepted' ? outcome.keyPairs : [];
      const view = views.find(({ name }) => name === call.name);
      return view === undefined ? { kind: 'shown' } : { kind: 'shown', token: tokenFor(view) };
    }
    case 'delete': {
      if (outcome.kind === 'refused') return { kind: 'deleted', token: null };
      if (!showsField(ctx.contract, 'delete', 'id')) return { kind: 'deleted' };
      const id = outcome.deleted?.id;
      return { kind: 'deleted', token: id === undefined ? null : tokenFor({ id }) };
    }
    case 'list': {
      if (outcome.kind === 'refused') return { kind: 'unknown', error: describeOutcome(outcome) };
      const named = outcome.keyPairs.flatMap((view) =>
        view.name === undefined ? [] : [[view.name, tokenFor(view)] as const],
      );
      return { kind: 'listed', tokens: new Map(named) };
    }
  }
}

import { type CallParameters, TransportError } from '../../../targets/target.ts';
import { type CheckContext, Inconclusive } from '../../check.ts';
import { deletion, freshPublicKey, isDeletedByName, remove } from '../../flows.ts';
import { opensshLine } from '../../keys/write-public.ts';
import { byId, naming } from '../../lookups.ts';
import { firstPage } from '../../pages.ts';
import type { Answered } from './answers.ts';
import type { ConcurrentCall } from './record.ts';

/** What a client does: a look or a list is a describe by name or of everything. */
export type Act = 'create' | 'import' | 'look' | 'delete' | 'list';
/** What one client does, in order. */
export type Script = readonly Act[];

/** One concurrent history: what each client does, on how many names. */
export interface Plan {
  readonly clients: readonly Script[];
  readonly names: number;
  /** What is done to each name before the clients start. */
  readonly before?: Script;
  /** What is done to a further name before they start: no client touches it, so every list has to show it. */
  readonly beside?: Script;
}

/** When all clients are done, one look at each name and a list tell what the calls left. */
const AFTER: Script = ['look', 'list'];

/**
 * Plays a plan: all clients at the same time, each one call after the other, and records start, end and answer of every
 * call. A call without an answer may or may not have happened.
 */
export async function playConcurrently(ctx: CheckContext, plan: Plan): Promise<readonly Answered[]> {
  const names = Array.from({ length: plan.names }, () => ctx.name());
  const others = plan.beside === undefined ? [] : [ctx.name()];
  const all = [...names, ...others];
  const { region } = ctx;
  ctx.cleanup(async (undo) => {
    for (const name of all) await remove(undo, name, region);
  });
  // Keys are made before the clients start.
  const prepared = plan.clients.map((script, client) =>
    script.map((act) => callFor(ctx, act, names[client % names.length] ?? '')),
  );
  const answered: Answered[] = [];
  const ids = new Map<string, string>();
  const play = async (client: number, calls: readonly Prepared[]): Promise<void> => {
    for (const one of calls) {
      const sent = await send(ctx, client, one, ids);
      if (sent !== undefined) answered.push(withoutOthers(sent, all));
    }
  };
  const alone = plan.clients.length + 1;
  const onEach = (some: readonly string[], script: Script = []): readonly Prepared[] =>
    some.flatMap((name) => script.map((act) => callFor(ctx, act, name)));
  await play(alone, [...onEach(others, plan.beside), ...onEach(names, plan.before)]);
  await Promise.all(prepared.map((calls, client) => play(client + 1, calls)));
  await play(alone, onEach(all, AFTER));
  for (const name of all) await remove(ctx, name, region);
  return answered;
}

interface Prepared {
  readonly call: ConcurrentCall;
  readonly parameters: CallParameters;
}

function callFor(ctx: CheckContext, act: Act, name: string): Prepared {
  switch (act) {
    case 'create':
    case 'import': {
      const keyType = act === 'create' && ctx.createKeyType !== undefined && { keyType: ctx.createKeyType };
      const material = act === 'import' && { material: opensshLine(freshPublicKey(ctx)) };
      const token = `make ${ctx.random.text(8)}`;
      return {
        call: { kind: 'make', operation: act, name, token },
        parameters: { name, ...keyType, ...material },
      };
    }
    case 'look':
      return { call: { kind: act, name }, parameters: naming(ctx, name) };
    case 'delete':
      return { call: { kind: act, name }, parameters: deletion(ctx, name) };
    case 'list':
      return { call: { kind: act }, parameters: {} };
  }
}

const OPERATIONS = { look: 'describe', list: 'describe', delete: 'delete' } as const;

/**
 * Sends a call. Where a delete takes ids only, it is of the key pair that an answer about the name showed last; before
 * there was one, it is left out.
 * @param ids the ids that were shown, by name; gets what this answer shows
 */
async function send(
  ctx: CheckContext,
  client: number,
  { call, parameters }: Prepared,
  ids: Map<string, string>,
): Promise<Answered | undefined> {
  const isById = call.kind === 'delete' && !isDeletedByName(ctx);
  const deleted = isById ? ids.get(call.name) : undefined;
  if (isById && deleted === undefined) return undefined;
  const operation = call.kind === 'make' ? call.operation : OPERATIONS[call.kind];
  const page = call.kind === 'list' ? firstPage(ctx.contract) : {};
  const which = deleted === undefined ? parameters : byId(ctx.contract, 'delete', deleted);
  const known = deleted === undefined ? {} : { deleted };
  const start = performance.now();
  try {
    const sent = { operation, parameters: { ...which, ...page } };
    const outcome = await ctx.call(sent, { bulk: true, mayFail: true });
    const shown = outcome.kind === 'accepted' && call.kind !== 'list' ? outcome.keyPairs : [];
    for (const { name, id } of shown) if (name !== undefined && id !== undefined) ids.set(name, id);
    return { client, call, ...known, start, end: performance.now(), outcome, exchange: outcome.exchange };
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (!(error instanceof TransportError || error instanceof Inconclusive)) throw error;
    return { client, call, ...known, start, end: Number.POSITIVE_INFINITY };
  }
}

/** A history keeps all its answers to the end: of a list that shows thousands of key pairs of others only its own. */
function withoutOthers(answered: Answered, names: readonly string[]): Answered {
  const { outcome } = answered;
  if (outcome?.kind !== 'accepted' || outcome.keyPairs.length <= names.length) return answered;
  const own = outcome.keyPairs.filter(({ name = '' }) => names.includes(name));
  // A copy, because each of its texts would hold on to the whole body.
  return { ...answered, outcome: { ...outcome, keyPairs: structuredClone(own) } };
}

import type { KeyPair } from '../../../reference/store.ts';
import type { Context } from '../context.ts';
import { firstRefusal, type Refusal, refusal } from '../outcome.ts';

/** Which key pairs a describe is about, before its filters. */
export interface DescribeBehaviours {
  /** Refuses names and ids in one request. */
  combination(ctx: Context): Refusal | undefined;
  /** Refuses an empty name. */
  blankName(ctx: Context, name: string): Refusal | undefined;
  /** Refuses a name that no key pair has. */
  unknownName(ctx: Context, name: string): Refusal | undefined;
  /** Refuses an id that no key pair has, well-formed or not. */
  unknownId(ctx: Context, id: string): Refusal | undefined;
  /** The names asked for. */
  names(ctx: Context): readonly string[];
  /** The ids asked for. */
  ids(ctx: Context): readonly string[];
  /** All checks on names and ids. */
  refuse(ctx: Context): Refusal | undefined;
  /** The pairs asked for by name or id; all of the region when neither is given. */
  selected(ctx: Context): KeyPair[];
  /** The order of the answer. */
  order(ctx: Context, pairs: readonly KeyPair[]): KeyPair[];
  /** Whether the public keys are wanted. */
  includesPublicKey(ctx: Context): boolean;
  /** The pairs of the answer, after filters, before order. */
  answered(ctx: Context, pairs: readonly KeyPair[]): readonly KeyPair[];
}

/** EC2's lookups: every name and id must exist, and each pair comes once. */
export const correctDescribe: DescribeBehaviours = {
  combination(ctx) {
    const { names, ids } = ctx.behaviours.describe;
    if (names(ctx).length === 0 || ids(ctx).length === 0) return undefined;
    return refusal(
      'InvalidParameterCombination',
      "The parameter 'keyPairId' may not be used in combination with 'keyName'",
    );
  },

  blankName: (_ctx, name) =>
    name === ''
      ? refusal('InvalidParameterValue', "Invalid value '' for keyPairNames. It should not be blank")
      : undefined,

  unknownName: (ctx, name) =>
    ctx.behaviours.store.byName(ctx, name) === undefined
      ? refusal('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`)
      : undefined,

  // Inferred for an empty id: it is a value no key pair has.
  unknownId: (ctx, id) =>
    ctx.behaviours.store.byId(ctx, id) === undefined
      ? refusal('InvalidParameterValue', `Invalid value '${id}' for keyPairId.`)
      : undefined,

  names: (ctx) => ctx.parameters.list('KeyName'),

  ids: (ctx) => ctx.parameters.list('KeyPairId'),

  refuse(ctx) {
    const { describe } = ctx.behaviours;
    const names = describe.names(ctx);
    return firstRefusal(
      () => describe.combination(ctx),
      ...names.map((name) => () => describe.blankName(ctx, name)),
      // Inferred: of several missing names the first is told.
      ...names.map((name) => () => describe.unknownName(ctx, name)),
      ...describe.ids(ctx).map((id) => () => describe.unknownId(ctx, id)),
    );
  },

  selected(ctx) {
    const { describe, store } = ctx.behaviours;
    const names = describe.names(ctx);
    const ids = describe.ids(ctx);
    if (names.length === 0 && ids.length === 0) return store.all(ctx);
    const found = [
      ...names.flatMap((name) => store.byName(ctx, name) ?? []),
      ...ids.flatMap((id) => store.byId(ctx, id) ?? []),
    ];
    return [...new Set(found)];
  },

  // Observed: neither by creation nor by name nor by id. Random ids read backwards are such an order, and stable.
  order: (_ctx, pairs) =>
    pairs
      .map((pair) => ({ pair, rank: pair.id.slice(-8) }))
      .sort((left, right) => (left.rank < right.rank ? -1 : 1))
      .map(({ pair }) => pair),

  includesPublicKey: (ctx) => ctx.behaviours.protocol.boolean(ctx, 'IncludePublicKey'),

  answered: (_ctx, pairs) => pairs,
};

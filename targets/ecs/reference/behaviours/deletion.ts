import type { Context, EcsKeyPair } from '../context.ts';
import { firstRefusal, missingParameter, type Refusal, refusal } from '../outcome.ts';

/** What a delete takes out. */
export interface DeletionBehaviours {
  /** Refuses a request without names. */
  missing(ctx: Context): Refusal | undefined;
  /** The names of the request; undefined when they are not a JSON array of texts. */
  names(ctx: Context): readonly string[] | undefined;
  /** The greatest number of names. */
  maximumCount(ctx: Context): number;
  /** The refusal of names that cannot be read, are none or too many. */
  unsupported(ctx: Context): Refusal;
  /** Refuses names that cannot be read, are none or too many. */
  malformed(ctx: Context): Refusal | undefined;
  /** Refuses a name that no key pair has. */
  unknownName(ctx: Context, name: string): Refusal | undefined;
  /** All checks of a delete. */
  refuse(ctx: Context): Refusal | undefined;
  /** The pairs to take out. */
  targets(ctx: Context): readonly EcsKeyPair[];
  /** Takes a pair out. */
  remove(ctx: Context, pair: EcsKeyPair): void;
}

function isNameList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

/** ECS's delete: 1 to 100 names at once. */
export const correctDeletion: DeletionBehaviours = {
  missing: (ctx) =>
    (ctx.parameters.get('KeyPairNames') ?? '') === '' ? missingParameter('KeyPairNames') : undefined,

  names(ctx) {
    try {
      const names: unknown = JSON.parse(ctx.parameters.get('KeyPairNames') ?? '');
      return isNameList(names) ? names : undefined;
    } catch {
      return undefined;
    }
  },

  maximumCount: () => 100,

  unsupported: () =>
    refusal('InvalidKeyPairNames.ValueNotSupported', 'The specified parameter "KeyPairNames" is not valid.'),

  malformed(ctx) {
    const { deletion } = ctx.behaviours;
    const names = deletion.names(ctx);
    // Inferred: which values are not supported.
    const fits = names !== undefined && names.length > 0 && names.length <= deletion.maximumCount(ctx);
    return fits ? undefined : deletion.unsupported(ctx);
  },

  // Unsettled: a public tool knows InvalidKeyPair.NotFound from older days; no page lists it now.
  unknownName: () => undefined,

  refuse(ctx) {
    const { deletion } = ctx.behaviours;
    return firstRefusal(
      () => deletion.missing(ctx),
      () => deletion.malformed(ctx),
      ...(deletion.names(ctx) ?? []).map((name) => () => deletion.unknownName(ctx, name)),
    );
  },

  targets(ctx) {
    const { deletion, store } = ctx.behaviours;
    const names = new Set(deletion.names(ctx));
    return [...names].flatMap((name) => store.byName(ctx, name) ?? []);
  },

  remove: (ctx, pair) => ctx.behaviours.store.remove(ctx, pair),
};

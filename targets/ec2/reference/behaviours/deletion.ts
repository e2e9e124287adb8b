import type { KeyPair } from '../../../reference/store.ts';
import type { Context } from '../context.ts';
import { firstRefusal, type Refusal, refusal } from '../outcome.ts';

/** What a delete takes out and what it says. */
export interface DeletionBehaviours {
  /** Refuses a request with neither name nor id. */
  nothingGiven(ctx: Context): Refusal | undefined;
  /** Refuses an id that cannot be one. */
  malformedId(ctx: Context, id: string): Refusal | undefined;
  /** Refuses an id that never was one. */
  neverExisted(ctx: Context, id: string): Refusal | undefined;
  /** Refuses a name that no key pair has. */
  unknownName(ctx: Context, name: string): Refusal | undefined;
  /** All checks of a delete. */
  refuse(ctx: Context): Refusal | undefined;
  /** The pair to take out, if there is one. */
  target(ctx: Context): KeyPair | undefined;
  /** Takes the pair out. */
  remove(ctx: Context, pair: KeyPair): void;
  /** The `return` value of the answer. */
  returned(ctx: Context, pair: KeyPair | undefined): boolean;
  /** The `keyPairId` of the answer; undefined leaves it out. */
  answeredId(ctx: Context, pair: KeyPair | undefined): string | undefined;
}

function given(ctx: Context, parameter: 'KeyName' | 'KeyPairId'): string | undefined {
  // Inferred: an empty value is as good as none.
  const value = ctx.parameters.get(parameter);
  return value === '' ? undefined : value;
}

/** EC2's delete: idempotent, and the id wins over the name. */
export const correctDeletion: DeletionBehaviours = {
  nothingGiven: (ctx) =>
    given(ctx, 'KeyName') === undefined && given(ctx, 'KeyPairId') === undefined
      ? refusal('MissingParameter', 'KeyName or KeyPairId must be provided')
      : undefined,

  malformedId: (ctx, id) =>
    ctx.behaviours.identifiers.isKeyPairId(ctx, id)
      ? undefined
      : refusal('InvalidParameterValue', 'Value for parameter keyPairId is invalid.'),

  // Observed for key-00000000000000000; inferred for every other id that was never given out.
  neverExisted: (ctx, id) =>
    ctx.behaviours.store.byId(ctx, id) === undefined && !ctx.store.wasRemoved(id)
      ? refusal('InvalidParameterValue', `Invalid value '${id}' for keyPairId.`)
      : undefined,

  unknownName: () => undefined,

  refuse(ctx) {
    const { deletion } = ctx.behaviours;
    const id = given(ctx, 'KeyPairId');
    const name = given(ctx, 'KeyName');
    return firstRefusal(
      () => deletion.nothingGiven(ctx),
      () => (id === undefined ? undefined : deletion.malformedId(ctx, id)),
      () => (id === undefined ? undefined : deletion.neverExisted(ctx, id)),
      () => (id !== undefined || name === undefined ? undefined : deletion.unknownName(ctx, name)),
    );
  },

  target(ctx) {
    const id = given(ctx, 'KeyPairId');
    const name = given(ctx, 'KeyName');
    if (id !== undefined) return ctx.behaviours.store.byId(ctx, id);
    return name === undefined ? undefined : ctx.behaviours.store.byName(ctx, name);
  },

  remove: (ctx, pair) => ctx.behaviours.store.remove(ctx, pair),

  returned: () => true,

  answeredId: (_ctx, pair) => pair?.id,
};

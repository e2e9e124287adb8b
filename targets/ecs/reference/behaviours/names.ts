import type { Context } from '../context.ts';
import { firstRefusal, missingParameter, type Refusal, refusal } from '../outcome.ts';

/** What a key pair may be called. */
export interface NamesBehaviours {
  /** Refuses a name that is absent or empty. */
  missing(ctx: Context): Refusal | undefined;
  /** The least length of a name, in characters. */
  minimumLength(ctx: Context): number;
  /** The greatest length of a name, in characters. */
  maximumLength(ctx: Context): number;
  /** Whether a name may begin with this character. */
  isFirstCharacter(ctx: Context, character: string): boolean;
  /** Whether this character may stand in a name. */
  isCharacter(ctx: Context, character: string): boolean;
  /** What a name may not begin with. */
  forbiddenPrefixes(ctx: Context): readonly string[];
  /** The refusal of a name that breaks a rule. */
  malformed(ctx: Context): Refusal;
  /** Refuses a name that is too short. */
  tooShort(ctx: Context, name: string): Refusal | undefined;
  /** Refuses a name that is too long. */
  tooLong(ctx: Context, name: string): Refusal | undefined;
  /** Refuses a name for its first character. */
  wrongStart(ctx: Context, name: string): Refusal | undefined;
  /** Refuses a name with a character that may not stand in it. */
  wrongCharacter(ctx: Context, name: string): Refusal | undefined;
  /** Refuses a name that begins like an address. */
  forbiddenPrefix(ctx: Context, name: string): Refusal | undefined;
  /** All rules on a name, in their order. */
  refuse(ctx: Context, name: string): Refusal | undefined;
  /** The name a key pair gets for the name in the request. */
  stored(ctx: Context, name: string): string;
  /** What two names have in common exactly when they are the same name. */
  key(ctx: Context, name: string): string;
}

/** ECS's names: 2 to 128 letters, digits, `.`, `_`, `:` and `-`, the first a letter, case matters. */
export const correctNames: NamesBehaviours = {
  // Unsettled: which code of those that begin with Missing. Inferred: an empty name is as good as none.
  missing: (ctx) =>
    (ctx.parameters.get('KeyPairName') ?? '') === '' ? missingParameter('KeyPairName') : undefined,

  minimumLength: () => 2,

  maximumLength: () => 128,

  // Unsettled: letters of every script by the page of ImportKeyPair, Latin and Chinese ones by others.
  isFirstCharacter: (_ctx, character) => /^\p{L}$/u.test(character),

  // Unsettled: the full stop is allowed by the pages of ImportKeyPair and the console, not by that of CreateKeyPair.
  isCharacter: (_ctx, character) => /^[\p{L}0-9._:-]$/u.test(character),

  forbiddenPrefixes: () => ['http://', 'https://'],

  malformed: () => refusal('InvalidKeyPairName.Malformed', 'Specified Key Pair name is not valid.'),

  tooShort: (ctx, name) =>
    // Inferred: lengths count code points.
    [...name].length < ctx.behaviours.names.minimumLength(ctx)
      ? ctx.behaviours.names.malformed(ctx)
      : undefined,

  tooLong: (ctx, name) =>
    [...name].length > ctx.behaviours.names.maximumLength(ctx)
      ? ctx.behaviours.names.malformed(ctx)
      : undefined,

  wrongStart(ctx, name) {
    const { names } = ctx.behaviours;
    const [first = ''] = name;
    return names.isFirstCharacter(ctx, first) ? undefined : names.malformed(ctx);
  },

  wrongCharacter(ctx, name) {
    const { names } = ctx.behaviours;
    // The first character has a rule of its own.
    const [, ...rest] = name;
    return rest.every((character) => names.isCharacter(ctx, character)) ? undefined : names.malformed(ctx);
  },

  forbiddenPrefix(ctx, name) {
    const { names } = ctx.behaviours;
    return names.forbiddenPrefixes(ctx).some((prefix) => name.startsWith(prefix))
      ? names.malformed(ctx)
      : undefined;
  },

  refuse(ctx, name) {
    const { names } = ctx.behaviours;
    return firstRefusal(
      () => names.tooShort(ctx, name),
      () => names.tooLong(ctx, name),
      () => names.wrongStart(ctx, name),
      () => names.wrongCharacter(ctx, name),
      () => names.forbiddenPrefix(ctx, name),
    );
  },

  stored: (_ctx, name) => name,

  // Unsettled: whether case matters.
  key: (_ctx, name) => name,
};

import type { Context } from '../context.ts';
import { firstRefusal, type Refusal, refusal } from '../outcome.ts';

/** What a key pair may be called. */
export interface NamesBehaviours {
  /** Refuses a name that is absent or empty. */
  missing(ctx: Context): Refusal | undefined;
  /** The greatest length of a name, in characters. */
  maximumLength(ctx: Context): number;
  /** Refuses a name that is too long. */
  tooLong(ctx: Context, name: string): Refusal | undefined;
  /** Refuses a name with a character beyond ASCII. */
  nonAscii(ctx: Context, name: string): Refusal | undefined;
  /** Refuses a name with a control character, such as a newline. */
  controlCharacter(ctx: Context, name: string): Refusal | undefined;
  /** Refuses a name with a space at its beginning or end. */
  untrimmed(ctx: Context, name: string): Refusal | undefined;
  /** All rules on the characters of a name, in their order. */
  refuse(ctx: Context, name: string): Refusal | undefined;
  /** The name a key pair gets for the name in the request. */
  stored(ctx: Context, name: string): string;
  /** What two names have in common exactly when they are the same name. */
  key(ctx: Context, name: string): string;
}

/** EC2's names: 1 to 255 printable ASCII characters, no outer spaces, case matters. */
export const correctNames: NamesBehaviours = {
  missing: (ctx) =>
    (ctx.parameters.get('KeyName') ?? '') === ''
      ? refusal('MissingParameter', 'The request must contain the parameter KeyName')
      : undefined,

  maximumLength: () => 255,

  tooLong(ctx, name) {
    const maximum = ctx.behaviours.names.maximumLength(ctx);
    // Counted in code points, so that an over-long name is one whatever its encoding.
    if ([...name].length <= maximum) return undefined;
    return refusal(
      'InvalidParameterValue',
      `Value for parameter KeyName is invalid. Length exceeds maximum of ${maximum}.`,
    );
  },

  nonAscii: (_ctx, name) =>
    /[^\x00-\x7f]/.test(name)
      ? refusal(
          'InvalidParameterValue',
          'Value for parameter KeyName is invalid. Character sets beyond ASCII are not supported.',
        )
      : undefined,

  // Observed for a newline, with name and parameter swapped; inferred for the other control characters.
  controlCharacter: (_ctx, name) =>
    /[\x00-\x1f\x7f]/.test(name)
      ? refusal('InvalidParameterValue', `Value for parameter ${name} is invalid. KeyName`)
      : undefined,

  // Observed for a leading space; inferred for a trailing one.
  untrimmed: (_ctx, name) =>
    name.startsWith(' ') || name.endsWith(' ')
      ? refusal('InvalidParameterValue', `Invalid value '${name}' for keyName. It should be trimmed`)
      : undefined,

  refuse(ctx, name) {
    const { names } = ctx.behaviours;
    // Inferred: which rule speaks first when a name breaks several.
    return firstRefusal(
      () => names.tooLong(ctx, name),
      () => names.nonAscii(ctx, name),
      () => names.controlCharacter(ctx, name),
      () => names.untrimmed(ctx, name),
    );
  },

  stored: (_ctx, name) => name,

  // Inferred: names are case-sensitive, as filters are by the documents.
  key: (_ctx, name) => name,
};

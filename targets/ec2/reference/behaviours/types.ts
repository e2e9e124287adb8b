import type { KeyType } from '../../../reference/keys/public-key.ts';
import type { Context } from '../context.ts';
import { type Refusal, refusal } from '../outcome.ts';

/** How a private key is written. */
export type KeyFormat = 'pem' | 'ppk';

/** Which kinds of key can be created, and in which formats. */
export interface TypesBehaviours {
  /** Key types in the order EC2 names them. */
  keyTypes(ctx: Context): readonly string[];
  /** Key formats in the order EC2 names them. */
  keyFormats(ctx: Context): readonly string[];
  /** Refuses an unknown KeyType. */
  refuseKeyType(ctx: Context): Refusal | undefined;
  /** Refuses an unknown KeyFormat. */
  refuseKeyFormat(ctx: Context): Refusal | undefined;
  /** The type a request gets when it names none. */
  defaultKeyType(ctx: Context): KeyType;
  /** The format a request gets when it names none. */
  defaultKeyFormat(ctx: Context): KeyFormat;
  /** The type of the key to create. */
  keyType(ctx: Context): KeyType;
  /** The format to return the key in. */
  keyFormat(ctx: Context): KeyFormat;
}

function enumRefusal(value: string, field: string, allowed: readonly string[]): Refusal | undefined {
  if (allowed.includes(value)) return undefined;
  return refusal(
    'InvalidParameterValue',
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(', ')}]`,
  );
}

/** EC2's types and formats: RSA in PEM unless asked otherwise. */
export const correctTypes: TypesBehaviours = {
  keyTypes: () => ['rsa', 'ed25519'],

  keyFormats: () => ['ppk', 'pem'],

  refuseKeyType(ctx) {
    const value = ctx.parameters.get('KeyType');
    return value === undefined
      ? undefined
      : enumRefusal(value, 'keyType', ctx.behaviours.types.keyTypes(ctx));
  },

  refuseKeyFormat(ctx) {
    const value = ctx.parameters.get('KeyFormat');
    return value === undefined
      ? undefined
      : enumRefusal(value, 'keyFormat', ctx.behaviours.types.keyFormats(ctx));
  },

  defaultKeyType: () => 'rsa',

  defaultKeyFormat: () => 'pem',

  keyType(ctx) {
    const value = ctx.parameters.get('KeyType');
    return value === 'rsa' || value === 'ed25519' ? value : ctx.behaviours.types.defaultKeyType(ctx);
  },

  keyFormat(ctx) {
    const value = ctx.parameters.get('KeyFormat');
    return value === 'pem' || value === 'ppk' ? value : ctx.behaviours.types.defaultKeyFormat(ctx);
  },
};

import type { PublicKey } from '../../../reference/keys/public-key.ts';
import {
  parseDerText,
  parseOpenSshLine,
  parseRfc4716,
  strictBase64,
} from '../../../reference/keys/public-text.ts';
import type { Context } from '../context.ts';
import { firstRefusal, type Refusal, refusal } from '../outcome.ts';

/** Which public keys can be imported, and how they may be written. */
export interface MaterialBehaviours {
  /** Refuses material that is absent or empty. */
  missing(ctx: Context): Refusal | undefined;
  /** The bytes of the material; undefined when it is not base64. */
  decode(ctx: Context, value: string): Buffer | undefined;
  /** The greatest length of decoded material, in bytes. */
  maximumLength(ctx: Context): number;
  /** Refuses material that is too long. */
  tooLong(ctx: Context, material: Buffer): Refusal | undefined;
  /** Refuses material with a byte beyond ASCII, such as binary DER. */
  nonAscii(ctx: Context, material: Buffer): Refusal | undefined;
  /** Reads an OpenSSH line. */
  openSsh(ctx: Context, text: string): PublicKey | undefined;
  /** Reads an RFC 4716 block. */
  rfc4716(ctx: Context, text: string): PublicKey | undefined;
  /** Reads the base64 text of a DER SubjectPublicKeyInfo. */
  derText(ctx: Context, text: string): PublicKey | undefined;
  /** Refuses a well-formed key for its type or size. */
  unsupported(ctx: Context, key: PublicKey): Refusal | undefined;
  /** The refusal of material that is no public key. */
  malformed(ctx: Context): Refusal;
  /** The public key in the request, or why there is none. */
  read(ctx: Context): PublicKey | Refusal;
}

/** EC2's import: text of at most 2,048 characters in one of three encodings, RSA of any size or Ed25519. */
export const correctMaterial: MaterialBehaviours = {
  missing: (ctx) =>
    (ctx.parameters.get('PublicKeyMaterial') ?? '') === ''
      ? refusal('MissingParameter', 'The request must contain the parameter PublicKeyMaterial')
      : undefined,

  // Inferred: line breaks are tolerated because common tools wrap base64; nothing else is.
  decode: (_ctx, value) => strictBase64(value.replace(/[\r\n]/g, '')),

  maximumLength: () => 2048,

  tooLong(ctx, material) {
    const maximum = ctx.behaviours.material.maximumLength(ctx);
    if (material.length <= maximum) return undefined;
    return refusal(
      'InvalidParameterValue',
      `Value for parameter PublicKeyMaterial is invalid. Length exceeds maximum of ${maximum}.`,
    );
  },

  nonAscii: (_ctx, material) =>
    material.some((byte) => byte > 0x7f)
      ? refusal(
          'InvalidParameterValue',
          'Value for parameter PublicKeyMaterial is invalid. Character sets beyond ASCII are not supported.',
        )
      : undefined,

  openSsh: (_ctx, text) => parseOpenSshLine(text),

  // Observed: the block form is taken for RSA and refused for Ed25519.
  rfc4716: (_ctx, text) => parseRfc4716(text, ['rsa']),

  derText: (_ctx, text) => parseDerText(text),

  // Observed: keys of 512 to 8,192 bits are taken, so the documented lengths are no limit.
  unsupported: () => undefined,

  malformed: () => refusal('InvalidKey.Format', 'Key is not in valid OpenSSH public key format'),

  read(ctx) {
    const { material } = ctx.behaviours;
    const bytes = material.decode(ctx, ctx.parameters.get('PublicKeyMaterial') ?? '');
    // Inferred: no recording of broken base64.
    if (bytes === undefined) return material.malformed(ctx);
    const refused = firstRefusal(
      () => material.tooLong(ctx, bytes),
      () => material.nonAscii(ctx, bytes),
    );
    if (refused !== undefined) return refused;
    const text = bytes.toString('latin1');
    const key = material.openSsh(ctx, text) ?? material.rfc4716(ctx, text) ?? material.derText(ctx, text);
    return key === undefined ? material.malformed(ctx) : (material.unsupported(ctx, key) ?? key);
  },
};

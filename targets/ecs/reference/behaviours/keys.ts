import { createHash, type KeyObject } from 'node:crypto';
import { publicKeyOf, sshBlob } from '../../../reference/keys/public-key.ts';
import type { Context, EcsKeyPair } from '../context.ts';

/** How a key is recognised. */
export interface FingerprintsBehaviours {
  /** Digest of a key that was created. */
  created(ctx: Context, blob: Buffer, privateKey: KeyObject): Buffer;
  /** Digest of a key that was imported. */
  imported(ctx: Context, blob: Buffer): Buffer;
  /** A digest as text. */
  rendered(ctx: Context, digest: Buffer): string;
  /** The fingerprint that a describe shows and looks up by. */
  described(ctx: Context, pair: EcsKeyPair): string;
}

/** What the caller gets to keep. */
export interface KeyMaterialBehaviours {
  /** A private key that nobody has yet. */
  generate(ctx: Context): Promise<KeyObject>;
  /** The private key as the answer shows it. */
  render(ctx: Context, privateKey: KeyObject): string;
  /** The SSH blob that is kept for a created pair. */
  blob(ctx: Context, privateKey: KeyObject): Buffer;
  /** The public key as a describe shows it. */
  describedPublicKey(ctx: Context, pair: EcsKeyPair): string;
}

function md5(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest();
}

/** MD5 over the SSH blob as 32 lower-case hex digits, created or imported. Observed second hand, from four places. */
export const correctFingerprints: FingerprintsBehaviours = {
  created: (_ctx, blob) => md5(blob),
  imported: (_ctx, blob) => md5(blob),
  // The documented sample shows 20 groups with colons, which no MD5 has.
  rendered: (_ctx, digest) => digest.toString('hex'),
  described: (_ctx, pair) => pair.fingerprint,
};

/** RSA of 2048 bits in PKCS#1, as the sample of the documents decodes; their text says PKCS#8. */
export const correctKeyMaterial: KeyMaterialBehaviours = {
  generate: (ctx) => ctx.service.keys.rsa(),

  // Unsettled: whether a line break follows the last line; a copy of the API shows none.
  render: (_ctx, privateKey) => privateKey.export({ format: 'pem', type: 'pkcs1' }).toString().trimEnd(),

  blob: (_ctx, privateKey) => sshBlob(publicKeyOf(privateKey)),

  // Inferred: whether a comment follows.
  describedPublicKey: (_ctx, pair) => `${pair.algorithm} ${pair.blob.toString('base64')}`,
};

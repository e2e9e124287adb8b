import type { KeyObject } from 'node:crypto';
import { md5OfSpki, sha1OfPkcs8, sha256OfSshBlob } from '../../../reference/keys/fingerprints.ts';
import { openSshPrivateKey } from '../../../reference/keys/openssh.ts';
import { ppkPrivateKey } from '../../../reference/keys/ppk.ts';
import { type KeyType, type PublicKey, publicKeyOf } from '../../../reference/keys/public-key.ts';
import { openSshLine } from '../../../reference/keys/public-text.ts';
import type { KeyPair } from '../../../reference/store.ts';
import type { Context } from '../context.ts';

/** How a key is recognised. RSA has two rules, because a created key is hashed by its private half. */
export interface FingerprintsBehaviours {
  /** Fingerprint of an RSA key that was created. */
  createdRsa(ctx: Context, privateKey: KeyObject): string;
  /** Fingerprint of an RSA key that was imported. */
  importedRsa(ctx: Context, publicKey: PublicKey): string;
  /** Fingerprint of an Ed25519 key that was created. */
  createdEd25519(ctx: Context, privateKey: KeyObject): string;
  /** Fingerprint of an Ed25519 key that was imported. */
  importedEd25519(ctx: Context, publicKey: PublicKey): string;
  /** The fingerprint that a describe shows and filters by. */
  described(ctx: Context, pair: KeyPair): string;
}

/** What the caller gets to keep. */
export interface KeyMaterialBehaviours {
  /** A private key that nobody has yet. */
  generate(ctx: Context, type: KeyType): Promise<KeyObject>;
  /** The comment in a PPK file. */
  ppkComment(ctx: Context, name: string): string;
  /** The comment in an OpenSSH container. */
  openSshComment(ctx: Context, name: string): string;
  /** RSA in PEM. */
  rsaPem(ctx: Context, privateKey: KeyObject): string;
  /** RSA in PPK. */
  rsaPpk(ctx: Context, privateKey: KeyObject, name: string): string;
  /** Ed25519 in PEM armour. */
  ed25519Pem(ctx: Context, privateKey: KeyObject, name: string): string;
  /** Ed25519 in PPK. */
  ed25519Ppk(ctx: Context, privateKey: KeyObject, name: string): string;
  /** The private key in the format the request asks for. */
  render(ctx: Context, privateKey: KeyObject, type: KeyType, name: string): string;
  /** The public key that is kept for a created pair. */
  publicKey(ctx: Context, privateKey: KeyObject): PublicKey;
  /** The public key as a describe shows it. */
  describedPublicKey(ctx: Context, pair: KeyPair): string;
}

/** EC2's fingerprints. The form does not depend on PEM or PPK, nor on how material was encoded. */
export const correctFingerprints: FingerprintsBehaviours = {
  createdRsa: (_ctx, privateKey) => sha1OfPkcs8(privateKey),
  importedRsa: (_ctx, publicKey) => md5OfSpki(publicKey),
  createdEd25519: (_ctx, privateKey) => sha256OfSshBlob(publicKeyOf(privateKey)),
  importedEd25519: (_ctx, publicKey) => sha256OfSshBlob(publicKey),
  described: (_ctx, pair) => pair.fingerprint,
};

/** EC2's material: PKCS#1 for RSA, the OpenSSH container for Ed25519, PPK version 2 for both. */
export const correctKeyMaterial: KeyMaterialBehaviours = {
  generate: (ctx, type) => ctx.service.keys[type](),

  ppkComment: (_ctx, name) => name,

  // Inferred: the comment inside the container is not recorded.
  openSshComment: () => '',

  rsaPem: (_ctx, privateKey) => privateKey.export({ format: 'pem', type: 'pkcs1' }).toString(),

  rsaPpk: (ctx, privateKey, name) =>
    ppkPrivateKey(privateKey, ctx.behaviours.keyMaterial.ppkComment(ctx, name)),

  ed25519Pem: (ctx, privateKey, name) =>
    openSshPrivateKey(privateKey, ctx.behaviours.keyMaterial.openSshComment(ctx, name)),

  ed25519Ppk: (ctx, privateKey, name) =>
    ppkPrivateKey(privateKey, ctx.behaviours.keyMaterial.ppkComment(ctx, name)),

  render(ctx, privateKey, type, name) {
    const { keyMaterial, types } = ctx.behaviours;
    const ppk = types.keyFormat(ctx) === 'ppk';
    if (type === 'rsa') {
      return ppk ? keyMaterial.rsaPpk(ctx, privateKey, name) : keyMaterial.rsaPem(ctx, privateKey);
    }
    return ppk
      ? keyMaterial.ed25519Ppk(ctx, privateKey, name)
      : keyMaterial.ed25519Pem(ctx, privateKey, name);
  },

  publicKey: (_ctx, privateKey) => publicKeyOf(privateKey),

  // Observed: the comment of the material is lost, the key's name stands in its place, then a newline.
  describedPublicKey: (_ctx, pair) => `${openSshLine(pair.publicKey, pair.name)}\n`,
};

import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import {
  colonHex,
  md5OfSpki,
  pkcs8Der,
  sha1OfPkcs8,
  sha256OfSshBlob,
} from '../../../targets/reference/keys/fingerprints.ts';
import { type PublicKey, publicKeyOf, spkiDer, sshBlob } from '../../../targets/reference/keys/public-key.ts';
import { openSshLine } from '../../../targets/reference/keys/public-text.ts';
import type { Mutant } from '../mutant.ts';
import { always, at, perServer, table } from './table.ts';

/** Digests that fingerprints are confused with. */
export type Digest = 'md5' | 'sha1' | 'sha256';

/** A digest as hex pairs with colons. */
export function hexOf(digest: Digest, bytes: Buffer | string): string {
  return colonHex(createHash(digest).update(bytes).digest());
}

/** A SHA-256 as padded base64. */
export function base64Of(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('base64');
}

/** A created RSA key hashed in another way. */
export function createdRsa(hash: (key: KeyObject) => string): Mutant['fault'] {
  return at('fingerprints', 'createdRsa', always, (_right, _ctx, key) => hash(key));
}

/** An imported RSA key hashed in another way. */
export function importedRsa(hash: (key: PublicKey) => string): Mutant['fault'] {
  return at('fingerprints', 'importedRsa', always, (_right, _ctx, key) => hash(key));
}

/** Ed25519 keys hashed in another way, by origin. */
export function ed25519(origin: 'created' | 'imported', hash: (key: PublicKey) => string): Mutant['fault'] {
  return () => ({
    fingerprints:
      origin === 'created'
        ? { createdEd25519: (_ctx, key) => hash(publicKeyOf(key)) }
        : { importedEd25519: (_ctx, key) => hash(key) },
  });
}

/** The DER of the public half. */
export const publicOf = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }) as Buffer;
/** The DER of PKCS#1. */
export const pkcs1Of = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'pkcs1' });
/** The PEM text of PKCS#1. */
export const pemOf = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs1' }).toString();
/** A fingerprint of so many zero bytes. */
export const zeros = (bytes: number): string => colonHex(Buffer.alloc(bytes));

/** Faults in the fingerprints of RSA keys. */
// biome-ignore format: a row is a mutant
export const FINGERPRINT_RSA: readonly Mutant[] = table('fingerprint', [
  ['created-rsa-public-half', 'the fingerprint of a created RSA key is the SHA-1 of its public half',
    'fingerprint.create.rsa-pem',
    createdRsa((key) => hexOf('sha1', publicOf(key))),
    { source: 'https://github.com/getmoto/moto/pull/8235' }],
  ['created-rsa-like-imported', 'a created RSA key is hashed as an imported one is',
    'fingerprint.create.two-paths',
    createdRsa((key) => md5OfSpki(publicKeyOf(key))),
    { source: 'https://github.com/localstack/localstack/issues/9337' }],
  ['created-rsa-pkcs1', 'the fingerprint of a created RSA key is the SHA-1 of its PKCS#1 form',
    'fingerprint.create.rsa-pem',
    createdRsa((key) => hexOf('sha1', pkcs1Of(key))),
    { source: 'https://github.com/mulgadc/spinifex/pull/570' }],
  ['created-rsa-pem-text', 'the fingerprint of a created RSA key is the SHA-1 of its PEM text',
    'fingerprint.create.rsa-pem',
    createdRsa((key) => hexOf('sha1', pemOf(key))),
    { source: 'https://github.com/localstack/localstack/pull/11567' }],
  ['created-rsa-sha256', 'the fingerprint of a created RSA key is a SHA-256', 'fingerprint.create.rsa-pem',
    createdRsa((key) => hexOf('sha256', pkcs8Der(key)))],
  ['created-rsa-upper-case', 'the fingerprint of a created RSA key is in upper-case hex',
    'fingerprint.create.rsa-pem',
    createdRsa((key) => sha1OfPkcs8(key).toUpperCase())],
  ['created-rsa-bare-hex', 'the fingerprint of a created RSA key has no colons', 'fingerprint.create.rsa-pem',
    createdRsa((key) => sha1OfPkcs8(key).replaceAll(':', '')),
    { source: 'https://github.com/mulgadc/spinifex/pull/567' }],
  ['created-rsa-ppk-only', 'the fingerprint of a created RSA key is another when PPK is asked for',
    'fingerprint.create.rsa-ppk',
    perServer(({ types }) =>
      at('fingerprints', 'createdRsa', (ctx) =>
        types.keyFormat(ctx) === 'ppk', (_right, _ctx, key) => hexOf('sha1', pkcs1Of(key))))],
  ['created-constant', 'all created RSA keys have the fingerprint of the documentation',
    'fingerprint.create.rsa-pem',
    createdRsa(() => '1f:51:ae:28:bf:89:e9:d8:1f:25:5d:37:2d:7d:b8:ca:9f:f5:f1:6f')],
  ['imported-rsa-sha1',
    'the fingerprint of an imported RSA key is a SHA-1 of 20 bytes, as in the documentation’s example',
    'fingerprint.import.rsa',
    importedRsa((key) => hexOf('sha1', spkiDer(key)))],
  ['imported-rsa-hex-unpadded',
    'the fingerprint of an imported RSA key has one digit for a byte that is less than 16',
    'fingerprint.import.published-rsa',
    importedRsa((key) => md5OfSpki(key).replaceAll(/\b0/g, ''))],
  ['imported-rsa-large-cut',
    'the fingerprint of an imported RSA key is over the first 1,024 bytes of its DER',
    'import.import.recorded-large',
    importedRsa((key) => hexOf('md5', spkiDer(key).subarray(0, 1024)))],
  ['imported-rsa-der-text',
    'the fingerprint of an RSA key that is imported as the text of its DER is over that text',
    'import.import.recorded-forms',
    at('fingerprints', 'importedRsa', always, (right, ctx, key) => {
      const sent = Buffer.from(ctx.parameters.get('PublicKeyMaterial') ?? '', 'base64');
      return sent[0] === 'M'.charCodeAt(0) ? hexOf('md5', sent) : right(ctx, key);
    })],
  ['imported-rsa-blob', 'the fingerprint of an imported RSA key is the MD5 of the SSH blob',
    'fingerprint.import.rsa',
    importedRsa((key) => hexOf('md5', sshBlob(key))),
    { source: 'https://github.com/mulgadc/spinifex/pull/570' }],
  ['imported-rsa-line', 'the fingerprint of an imported RSA key is the MD5 of the line that was sent',
    'fingerprint.import.encoding',
    at('fingerprints', 'importedRsa', always, (_right, ctx) =>
      hexOf('md5', Buffer.from(ctx.parameters.get('PublicKeyMaterial') ?? '', 'base64')),
    ), { source: 'https://github.com/localstack/localstack/pull/11572' }],
  ['imported-zeros', 'the fingerprint of an imported RSA key is all zeros', 'fingerprint.import.rsa',
    importedRsa(() => zeros(16)), { source: 'https://github.com/floci-io/floci/pull/3307' }],
  ['imported-rsa-unsigned',
    'the fingerprint of an imported RSA key is over a modulus that lost its sign byte',
    'fingerprint.import.recorded-rsa',
    importedRsa((key) => {
      const der = spkiDer(key).toString('hex').replace('0282010100', '02820100');
      return hexOf('md5', Buffer.from(der, 'hex'));
    })],
  ['imported-rsa-small', 'imported RSA keys of other sizes than 2,048 bits are hashed over the SSH blob',
    'fingerprint.import.recorded-rsa',
    importedRsa((key) =>
      key.type === 'rsa' && key.modulus.length !== 256 ? hexOf('md5', sshBlob(key)) : md5OfSpki(key))],
  ['imported-rsa-odd-size', 'imported RSA keys of odd sizes are hashed over the SSH blob',
    'import.import.recorded-small',
    importedRsa((key) =>
      key.type === 'rsa' && ![128, 256, 384, 512].includes(key.modulus.length)
        ? hexOf('md5', sshBlob(key))
        : md5OfSpki(key))],
]);

/** Faults in the fingerprints of Ed25519 keys. */
// biome-ignore format: a row is a mutant
export const FINGERPRINT_ED25519: readonly Mutant[] = table('fingerprint', [
  ['imported-ed25519-md5', 'the fingerprint of an imported Ed25519 key is the MD5 of its DER',
    'fingerprint.import.ed25519',
    ed25519('imported', (key) => hexOf('md5', spkiDer(key))),
    { source: 'https://github.com/localstack/localstack/issues/9337' }],
  ['imported-ed25519-prefix', 'the fingerprint of an imported Ed25519 key starts with `SHA256:`',
    'fingerprint.import.ed25519',
    ed25519('imported', (key) => `SHA256:${sha256OfSshBlob(key)}`),
    { source: 'https://github.com/mulgadc/spinifex/pull/571' }],
  ['imported-ed25519-unpadded', 'the fingerprint of an imported Ed25519 key has no padding',
    'fingerprint.import.recorded-ed25519',
    ed25519('imported', (key) => sha256OfSshBlob(key).replace('=', '')),
    { source: 'https://github.com/mulgadc/spinifex/pull/571' }],
  ['imported-ed25519-der', 'the fingerprint of an imported Ed25519 key is over its DER',
    'fingerprint.import.recorded-ed25519',
    ed25519('imported', (key) => base64Of(spkiDer(key))),
    { source: 'https://github.com/floci-io/floci/pull/3307' }],
  ['imported-ed25519-url-alphabet',
    'the fingerprint of an imported Ed25519 key uses the alphabet for addresses',
    'fingerprint.import.recorded-ed25519',
    ed25519('imported', (key) => sha256OfSshBlob(key).replaceAll('+', '-').replaceAll('/', '_'))],
  ['imported-ed25519-comment',
    'the fingerprint of an imported Ed25519 key that has a comment is over its whole line',
    'fingerprint.import.ed25519',
    at('fingerprints', 'importedEd25519', always, (right, ctx, key) => {
      const line = Buffer.from(ctx.parameters.get('PublicKeyMaterial') ?? '', 'base64').toString();
      return line.trim().split(' ').length > 2 ? base64Of(line) : right(ctx, key);
    })],
  ['created-ed25519-prefix', 'the fingerprint of a created Ed25519 key starts with `SHA256:`',
    'fingerprint.create.ed25519-pem',
    ed25519('created', (key) => `SHA256:${sha256OfSshBlob(key)}`),
    { source: 'https://github.com/kubernetes/kops/pull/13304' }],
  ['created-ed25519-unpadded', 'the fingerprint of a created Ed25519 key has no padding',
    'fingerprint.create.ed25519-pem',
    ed25519('created', (key) => sha256OfSshBlob(key).replace('=', ''))],
  ['created-ed25519-hex', 'the fingerprint of a created Ed25519 key is hex with colons',
    'fingerprint.create.ed25519-pem',
    ed25519('created', (key) => hexOf('sha256', sshBlob(key)))],
  ['created-ed25519-ppk-line', 'the fingerprint of an Ed25519 key created as PPK is over its OpenSSH line',
    'fingerprint.create.ed25519-ppk',
    perServer(({ types }) =>
      at('fingerprints', 'createdEd25519', (ctx) =>
        types.keyFormat(ctx) === 'ppk', (_right, _ctx, key) => base64Of(openSshLine(publicKeyOf(key)))))],
]);

/** Faults in the fingerprints that a describe shows and finds. */
// biome-ignore format: a row is a mutant
export const FINGERPRINT_SHOWN: readonly Mutant[] = table('fingerprint', [
  ['describe-created-other', 'a describe shows another fingerprint of a created key than its create answered',
    'fingerprint.create.described',
    at('fingerprints', 'described', always, (right, ctx, pair) =>
      pair.origin === 'created' ? hexOf('md5', spkiDer(pair.publicKey)) : right(ctx, pair))],
  ['describe-imported-other',
    'a describe shows another fingerprint of an imported key than its import answered',
    'fingerprint.import.described',
    at('fingerprints', 'described', always, (right, ctx, pair) =>
      pair.origin === 'imported' ? base64Of(pair.fingerprint) : right(ctx, pair))],
  ['filter-created-blind', 'the fingerprint filter does not find created keys', 'fingerprint.create.filter',
    at('filters', 'field', always, (right, ctx, name, pair) =>
      name === 'fingerprint' && pair.origin === 'created' ? [] : right(ctx, name, pair))],
  ['filter-created-rsa-md5', 'the fingerprint filter compares the MD5 of the public half for created RSA keys',
    'fingerprint.create.filter-rsa',
    at('filters', 'field', always, (right, ctx, name, pair) =>
      name === 'fingerprint' && pair.origin === 'created' && pair.publicKey.type === 'rsa'
        ? [hexOf('md5', spkiDer(pair.publicKey))]
        : right(ctx, name, pair)),
    { source: 'https://github.com/turbot/steampipe-plugin-aws/pull/850' }],
  ['filter-imported-loose', 'the fingerprint filter compares only the first half',
    'fingerprint.import.filter',
    at('filters', 'matcher', always, (right, ctx, name, pattern) =>
      name === 'fingerprint'
        ? (value) => value.slice(0, 20) === pattern.slice(0, 20)
        : right(ctx, name, pattern))],
  ['filter-imported-ignored', 'the fingerprint filter is ignored', 'fingerprint.import.filter',
    at('filters', 'matcher', always, (right, ctx, name, pattern) =>
      name === 'fingerprint' ? () => true : right(ctx, name, pattern))],
]);

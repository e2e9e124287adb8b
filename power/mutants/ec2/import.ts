import { isDeepStrictEqual } from 'node:util';
import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import { parseRfc4716 } from '../../../targets/reference/keys/public-text.ts';
import type { Mutant } from '../mutant.ts';
import { keepResidue } from './faults.ts';
import {
  bitsOf,
  blobOf,
  failsOnHugeLength,
  hasForeignCharacter,
  holdsKeyAndMore,
  hugeLength,
  ignoresTypeName,
  isPem,
  isPkcs1,
  lets,
  letsBytes,
  refuses,
  someKey,
  startsAs,
} from './import-faults.ts';
import { accept, always, at, table, together } from './table.ts';

/** Faults in which public keys are accepted. */
// biome-ignore format: a row is a mutant
export const IMPORT_ACCEPTED: readonly Mutant[] = table('import', [
  ['no-ed25519', 'import refuses Ed25519 keys', 'import.import.ed25519-line',
    refuses(({ type }) => type === 'ed25519'),
    { source: 'https://github.com/localstack/localstack/issues/9237' }],
  ['no-rsa', 'import refuses RSA keys', 'import.import.rsa-line', refuses(({ type }) => type === 'rsa')],
  ['no-rsa-comment', 'import refuses a comment behind an RSA key', 'import.import.rsa-line-comment',
    at('material', 'openSsh', always, (right, ctx, text) =>
      /^ssh-rsa \S+ /.test(text) ? undefined : right(ctx, text))],
  ['no-ed25519-comment', 'import refuses a comment behind an Ed25519 key',
    'import.import.ed25519-line-comment',
    at('material', 'openSsh', always, (right, ctx, text) =>
      /^ssh-ed25519 \S+ /.test(text) ? undefined : right(ctx, text))],
  ['no-rsa-newline', 'import refuses a newline at the end of an RSA key', 'import.import.rsa-line-newline',
    at('material', 'openSsh', always, (right, ctx, text) =>
      /^ssh-rsa .*\n$/.test(text) ? undefined : right(ctx, text))],
  ['no-ed25519-newline', 'import refuses a newline at the end of an Ed25519 key',
    'import.import.ed25519-line-newline',
    at('material', 'openSsh', always, (right, ctx, text) =>
      /^ssh-ed25519 .*\n$/.test(text) ? undefined : right(ctx, text))],
  ['no-rfc4716', 'import refuses RFC 4716 blocks', 'import.import.rsa-rfc4716',
    at('material', 'rfc4716', always, accept)],
  ['rfc4716-without-headers-only', 'import refuses RFC 4716 blocks with a header',
    'import.import.rsa-rfc4716',
    at('material', 'rfc4716', always, (right, ctx, text) =>
      /^Comment:/m.test(text) ? undefined : right(ctx, text))],
  ['rfc4716-with-headers-only', 'import refuses RFC 4716 blocks without a header',
    'import.import.rsa-rfc4716-bare',
    at('material', 'rfc4716', always, (right, ctx, text) =>
      /^Comment:/m.test(text) ? right(ctx, text) : undefined)],
  ['no-spki-text', 'import refuses the base64 text of the DER of an RSA key', 'import.import.rsa-spki-text',
    at('material', 'derText', always, accept)],
  ['documented-sizes-only', 'import takes RSA keys of the documented lengths alone', 'import.import.rsa-3072',
    refuses((key) => key.type === 'rsa' && ![1024, 2048, 4096].includes(bitsOf(key)))],
  ['no-small-rsa', 'import refuses RSA keys of less than 1,024 bits', 'import.import.rsa-768',
    refuses((key) => key.type === 'rsa' && bitsOf(key) < 1024)],
  ['no-1024', 'import refuses RSA keys of less than 2,048 bits', 'import.import.rsa-1024',
    refuses((key) => key.type === 'rsa' && bitsOf(key) < 2048)],
  ['no-4096', 'import refuses RSA keys of more than 3,072 bits', 'import.import.rsa-4096',
    refuses((key) => key.type === 'rsa' && bitsOf(key) > 3072)],
  ['no-8192', 'import refuses RSA keys of more than 4,096 bits', 'import.import.rsa-8192',
    refuses((key) => key.type === 'rsa' && bitsOf(key) > 4096)],
  ['whole-bytes-only', 'import refuses RSA keys whose size is no multiple of eight bits',
    'import.import.rsa-1025',
    refuses((key) => bitsOf(key) % 8 !== 0)],
  ['no-512', 'import refuses RSA keys of less than 768 bits, as OpenSSH once did', 'import.import.rsa-512',
    refuses((key) => key.type === 'rsa' && bitsOf(key) < 768)],
  ['even-sizes-only', 'import refuses RSA keys of an odd number of bits', 'import.import.rsa-1023',
    refuses((key) => bitsOf(key) % 2 !== 0)],
  ['multiples-of-1024', 'import refuses RSA keys beyond 1,024 bits whose size is no multiple of it',
    'import.import.rsa-1536',
    refuses((key) => key.type === 'rsa' && bitsOf(key) > 1024 && bitsOf(key) % 1024 !== 0)],
  ['same-material-refused', 'import refuses a key that the region has under another name',
    'import.import.same-key-two-names',
    at('material', 'read', always, (right, ctx) => {
      const key = right(ctx);
      const held = !('kind' in key) && ctx.store.all().some((pair) => isDeepStrictEqual(pair.publicKey, key));
      const [other] = held ? ctx.store.all() : [];
      return (other && ctx.behaviours.duplicates.refuse(ctx, other.name)) ?? key;
    })],
  ['same-material-deleted-together', 'a delete of an imported key pair removes all others with the same key',
    'import.import.same-key-two-names',
    at('store', 'remove', always, (right, ctx, pair) => {
      for (const one of ctx.behaviours.store.all(ctx)) {
        if (one.fingerprint === pair.fingerprint) right(ctx, one);
      }
    })],
]);

/** Faults in which texts are refused. */
// biome-ignore format: a row is a mutant
export const IMPORT_REFUSED: readonly Mutant[] = table('import', [
  ['any-text-accepted', 'import takes any text for a key', 'import.import.text', lets(() => true)],
  ['type-name-and-base64-accepted', 'import takes the type name ssh-rsa with any base64 behind it',
    'import.import.any-text',
    lets((text) => /^ssh-rsa [A-Za-z0-9+/]+=*(?: .*)?\s*$/.test(text))],
  ['any-bytes-accepted', 'import takes any bytes beyond ASCII for a key', 'import.import.any-bytes',
    letsBytes((bytes) => bytes.some((byte) => byte > 0x7f))],
  ['text-other-code', 'import refuses material that is no key as InvalidKeyPair.Format', 'import.import.text',
    at('material', 'malformed', always, () =>
      refusal('InvalidKeyPair.Format', 'Key is not in valid OpenSSH public key format'))],
  ['text-stored', 'import refuses material that is no key rightly and keeps a key pair of that name',
    'import.import.text',
    at('material', 'malformed', always, (right, ctx) => {
      keepResidue(ctx);
      return right(ctx);
    })],
  ['empty-accepted', 'import takes empty material', 'import.import.empty',
    together(
      at('material', 'missing', always, (right, ctx) =>
        ctx.parameters.get('PublicKeyMaterial') === '' ? undefined : right(ctx)),
      at('material', 'read', always, (right, ctx) =>
        (ctx.parameters.get('PublicKeyMaterial') === '' ? someKey('rsa') : right(ctx))))],
  ['absent-is-malformed', 'import without material is refused as malformed', 'import.import.absent',
    at('material', 'missing', always, accept)],
  ['ecdsa-accepted', 'import takes ECDSA keys', 'import.import.ecdsa',
    lets((text) => text.startsWith('ecdsa-sha2-'))],
  ['security-key-accepted', 'import takes the keys of security keys', 'import.import.security-key',
    lets((text) => text.startsWith('sk-ssh-ed25519'), 'ed25519'),
    { source: 'https://github.com/aws/aws-sdk/issues/212' }],
  ['rsa-certificate-accepted', 'import takes certificates for RSA keys', 'import.import.rsa-certificate',
    lets((text) => text.startsWith('ssh-rsa-cert-v01'))],
  ['ed25519-certificate-accepted', 'import takes certificates for Ed25519 keys',
    'import.import.ed25519-certificate',
    lets((text) => text.startsWith('ssh-ed25519-cert-v01'), 'ed25519')],
  ['dsa-accepted', 'import takes DSA keys', 'import.import.dsa', lets(startsAs('ssh-dss'))],
  ['dsa-documented-code', 'import refuses DSA keys with the documented code alone', 'import.import.dsa-code',
    at('material', 'read', always, (right, ctx) => {
      const sent = Buffer.from(ctx.parameters.get('PublicKeyMaterial') ?? '', 'base64').toString('latin1');
      return sent.startsWith('ssh-dss') ? refusal('InvalidKeyPair.Format', 'DSA') : right(ctx);
    })],
]);

/** Faults in which forms of a public key are refused. */
// biome-ignore format: a row is a mutant
export const IMPORT_FORMS: readonly Mutant[] = table('import', [
  ['rsa-pem-accepted', 'import takes RSA keys as PEM', 'import.import.rsa-pem', lets(isPem('rsa'))],
  ['rsa-pkcs1-pem-accepted', 'import takes RSA keys as PEM of PKCS#1', 'import.import.rsa-pkcs1-pem',
    lets((text) => text.startsWith('-----BEGIN RSA PUBLIC KEY-----'))],
  ['ed25519-pem-accepted', 'import takes Ed25519 keys as PEM', 'import.import.ed25519-pem',
    lets(isPem('ed25519'), 'ed25519')],
  ['der-text-any', 'import takes the base64 text of any DER', 'import.import.rsa-pkcs1-text',
    lets((text) => /^MI/.test(text))],
  ['ed25519-der-text-accepted', 'import takes the base64 text of the DER of an Ed25519 key',
    'import.import.ed25519-spki-text',
    lets((text) => /^MCowBQYDK2Vw/.test(text), 'ed25519')],
  ['binary-der-accepted', 'import takes RSA keys as binary DER', 'import.import.rsa-der',
    letsBytes((bytes) => bytes[0] === 0x30)],
  ['binary-pkcs1-accepted', 'import takes RSA keys as binary PKCS#1', 'import.import.rsa-pkcs1-der',
    letsBytes(isPkcs1)],
  ['binary-is-malformed', 'import refuses binary material as malformed', 'import.import.ed25519-der',
    at('material', 'nonAscii', always, accept)],
  ['options-accepted', 'import takes options before an RSA key, as in authorized_keys',
    'import.import.rsa-options',
    lets((text) => /^\S.*\sssh-rsa /.test(text)),
    { source: 'https://github.com/mulgadc/spinifex/pull/567' }],
  ['options-accepted-ed25519', 'import takes options before an Ed25519 key, as in authorized_keys',
    'import.import.ed25519-options',
    lets((text) => /^\S.*\sssh-ed25519 /.test(text), 'ed25519'),
    { source: 'https://github.com/mulgadc/spinifex/pull/567' }],
  ['ed25519-rfc4716-accepted', 'import takes Ed25519 keys as RFC 4716 blocks',
    'import.import.ed25519-rfc4716',
    at('material', 'rfc4716', always, (_right, _ctx, text) => parseRfc4716(text, ['rsa', 'ed25519']))],
  ['escaped-newline-accepted', 'import takes two lines with an escaped newline between them',
    'import.import.escaped-newline',
    lets((text) => text.includes('\\n'))],
  ['escaped-comment-accepted', 'import takes a line behind a comment with an escaped newline between them',
    'import.import.escaped-comment',
    lets((text) => /^#.*\\nssh-rsa /.test(text))],
  ['cut-blob-accepted', 'import takes an RSA key whose blob is cut off', 'import.import.rsa-cut',
    lets((text) => startsAs('ssh-rsa')(text) && blobOf(text).length > 60 && !hugeLength(blobOf(text)))],
  ['extended-blob-accepted', 'import takes what follows an RSA key in its blob', 'import.import.rsa-extended',
    lets((text) => startsAs('ssh-rsa')(text) && holdsKeyAndMore(blobOf(text))),
    { source: 'https://github.com/mulgadc/spinifex/pull/567' }],
  ['extended-blob-accepted-ed25519', 'import takes what follows an Ed25519 key in its blob',
    'import.import.ed25519-extended',
    lets((text) => startsAs('ssh-ed25519')(text) && holdsKeyAndMore(blobOf(text)), 'ed25519'),
    { source: 'https://github.com/mulgadc/spinifex/pull/567' }],
  ['huge-length-500', 'a blob of an RSA key that announces far more bytes than it has is an internal error',
    'import.import.rsa-huge-length',
    failsOnHugeLength('ssh-rsa '), { source: 'https://github.com/floci-io/floci/pull/3307' }],
  ['huge-length-500-ed25519',
    'a blob of an Ed25519 key that announces far more bytes than it has is an internal error',
    'import.import.ed25519-huge-length',
    failsOnHugeLength('ssh-ed25519 '), { source: 'https://github.com/floci-io/floci/pull/3307' }],
  ['type-name-not-compared',
    'import does not compare the type before the blob of an RSA key with the one inside',
    'import.import.rsa-other-type-name',
    ignoresTypeName((name, { type }) => name === 'ssh-ed25519' && type === 'rsa')],
  ['type-name-not-compared-ed25519',
    'import does not compare the type before the blob of an Ed25519 key with the one inside',
    'import.import.ed25519-other-type-name',
    ignoresTypeName((name, { type }) => name === 'ssh-rsa' && type === 'ed25519')],
  ['unknown-type-name-accepted', 'import takes a line whose type does not exist when its blob holds a key',
    'import.import.unknown-type-name',
    ignoresTypeName((name) => !['ssh-rsa', 'ssh-ed25519'].includes(name))],
  ['type-name-alone', 'import takes a type name without a key', 'import.import.type-name-alone',
    lets((text) => /^ssh-\S+\s*$/.test(text))],
  ['private-key-accepted', 'import takes a private key', 'import.import.private-key',
    lets((text) => text.includes('PRIVATE KEY'))],
  ['ed25519-any-length', 'import takes an Ed25519 key of too few bytes', 'import.import.ed25519-short',
    lets(
      (text) => startsAs('ssh-ed25519')(text) && /^[A-Za-z0-9+/=]+$/.test(text.trim().split(/\s+/)[1] ?? ''),
      'ed25519')],
  ['foreign-characters-accepted', 'import ignores characters of an RSA line that are no base64',
    'import.import.rsa-not-base64',
    lets(hasForeignCharacter('ssh-rsa'))],
  ['foreign-characters-accepted-ed25519',
    'import ignores characters of an Ed25519 line that are no base64', 'import.import.ed25519-not-base64',
    lets(hasForeignCharacter('ssh-ed25519'), 'ed25519')],
  ['cut-blob-accepted-ed25519', 'import takes an Ed25519 key whose blob is cut off',
    'import.import.ed25519-cut',
    lets(
      (text) => startsAs('ssh-ed25519')(text) && blobOf(text).length < 51 && !hugeLength(blobOf(text)),
      'ed25519')],
]);

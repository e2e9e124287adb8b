import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../mutant.ts';
import { alsoWritten, keepResidue, knows, takes } from './faults.ts';
import { rsaKeys, shortKey } from './key-material.ts';
import { always, at, table } from './table.ts';

/** Faults in which keys and forms of keys can be asked for. */
// biome-ignore format: a row is a mutant
export const KEY_TYPE_FORMAT_MUTANTS: readonly Mutant[] = table('key-type-format', [
  ['default-ed25519', 'a create without a key type makes an Ed25519 key',
    'key-type-format.create.default-type',
    at('types', 'defaultKeyType', always, () => 'ed25519' as const),
    { source: 'https://github.com/mulgadc/spinifex/pull/684' }],
  ['default-ppk', 'a create without a key format answers PPK', 'key-type-format.create.default-format',
    at('types', 'defaultKeyFormat', always, () => 'ppk' as const)],
  ['defaults-together', 'a create with neither type nor format makes an Ed25519 key',
    'key-type-format.create.defaults',
    at('types', 'keyType', always, (right, ctx) =>
      ctx.parameters.get('KeyType') === undefined && ctx.parameters.get('KeyFormat') === undefined
        ? 'ed25519'
        : right(ctx))],
  ['absent-type-1024', 'a create that names no type makes an RSA key of 1,024 bits',
    'key-type-format.create.explicit-defaults',
    rsaKeys((ctx, key) => (ctx.parameters.get('KeyType') === undefined ? shortKey() : key))],
  ['type-ignored', 'the key type is ignored: every key is RSA', 'key-type-format.create.ed25519-pem',
    at('types', 'keyType', always, () => 'rsa' as const), { source: 'https://github.com/getmoto/moto/pull/6904' }],
  ['format-ignored', 'the key format is ignored: every key is PEM', 'key-type-format.create.rsa-ppk',
    at('types', 'keyFormat', always, () => 'pem' as const)],
  ['ed25519-format-ignored', 'the key format is ignored for Ed25519 keys',
    'key-type-format.create.ed25519-ppk',
    at('types', 'keyFormat', always, (right, ctx) =>
      ctx.behaviours.types.keyType(ctx) === 'ed25519' ? 'pem' : right(ctx))],
  ['explicit-type-turned', 'an explicit key type RSA with format PEM makes an Ed25519 key',
    'key-type-format.create.rsa-pem',
    at('types', 'keyType', always, (right, ctx) =>
      ctx.parameters.get('KeyType') === 'rsa' && ctx.parameters.get('KeyFormat') === 'pem'
        ? 'ed25519'
        : right(ctx))],
  ['type-alone-ppk', 'a create with a key type and no format answers PPK',
    'key-type-format.create.type-alone',
    at('types', 'defaultKeyFormat', always, (right, ctx) =>
      ctx.parameters.get('KeyType') === undefined ? right(ctx) : 'ppk')],
  ['format-alone-ed25519', 'a create with a key format and no type makes an Ed25519 key',
    'key-type-format.create.format-alone',
    at('types', 'defaultKeyType', always, (right, ctx) =>
      ctx.parameters.get('KeyFormat') === undefined ? right(ctx) : 'ed25519')],
  ['unknown-type-accepted', 'an unknown key type other than ecdsa and dsa stands for the default',
    'key-type-format.create.type-any-other',
    takes('type', (sent) => !/dsa$/.test(sent))],
  ['ecdsa-accepted', 'the key type ecdsa makes an RSA key', 'key-type-format.create.type-ecdsa',
    knows('type', 'ecdsa')],
  ['dsa-accepted', 'the key type dsa makes an RSA key', 'key-type-format.create.type-dsa',
    knows('type', 'dsa')],
  ['type-any-case', 'the key type may be in any case', 'key-type-format.create.type-upper-case',
    alsoWritten('type', (sent) => sent.toLowerCase())],
  ['type-trimmed', 'white space around the key type is ignored',
    'key-type-format.create.type-nearly-right',
    alsoWritten('type', (sent) => sent.trim())],
  ['empty-type-accepted', 'an empty key type stands for the default', 'key-type-format.create.type-empty',
    takes('type', (sent) => sent === '')],
  ['type-other-code', 'an unknown key type is refused as a validation error with another code',
    'key-type-format.create.type-ecdsa',
    at('types', 'refuseKeyType', always,
      (right, ctx) => right(ctx) && refusal('ValidationException', 'Bad key type'))],
  ['unknown-type-stored', 'an unknown key type is refused rightly, and a key pair of that name is kept',
    'key-type-format.create.type-dsa',
    at('types', 'refuseKeyType', always, (right, ctx) => {
      const refused = right(ctx);
      if (refused !== undefined) keepResidue(ctx);
      return refused;
    })],
  ['unknown-format-accepted', 'an unknown key format other than der and openssh stands for the default',
    'key-type-format.create.format-any-other',
    takes('format', (sent) => !/^(der|openssh)$/.test(sent))],
  ['der-accepted', 'the key format der answers PEM', 'key-type-format.create.format-der',
    knows('format', 'der')],
  ['openssh-accepted', 'the key format openssh answers PEM', 'key-type-format.create.format-openssh',
    knows('format', 'openssh')],
  ['format-any-case', 'the key format may be in any case', 'key-type-format.create.format-upper-case',
    alsoWritten('format', (sent) => sent.toLowerCase())],
  ['format-trimmed', 'white space around the key format is ignored',
    'key-type-format.create.format-nearly-right',
    alsoWritten('format', (sent) => sent.trim())],
  ['empty-format-accepted', 'an empty key format stands for the default',
    'key-type-format.create.format-empty',
    takes('format', (sent) => sent === '')],
  ['ppk-refused', 'the key format ppk is refused', 'key-type-format.create.rsa-ppk',
    at('types', 'keyFormats', always, (right, ctx) => right(ctx).filter((one) => one !== 'ppk'))],
]);

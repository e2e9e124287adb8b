import { strictBase64 } from '../../../targets/reference/keys/public-text.ts';
import type { Mutant } from '../mutant.ts';
import {
  createdHalfRefused,
  decodes,
  keepsAnother,
  keepsTheOneBefore,
  someKey,
  startsAs,
} from './import-faults.ts';
import { accept, always, at, perServer, table, together } from './table.ts';

/** Faults in reading the bytes of material. */
// biome-ignore format: a row is a mutant
export const IMPORT_DECODING: readonly Mutant[] = table('import', [
  ['length-2047', 'import takes material of 2,047 characters at the most', 'import.import.rsa-length-2048',
    at('material', 'maximumLength', always, () => 2047)],
  ['length-2049', 'import takes material of 2,049 characters', 'import.import.rsa-length-2049',
    at('material', 'maximumLength', always, () => 2049)],
  ['length-of-rsa-only', 'import takes material of any length for an Ed25519 key',
    'import.import.ed25519-length-2049',
    at('material', 'tooLong', always, (right, ctx, bytes) =>
      startsAs('ssh-ed25519')(bytes.toString('latin1')) ? undefined : right(ctx, bytes))],
  ['length-none', 'import takes material of any length', 'import.import.rsa-16384',
    at('material', 'tooLong', always, accept)],
  ['length-before-decoding', 'import counts the characters of the base64',
    'import.import.ed25519-length-2048',
    at('material', 'tooLong', always, (right, ctx, bytes) =>
      right(ctx, Buffer.alloc(Math.ceil(bytes.length / 3) * 4)))],
  ['padding-2',
    'import keeps another key than the one it hashes when the base64 of a bare line has two padding characters',
    'import.import.padding-2',
    keepsAnother(/==$/), { source: 'https://github.com/mulgadc/spinifex/commit/42b3ba7fa' }],
  ['padding-1',
    'import keeps another key than the one it hashes when the base64 of a bare line has one padding character',
    'import.import.padding-1',
    keepsAnother(/[^=]=$/)],
  ['padding-0',
    'import keeps another key than the one it hashes when the base64 of a bare line has no padding character',
    'import.import.padding-0',
    keepsAnother(/[^=]$/)],
  ['padding-2-refused', 'import refuses base64 with two padding characters', 'import.import.padding-2',
    decodes((value, right) => (value.endsWith('==') ? undefined : right)),
    { source: 'https://github.com/mulgadc/spinifex/commit/42b3ba7fa' }],
  ['plus-becomes-space', 'import reads a plus sign in the base64 as a space', 'import.import.base64-plus',
    decodes((value) => strictBase64(value.replaceAll('+', ' ')))],
  ['url-alphabet', 'import reads base64 of the alphabet for addresses alone', 'import.import.base64-slash',
    decodes((value, right) => (value.includes('/') ? undefined : right))],
  ['plus-passed-over', 'import ignores a plus sign in the base64, so that what follows it is shifted',
    'import.import.base64-plus-before-key',
    decodes((value, right) =>
      value.includes('+') ? Buffer.from(value.replaceAll('+', ''), 'base64') : right)],
  ['slash-passed-over', 'import ignores a slash in the base64, so that what follows it is shifted',
    'import.import.base64-slash-before-key',
    decodes((value, right) =>
      value.includes('/') ? Buffer.from(value.replaceAll('/', ''), 'base64') : right)],
  ['decoded-twice', 'import decodes the material a second time', 'lifecycle.import.works',
    decodes((_value, right) => right && Buffer.from(right.toString('latin1'), 'base64')),
    { source: 'https://github.com/localstack/docs/issues/1796' }],
  ['not-decoded', 'import takes the material as it comes, without decoding it', 'lifecycle.import.works',
    decodes((value) => Buffer.from(value)), { source: 'https://github.com/aws/aws-sdk-js/issues/314' }],
  ['bad-base64-500', 'base64 that cannot be read is an internal error', 'import.import.not-base64',
    decodes((_value, right) => {
      if (right === undefined) throw new Error('Illegal base64 character');
      return right;
    }), { source: 'https://github.com/floci-io/floci/pull/3727' }],
  ['keys-mixed-up', 'import keeps the key of the import before', 'import.import.rsa-kept', keepsTheOneBefore],
  ['ed25519-not-kept', 'import keeps no Ed25519 key: none is shown, and the fingerprint is one of zeros',
    'import.import.ed25519-kept',
    perServer(({ responses }) =>
      together(
        at('fingerprints', 'importedEd25519', always, () => Buffer.alloc(32).toString('base64')),
        at('responses', 'describedItem', always, (_right, ctx, pair) => responses
          .describedItem(ctx, pair)
          .filter(({ name }) => name !== 'publicKey' || pair.origin === 'created' || pair.type === 'rsa')))), { source: 'https://github.com/floci-io/floci/pull/3307' }],
  ['comment-kept-as-key', 'import of a line whose comment has a punctuation mark keeps another key',
    'import.import.any-line',
    at('material', 'openSsh', always, (right, ctx, text) =>
      /^\S+ \S+ .*[!-/:-?]/.test(text) ? someKey('ed25519') : right(ctx, text))],
  ['type-always-rsa', 'import keeps the type of Ed25519 keys as rsa', 'import.import.ed25519-type',
    at('store', 'insert', always, (right, ctx, pair) =>
      right(ctx, pair.origin === 'imported' ? { ...pair, type: 'rsa' } : pair),
    ), { source: 'https://github.com/getmoto/moto/pull/6904' }],
  ['type-of-blocks-unknown', 'import keeps the type of RSA keys that do not come as a line as ed25519',
    'import.import.rsa-type',
    at('store', 'insert', always, (right, ctx, pair) => {
      const sent = Buffer.from(ctx.parameters.get('PublicKeyMaterial') ?? '', 'base64').toString('latin1');
      return right(
        ctx,
        pair.origin === 'imported' && !sent.startsWith('ssh-') ? { ...pair, type: 'ed25519' } : pair,
      );
    })],
  ['created-half-refused', 'import refuses the public half of a created RSA key',
    'import.import.rsa-created-half',
    createdHalfRefused('rsa')],
  ['created-half-refused-ed25519', 'import refuses the public half of a created Ed25519 key',
    'import.import.ed25519-created-half',
    createdHalfRefused('ed25519')],
]);

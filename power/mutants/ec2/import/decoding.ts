import { strictBase64 } from '../../../../targets/reference/keys/public-text.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept } from '../conditions.ts';
import { createdHalfRefused, decodes, keepsAnother, keepsTheOneBefore, someKey } from './faults.ts';
import { startsAs } from './texts.ts';

/** Faults in reading the bytes of material. */
export const IMPORT_DECODING: readonly Mutant[] = mutantsOf('import', {
  'length-2047': {
    summary: 'import takes material of 2,047 characters at the most',
    mustBeKilledBy: 'import.import.rsa-length-2048',
    fault: () => ({ material: { maximumLength: () => 2047 } }),
  },
  'length-2049': {
    summary: 'import takes material of 2,049 characters',
    mustBeKilledBy: 'import.import.rsa-length-2049',
    fault: () => ({ material: { maximumLength: () => 2049 } }),
  },
  'length-of-rsa-only': {
    summary: 'import takes material of any length for an Ed25519 key',
    mustBeKilledBy: 'import.import.ed25519-length-2049',
    fault: ({ material }) => ({
      material: {
        tooLong: (ctx, bytes) =>
          startsAs('ssh-ed25519')(bytes.toString('latin1')) ? undefined : material.tooLong(ctx, bytes),
      },
    }),
  },
  'length-none': {
    summary: 'import takes material of any length',
    mustBeKilledBy: 'import.import.rsa-16384',
    fault: () => ({ material: { tooLong: accept } }),
  },
  'length-before-decoding': {
    summary: 'import counts the characters of the base64',
    mustBeKilledBy: 'import.import.ed25519-length-2048',
    fault: ({ material }) => ({
      material: {
        tooLong: (ctx, bytes) => material.tooLong(ctx, Buffer.alloc(Math.ceil(bytes.length / 3) * 4)),
      },
    }),
  },
  'padding-2': {
    summary:
      'import keeps another key than the one it hashes when the base64 of a bare line has two padding characters',
    mustBeKilledBy: 'import.import.padding-2',
    source: 'https://github.com/mulgadc/spinifex/commit/42b3ba7fa',
    fault: keepsAnother(/==$/),
  },
  'padding-1': {
    summary:
      'import keeps another key than the one it hashes when the base64 of a bare line has one padding character',
    mustBeKilledBy: 'import.import.padding-1',
    fault: keepsAnother(/[^=]=$/),
  },
  'padding-0': {
    summary:
      'import keeps another key than the one it hashes when the base64 of a bare line has no padding character',
    mustBeKilledBy: 'import.import.padding-0',
    fault: keepsAnother(/[^=]$/),
  },
  'padding-2-refused': {
    summary: 'import refuses base64 with two padding characters',
    mustBeKilledBy: 'import.import.padding-2',
    source: 'https://github.com/mulgadc/spinifex/commit/42b3ba7fa',
    fault: decodes((value, right) => (value.endsWith('==') ? undefined : right)),
  },
  'plus-becomes-space': {
    summary: 'import reads a plus sign in the base64 as a space',
    mustBeKilledBy: 'import.import.base64-plus',
    fault: decodes((value) => strictBase64(value.replaceAll('+', ' '))),
  },
  'url-alphabet': {
    summary: 'import reads base64 of the alphabet for addresses alone',
    mustBeKilledBy: 'import.import.base64-slash',
    fault: decodes((value, right) => (value.includes('/') ? undefined : right)),
  },
  'plus-passed-over': {
    summary: 'import passes over a plus sign in the base64, so that what follows it is shifted',
    mustBeKilledBy: 'import.import.base64-plus-before-key',
    fault: decodes((value, right) =>
      value.includes('+') ? Buffer.from(value.replaceAll('+', ''), 'base64') : right,
    ),
  },
  'slash-passed-over': {
    summary: 'import passes over a slash in the base64, so that what follows it is shifted',
    mustBeKilledBy: 'import.import.base64-slash-before-key',
    fault: decodes((value, right) =>
      value.includes('/') ? Buffer.from(value.replaceAll('/', ''), 'base64') : right,
    ),
  },
  'decoded-twice': {
    summary: 'import decodes the material a second time',
    mustBeKilledBy: 'lifecycle.import.works',
    source: 'https://github.com/localstack/docs/issues/1796',
    fault: decodes((_value, right) => right && Buffer.from(right.toString('latin1'), 'base64')),
  },
  'not-decoded': {
    summary: 'import takes the material as it comes, without decoding it',
    mustBeKilledBy: 'lifecycle.import.works',
    source: 'https://github.com/aws/aws-sdk-js/issues/314',
    fault: decodes((value) => Buffer.from(value)),
  },
  'bad-base64-500': {
    summary: 'base64 that cannot be read is an internal error',
    mustBeKilledBy: 'import.import.not-base64',
    source: 'https://github.com/floci-io/floci/pull/3727',
    fault: decodes((_value, right) => {
      if (right === undefined) throw new Error('Illegal base64 character');
      return right;
    }),
  },
  'keys-mixed-up': {
    summary: 'import keeps the key of the import before',
    mustBeKilledBy: 'import.import.rsa-kept',
    fault: keepsTheOneBefore,
  },
  'ed25519-not-kept': {
    summary: 'import keeps no Ed25519 key: none is shown, and the fingerprint is one of zeros',
    mustBeKilledBy: 'import.import.ed25519-kept',
    source: 'https://github.com/floci-io/floci/pull/3307',
    fault: ({ responses }) => ({
      fingerprints: { importedEd25519: () => Buffer.alloc(32).toString('base64') },
      responses: {
        describedItem: (ctx, pair) =>
          responses
            .describedItem(ctx, pair)
            .filter(({ name }) => name !== 'publicKey' || pair.origin === 'created' || pair.type === 'rsa'),
      },
    }),
  },
  'comment-kept-as-key': {
    summary: 'import of a line whose comment has a punctuation mark keeps another key',
    mustBeKilledBy: 'import.import.any-line',
    fault: ({ material }) => ({
      material: {
        openSsh: (ctx, text) =>
          /^\S+ \S+ .*[!-/:-?]/.test(text) ? someKey('ed25519') : material.openSsh(ctx, text),
      },
    }),
  },
  'type-always-rsa': {
    summary: 'import keeps the type of Ed25519 keys as rsa',
    mustBeKilledBy: 'import.import.ed25519-type',
    source: 'https://github.com/getmoto/moto/pull/6904',
    fault: ({ store }) => ({
      store: {
        insert: (ctx, pair) =>
          store.insert(ctx, pair.origin === 'imported' ? { ...pair, type: 'rsa' } : pair),
      },
    }),
  },
  'type-of-blocks-unknown': {
    summary: 'import keeps the type of RSA keys that do not come as a line as ed25519',
    mustBeKilledBy: 'import.import.rsa-type',
    fault: ({ store }) => ({
      store: {
        insert: (ctx, pair) => {
          const sent = Buffer.from(ctx.parameters.get('PublicKeyMaterial') ?? '', 'base64').toString(
            'latin1',
          );
          return store.insert(
            ctx,
            pair.origin === 'imported' && !sent.startsWith('ssh-') ? { ...pair, type: 'ed25519' } : pair,
          );
        },
      },
    }),
  },
  'created-half-refused': {
    summary: 'import refuses the public half of a created RSA key',
    mustBeKilledBy: 'import.import.rsa-created-half',
    fault: createdHalfRefused('rsa'),
  },
  'created-half-refused-ed25519': {
    summary: 'import refuses the public half of a created Ed25519 key',
    mustBeKilledBy: 'import.import.ed25519-created-half',
    fault: createdHalfRefused('ed25519'),
  },
});

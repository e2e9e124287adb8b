import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../mutant.ts';
import { alsoWritten, knows, takes } from './faults/kinds.ts';
import { keepResidue } from './faults/residue.ts';
import { rsaKeys, shortKey } from './key-material/faults.ts';

/** Faults in which keys and forms of keys can be asked for. */
export const KEY_TYPE_FORMAT_MUTANTS: readonly Mutant[] = mutantsOf('key-type-format', {
  'default-ed25519': {
    summary: 'a create without a key type makes an Ed25519 key',
    mustBeKilledBy: 'key-type-format.create.default-type',
    source: 'https://github.com/mulgadc/spinifex/pull/684',
    fault: () => ({ types: { defaultKeyType: () => 'ed25519' } }),
  },
  'default-ppk': {
    summary: 'a create without a key format answers PPK',
    mustBeKilledBy: 'key-type-format.create.default-format',
    fault: () => ({ types: { defaultKeyFormat: () => 'ppk' } }),
  },
  'defaults-together': {
    summary: 'a create with neither type nor format makes an Ed25519 key',
    mustBeKilledBy: 'key-type-format.create.defaults',
    fault: ({ types }) => ({
      types: {
        keyType: (ctx) =>
          ctx.parameters.get('KeyType') === undefined && ctx.parameters.get('KeyFormat') === undefined
            ? 'ed25519'
            : types.keyType(ctx),
      },
    }),
  },
  'absent-type-1024': {
    summary: 'a create that names no type makes an RSA key of 1,024 bits',
    mustBeKilledBy: 'key-type-format.create.explicit-defaults',
    fault: rsaKeys((ctx, key) => (ctx.parameters.get('KeyType') === undefined ? shortKey() : key)),
  },
  'type-ignored': {
    summary: 'the key type is ignored: every key is RSA',
    mustBeKilledBy: 'key-type-format.create.ed25519-pem',
    source: 'https://github.com/getmoto/moto/pull/6904',
    fault: () => ({ types: { keyType: () => 'rsa' } }),
  },
  'format-ignored': {
    summary: 'the key format is ignored: every key is PEM',
    mustBeKilledBy: 'key-type-format.create.rsa-ppk',
    fault: () => ({ types: { keyFormat: () => 'pem' } }),
  },
  'ed25519-format-ignored': {
    summary: 'the key format is ignored for Ed25519 keys',
    mustBeKilledBy: 'key-type-format.create.ed25519-ppk',
    fault: ({ types }) => ({
      types: { keyFormat: (ctx) => (types.keyType(ctx) === 'ed25519' ? 'pem' : types.keyFormat(ctx)) },
    }),
  },
  'explicit-type-turned': {
    summary: 'an explicit key type RSA with format PEM makes an Ed25519 key',
    mustBeKilledBy: 'key-type-format.create.rsa-pem',
    fault: ({ types }) => ({
      types: {
        keyType: (ctx) =>
          ctx.parameters.get('KeyType') === 'rsa' && ctx.parameters.get('KeyFormat') === 'pem'
            ? 'ed25519'
            : types.keyType(ctx),
      },
    }),
  },
  'type-alone-ppk': {
    summary: 'a create with a key type and no format answers PPK',
    mustBeKilledBy: 'key-type-format.create.type-alone',
    fault: ({ types }) => ({
      types: {
        defaultKeyFormat: (ctx) =>
          ctx.parameters.get('KeyType') === undefined ? types.defaultKeyFormat(ctx) : 'ppk',
      },
    }),
  },
  'format-alone-ed25519': {
    summary: 'a create with a key format and no type makes an Ed25519 key',
    mustBeKilledBy: 'key-type-format.create.format-alone',
    fault: ({ types }) => ({
      types: {
        defaultKeyType: (ctx) =>
          ctx.parameters.get('KeyFormat') === undefined ? types.defaultKeyType(ctx) : 'ed25519',
      },
    }),
  },
  'unknown-type-accepted': {
    summary: 'an unknown key type other than ecdsa and dsa stands for the default',
    mustBeKilledBy: 'key-type-format.create.type-any-other',
    fault: takes('type', (sent) => !/dsa$/.test(sent)),
  },
  'ecdsa-accepted': {
    summary: 'the key type ecdsa makes an RSA key',
    mustBeKilledBy: 'key-type-format.create.type-ecdsa',
    fault: knows('type', 'ecdsa'),
  },
  'dsa-accepted': {
    summary: 'the key type dsa makes an RSA key',
    mustBeKilledBy: 'key-type-format.create.type-dsa',
    fault: knows('type', 'dsa'),
  },
  'type-any-case': {
    summary: 'the key type may be in any case',
    mustBeKilledBy: 'key-type-format.create.type-upper-case',
    fault: alsoWritten('type', (sent) => sent.toLowerCase()),
  },
  'type-trimmed': {
    summary: 'white space around the key type is passed over',
    mustBeKilledBy: 'key-type-format.create.type-nearly-right',
    fault: alsoWritten('type', (sent) => sent.trim()),
  },
  'empty-type-accepted': {
    summary: 'an empty key type stands for the default',
    mustBeKilledBy: 'key-type-format.create.type-empty',
    fault: takes('type', (sent) => sent === ''),
  },
  'type-other-code': {
    summary: 'an unknown key type is refused as a validation error with another code',
    mustBeKilledBy: 'key-type-format.create.type-ecdsa',
    fault: ({ types }) => ({
      types: {
        refuseKeyType: (ctx) => types.refuseKeyType(ctx) && refusal('ValidationException', 'Bad key type'),
      },
    }),
  },
  'unknown-type-stored': {
    summary: 'an unknown key type is refused rightly, and a key pair of that name is kept',
    mustBeKilledBy: 'key-type-format.create.type-dsa',
    fault: ({ types }) => ({
      types: {
        refuseKeyType: (ctx) => {
          const refused = types.refuseKeyType(ctx);
          if (refused !== undefined) keepResidue(ctx);
          return refused;
        },
      },
    }),
  },
  'unknown-format-accepted': {
    summary: 'an unknown key format other than der and openssh stands for the default',
    mustBeKilledBy: 'key-type-format.create.format-any-other',
    fault: takes('format', (sent) => !/^(der|openssh)$/.test(sent)),
  },
  'der-accepted': {
    summary: 'the key format der answers PEM',
    mustBeKilledBy: 'key-type-format.create.format-der',
    fault: knows('format', 'der'),
  },
  'openssh-accepted': {
    summary: 'the key format openssh answers PEM',
    mustBeKilledBy: 'key-type-format.create.format-openssh',
    fault: knows('format', 'openssh'),
  },
  'format-any-case': {
    summary: 'the key format may be in any case',
    mustBeKilledBy: 'key-type-format.create.format-upper-case',
    fault: alsoWritten('format', (sent) => sent.toLowerCase()),
  },
  'format-trimmed': {
    summary: 'white space around the key format is passed over',
    mustBeKilledBy: 'key-type-format.create.format-nearly-right',
    fault: alsoWritten('format', (sent) => sent.trim()),
  },
  'empty-format-accepted': {
    summary: 'an empty key format stands for the default',
    mustBeKilledBy: 'key-type-format.create.format-empty',
    fault: takes('format', (sent) => sent === ''),
  },
  'ppk-refused': {
    summary: 'the key format ppk is refused',
    mustBeKilledBy: 'key-type-format.create.rsa-ppk',
    fault: ({ types }) => ({
      types: { keyFormats: (ctx) => types.keyFormats(ctx).filter((one) => one !== 'ppk') },
    }),
  },
});

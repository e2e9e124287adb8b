import { spkiDer } from '../../../../targets/reference/keys/public-key.ts';
import { openSshLine } from '../../../../targets/reference/keys/public-text.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { publicKey, publicKeyBySent } from './faults.ts';

/** Faults in the public keys that a describe shows. */
export const DESCRIBE_PUBLIC_KEYS: readonly Mutant[] = mutantsOf('describe', {
  'public-key-never': {
    summary: 'the public key is never shown',
    mustBeKilledBy: 'describe.describe.public-key-asked',
    fault: () => ({ describe: { includesPublicKey: () => false } }),
  },
  'public-key-always': {
    summary: 'the public key is shown without being asked for',
    mustBeKilledBy: 'describe.describe.public-key-not-asked',
    fault: () => ({ describe: { includesPublicKey: () => true } }),
  },
  'public-key-false-is-true': {
    summary: 'the public key is shown when the flag is false',
    mustBeKilledBy: 'describe.describe.public-key-false',
    fault: () => ({
      describe: { includesPublicKey: (ctx) => ctx.parameters.get('IncludePublicKey') !== undefined },
    }),
  },
  'public-key-no-newline': {
    summary: 'the public key has no newline at its end',
    mustBeKilledBy: 'describe.describe.public-key-newline-imported',
    fault: publicKey((_pair, right) => right.trimEnd()),
  },
  'public-key-no-newline-created': {
    summary: 'the public key of a created key pair has no newline at its end',
    mustBeKilledBy: 'describe.describe.public-key-newline-created',
    fault: publicKey((pair, right) => (pair.origin === 'created' ? right.trimEnd() : right)),
  },
  'public-key-no-comment': {
    summary: 'the public key of an imported key pair has no comment',
    mustBeKilledBy: 'describe.describe.public-key-comment-imported',
    fault: publicKey((pair, right) =>
      pair.origin === 'imported' ? `${openSshLine(pair.publicKey)}\n` : right,
    ),
  },
  'public-key-no-comment-created': {
    summary: 'the public key of a created key pair has no comment',
    mustBeKilledBy: 'describe.describe.public-key-comment-created',
    fault: publicKey((pair, right) =>
      pair.origin === 'created' ? `${openSshLine(pair.publicKey)}\n` : right,
    ),
  },
  'public-key-id-as-comment': {
    summary: 'the comment of the public key is the id',
    mustBeKilledBy: 'describe.describe.public-key-comment-created-rsa',
    fault: publicKey((pair) => `${openSshLine(pair.publicKey, pair.id)}\n`),
  },
  'public-key-comment-one-word': {
    summary: 'the comment of the public key ends at the first space of the name',
    mustBeKilledBy: 'describe.describe.public-key-comment-with-spaces',
    fault: publicKey((pair) => `${openSshLine(pair.publicKey, pair.name.split(' ')[0])}\n`),
  },
  'public-key-of-first': {
    summary: 'all key pairs show the public key of the first',
    mustBeKilledBy: 'describe.describe.public-keys-apart',
    fault: ({ keyMaterial }) => ({
      keyMaterial: {
        describedPublicKey: (ctx, pair) =>
          keyMaterial.describedPublicKey(ctx, { ...pair, publicKey: (ctx.store.all()[0] ?? pair).publicKey }),
      },
    }),
  },
  'public-key-as-sent': {
    summary: 'the public key is shown as it was sent, comment and all',
    mustBeKilledBy: 'describe.describe.public-key-comment-imported-rsa',
    fault: publicKeyBySent((sent) => sent),
  },
  'public-key-leading-zero-lost': {
    summary: 'the public key of RSA pairs has lost the sign byte of its modulus',
    mustBeKilledBy: 'describe.describe.public-key-imported-rsa-openssh',
    fault: publicKey((pair, right) => {
      if (pair.publicKey.type !== 'rsa') return right;
      const blob = Buffer.from(right.split(' ')[1] ?? '', 'base64').toString('hex');
      return `ssh-rsa ${Buffer.from(blob.replace('0000010100', '00000100'), 'hex').toString('base64')} ${pair.name}\n`;
    }),
  },
  'public-key-created-der': {
    summary: 'the public key of a created RSA pair is shown as DER',
    mustBeKilledBy: 'describe.describe.public-key-created-rsa',
    fault: publicKey(({ origin, type, publicKey: key, name }, right) =>
      origin === 'created' && type === 'rsa' ? `ssh-rsa ${spkiDer(key).toString('base64')} ${name}\n` : right,
    ),
  },
  'public-key-created-point': {
    summary: 'the public key of a created Ed25519 pair is shown without its type inside',
    mustBeKilledBy: 'describe.describe.public-key-created-ed25519',
    fault: publicKey(({ origin, publicKey: key, name }, right) =>
      origin === 'created' && key.type === 'ed25519'
        ? `ssh-ed25519 ${key.point.toString('base64')} ${name}\n`
        : right,
    ),
  },
});

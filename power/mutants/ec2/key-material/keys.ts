import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { withSmallExponent } from '../../rsa.ts';
import { anotherRsaKey, asksPpk, canned, inAnswer, rsaKeys, shortKey } from './faults.ts';

/** Faults in which private key is handed out. */
export const KEY_MATERIAL_KEYS: readonly Mutant[] = mutantsOf('key-material', {
  'same-key-every-time': {
    summary: 'every create of an RSA key hands out the same key',
    mustBeKilledBy: 'key-material.create.rsa.new',
    source: 'https://github.com/getmoto/moto/pull/101',
    fault: canned('rsa', 1),
  },
  'canned-ed25519': {
    summary: 'creates of Ed25519 keys hand out two keys in turn',
    mustBeKilledBy: 'key-material.create.ed25519.new',
    fault: canned('ed25519', 2),
  },
  'canned-rsa-table': {
    summary: 'creates of RSA keys hand out the keys of a table of two in turn',
    mustBeKilledBy: 'key-material.create.rsa.new',
    source: 'https://github.com/floci-io/floci/pull/3307',
    fault: canned('rsa', 2),
  },
  'fake-pem': {
    summary: 'the private key of an RSA pair is a PEM block with random bytes',
    mustBeKilledBy: 'key-material.create.rsa-pem.container',
    source: 'https://github.com/stackshy/cloudemu/pull/494',
    fault: inAnswer('rsaPem', (text) => text.replaceAll(/[a-z]/g, 'A')),
  },
  'public-instead-of-private': {
    summary: 'the create of an RSA key hands out the public half',
    mustBeKilledBy: 'key-material.create.rsa-pem.container',
    source: 'https://github.com/getmoto/moto/pull/7732',
    fault: () => ({
      keyMaterial: {
        rsaPem: (_ctx, key) => createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString(),
      },
    }),
  },
  'rsa-openssh-container': {
    summary: 'RSA keys come in the OpenSSH container’s armour',
    mustBeKilledBy: 'key-material.create.rsa-pem.container',
    source: 'https://github.com/mulgadc/spinifex/pull/683',
    fault: inAnswer('rsaPem', (text) => text.replaceAll('RSA PRIVATE KEY', 'OPENSSH PRIVATE KEY')),
  },
  'four-dashes': {
    summary: 'the armour of an RSA key has four dashes, as in the documentation’s example',
    mustBeKilledBy: 'key-material.create.rsa-pem.container',
    fault: inAnswer('rsaPem', (text) => text.replace('-----BEGIN', '----BEGIN')),
  },
  'rsa-encrypted': {
    summary: 'RSA keys are encrypted with a password',
    mustBeKilledBy: 'key-material.create.rsa-pem.container',
    fault: () => ({
      keyMaterial: {
        rsaPem: (_ctx, key) =>
          key.export({ format: 'pem', type: 'pkcs1', cipher: 'aes-128-cbc', passphrase: 'x' }).toString(),
      },
    }),
  },
  'rsa-1024': {
    summary: 'created RSA keys have 1,024 bits',
    mustBeKilledBy: 'key-material.create.rsa-pem.size',
    fault: rsaKeys(shortKey),
  },
  'rsa-1024-ppk': {
    summary: 'RSA keys that are created as PPK have 1,024 bits',
    mustBeKilledBy: 'key-material.create.rsa-ppk.size',
    fault: rsaKeys((ctx, key) => (asksPpk(ctx) ? shortKey() : key)),
  },
  'rsa-small-exponent': {
    summary: 'created RSA keys have a small public exponent',
    mustBeKilledBy: 'key-material.create.rsa-pem.size',
    fault: rsaKeys((_ctx, key) => withSmallExponent(key)),
  },
  'stored-half-of-another': {
    summary: 'the public key that is kept of a created RSA pair belongs to another key',
    mustBeKilledBy: 'key-material.create.rsa-pem.possession',
    source: 'https://github.com/getmoto/moto/pull/7732',
    fault: ({ keyMaterial }) => {
      const other = anotherRsaKey();
      return {
        keyMaterial: {
          publicKey: (ctx, key) => keyMaterial.publicKey(ctx, key.asymmetricKeyType === 'rsa' ? other : key),
        },
      };
    },
  },
  'stored-half-of-another-ed25519': {
    summary: 'the public key that is kept of a created Ed25519 pair belongs to another key',
    mustBeKilledBy: 'key-material.create.ed25519-pem.possession',
    fault: ({ keyMaterial }) => ({
      keyMaterial: {
        publicKey: (ctx, key) =>
          keyMaterial.publicKey(
            ctx,
            key.asymmetricKeyType === 'ed25519' ? generateKeyPairSync('ed25519').privateKey : key,
          ),
      },
    }),
  },
  'stored-half-of-another-ppk': {
    summary: 'the public key that is kept of an Ed25519 pair in PPK belongs to another key',
    mustBeKilledBy: 'key-material.create.ed25519-ppk.possession',
    fault: ({ keyMaterial }) => ({
      keyMaterial: {
        publicKey: (ctx, key) =>
          keyMaterial.publicKey(
            ctx,
            asksPpk(ctx) && key.asymmetricKeyType === 'ed25519'
              ? generateKeyPairSync('ed25519').privateKey
              : key,
          ),
      },
    }),
  },
  'rsa-ppk-half-of-another': {
    summary: 'the PPK file of an RSA pair holds another key than the one that is kept',
    mustBeKilledBy: 'key-material.create.rsa-ppk.possession',
    fault: ({ keyMaterial }) => {
      const other = anotherRsaKey();
      return { keyMaterial: { rsaPpk: (ctx, _key, name) => keyMaterial.rsaPpk(ctx, other, name) } };
    },
  },
});

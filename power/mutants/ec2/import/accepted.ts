import { isDeepStrictEqual } from 'node:util';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept } from '../conditions.ts';
import { bitsOf, refuses } from './faults.ts';

/** Faults in which public keys are accepted. */
export const IMPORT_ACCEPTED: readonly Mutant[] = mutantsOf('import', {
  'no-ed25519': {
    summary: 'import refuses Ed25519 keys',
    mustBeKilledBy: 'import.import.ed25519-line',
    source: 'https://github.com/localstack/localstack/issues/9237',
    fault: refuses(({ type }) => type === 'ed25519'),
  },
  'no-rsa': {
    summary: 'import refuses RSA keys',
    mustBeKilledBy: 'import.import.rsa-line',
    fault: refuses(({ type }) => type === 'rsa'),
  },
  'no-rsa-comment': {
    summary: 'import refuses a comment behind an RSA key',
    mustBeKilledBy: 'import.import.rsa-line-comment',
    fault: ({ material }) => ({
      material: {
        openSsh: (ctx, text) => (/^ssh-rsa \S+ /.test(text) ? undefined : material.openSsh(ctx, text)),
      },
    }),
  },
  'no-ed25519-comment': {
    summary: 'import refuses a comment behind an Ed25519 key',
    mustBeKilledBy: 'import.import.ed25519-line-comment',
    fault: ({ material }) => ({
      material: {
        openSsh: (ctx, text) => (/^ssh-ed25519 \S+ /.test(text) ? undefined : material.openSsh(ctx, text)),
      },
    }),
  },
  'no-rsa-newline': {
    summary: 'import refuses a newline at the end of an RSA key',
    mustBeKilledBy: 'import.import.rsa-line-newline',
    fault: ({ material }) => ({
      material: {
        openSsh: (ctx, text) => (/^ssh-rsa .*\n$/.test(text) ? undefined : material.openSsh(ctx, text)),
      },
    }),
  },
  'no-ed25519-newline': {
    summary: 'import refuses a newline at the end of an Ed25519 key',
    mustBeKilledBy: 'import.import.ed25519-line-newline',
    fault: ({ material }) => ({
      material: {
        openSsh: (ctx, text) => (/^ssh-ed25519 .*\n$/.test(text) ? undefined : material.openSsh(ctx, text)),
      },
    }),
  },
  'no-rfc4716': {
    summary: 'import refuses RFC 4716 blocks',
    mustBeKilledBy: 'import.import.rsa-rfc4716',
    fault: () => ({ material: { rfc4716: accept } }),
  },
  'rfc4716-without-headers-only': {
    summary: 'import refuses RFC 4716 blocks with a header',
    mustBeKilledBy: 'import.import.rsa-rfc4716',
    fault: ({ material }) => ({
      material: {
        rfc4716: (ctx, text) => (/^Comment:/m.test(text) ? undefined : material.rfc4716(ctx, text)),
      },
    }),
  },
  'rfc4716-with-headers-only': {
    summary: 'import refuses RFC 4716 blocks without a header',
    mustBeKilledBy: 'import.import.rsa-rfc4716-bare',
    fault: ({ material }) => ({
      material: {
        rfc4716: (ctx, text) => (/^Comment:/m.test(text) ? material.rfc4716(ctx, text) : undefined),
      },
    }),
  },
  'no-spki-text': {
    summary: 'import refuses the base64 text of the DER of an RSA key',
    mustBeKilledBy: 'import.import.rsa-spki-text',
    fault: () => ({ material: { derText: accept } }),
  },
  'documented-sizes-only': {
    summary: 'import takes RSA keys of the documented lengths alone',
    mustBeKilledBy: 'import.import.rsa-3072',
    fault: refuses((key) => key.type === 'rsa' && ![1024, 2048, 4096].includes(bitsOf(key))),
  },
  'no-small-rsa': {
    summary: 'import refuses RSA keys of less than 1,024 bits',
    mustBeKilledBy: 'import.import.rsa-768',
    fault: refuses((key) => key.type === 'rsa' && bitsOf(key) < 1024),
  },
  'no-1024': {
    summary: 'import refuses RSA keys of less than 2,048 bits',
    mustBeKilledBy: 'import.import.rsa-1024',
    fault: refuses((key) => key.type === 'rsa' && bitsOf(key) < 2048),
  },
  'no-4096': {
    summary: 'import refuses RSA keys of more than 3,072 bits',
    mustBeKilledBy: 'import.import.rsa-4096',
    fault: refuses((key) => key.type === 'rsa' && bitsOf(key) > 3072),
  },
  'no-8192': {
    summary: 'import refuses RSA keys of more than 4,096 bits',
    mustBeKilledBy: 'import.import.rsa-8192',
    fault: refuses((key) => key.type === 'rsa' && bitsOf(key) > 4096),
  },
  'whole-bytes-only': {
    summary: 'import refuses RSA keys whose size is no multiple of eight bits',
    mustBeKilledBy: 'import.import.rsa-1025',
    fault: refuses((key) => bitsOf(key) % 8 !== 0),
  },
  'no-512': {
    summary: 'import refuses RSA keys of less than 768 bits, as OpenSSH once did',
    mustBeKilledBy: 'import.import.rsa-512',
    fault: refuses((key) => key.type === 'rsa' && bitsOf(key) < 768),
  },
  'even-sizes-only': {
    summary: 'import refuses RSA keys of an odd number of bits',
    mustBeKilledBy: 'import.import.rsa-1023',
    fault: refuses((key) => bitsOf(key) % 2 !== 0),
  },
  'multiples-of-1024': {
    summary: 'import refuses RSA keys beyond 1,024 bits whose size is no multiple of it',
    mustBeKilledBy: 'import.import.rsa-1536',
    fault: refuses((key) => key.type === 'rsa' && bitsOf(key) > 1024 && bitsOf(key) % 1024 !== 0),
  },
  'same-material-refused': {
    summary: 'import refuses a key that the region has under another name',
    mustBeKilledBy: 'import.import.same-key-two-names',
    fault: ({ duplicates, material }) => ({
      material: {
        read: (ctx) => {
          const key = material.read(ctx);
          const held =
            !('kind' in key) && ctx.store.all().some((pair) => isDeepStrictEqual(pair.publicKey, key));
          const [other] = held ? ctx.store.all() : [];
          return (other && duplicates.refuse(ctx, other.name)) ?? key;
        },
      },
    }),
  },
  'same-material-deleted-together': {
    summary: 'a delete of an imported key pair removes all others with the same key',
    mustBeKilledBy: 'import.import.same-key-two-names',
    fault: ({ store }) => ({
      store: {
        remove: (ctx, pair) => {
          for (const one of store.all(ctx)) {
            if (one.fingerprint === pair.fingerprint) store.remove(ctx, one);
          }
        },
      },
    }),
  },
});

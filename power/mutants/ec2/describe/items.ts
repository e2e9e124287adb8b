import { type Mutant, mutantsOf } from '../../mutant.ts';
import { keyType } from './faults.ts';

/** Faults in what a described key pair shows. */
export const DESCRIBE_ITEMS: readonly Mutant[] = mutantsOf('describe', {
  'created-without-tags': {
    summary: 'a describe shows no tags of created key pairs',
    mustBeKilledBy: 'describe.describe.agrees-with-create',
    source: 'https://github.com/getmoto/moto/pull/6919',
    fault: ({ responses }) => ({
      responses: {
        describedItem: (ctx, pair) =>
          responses.describedItem(ctx, pair.origin === 'created' ? { ...pair, tags: [] } : pair),
      },
    }),
  },
  'imported-without-tags': {
    summary: 'a describe shows no tags of imported key pairs',
    mustBeKilledBy: 'describe.describe.agrees-with-import',
    fault: ({ responses }) => ({
      responses: {
        describedItem: (ctx, pair) =>
          responses.describedItem(ctx, pair.origin === 'imported' ? { ...pair, tags: [] } : pair),
      },
    }),
  },
  'created-ed25519-type-rsa': {
    summary: 'a describe shows created Ed25519 keys as rsa',
    mustBeKilledBy: 'describe.describe.key-type-created-ed25519',
    fault: keyType((pair) => (pair.origin === 'created' ? 'rsa' : pair.type)),
  },
  'imported-type-rsa': {
    summary: 'a describe shows imported Ed25519 keys as rsa',
    mustBeKilledBy: 'describe.describe.key-type-imported-ed25519',
    fault: keyType((pair) => (pair.origin === 'imported' ? 'rsa' : pair.type)),
  },
  'created-rsa-type-ssh': {
    summary: 'a describe shows created RSA keys as ssh-rsa',
    mustBeKilledBy: 'describe.describe.key-type-created-rsa',
    fault: keyType((pair) => (pair.type === 'rsa' && pair.origin === 'created' ? 'ssh-rsa' : pair.type)),
  },
  'imported-rsa-type-upper': {
    summary: 'a describe shows imported RSA keys as RSA',
    mustBeKilledBy: 'describe.describe.key-type-imported-rsa',
    fault: keyType((pair) => (pair.type === 'rsa' && pair.origin === 'imported' ? 'RSA' : pair.type)),
  },
});

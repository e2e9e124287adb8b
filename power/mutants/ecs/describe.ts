import type { Fields } from '../../../targets/ecs/reference/outcome.ts';
import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsKeyPair } from '../../../targets/ecs/reference/pair.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { MAKING } from './conditions.ts';
import { type EcsFault, forEach } from './faults.ts';
import { matches } from './matching.ts';

const HOUR_MS = 3_600_000;
const WHICH = { create: 'created', import: 'imported' } as const;

/** A describe that shows other members for some key pairs. */
function shows(
  summary: string,
  mustBeKilledBy: string,
  other: (pair: EcsKeyPair, item: Fields) => Fields,
): EcsFault {
  return {
    summary,
    mustBeKilledBy,
    fault: ({ responses }) => ({
      responses: {
        describedItem(ctx, pair) {
          const item = responses.describedItem(ctx, pair);
          return { ...item, ...other(pair, item) };
        },
      },
    }),
  };
}

/** Faults of describes. */
export const DESCRIBE_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('describe', {
  'name-prefix': matches(
    'a name fits every name that starts so',
    'describe.exact-name',
    (name, pattern, right) => right(name) || (!pattern.includes('*') && name.startsWith(pattern)),
  ),
  'name-suffix': matches(
    'a name fits every name that ends so',
    'describe.exact-name',
    (name, pattern, right) => right(name) || (!pattern.includes('*') && name.endsWith(pattern)),
  ),
  'name-cut': matches(
    'a name fits every name that it starts with',
    'describe.exact-name',
    (name, pattern, right) => right(name) || (!pattern.includes('*') && pattern.startsWith(name)),
  ),
  'unknown-refused': {
    summary: 'a describe for a name that nobody has is refused',
    mustBeKilledBy: 'describe.unknown-name',
    fault: ({ describe, store }) => ({
      describe: {
        refuse(ctx) {
          const name = ctx.parameters.get('KeyPairName') ?? '';
          const unknown = name !== '' && !name.includes('*') && store.byName(ctx, name) === undefined;
          return unknown
            ? refusal('InvalidKeyPair.NotFound', 'The key pair does not exist.', 404)
            : describe.refuse(ctx);
        },
      },
    }),
  },
  'deleted-shown': {
    summary: 'a describe shows key pairs that were deleted',
    mustBeKilledBy: 'describe.deleted',
    fault: ({ store }) => {
      const removed = new Map<object, EcsKeyPair[]>();
      return {
        store: {
          remove(ctx, pair) {
            removed.set(ctx.store, [...(removed.get(ctx.store) ?? []), pair]);
            store.remove(ctx, pair);
          },
          all: (ctx) => [...store.all(ctx), ...(removed.get(ctx.store) ?? [])],
        },
      };
    },
  },
  'empty-region-refused': {
    summary: 'a describe of a region without key pairs is refused',
    mustBeKilledBy: 'describe.empty-region',
    fault: ({ describe }) => ({
      describe: {
        refuse: (ctx) =>
          ctx.store.size === 0
            ? refusal('InvalidKeyPair.NotFound', 'There is no key pair.', 404)
            : describe.refuse(ctx),
      },
    }),
  },
  ...forEach(MAKING, (operation) => ({
    'other-fingerprint': shows(
      `a describe shows the fingerprint of a key pair that was ${WHICH[operation]} in upper case`,
      `describe.agrees-with-${operation}`,
      (pair) =>
        pair.origin === WHICH[operation] ? { KeyPairFingerPrint: pair.fingerprint.toUpperCase() } : {},
    ),
    'other-public-key': {
      summary: `the public key of a key pair that was ${WHICH[operation]} is another`,
      mustBeKilledBy: `describe.public-key.${WHICH[operation]}`,
      fault: ({ keyMaterial }) => ({
        keyMaterial: {
          describedPublicKey(ctx, pair) {
            if (pair.origin !== WHICH[operation]) return keyMaterial.describedPublicKey(ctx, pair);
            const blob = Buffer.from(pair.blob);
            blob.writeUInt8(blob.readUInt8(blob.length - 1) ^ 2, blob.length - 1);
            return keyMaterial.describedPublicKey(ctx, { ...pair, blob });
          },
        },
      }),
    },
    'time-an-hour-off': shows(
      `a key pair that was ${WHICH[operation]} is an hour older than it is`,
      `describe.creation-time.${operation}`,
      (pair) =>
        pair.origin === WHICH[operation]
          ? {
              CreationTime: `${new Date(pair.createdAt.getTime() - HOUR_MS).toISOString().slice(0, 16)}Z`,
            }
          : {},
    ),
    'time-of-1970': shows(
      `a key pair that was ${WHICH[operation]} is from 1970`,
      `describe.creation-time.${operation}`,
      (pair) => (pair.origin === WHICH[operation] ? { CreationTime: '1970-01-01T00:00Z' } : {}),
    ),
  })),
  'public-key-always': {
    summary: 'the public key is shown whether it is asked for or not',
    mustBeKilledBy: 'describe.public-key.unasked',
    fault: () => ({ describe: { includesPublicKey: () => true } }),
  },
  'public-key-never': {
    summary: 'the public key is never shown',
    mustBeKilledBy: 'describe.public-key.true',
    fault: () => ({ describe: { includesPublicKey: () => false } }),
  },
  'public-key-for-any-value': {
    summary: 'the public key is shown for every value of IncludePublicKey',
    mustBeKilledBy: 'describe.public-key.false',
    fault: () => ({
      describe: { includesPublicKey: (ctx) => ctx.parameters.get('IncludePublicKey') !== undefined },
    }),
  },
  'public-key-of-the-first': {
    summary: 'all key pairs are shown with the public key of the first in the answer',
    mustBeKilledBy: 'describe.public-keys.apart',
    fault: ({ responses }) => ({
      responses: {
        described(ctx, pairs, page) {
          const [first] = page;
          return responses.described(
            ctx,
            pairs,
            first === undefined ? page : page.map((pair) => ({ ...pair, blob: first.blob })),
          );
        },
      },
    }),
  },
  'time-with-milliseconds': {
    summary: 'the creation time has milliseconds',
    mustBeKilledBy: 'describe.creation-time.format',
    fault: () => ({ clock: { timestamp: (_ctx, time) => time.toISOString() } }),
  },
  'time-without-zone': {
    summary: 'the creation time has no time zone',
    mustBeKilledBy: 'response-shape.describe.creation-time-format',
    fault: () => ({ clock: { timestamp: (_ctx, time) => time.toISOString().slice(0, 16) } }),
  },
  'time-in-seconds-since-1970': {
    summary: 'the creation time is a number of seconds',
    mustBeKilledBy: 'describe.creation-time.format',
    fault: () => ({ clock: { timestamp: (_ctx, time) => String(Math.floor(time.getTime() / 1_000)) } }),
  },
  'time-moves': {
    summary: 'the creation time is a minute later in every describe',
    mustBeKilledBy: 'describe.creation-time.stable',
    fault: ({ clock }) => {
      let turn = 0;
      return {
        clock: { timestamp: (ctx, time) => clock.timestamp(ctx, new Date(time.getTime() + 60_000 * turn++)) },
      };
    },
  },
});

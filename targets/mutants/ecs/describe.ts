import type { Fields } from '../../reference/ecs/outcome.ts';
import { refusal } from '../../reference/ecs/outcome.ts';
import type { EcsKeyPair } from '../../reference/ecs/pair.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { MAKING } from './conditions.ts';
import { type EcsFault, forEach } from './faults.ts';

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

/** A describe that compares names otherwise. */
function matches(
  summary: string,
  mustBeKilledBy: string,
  fits: (name: string, pattern: string, right: (name: string) => boolean) => boolean,
): EcsFault {
  return {
    summary,
    mustBeKilledBy,
    fault: ({ describe }) => ({
      describe: {
        nameMatcher(ctx, pattern) {
          const right = describe.nameMatcher(ctx, pattern);
          return (name) => fits(name, pattern, right);
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

/** A filter that is not looked at, or otherwise. */
const filterFault = (
  summary: string,
  mustBeKilledBy: string,
  describe: NonNullable<ReturnType<EcsMutant['fault']>['describe']>,
): EcsFault => ({ summary, mustBeKilledBy, fault: () => ({ describe }) });

/** Faults of filters. */
export const FILTER_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('filter', {
  'no-prefix': matches(
    'a star at the end of a name means itself',
    'filter.name-prefix',
    (name, pattern, right) => (/^[^*]+\*$/.test(pattern) ? name === pattern : right(name)),
  ),
  'prefix-inside': matches(
    'a star at the end fits also names that have the text inside',
    'filter.name-prefix',
    (name, pattern, right) => (/^[^*]+\*$/.test(pattern) ? name.includes(pattern.slice(0, -1)) : right(name)),
  ),
  'no-suffix': matches(
    'a star at the beginning of a name means itself',
    'filter.name-suffix',
    (name, pattern, right) => (/^\*[^*]+$/.test(pattern) ? name === pattern : right(name)),
  ),
  'suffix-inside': matches(
    'a star at the beginning fits also names that have the text inside',
    'filter.name-suffix',
    (name, pattern, right) => (/^\*[^*]+$/.test(pattern) ? name.includes(pattern.slice(1)) : right(name)),
  ),
  'no-inside': matches('two stars mean themselves', 'filter.name-inside', (name, pattern, right) =>
    /^\*[^*]+\*$/.test(pattern) ? name === pattern : right(name),
  ),
  'inside-is-prefix': matches(
    'two stars fit the names that start so',
    'filter.name-inside',
    (name, pattern, right) =>
      /^\*[^*]+\*$/.test(pattern) ? name.startsWith(pattern.slice(1, -1)) : right(name),
  ),
  'star-alone': matches(
    'a star alone fits nothing',
    'filter.name-asterisk-alone',
    (name, pattern, right) => pattern !== '*' && right(name),
  ),
  'fingerprint-ignored': filterFault('the fingerprint asked for is ignored', 'filter.fingerprint', {
    passesFingerprint: () => true,
  }),
  'fingerprint-unknown-refused': {
    summary: 'a fingerprint that nobody has is refused',
    mustBeKilledBy: 'filter.fingerprint-unknown',
    fault: ({ describe, store }) => ({
      describe: {
        refuse(ctx) {
          const asked = ctx.parameters.get('KeyPairFingerPrint') ?? '';
          return asked === '' || store.all(ctx).some(({ fingerprint }) => fingerprint === asked)
            ? describe.refuse(ctx)
            : refusal('InvalidKeyPair.NotFound', 'There is no such key pair.', 404);
        },
      },
    }),
  },
  'one-filter-enough': {
    summary: 'a key pair is shown when it passes the name or the fingerprint',
    mustBeKilledBy: 'filter.fingerprint-and-name',
    fault: ({ describe }) => ({
      describe: {
        every: (ctx, results) =>
          (ctx.parameters.get('KeyPairFingerPrint') ?? '') !== '' &&
          (ctx.parameters.get('KeyPairName') ?? '') !== ''
            ? results.slice(0, 2).includes(true)
            : describe.every(ctx, results),
      },
    }),
  },
  'tags-ignored': filterFault('the tags asked for are ignored', 'filter.tag', { passesTags: () => true }),
  'tag-value-ignored': filterFault('of the tag asked for only the key is compared', 'filter.tag', {
    passesTag: (_ctx, pair, { key }) => pair.tags.some((tag) => tag.key === key),
  }),
  'tag-key-ignored': filterFault('of the tag asked for only the value is compared', 'filter.tag', {
    passesTag: (_ctx, pair, { value }) => pair.tags.some((tag) => tag.value === value),
  }),
  'any-tag': {
    summary: 'a key pair is shown when it has one of the tags asked for',
    mustBeKilledBy: 'filter.tags-together',
    fault: ({ describe, tags }) => ({
      describe: {
        passesTags(ctx, pair) {
          const asked = tags.requested(ctx);
          return asked.length === 0 || asked.some((tag) => describe.passesTag(ctx, pair, tag));
        },
      },
    }),
  },
  'first-tag': {
    summary: 'of the tags asked for only the first counts',
    mustBeKilledBy: 'filter.tags-together',
    fault: ({ describe, tags }) => ({
      describe: {
        passesTags: (ctx, pair) =>
          tags
            .requested(ctx)
            .slice(0, 1)
            .every((tag) => describe.passesTag(ctx, pair, tag)),
      },
    }),
  },
});

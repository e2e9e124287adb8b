import type { EcsKeyPair } from '../../../targets/ecs/reference/context.ts';
import { type Fields, refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsMutant } from '../mutant.ts';
import { type EcsFault, matches } from './faults.ts';
import { always, at, forEach, MAKING, perServer, table, together } from './table.ts';

const HOUR_MS = 3_600_000;
const WHICH = { create: 'created', import: 'imported' } as const;

/** A describe that shows other members for some key pairs. */
function shows(
  summary: string,
  mustBeKilledBy: string,
  other: (pair: EcsKeyPair, item: Fields) => Fields,
): EcsFault {
  return [
    summary,
    mustBeKilledBy,
    at('responses', 'describedItem', always, (right, ctx, pair) => {
      const item = right(ctx, pair);
      return { ...item, ...other(pair, item) };
    }),
  ];
}

/** Faults of describes. */
// biome-ignore format: a row is a mutant
export const DESCRIBE_MUTANTS: readonly EcsMutant[] = table('describe', [
  ['name-prefix',
    ...matches(
      'a name fits every name that starts so',
      'describe.exact-name',
      (name, pattern, right) => right(name) || (!pattern.includes('*') && name.startsWith(pattern)))],
  ['name-suffix',
    ...matches(
      'a name fits every name that ends so',
      'describe.exact-name',
      (name, pattern, right) => right(name) || (!pattern.includes('*') && name.endsWith(pattern)))],
  ['name-cut',
    ...matches(
      'a name fits every name that it starts with',
      'describe.exact-name',
      (name, pattern, right) => right(name) || (!pattern.includes('*') && pattern.startsWith(name)))],
  ['unknown-refused', 'a describe for a name that nobody has is refused', 'describe.unknown-name',
    perServer(({ store }) =>
      at('describe', 'refuse', always, (right, ctx) => {
        const name = ctx.parameters.get('KeyPairName') ?? '';
        const unknown = name !== '' && !name.includes('*') && store.byName(ctx, name) === undefined;
        return unknown
          ? refusal('InvalidKeyPair.NotFound', 'The key pair does not exist.', 404)
          : right(ctx);
      }))],
  ['deleted-shown', 'a describe shows key pairs that were deleted', 'describe.deleted',
    perServer(() => {
      const removed = new Map<object, EcsKeyPair[]>();
      return together(
        at('store', 'remove', always, (right, ctx, pair) => {
          removed.set(ctx.store, [...(removed.get(ctx.store) ?? []), pair]);
          right(ctx, pair);
        }),
        at('store', 'all', always, (right, ctx) => [...right(ctx), ...(removed.get(ctx.store) ?? [])]));
    })],
  ['empty-region-refused', 'a describe of a region without key pairs is refused', 'describe.empty-region',
    at('describe', 'refuse', always, (right, ctx) =>
      ctx.store.size === 0 ? refusal('InvalidKeyPair.NotFound', 'There is no key pair.', 404) : right(ctx))],
  ...forEach(MAKING, (operation) => [
    ['other-fingerprint',
      ...shows(
        `a describe shows the fingerprint of a key pair that was ${WHICH[operation]} in upper case`,
        `describe.agrees-with-${operation}`,
        (pair) =>
          pair.origin === WHICH[operation] ? { KeyPairFingerPrint: pair.fingerprint.toUpperCase() } : {})],
    ['other-public-key', `the public key of a key pair that was ${WHICH[operation]} is another`,
      `describe.public-key.${WHICH[operation]}`,
      at('keyMaterial', 'describedPublicKey', always, (right, ctx, pair) => {
        if (pair.origin !== WHICH[operation]) return right(ctx, pair);
        const blob = Buffer.from(pair.blob);
        blob.writeUInt8(blob.readUInt8(blob.length - 1) ^ 2, blob.length - 1);
        return right(ctx, { ...pair, blob });
      })],
    ['time-an-hour-off',
      ...shows(
        `a key pair that was ${WHICH[operation]} is an hour older than it is`,
        `describe.creation-time.${operation}`,
        (pair) =>
          pair.origin === WHICH[operation]
            ? {
                CreationTime: `${new Date(pair.createdAt.getTime() - HOUR_MS).toISOString().slice(0, 16)}Z`,
              }
            : {})],
    ['time-of-1970',
      ...shows(
        `a key pair that was ${WHICH[operation]} is from 1970`,
        `describe.creation-time.${operation}`,
        (pair) => (pair.origin === WHICH[operation] ? { CreationTime: '1970-01-01T00:00Z' } : {}))],
  ]),
  ['public-key-always', 'the public key is shown whether it is asked for or not',
    'describe.public-key.unasked',
    at('describe', 'includesPublicKey', always, () => true)],
  ['public-key-never', 'the public key is never shown', 'describe.public-key.true',
    at('describe', 'includesPublicKey', always, () => false)],
  ['public-key-for-any-value', 'the public key is shown for every value of IncludePublicKey',
    'describe.public-key.false',
    at('describe', 'includesPublicKey', always,
      (_right, ctx) => ctx.parameters.get('IncludePublicKey') !== undefined)],
  ['public-key-of-the-first', 'all key pairs are shown with the public key of the first in the answer',
    'describe.public-keys.apart',
    at('responses', 'described', always, (right, ctx, pairs, page) => {
      const [first] = page;
      return right(
        ctx,
        pairs,
        first === undefined ? page : page.map((pair) => ({ ...pair, blob: first.blob })),
      );
    })],
  ['time-with-milliseconds', 'the creation time has milliseconds', 'describe.creation-time.format',
    at('clock', 'timestamp', always, (_right, _ctx, time) => time.toISOString())],
  ['time-without-zone', 'the creation time has no time zone', 'response-shape.describe.creation-time-format',
    at('clock', 'timestamp', always, (_right, _ctx, time) => time.toISOString().slice(0, 16))],
  ['time-in-seconds-since-1970', 'the creation time is a number of seconds', 'describe.creation-time.format',
    at('clock', 'timestamp', always, (_right, _ctx, time) => String(Math.floor(time.getTime() / 1_000)))],
  ['time-moves', 'the creation time is a minute later in every describe', 'describe.creation-time.stable',
    perServer(() => {
      let turn = 0;
      return at('clock', 'timestamp', always, (right, ctx, time) =>
        right(ctx, new Date(time.getTime() + 60_000 * turn++)));
    })],
]);

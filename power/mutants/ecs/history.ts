import type { Context, EcsKeyPair } from '../../../targets/ecs/reference/context.ts';
import { type Fields, refusal } from '../../../targets/ecs/reference/outcome.ts';
import { between } from '../histories/between.ts';
import { overlapRows } from '../histories/overlap.ts';
import { raceRows } from '../histories/races.ts';
import { rejectedRows } from '../histories/rejected.ts';
import { foundAfterDelete, sequenceRows } from '../histories/sequences.ts';
import { type HistoryService, rowsFor } from '../histories/service.ts';
import type { EcsMutant } from '../mutant.ts';
import { creating, deleting, describing, importing, table } from './table.ts';

const name = (ctx: Context): string => ctx.parameters.get('KeyPairName') ?? '';
const fingerprint = (ctx: Context): boolean => (ctx.parameters.get('KeyPairFingerPrint') ?? '') !== '';
const tags = (ctx: Context): boolean => ctx.behaviours.tags.requested(ctx).length > 0;

/** Ways to ask for key pairs, by what a request looks like. */
const WAYS: Readonly<Record<string, (ctx: Context) => boolean>> = {
  'by-name-with-star': (ctx) => name(ctx).endsWith('*'),
  'of-everything': (ctx) => name(ctx) === '' && !fingerprint(ctx) && !tags(ctx),
  'by-fingerprint': (ctx) => name(ctx) === '' && fingerprint(ctx) && !tags(ctx),
  'by-tag': (ctx) => name(ctx) === '' && !fingerprint(ctx) && tags(ctx),
  'by-fingerprint-and-tag': (ctx) => name(ctx) === '' && fingerprint(ctx) && tags(ctx),
};

/** Which key pairs are shown wrongly. */
const KINDS: Readonly<Record<string, (pair: EcsKeyPair) => boolean>> = {
  created: ({ origin }) => origin === 'created',
  imported: ({ origin }) => origin === 'imported',
  all: () => true,
};

/** What is wrong with an item. */
const FIELDS: Readonly<Record<string, (item: Fields, ctx: Context) => Fields>> = {
  'no-tags': (item, ctx) => ({ ...item, Tags: ctx.behaviours.responses.describedTags(ctx, []) }),
  'no-public-key': ({ PublicKey: _, ...item }) => item,
  'other-fingerprint': (item) => ({
    ...item,
    KeyPairFingerPrint: [...String(item.KeyPairFingerPrint)].reverse().join(''),
  }),
  'other-time': (item) => ({
    ...item,
    CreationTime: String(item.CreationTime).replace(/^\d{4}/, (year) => `${Number(year) - 1}`),
  }),
};

const SERVICE = {
  creating,
  importing,
  describing,
  deleting,
  byName: (ctx: Context) => name(ctx) !== '',
  everything: (ctx: Context) => name(ctx) === '' && !fingerprint(ctx) && !tags(ctx),
  nameOf: (ctx: Context) => (deleting(ctx) ? (ctx.behaviours.deletion.names(ctx)?.[0] ?? '') : name(ctx)),
  taken: refusal('KeyPair.AlreadyExist', 'The key pair already exist.'),
  key: ({ blob, algorithm }: EcsKeyPair) => ({ blob, algorithm }),
} as unknown as HistoryService;

/** Faults between the rules, in sequences and in races. */
export const HISTORY_MUTANTS: readonly EcsMutant[] = table('history', [
  ...between<'alibaba-ecs', Context, EcsKeyPair, Fields>({ ways: WAYS, fields: FIELDS, kinds: KINDS }),
  ...rowsFor<'alibaba-ecs'>([
    ...sequenceRows(SERVICE),
    foundAfterDelete('deleted-found-by-tag', 'a tag still finds a key pair that was deleted', (any, gone) => {
      const ctx = any as unknown as Context;
      const wanted = ctx.behaviours.tags.requested(ctx);
      return (
        name(ctx) === '' &&
        wanted.length > 0 &&
        wanted.every(({ key, value }) => gone.tags.some((tag) => tag.key === key && tag.value === value))
      );
    }),
    ...rejectedRows(SERVICE),
    ...raceRows(SERVICE),
    ...overlapRows(SERVICE),
  ]),
]);

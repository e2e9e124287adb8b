import type { Context } from '../../../targets/ec2/reference/context.ts';
import { leaf, refusal, type XmlNode } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import { between } from '../histories/between.ts';
import { overlapRows } from '../histories/overlap.ts';
import { raceRows } from '../histories/races.ts';
import { rejectedRows } from '../histories/rejected.ts';
import { sequenceRows } from '../histories/sequences.ts';
import { type HistoryService, rowsFor } from '../histories/service.ts';
import type { Mutant } from '../mutant.ts';
import { REJECTED_HERE, SEQUENCES_HERE } from './history-ids.ts';
import { REPORTED } from './history-reports.ts';
import { always, at, creating, deleting, describing, importing, type Row, table } from './table.ts';

const filters = (ctx: Context): readonly string[] =>
  ctx.behaviours.filters.requested(ctx).map(({ name }) => name);
const names = (ctx: Context): number => ctx.behaviours.describe.names(ctx).length;
const ids = (ctx: Context): number => ctx.behaviours.describe.ids(ctx).length;
const filtered =
  (name: string) =>
  (ctx: Context): boolean =>
    names(ctx) === 0 && filters(ctx).length === 1 && filters(ctx)[0]?.startsWith(name) === true;

/** Ways to ask for key pairs, by what a request looks like. */
const WAYS: Readonly<Record<string, (ctx: Context) => boolean>> = {
  'by-several-names': (ctx) => names(ctx) > 1,
  'by-id': (ctx) => ids(ctx) === 1,
  'by-several-ids': (ctx) => ids(ctx) > 1,
  'of-everything': (ctx) => names(ctx) + ids(ctx) + filters(ctx).length === 0,
  'by-filter-on-name': filtered('key-name'),
  'by-filter-on-id': filtered('key-pair-id'),
  'by-filter-on-fingerprint': filtered('fingerprint'),
  'by-filter-on-tag': filtered('tag:'),
  'by-filter-on-tag-key': filtered('tag-key'),
  'by-filter-on-tag-value': filtered('tag-value'),
  'by-two-filters': (ctx) => filters(ctx).length > 1,
  'by-name-and-filter': (ctx) => names(ctx) > 0 && filters(ctx).length > 0,
};

/** Which key pairs are shown wrongly. */
const KINDS: Readonly<Record<string, (pair: KeyPair) => boolean>> = {
  'created-rsa': ({ origin, type }) => origin === 'created' && type === 'rsa',
  'created-ed25519': ({ origin, type }) => origin === 'created' && type === 'ed25519',
  'imported-rsa': ({ origin, type }) => origin === 'imported' && type === 'rsa',
  'imported-ed25519': ({ origin, type }) => origin === 'imported' && type === 'ed25519',
  all: () => true,
};

type Item = readonly XmlNode[];

/** The item with other text in one element. */
function altered(item: Item, element: string, change: (text: string) => string): Item {
  return item.map((node) => (node.name === element ? leaf(element, change(textOf(node))) : node));
}

function without(item: Item, element: string): Item {
  return item.filter(({ name }) => name !== element);
}

function textOf(node: XmlNode): string {
  return 'text' in node ? node.text : '';
}

/** What is wrong with an item. */
const FIELDS: Readonly<Record<string, (item: Item, ctx: Context) => Item>> = {
  'no-tags': (item, ctx) => [
    ...without(item, 'tagSet'),
    ...ctx.behaviours.responses.describedTagSet(ctx, []),
  ],
  'no-public-key': (item) => without(item, 'publicKey'),
  'other-comment': (item) => altered(item, 'publicKey', (text) => text.replace(/ \S+\n$/, ' imported\n')),
  'other-fingerprint': (item) => altered(item, 'keyFingerprint', (text) => [...text].reverse().join('')),
  'other-type': (item) => altered(item, 'keyType', (text) => (text === 'rsa' ? 'ed25519' : 'rsa')),
  'other-id': (item) => altered(item, 'keyPairId', (text) => `key-${[...text.slice(4)].reverse().join('')}`),
  'other-time': (item) => altered(item, 'createTime', (text) => text.replace(/\.\d+Z$/, '.001Z')),
};

const SERVICE = {
  creating,
  importing,
  describing,
  deleting,
  byName: (ctx: Context) => names(ctx) > 0,
  everything: (ctx: Context) => names(ctx) + ids(ctx) === 0,
  nameOf: (ctx: Context) => ctx.parameters.get('KeyName') ?? '',
  taken: refusal('InvalidKeyPair.Duplicate', 'The keypair already exists'),
  key: ({ publicKey, type }: KeyPair) => ({ publicKey, type }),
} as unknown as HistoryService;

/** Faults in the third of several: no example has more than two filters, or more than three values. */
const MANY_FILTERS: readonly Row[] = [
  [
    'values-after-the-third',
    'of more than three values of a filter only the first three count',
    'history.describe.ways-agree',
    at('filters', 'any', always, (right, ctx, results) => right(ctx, results.slice(0, 3))),
    { kind: 'between' },
  ],
  [
    'one-of-many-filters',
    'of more than two filters one is enough',
    'history.describe.ways-agree',
    at('filters', 'every', always, (right, ctx, results) =>
      results.length > 2 ? results.includes(true) : right(ctx, results),
    ),
    { kind: 'between' },
  ],
];

const ROWS: readonly Row[] = [
  ...between<'aws-ec2', Context, KeyPair, Item>({ ways: WAYS, fields: FIELDS, kinds: KINDS }),
  ...rowsFor<'aws-ec2'>([
    ...sequenceRows(SERVICE),
    ...rejectedRows(SERVICE),
    ...raceRows(SERVICE),
    ...overlapRows(SERVICE),
  ]),
  ...MANY_FILTERS,
  ...REPORTED,
  ...SEQUENCES_HERE,
  ...REJECTED_HERE,
];

/** Faults between the rules, in sequences and in races. */
export const HISTORY_MUTANTS: readonly Mutant[] = table('history', ROWS);

import type { Context } from '../../../targets/ec2/reference/context.ts';
import { leaf, type XmlNode } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import { drawn } from '../drawn.ts';
import type { Mutant } from '../mutant.ts';
import { at, type Row, table } from './table.ts';

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

/** Faults that show in one way of looking only: each is right wherever a single rule looks. */
export const HISTORY_BETWEEN: readonly Mutant[] = table(
  'history',
  drawn(Object.entries(WAYS), Object.entries(FIELDS), Object.entries(KINDS)).map(
    ({ way: [way, isAsked], field: [field, wrong], kind: [kind, isOf] }): Row => {
      const which = kind === 'all' ? 'every key pair' : `${kind.replace('-', ' ')} key pairs`;
      return [
        `${way}-${field}-${kind}`,
        `a describe ${way.replaceAll('-', ' ')} shows ${field.replaceAll('-', ' ')} for ${which}`,
        'history.describe.ways-agree',
        at('responses', 'describedItem', isAsked, (right, ctx, pair) =>
          isOf(pair) ? wrong(right(ctx, pair), ctx) : right(ctx, pair),
        ),
        { kind: 'between' },
      ];
    },
  ),
);

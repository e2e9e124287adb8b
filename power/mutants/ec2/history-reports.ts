import type { Context } from '../../../targets/ec2/reference/context.ts';
import { leaf } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import { at, type Fault, type Row } from './table.ts';

const SPIDER = 'https://github.com/cloud-barista/cb-spider';
const isList = (ctx: Context): boolean => {
  const { describe, filters } = ctx.behaviours;
  return describe.names(ctx).length + describe.ids(ctx).length + filters.requested(ctx).length === 0;
};
const byId = (ctx: Context): boolean => ctx.behaviours.describe.ids(ctx).length > 0;

/** The digest that belongs to an import of the same public key. */
const ofPublicHalf = (ctx: Context, pair: KeyPair): string =>
  pair.origin === 'created' && pair.type === 'rsa'
    ? ctx.behaviours.fingerprints.importedRsa(ctx, pair.publicKey)
    : pair.fingerprint;

/** An item of a describe of some kind shows one element otherwise. */
const shows = (
  when: (ctx: Context) => boolean,
  element: string,
  text: (ctx: Context, pair: KeyPair) => string | undefined,
): Fault =>
  at('responses', 'describedItem', when, (right, ctx, pair) =>
    right(ctx, pair).flatMap((node) => {
      if (node.name !== element) return [node];
      const other = text(ctx, pair);
      return other === undefined ? [] : [leaf(element, other)];
    }),
  );

const noTags = (when: (ctx: Context) => boolean): Fault =>
  at('responses', 'describedItem', when, (right, ctx, pair) => right(ctx, { ...pair, tags: [] }));

function reported(name: string, summary: string, fault: Fault, source: string): Row {
  return [name, summary, 'history.describe.ways-agree', fault, { kind: 'between', source }];
}

/** Faults of public reports that lie between the rules. */
export const REPORTED: readonly Row[] = [
  reported(
    'reported-fingerprint-filter',
    'the filter on the fingerprint compares the digest of the public half of created RSA key pairs',
    at(
      'filters',
      'field',
      () => true,
      (right, ctx, filter, pair) =>
        filter === 'fingerprint' ? [ofPublicHalf(ctx, pair)] : right(ctx, filter, pair),
    ),
    'https://github.com/turbot/steampipe-plugin-aws/pull/850',
  ),
  reported(
    'reported-list-without-tags',
    'a describe of everything shows no tags',
    noTags(isList),
    `${SPIDER}/pull/1286`,
  ),
  reported('reported-id-without-tags', 'a describe by id shows no tags', noTags(byId), `${SPIDER}/pull/1286`),
  reported(
    'reported-list-without-public-key',
    'a describe of everything ignores that public keys are wanted',
    shows(isList, 'publicKey', () => undefined),
    `${SPIDER}/issues/560`,
  ),
  reported(
    'reported-list-key-type',
    'a describe of everything calls every key rsa',
    shows(isList, 'keyType', () => 'rsa'),
    `${SPIDER}/issues/560`,
  ),
  reported(
    'reported-list-fingerprint',
    'a describe of everything shows the digest of the public half of created RSA key pairs',
    shows(isList, 'keyFingerprint', ofPublicHalf),
    'https://github.com/turbot/steampipe-plugin-aws/pull/850',
  ),
];

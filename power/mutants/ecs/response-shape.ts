import type { Fields } from '../../../targets/ecs/reference/outcome.ts';
import { gzips } from '../content-encoding.ts';
import type { EcsMutant } from '../mutant.ts';
import { bytes, CONSTANT, inAList, members, typed, without, ZERO_ID } from './answers.ts';
import type { EcsFault } from './faults.ts';
import {
  always,
  at,
  creating,
  describing,
  forEach,
  importing,
  OPERATIONS,
  type Row,
  table,
} from './table.ts';
import { XML_FAULTS, xmlFaults } from './xml.ts';

const FIRST_MEMBER = {
  create: 'PrivateKeyBody',
  import: 'KeyPairFingerPrint',
  describe: 'TotalCount',
} as const;

/** Faults of the shape of successes. */
// biome-ignore format: a row is a mutant
export const RESPONSE_SHAPE_MUTANTS: readonly EcsMutant[] = table('response-shape', [
  ...forEach(OPERATIONS, (operation, here): Row[] => {
    const id = (what: string): string => `response-shape.${operation}.${what}`;
    const member = operation === 'delete' ? undefined : FIRST_MEMBER[operation];
    return [
      ['status-201', `a success of ${operation} has the status 201`, id('status'),
        at('http', 'status', always, (right, ctx, outcome) =>
          outcome.kind === 'success' && here(ctx) ? 201 : right(ctx, outcome))],
      ['no-json',
        ...bytes('success', here, `a success of ${operation} ends in the middle`, id('readable'), (body) =>
          body.slice(0, -1))],
      ['in-a-list', ...inAList('success', here, `a success of ${operation}`, id('root'))],
      ['request-id-zero',
        ...members('fields', here, `every success of ${operation} has the request id of zeros`,
          id('request-id-fresh'), (fields) => ({ ...fields, RequestId: ZERO_ID }))],
      ['gzip-unasked', `a success of ${operation} comes compressed`, id('content-encoding'),
        ({ http }) => ({ http: gzips(http, (ctx, { kind }) => kind === 'success' && here(ctx)) })],
      ['no-request-id',
        ...members(
          'fields',
          here,
          `a success of ${operation} has no RequestId`,
          id('request-id'),
          without('RequestId'))],
      ['one-more',
        ...members(
          'fields',
          here,
          `a success of ${operation} has a member Debug`,
          id('undeclared'),
          (fields) => ({
            ...fields,
            Debug: 'true',
          }))],
      ...(member === undefined ? [] : [[`no-${member}`,
        ...members('fields', here, `a success of ${operation} has no ${member}`, id('members'), without(member))] satisfies Row]),
    ];
  }),
  ...forEach(OPERATIONS, xmlFaults),
  ...XML_FAULTS,
  ['request-id-lower-case', 'request ids are in lower case', 'response-shape.describe.request-id-format',
    at('identifiers', 'requestId', always, (right) => right().toLowerCase())],
  ['request-id-constant', 'every answer has the same request id', 'response-shape.describe.request-id-fresh',
    at('identifiers', 'requestId', always, () => CONSTANT)],
  ['content-type-text', ...typed('success', 'text/plain', 'response-shape.describe.content-type')],
  ['content-type-xml', ...typed('success', 'text/xml;charset=utf-8', 'response-shape.describe.content-type')],
  ['create-tags',
    ...members(
      'fields',
      creating,
      'the answer to a create has tags',
      'response-shape.create.no-tags',
      (fields) => ({
        ...fields,
        Tags: { Tag: [] },
      }))],
  ['import-private-key',
    ...members(
      'fields',
      importing,
      'the answer to an import has an empty private key',
      'response-shape.import.no-private-key',
      (fields) => ({ ...fields, PrivateKeyBody: '' }))],
  ['import-id',
    ...members(
      'fields',
      importing,
      'the answer to an import has an id',
      'response-shape.import.no-id',
      (fields) => ({ ...fields, KeyPairId: 'ssh-bp67acfmxazb4p' }))],
  ['list-bare',
    ...members(
      'fields',
      describing,
      'the list of key pairs has no wrapper',
      'response-shape.describe.items',
      ({ KeyPairs, ...rest }) => ({
        ...rest,
        KeyPairs: listIn(KeyPairs, 'KeyPair'),
      }))],
  ['list-of-another-name',
    ...members(
      'fields',
      describing,
      'the list of key pairs has another name in its wrapper',
      'response-shape.describe.items',
      ({ KeyPairs, ...rest }) => ({
        ...rest,
        KeyPairs: { Item: listIn(KeyPairs, 'KeyPair') },
      }))],
  ['one-item-bare', 'a list of one key pair is that key pair without the list',
    'response-shape.describe.items',
    at('responses', 'list', always, (right, ctx, name, listed) => {
      const [first] = listed;
      return name === 'KeyPair' && listed.length === 1 && first !== undefined
        ? { [name]: first }
        : right(ctx, name, listed);
    })],
  ['empty-list-left-out', 'a describe that nothing fits has no list', 'response-shape.describe.empty',
    at('responses', 'list', always, (right, ctx, name, listed) =>
      name === 'KeyPair' && listed.length === 0 ? {} : right(ctx, name, listed))],
  ['tags-bare', 'the tags of a key pair have no wrapper', 'response-shape.describe.tag-items',
    at('responses', 'describedItem', always, (right, ctx, pair) => ({
      ...right(ctx, pair),
      Tags: pair.tags.map(({ key, value }) => ({ TagKey: key, TagValue: value })),
    }))],
  ['tags-of-other-names', 'the tags of a key pair are Key and Value', 'response-shape.describe.tag-items',
    at('responses', 'describedTags', always, (_right, ctx, tags) =>
      ctx.behaviours.responses.list(
        ctx,
        'Tag',
        tags.map(({ key, value }) => ({ Key: key, Value: value })),
      ))],
  ['item-id',
    ...item('the items of a describe have an id', 'no-id', (fields) => ({
      ...fields,
      KeyPairId: 'ssh-bp67acfmxazb4p',
    }))],
  ['item-private-key',
    ...item('the items of a describe have an empty private key', 'no-private-key', (fields) => ({
      ...fields,
      PrivateKeyBody: '',
    }))],
  ['item-no-group',
    ...item('the items of a describe have no ResourceGroupId', 'resource-group', without('ResourceGroupId'))],
  ['counts-as-text',
    ...members(
      'fields',
      describing,
      'the counts of a describe are texts',
      'response-shape.describe.counts',
      (fields) => ({
        ...fields,
        TotalCount: String(fields.TotalCount),
        PageNumber: String(fields.PageNumber),
        PageSize: String(fields.PageSize),
      }))],
]);

function listIn(wrapper: Fields[string] | undefined, name: string): Fields[string] {
  const inside = wrapper !== undefined && typeof wrapper === 'object' && name in wrapper;
  return inside ? ((wrapper as Fields)[name] ?? []) : [];
}

function item(summary: string, by: string, other: (fields: Fields) => Fields): EcsFault {
  return [
    summary,
    `response-shape.describe.${by}`,
    at('responses', 'describedItem', always, (right, ctx, pair) => other(right(ctx, pair))),
  ];
}

import type { OpenAPIV3_1 } from 'openapi-types';
import { describe, expect, test } from 'vitest';
import type { ResponseBody } from '../../specs/contract.ts';
import { readShape, selectFaults, valuesAt } from './shape.ts';
import type { Components } from './shape-types.ts';

const NAMESPACE = 'urn:example';

const components: Components = {
  Id: { type: 'string', pattern: '^id-[0-9]+$' },
  Answer: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'pairs'],
    properties: {
      id: { $ref: '#/components/schemas/Id' },
      done: { type: 'boolean' },
      count: { type: 'integer' },
      pairs: {
        type: 'array',
        items: { $ref: '#/components/schemas/Pair' },
        xml: { name: 'pairSet', wrapped: true },
      },
      notes: { type: 'array', items: { type: 'string' }, xml: { name: 'note' } },
    },
    xml: { name: 'Answer', namespace: NAMESPACE },
  },
  Pair: {
    type: 'object',
    additionalProperties: false,
    required: ['name'],
    properties: { name: { type: 'string' }, kind: { type: 'string', xml: { attribute: true } } },
    xml: { name: 'item' },
  },
} satisfies Record<string, OpenAPIV3_1.SchemaObject>;

function declared(mediaType: string): ResponseBody {
  return { status: 200, mediaType, schema: { $ref: '#/components/schemas/Answer' } };
}

function read(body: string | Uint8Array, mediaType: string): ReturnType<typeof readShape> {
  const declaration =
    mediaType.endsWith('xml') && String(body).startsWith('<') ? '<?xml version="1.0"?>' : '';
  const bytes = typeof body === 'string' ? Buffer.from(`${declaration}${body}`, 'utf8') : body;
  return readShape(bytes, declared(mediaType), components);
}

/** Aspect and place of every difference. */
function faults(body: string | Uint8Array, mediaType = 'text/xml'): string[] {
  return read(body, mediaType).faults.map(({ aspect, place }) => `${aspect} ${place}`.trim());
}

function xml(content: string): string {
  return `<Answer xmlns="${NAMESPACE}">${content}</Answer>`;
}

describe('a body of XML', () => {
  test('becomes the value that its annotations describe', () => {
    const body = xml(
      '<pairSet><item kind="k"><name> a &amp; b </name></item></pairSet><note>1</note><id>id-1</id><note>2</note><done>true</done><count>3</count>',
    );
    expect(read(body, 'application/soap+xml')).toEqual({
      value: { id: 'id-1', done: true, count: 3, pairs: [{ name: ' a & b ', kind: 'k' }], notes: ['1', '2'] },
      faults: [],
    });
  });

  test('without a declaration differs in that alone', () => {
    expect(faults(Buffer.from(xml('<id>id-1</id><pairSet/>')))).toEqual(['declaration']);
  });

  test('may have an empty list', () => {
    expect(read(xml('<id>id-1</id><pairSet/>'), 'text/xml')).toEqual({
      value: { id: 'id-1', pairs: [] },
      faults: [],
    });
  });

  test.each([
    ['nothing at all', '', ['readable']],
    ['an open element', '<Answer>', ['readable']],
    ['an entity nobody declared', xml('<id>&nbsp;</id>'), ['readable']],
    ['bytes that are no UTF-8', Buffer.from([0x3c, 0xff, 0x3e]), ['readable']],
    ['another root', `<Other xmlns="${NAMESPACE}"><id>id-1</id><pairSet/></Other>`, ['root']],
    [
      'another namespace',
      '<Answer xmlns="urn:other"><id>id-1</id><pairSet/></Answer>',
      ['namespace <Answer>'],
    ],
    ['one element without the namespace', xml('<id xmlns="">id-1</id><pairSet/>'), ['namespace <id>']],
    ['a missing member', xml('<pairSet/>'), ['required id']],
    [
      'a missing member of an item',
      xml('<id>id-1</id><pairSet><item/></pairSet>'),
      ['required pairs[0].name'],
    ],
    ['a member twice', xml('<id>id-1</id><id>id-2</id><pairSet/>'), ['once id']],
    ['a member of another case', xml('<Id>id-1</Id><pairSet/>'), ['required id']],
    ['an unknown member', xml('<id>id-1</id><pairSet/><extra><deep/></extra>'), ['undeclared extra']],
    ['an unknown attribute', xml('<id x="1">id-1</id><pairSet/>'), ['undeclared id']],
    ['text between elements', xml('<id>id-1</id>text<pairSet/>'), ['undeclared']],
    ['another item', xml('<id>id-1</id><pairSet><member><name>a</name></member></pairSet>'), ['list pairs']],
    ['text in a list', xml('<id>id-1</id><pairSet>a</pairSet>'), ['list pairs']],
    ['a value of another form', xml('<id>ID-1</id><pairSet/>'), ['value id']],
    ['elements in a value', xml('<id><b>id-1</b></id><pairSet/>'), ['value id']],
    ['a boolean in capitals', xml('<id>id-1</id><done>TRUE</done><pairSet/>'), ['value done']],
    ['a number that is none', xml('<id>id-1</id><count>three</count><pairSet/>'), ['value count']],
  ])('with %s differs in that alone', (_what, body, expected) => {
    expect(faults(body)).toEqual(expected);
  });

  test('says how a missing member is spelled', () => {
    expect(read(xml('<ID>id-1</ID><pairSet/>'), 'text/xml').faults[0]?.observed).toBe('it is spelled ID');
  });
});

describe('a body of JSON', () => {
  const json = (value: unknown): string => JSON.stringify(value);

  test('is its value', () => {
    const value = { id: 'id-1', done: true, pairs: [{ name: 'a' }] };
    expect(read(json(value), 'application/json')).toEqual({ value, faults: [] });
  });

  test.each([
    ['nothing at all', '', ['readable']],
    ['a missing bracket', '{"id":', ['readable']],
    ['an array around it', json([]), ['root']],
    ['a missing member', json({ pairs: [] }), ['required id']],
    ['a member of another case', json({ Id: 'id-1', pairs: [] }), ['required id']],
    ['an unknown member', json({ id: 'id-1', pairs: [], extra: 1 }), ['undeclared extra']],
    ['an object for a list', json({ id: 'id-1', pairs: { item: [] } }), ['value pairs']],
    ['a text for a boolean', json({ id: 'id-1', pairs: [], done: 'true' }), ['value done']],
    ['a value of another form', json({ id: 'x', pairs: [] }), ['value id']],
    [
      'an item without its name',
      json({ id: 'id-1', pairs: [{ name: 'a' }, {}] }),
      ['required pairs[1].name'],
    ],
  ])('with %s differs in that alone', (_what, body, expected) => {
    expect(faults(body, 'application/json')).toEqual(expected);
  });
});

test('a media type without a reader is a fault of the specs', () => {
  expect(() => read('', 'text/plain')).toThrow('no reader for bodies of the media type text/plain');
});

test('a selection takes its aspects, its members and everything unreadable', () => {
  const all = read(xml('<id>ID</id><pairSet><item/></pairSet><extra/>'), 'text/xml').faults;
  const places = (selection: Parameters<typeof selectFaults>[1]): string[] =>
    selectFaults(all, selection).map(({ place }) => place);
  expect(places({ aspects: ['value'] })).toEqual(['id']);
  expect(places({ aspects: ['value', 'required', 'undeclared'], except: ['id'] }).sort()).toEqual([
    'extra',
    'pairs[0].name',
  ]);
  expect(places({ aspects: ['required'], only: ['pairs'] })).toEqual(['pairs[0].name']);
  expect(places({ aspects: ['required'], only: ['pair'] })).toEqual([]);
  expect(selectFaults(read('', 'text/xml').faults, { aspects: ['value'], only: ['id'] })).toHaveLength(1);
});

test('values at a path are one for each place, undefined where it is absent', () => {
  const value = { pairs: [{ name: 'a', tags: [] }, { tags: [{ key: 'k' }] }], id: 1 };
  expect(valuesAt(value, 'id')).toEqual([1]);
  expect(valuesAt(value, 'gone')).toEqual([undefined]);
  expect(valuesAt(value, 'pairs[].name')).toEqual(['a', undefined]);
  expect(valuesAt(value, 'pairs[].tags[].key')).toEqual(['k']);
  expect(valuesAt(value, 'id[].name')).toEqual([]);
});

import { expect, test } from 'vitest';
import type { Exchange } from '../../targets/target.ts';
import {
  type DeclaredAnswer,
  judgeContentType,
  judgeFresh,
  judgeMembers,
  judgeShape,
  judgeStatus,
  together,
} from './shape-mismatch.ts';

function answer(
  value: unknown,
  rest: {
    readonly what?: string;
    readonly headers?: Exchange['response']['headers'];
    readonly status?: number;
  } = {},
): DeclaredAnswer {
  const headers = rest.headers ?? [['Content-Type', 'application/json']];
  return {
    what: rest.what ?? 'the answer',
    exchange: {
      id: 1,
      client: 'wire',
      startedAt: 0,
      durationMs: 0,
      request: { method: 'GET', url: 'http://127.0.0.1/', headers: [], body: '' },
      response: { status: rest.status ?? 200, headers, body: Buffer.from(JSON.stringify(value)) },
      call: { operation: 'describe', region: 'r', parameters: {} },
    },
    declared: {
      status: 200,
      mediaType: 'application/json',
      schema: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string', pattern: '^[a-z]+$' }, list: { type: 'array', items: {} } },
      },
    },
    components: {},
  };
}

test('a value of another form is told with its schema and cut when it is long', () => {
  const secret = `-----BEGIN-----\n${'x'.repeat(500)}`;
  expect(judgeShape(answer({ id: secret }), { aspects: ['value'] })).toMatchObject({
    summary: 'the answer: id has another form',
    expected: 'text that matches ^[a-z]+$',
    observed: '"-----BEGIN-----"... (519 characters)',
  });
});

test('members are looked for in every place, in none, and as lists with items', () => {
  const value = { id: 'a', list: [{ name: 'x' }, {}] };
  expect(
    judgeMembers(answer(value), { present: ['id'], absent: ['gone'], filled: ['list'] }),
  ).toBeUndefined();
  expect(judgeMembers(answer(value), { present: ['list[].name'] })?.summary).toContain(
    'list[].name is not there',
  );
  expect(judgeMembers(answer(value), { absent: ['list[].name'] })).toMatchObject({
    summary: 'the answer: list[].name is there',
    observed: '"x"',
  });
  expect(judgeMembers(answer({ id: 'a', list: [] }), { filled: ['list'] })?.summary).toContain(
    'has no items',
  );
  expect(judgeMembers(answer({ id: 'a', list: [] }), { present: ['list[].name'] })).toBeDefined();
});

test('a member is fresh when every answer has one of its own', () => {
  const one = answer({ id: 'a' }, { what: 'one' });
  const two = answer({ id: 'b' }, { what: 'two' });
  expect(judgeFresh([one, two], 'id')).toBeUndefined();
  expect(judgeFresh([one, two, one], 'id')?.observed).toBe('"a" in one and in one');
  expect(judgeFresh([one, answer({})], 'id')?.summary).toBe('the answer: id is not there');
});

test.each([
  ['application/json', true],
  ['Application/JSON; charset="UTF-8"', true],
  ['application/json;charset=utf-8', true],
  ['application/json; charset=latin1', false],
  ['text/json', false],
])('the content type %s fits: %s', (value, fits) => {
  const judgement = judgeContentType(answer({}, { headers: [['content-type', value]] }));
  expect(judgement === undefined).toBe(fits);
});

test('a content type that is missing or there twice is told', () => {
  const json: readonly [string, string] = ['content-type', 'application/json'];
  expect(judgeContentType(answer({}, { headers: [] }))?.observed).toBe('no Content-Type header');
  expect(judgeContentType(answer({}, { headers: [json, json] }))?.observed).toBe(
    'application/json and application/json',
  );
});

test('the status has to be the declared one', () => {
  expect(judgeStatus(answer({}))).toBeUndefined();
  expect(judgeStatus(answer({}, { status: 201 }))).toMatchObject({
    expected: 'HTTP 200',
    observed: 'HTTP 201',
  });
});

test('one difference in several answers is told once', () => {
  const judged = ['one', 'two', 'three'].map((what, index) => ({
    what,
    judgement: judgeShape(answer(index === 2 ? {} : { id: `${index}` }, { what }), {
      aspects: ['value', 'required'],
    }),
  }));
  const mismatches = together([...judged, { what: 'four', judgement: undefined }]);
  expect(mismatches.map(({ summary }) => summary)).toEqual([
    'one: id has another form',
    'three: id is missing',
  ]);
  expect(mismatches[0]?.hints).toEqual(['two has it too: "1"']);
});

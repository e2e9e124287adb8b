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
    code: 'wrong-shape',
    facts: {
      aspect: 'value',
      path: 'id',
      expected: 'text that matches ^[a-z]+$',
      observed: '"-----BEGIN-----"... (519 characters)',
    },
  });
});

test('members are looked for in every place, in none, and as lists with items', () => {
  const value = { id: 'a', list: [{ name: 'x' }, {}] };
  expect(
    judgeMembers(answer(value), { present: ['id'], absent: ['gone'], filled: ['list'] }),
  ).toBeUndefined();
  expect(judgeMembers(answer(value), { present: ['list[].name'] })).toMatchObject({
    code: 'missing-member',
    facts: { path: 'list[].name' },
  });
  expect(judgeMembers(answer(value), { absent: ['list[].name'] })).toMatchObject({
    code: 'unexpected-member',
    facts: { path: 'list[].name', observed: '"x"' },
  });
  expect(judgeMembers(answer({ id: 'a', list: [] }), { filled: ['list'] })).toMatchObject({
    code: 'empty-list',
  });
  expect(judgeMembers(answer({ id: 'a', list: [] }), { present: ['list[].name'] })).toMatchObject({
    code: 'missing-member',
  });
});

test('a member is fresh when every answer has one of its own', () => {
  const one = answer({ id: 'a' }, { what: 'one' });
  const two = answer({ id: 'b' }, { what: 'two' });
  expect(judgeFresh([one, two], 'id')).toBeUndefined();
  expect(judgeFresh([one, two, one], 'id')).toMatchObject({
    code: 'repeated-member',
    facts: { observed: '"a"', answers: ['one', 'one'] },
  });
  expect(judgeFresh([one, answer({})], 'id')).toMatchObject({ code: 'missing-member' });
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
  expect(judgeContentType(answer({}, { headers: [] }))).toMatchObject({ facts: { observed: undefined } });
  expect(judgeContentType(answer({}, { headers: [json, json] }))).toMatchObject({
    facts: { observed: 'application/json and application/json' },
  });
});

test('the status has to be the declared one', () => {
  expect(judgeStatus(answer({}))).toBeUndefined();
  expect(judgeStatus(answer({}, { status: 201 }))).toMatchObject({
    facts: { expected: '200', observed: '201' },
  });
});

test('one difference in several answers is told once', () => {
  const judged = ['one', 'two', 'three'].map((what, index) => ({
    what,
    judgement: judgeShape(answer(index === 2 ? {} : { id: `${index}` }, { what }), {
      aspects: ['value', 'required'],
    }),
  }));
  const mismatches = together([...judged, { what: 'four', judgement: undefined }], { named: (text) => text });
  expect(mismatches.map(({ facts }) => facts)).toMatchObject([
    { answer: 'one', aspect: 'value' },
    { answer: 'three', aspect: 'required' },
  ]);
  expect(mismatches[0]?.hints).toEqual(['the same in the response to two']);
});

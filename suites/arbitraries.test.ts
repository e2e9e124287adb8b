import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { strictJudge } from './arbitraries/testing/strict-judge.ts';
import { arbitraryFor, boundariesOf, type Schema, violationsOf } from './arbitraries.ts';

const keyName: Schema = { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]([ -~]*[!-~])?$' };
const keyPairId: Schema = { type: 'string', pattern: '^key-[0-9a-f]{17}$' };
const tagKey: Schema = { type: 'string', minLength: 1, maxLength: 128 };
const unicodeName: Schema = {
  type: 'string',
  minLength: 2,
  maxLength: 128,
  pattern: '^\\p{L}[\\p{L}0-9:_.-]*$',
  not: { pattern: '^(http|https)://' },
};
const requestTag: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['Key'],
  properties: { Key: tagKey, Value: { type: 'string', minLength: 0, maxLength: 256 } },
};

/** Each schema with the keywords that can be broken alone and those that only break together with others. */
const cases: {
  readonly [name: string]: { schema: Schema; alone: string[]; together?: { [keyword: string]: string[] } };
} = {
  'a key name': {
    schema: keyName,
    alone: ['type', 'maxLength', 'pattern'],
    together: { minLength: ['pattern'] },
  },
  'a key pair id': { schema: keyPairId, alone: ['type', 'pattern'] },
  'a text of bounded length': { schema: tagKey, alone: ['type', 'minLength', 'maxLength'] },
  'a text of open length': { schema: { type: 'string', minLength: 3 }, alone: ['type', 'minLength'] },
  'key material': {
    schema: { type: 'string', minLength: 1, maxLength: 2048, pattern: '^[\\t\\n\\r -~]+$' },
    alone: ['type', 'maxLength', 'pattern'],
    together: { minLength: ['pattern'] },
  },
  'a name of letters that is no address': {
    schema: unicodeName,
    alone: ['minLength', 'maxLength', 'pattern'],
    together: { type: ['not'], not: ['pattern'] },
  },
  'a text with a forbidden prefix': {
    schema: { type: 'string', maxLength: 128, not: { type: 'string', pattern: '^aws:' } },
    alone: ['type', 'maxLength', 'not'],
  },
  'a text with a forbidden part': {
    schema: {
      type: 'string',
      maxLength: 20,
      pattern: '^[a-z0-9]*$',
      not: { type: 'string', pattern: 'key' },
    },
    alone: ['type', 'maxLength', 'pattern', 'not'],
  },
  'a fingerprint of either form': {
    schema: { type: 'string', pattern: '^(([0-9a-f]{2}:){19}[0-9a-f]{2}|[A-Za-z0-9+/]{43}=)$' },
    alone: ['type', 'pattern'],
  },
  'a public key line': {
    schema: { type: 'string', pattern: '^ssh-(rsa|ed25519) [A-Za-z0-9+/]+={0,2} .+\\n$' },
    alone: ['type', 'pattern'],
  },
  'a pattern without anchors': {
    schema: { type: 'string', pattern: 'b+', maxLength: 9 },
    alone: ['type', 'maxLength', 'pattern'],
  },
  'a list of words': {
    schema: { type: 'string', pattern: '^[a-z]{2,3}(,[a-z]{2,3})*$', minLength: 5, maxLength: 60 },
    alone: ['type', 'minLength', 'maxLength', 'pattern'],
  },
  'an enum': {
    schema: { type: 'string', enum: ['rsa', 'ed25519'] },
    alone: ['enum'],
    together: { type: ['enum'] },
  },
  'a const': {
    schema: { type: 'string', const: '2016-11-15' },
    alone: ['const'],
    together: { type: ['const'] },
  },
  'a true': { schema: { type: 'boolean', const: true }, alone: ['const'], together: { type: ['const'] } },
  alternatives: {
    schema: { type: 'string', anyOf: [{ enum: ['key-name', 'tag-key'] }, { pattern: '^tag:.+$' }] },
    alone: ['anyOf', 'type'],
  },
  'an identifier by format': { schema: { type: 'string', format: 'uuid' }, alone: ['type', 'format'] },
  'a time by format': { schema: { type: 'string', format: 'date-time' }, alone: ['type', 'format'] },
  'a bounded integer': {
    schema: { type: 'integer', minimum: 5, maximum: 1000 },
    alone: ['type', 'minimum', 'maximum'],
  },
  'a bounded number': {
    schema: { type: 'number', minimum: 0.5, maximum: 2.5 },
    alone: ['type', 'minimum', 'maximum'],
  },
  'any integer': { schema: { type: 'integer' }, alone: ['type'] },
  'a boolean': { schema: { type: 'boolean' }, alone: ['type'] },
  'a bounded array': {
    schema: { type: 'array', items: tagKey, minItems: 2, maxItems: 5 },
    alone: ['type', 'minItems', 'maxItems'],
  },
  'an array of distinct items': {
    schema: { type: 'array', items: { type: 'integer', minimum: 0 }, uniqueItems: true, maxItems: 4 },
    alone: ['type', 'uniqueItems', 'maxItems'],
  },
  'a closed object': { schema: requestTag, alone: ['type', 'required', 'additionalProperties'] },
};

const SAMPLES = { numRuns: 1000, seed: 20 };

describe.each(Object.entries(cases))('%s', (_, { schema, alone, together = {} }) => {
  const broken = strictJudge(schema);

  test('is satisfied by 1,000 generated values', () => {
    const wrong = fc.sample(arbitraryFor(schema), SAMPLES).filter((value) => broken(value).length > 0);
    expect(wrong).toEqual([]);
  });

  test('is satisfied by its boundaries, which are the same on every call', () => {
    const boundaries = boundariesOf(schema);
    expect(boundaries.length).toBeGreaterThan(0);
    expect(boundaries.filter((value) => broken(value).length > 0)).toEqual([]);
    expect(boundariesOf(schema)).toEqual(boundaries);
  });

  test('has 1,000 violations of each keyword that break exactly it, or exactly the named set', () => {
    const expected = Object.fromEntries([
      ...alone.map((keyword): [string, string[]] => [keyword, [keyword]]),
      ...Object.entries(together).map(([keyword, also]): [string, string[]] => [
        keyword,
        [[keyword, ...also].sort().join()],
      ]),
    ]);
    const seen = violationsOf(schema).map(({ keyword, arbitrary, boundaries }) => {
      const sets = [...fc.sample(arbitrary, SAMPLES), ...boundaries].map((value) => broken(value).join());
      return [keyword, [...new Set(sets)]];
    });
    expect(Object.fromEntries(seen)).toEqual(expected);
  });

  test('says which violations stand alone and gives boundaries for them', () => {
    for (const violation of violationsOf(schema)) {
      if (alone.includes(violation.keyword)) expect(violation.alone).toBe(true);
      if (violation.keyword in together) {
        expect(violation).toMatchObject({ alone: false, also: together[violation.keyword] });
      }
      expect(violation.boundaries.length, violation.keyword).toBeGreaterThan(0);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { arbitraryFor, boundariesOf, type Schema, violationsOf } from '../arbitraries.ts';

describe('what is not understood', () => {
  const refusals: [schema: object, message: RegExp][] = [
    [{ type: 'string', contentEncoding: 'base64' }, /keyword "contentEncoding" is not supported/],
    [{ type: 'integer', multipleOf: 3 }, /keyword "multipleOf" is not supported/],
    [{ type: 'string', minimum: 3 }, /keyword "minimum" is not supported/],
    [{ type: 'array', items: { type: 'string', requird: 1 } }, /keyword "requird" is not supported/],
    [
      { type: 'object', properties: { a: { type: 'string', nullable: true } } },
      /keyword "nullable" is not supported/,
    ],
    [
      { type: 'object', additionalProperties: { type: 'string' } },
      /"additionalProperties" is supported as true or false/,
    ],
    [{ type: 'object', required: ['a'] }, /required property "a" has no schema/],
    [{ type: 'string', not: { maxLength: 3 } }, /keyword "maxLength" is not supported inside "not"/],
    [{ type: 'string', format: 'email' }, /format "email" is not known/],
    [{ type: ['string', 'null'] }, /schema needs "type"/],
    [{ minLength: 1 }, /schema needs "type"/],
    [{ type: 'array', items: { $ref: '#/x' } }, /resolve references first/],
    [{ type: 'string', pattern: '^(?!aws:).*$' }, /\(\?!.*not supported/],
    [{ type: 'string', pattern: '^(a|b$)' }, /an anchor inside a group/],
    [{ type: 'string', pattern: '^a+?$' }, /a lazy quantifier/],
    [{ type: 'string', pattern: '^(a)\\1$' }, /the escape \\1/],
    [{ type: 'string', pattern: '^[b-a]$' }, /is not a regular expression/],
    [{ type: 'string', pattern: '^abc$', minLength: 4 }, /no text has both the lengths and the pattern/],
    [{ type: 'string', enum: ['a'], minLength: 2 }, /no member of \["a"\] satisfies its schema/],
  ];

  test.each(refusals)('is refused by name: %j', (schema, message) => {
    expect(() => arbitraryFor(schema as Schema)).toThrow(message);
    expect(() => boundariesOf(schema as Schema)).toThrow(message);
    expect(() => violationsOf(schema as Schema)).toThrow(message);
  });

  test('does not include annotations and extensions', () => {
    const annotated = {
      type: 'string',
      description: 'text',
      default: 'a',
      'x-transport': 'base64',
      maxLength: 3,
    } as Schema;
    expect(violationsOf(annotated).map(({ keyword }) => keyword)).toEqual(['type', 'maxLength']);
  });
});

import { expect, test } from 'vitest';
import type { JsonObject, ResponseBody } from '../../specs/contract.ts';
import type { CheckContext } from '../check.ts';
import { Random } from '../random.ts';
import { inLanguage, sent } from './sending.ts';

const DECLARED: ResponseBody = { status: 200, mediaType: 'application/json', schema: { type: 'object' } };

function given(members: JsonObject): CheckContext {
  return {
    given: members,
    requirement: { id: 'a' },
    random: new Random(1, 'test'),
  } as unknown as CheckContext;
}

test('an answer is asked for plainly unless the requirement says how', () => {
  expect(sent(given({}))).toEqual({});
  const wire = { authentication: 'presigned', format: 'xml', omit: ['Format'] };
  expect(sent(given({ wire }))).toEqual({ wire });
});

test('an answer is read in the declared language unless it was asked for in another', () => {
  expect(inLanguage(given({}), DECLARED)).toEqual(DECLARED);
  expect(inLanguage(given({ mediaType: 'text/xml' }), DECLARED)).toEqual({
    ...DECLARED,
    mediaType: 'text/xml',
  });
  expect(() => inLanguage(given({ mediaType: 1 }), DECLARED)).toThrow(/a: .*mediaType/);
});

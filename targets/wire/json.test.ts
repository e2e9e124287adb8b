import { expect, test } from 'vitest';
import { readJson } from './json.ts';

function reasonOf(body: string | Uint8Array): string | undefined {
  const reading = readJson(typeof body === 'string' ? Buffer.from(body) : body);
  return reading.ok ? undefined : reading.reason;
}

test('a body that is JSON is read, with one name in several objects', () => {
  const text = '{"a":{"a":"x"},"b":[{"a":1},{"a":2}],"c":"\\"a\\":","d":null}';
  expect(readJson(Buffer.from(text))).toEqual({ ok: true, value: JSON.parse(text) });
});

test.each([
  ['a name that an object holds twice', '{"a":1,"b":2,"a":3}', 'the body holds "a" twice in one object'],
  [
    'a name that is written in two ways',
    '{"a":1,"\\u0061":3}',
    'the body holds "\\u0061" twice in one object',
  ],
  ['nothing', '', 'the body is empty'],
  ['a text', 'OK', 'the body is not readable JSON'],
  ['a document that breaks off', '{"a":', 'the body is not readable JSON'],
  ['a byte order mark', '\ufeff{}', 'the body is not readable JSON'],
  ['a value too deep', `${'['.repeat(65)}${']'.repeat(65)}`, 'the body has more than 64 levels of values'],
])('%s is refused with a plain reason', (_, body, reason) => {
  expect(reasonOf(body)).toContain(reason);
});

test('bytes that are not UTF-8 are refused', () => {
  expect(reasonOf(Buffer.from([0x22, 0xff, 0x22]))).toBe('the body is not valid UTF-8');
});

test('a large body is read in linear time', () => {
  const body = Buffer.from(JSON.stringify(Array.from({ length: 100_000 }, (_, id) => ({ id, name: 'x' }))));
  const before = performance.now();
  expect(readJson(body).ok).toBe(true);
  expect(performance.now() - before).toBeLessThan(3_000);
});

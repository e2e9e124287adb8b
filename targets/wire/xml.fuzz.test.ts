import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { FUZZ_SEED } from '../../specs/testing/fuzz.ts';
import { growth, LINEAR } from '../../specs/testing/growth.ts';
import { XML_DOCUMENTS } from './testing/corpus.ts';
import { readXml, type XmlReading } from './xml.ts';

const corpus = XML_DOCUMENTS.map(([name, text]) => [name, Buffer.from(text, 'latin1')] as const);
const RUNS = { numRuns: 400, seed: FUZZ_SEED };

/** Pieces that XML is made of, in no order. */
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<a>',
        '</a>',
        '<a/>',
        '<',
        '>',
        '&',
        ';',
        '&#',
        '&#x1;',
        '&lt;',
        '<!--',
        '-->',
        '<![CDATA[',
      ),
      fc.constantFrom(
        ']]>',
        '<?xml version="1.1"?>',
        '<?',
        '?>',
        '<!DOCTYPE a>',
        'xmlns:p="u"',
        '<p:b>',
        '="',
        "'",
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => Buffer.from(pieces.join('')));

/** A saved document with some of its bytes replaced. */
const mutated = fc
  .record({
    original: fc.constantFrom(...corpus.map(([, bytes]) => bytes)),
    at: fc.nat(4_000),
    removed: fc.nat(20),
    inserted: fc.uint8Array({ maxLength: 20 }),
  })
  .map(({ original, at, removed, inserted }) => {
    const start = at % (original.length + 1);
    return Buffer.concat([original.subarray(0, start), inserted, original.subarray(start + removed)]);
  });

/** Throws when the reading is neither a document nor one line that says why not. */
function judge(reading: XmlReading): void {
  if (reading.ok) expect(reading.root.local).not.toBe('');
  else expect(reading.reason).toMatch(/^the body \S/);
}

describe('the XML reader never throws and always says what is wrong', () => {
  test.each([
    ['arbitrary bytes', fc.uint8Array({ maxLength: 300 })],
    ['pieces of XML in no order', soup],
    ['saved documents with some bytes replaced', mutated],
  ])('on %s', (_what, bytes) => {
    fc.assert(
      fc.property(bytes, (body) => judge(readXml(body))),
      RUNS,
    );
  });

  test.each(corpus)('on the saved document %s', (name, bytes) => {
    const reading = readXml(bytes);
    judge(reading);
    expect(reading.ok).toBe(name.startsWith('good-'));
  });
});

describe('the XML reader takes linear time', () => {
  it.each<[string, number, (size: number) => string]>([
    ['elements side by side', 2_000, (size) => `<r>${'<a/>'.repeat(size)}</r>`],
    [
      'attributes',
      500,
      (size) => `<r ${Array.from({ length: size }, (_, index) => `a${index}=""`).join(' ')}/>`,
    ],
    [
      'namespaces',
      500,
      (size) => `<r ${Array.from({ length: size }, (_, index) => `xmlns:a${index}="u"`).join(' ')}/>`,
    ],
    ['prefixes', 2_000, (size) => `<r xmlns:p="u">${'<p:a p:b=""/>'.repeat(size)}</r>`],
    ['text', 50_000, (size) => `<r>${'x'.repeat(size)}</r>`],
    ['character references', 5_000, (size) => `<r>${'&#65;'.repeat(size)}</r>`],
    ['CDATA sections', 5_000, (size) => `<r>${'<![CDATA[a]]>'.repeat(size)}</r>`],
    ['a name', 50_000, (size) => `<${'a'.repeat(size)}/>`],
    ['a comment', 50_000, (size) => `<r><!--${'-a'.repeat(size)}--></r>`],
    ['an entity without end', 200_000, (size) => `<r>&${'a'.repeat(size)}`],
    ['a value without end', 50_000, (size) => `<r a="${'&amp;'.repeat(size)}`],
    ['opened elements', 2_000, (size) => '<a>'.repeat(size)],
  ])('in the number of %s', (_what, size, make) => {
    expect(
      growth(
        size,
        (times) => Buffer.from(make(times)),
        (body) => readXml(body),
      ),
    ).toBeLessThan(LINEAR);
  });
});

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { YAML_TEXTS } from './testing/corpus.ts';
import { FUZZ_SEED } from './testing/fuzz.ts';
import { growth, LINEAR } from './testing/growth.ts';
import { type ParsedYaml, parseYaml } from './yaml-source.ts';

const RUNS = { numRuns: 400, seed: FUZZ_SEED };

/** Pieces that YAML is made of, in no order. */
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'a: ',
        '- ',
        '\n',
        '  ',
        '[',
        ']',
        '{',
        '}',
        ',',
        ':',
        '? ',
        '&a ',
        '*a',
        '!!',
        '!!binary ',
        '|\n',
      ),
      fc.constantFrom(
        '<<: ',
        '---\n',
        '...\n',
        '%YAML 1.2\n',
        '"',
        "'",
        '#',
        '\t',
        '0x',
        '.inf',
        '~',
        '__proto__: ',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 50 },
  )
  .map((pieces) => pieces.join(''));

/** A saved file with a piece replaced. */
const mutated = fc
  .record({
    original: fc.constantFrom(...YAML_TEXTS.map(([, text]) => text)),
    at: fc.nat(4_000),
    removed: fc.nat(20),
    inserted: fc.string({ unit: 'binary', maxLength: 12 }),
  })
  .map(({ original, at, removed, inserted }) => {
    const start = at % (original.length + 1);
    return original.slice(0, start) + inserted + original.slice(start + removed);
  });

/** Throws when there is neither a value nor a problem with a place. */
function judge({ source, problems }: ParsedYaml): void {
  expect(problems.length > 0).toBe(source === undefined);
  for (const { location, message } of problems) {
    expect(location.line).toBeGreaterThan(0);
    expect(message).toMatch(/^not valid YAML: \S[^\n]*$/);
  }
}

describe('the YAML reader never throws and always says what is wrong, and where', () => {
  test.each([
    ['arbitrary text', fc.string({ unit: 'binary', maxLength: 200 })],
    ['pieces of YAML in no order', soup],
    ['saved files with a piece replaced', mutated],
  ])('on %s', (_what, text) => {
    fc.assert(
      fc.property(text, (body) => judge(parseYaml(body, 'x.yaml'))),
      RUNS,
    );
  });

  test.each(YAML_TEXTS)('on the saved file %s', (name, text) => {
    const parsed = parseYaml(text, name);
    judge(parsed);
    expect(parsed.source !== undefined).toBe(name.startsWith('good-'));
  });

  it('on aliases that multiply', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`,
    );
    const { problems } = parseYaml(`l0: &l0 ha\n${levels.join('\n')}\n`, 'bomb.yaml');
    expect(problems).toEqual([
      {
        location: { file: 'bomb.yaml', line: 1, column: 1 },
        message: expect.stringMatching(/^not valid YAML: .*alias/i),
      },
    ]);
  });

  it.each(['[', '{a: ', '- '])('on a hundred thousand times %s', (open) => {
    judge(parseYaml(open.repeat(100_000), 'deep.yaml'));
  });
});

describe('the YAML reader takes linear time', () => {
  it.each<[string, number, (size: number) => string]>([
    ['items', 300, (size) => '- a\n'.repeat(size)],
    ['lines of a comment', 3_000, (size) => '# x\n'.repeat(size)],
    ['characters of a line', 20_000, (size) => 'x'.repeat(size)],
  ])('in the number of %s', (_what, size, make) => {
    expect(growth(size, make, (text) => parseYaml(text, 'x.yaml'))).toBeLessThan(LINEAR);
  });

  it('up to a length beyond which nothing is read', () => {
    expect(parseYaml('# x\n'.repeat(200_000), 'x.yaml').problems).toEqual([
      {
        location: { file: 'x.yaml', line: 1, column: 1 },
        message: 'not valid YAML: 800000 characters; at most 400000 are read',
      },
    ]);
  });
});

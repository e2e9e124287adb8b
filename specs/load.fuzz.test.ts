import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from './load.ts';
import { formatProblem, SpecError } from './problem.ts';
import { FUZZ_SEED, mutationsOf, soupOf } from './testing/fuzz.ts';

const ORIGINAL = fileURLToPath(new URL('./testing/third-provider', import.meta.url));
const FILES = readdirSync(ORIGINAL, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);
const textOf = (file: string): string => readFileSync(join(ORIGINAL, file), 'utf8');
/** A few of each file, because every one loads a whole folder; `KEYPAIR_FUZZ_RUNS=200` tries more. */
const RUNS = {
  numRuns: Number(process.env.KEYPAIR_FUZZ_RUNS ?? 2),
  seed: FUZZ_SEED,
  examples: [['']] as [string][],
};
const PIECES = [
  ...[
    '- ',
    '  ',
    '\n',
    '[',
    ']',
    '{',
    '}',
    ': ',
    '&a ',
    '*a',
    '~',
    '0',
    '-1',
    'true',
    '__proto__: ',
    '$ref: ',
  ],
  ...[
    'id: ',
    'paths:\n',
    'components:\n',
    'schemas:\n',
    'requirements: ',
    "'#/components/x'",
    'pattern: "("',
  ],
];

let parent: string;
let folder: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'specs-fuzz-'));
  folder = join(parent, 'provider');
  cpSync(ORIGINAL, folder, { recursive: true });
});
afterAll(() => rmSync(parent, { recursive: true }));

/** Throws when there is neither a contract nor a list of problems, each of one line with its place. */
async function judge(file: string, text: string): Promise<void> {
  writeFileSync(join(folder, file), text);
  try {
    expect((await loadContract(folder)).provider).toBe('provider');
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    const { problems } = error as SpecError;
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      expect(formatProblem(problem)).toMatch(/^provider\/[\w./-]+:[1-9]\d*(:[1-9]\d*)? \S[^\n]*$/);
    }
  } finally {
    writeFileSync(join(folder, file), textOf(file));
  }
}

describe('the loader of specifications never throws anything but problems of one line with their place', () => {
  test.each(FILES)(
    'when %s has a piece replaced, or is something else',
    async (file) => {
      const text = fc.oneof(
        { weight: 3, arbitrary: mutationsOf([textOf(file)]) },
        { weight: 1, arbitrary: soupOf(PIECES) },
        { weight: 1, arbitrary: fc.constantFrom(...FILES.map(textOf)) },
      );
      await fc.assert(
        fc.asyncProperty(text, (changed) => judge(file, changed)),
        RUNS,
      );
    },
    600_000,
  );
});

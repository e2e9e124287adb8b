import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { packageFile } from '../specs/folders.ts';
import { createProgram } from './program.ts';

/** Every option that takes a number, by the word of its help for it. */
const NUMERIC = /(--[a-z-]+) <(?:number|ms|percent|seconds|minutes|hours|days)>/g;

/** What reads like a number somewhere, and is none in any option. */
const NO_NUMBERS = ['1e99', '-1', '0x10', '1_000', '99999999999999999999', 'NaN', 'Infinity', '٣', '5ms', ''];

afterEach(() => {
  vi.restoreAllMocks();
});

describe('numbers of the command line', () => {
  const { help } = createProgram();
  const options = help.split(/^Usage: /m).flatMap((text) => {
    const command = /^keypair-conformance (\w+)/.exec(text)?.[1];
    return command === undefined
      ? []
      : [...text.matchAll(NUMERIC)].map(([, option = '']) => [command, option]);
  });

  it('are in many options', () => {
    expect(options.length).toBeGreaterThan(30);
  });

  it.each(options)('%s %s takes no other words, and no number without end', async (command, option) => {
    for (const value of NO_NUMBERS) {
      let said = '';
      vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
        said += String(text);
        return true;
      });
      const exitCode = await createProgram().parse([command, `${option}=${value}`]);
      vi.restoreAllMocks();
      expect([value, exitCode, said]).toEqual([value, 2, expect.stringContaining(option)]);
      expect(said.trimEnd()).not.toContain('\n');
    }
  });
});

/** Places of numbers in a schema that have no least or no greatest value. */
function boundless(schema: unknown, place = ''): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, minimum, maximum } = schema as Readonly<Record<string, unknown>>;
  const isNumber = [type].flat().some((one) => one === 'integer' || one === 'number');
  const own = isNumber && (typeof minimum !== 'number' || typeof maximum !== 'number') ? [place] : [];
  return [...own, ...Object.entries(schema).flatMap(([key, value]) => boundless(value, `${place}/${key}`))];
}

it.each(['gate/schemas/policy', 'gate/schemas/baseline', 'targets/schemas/config'])(
  'every number in a file of users has a least and a greatest value: %s',
  (name) => {
    expect(boundless(JSON.parse(readFileSync(packageFile(`${name}.schema.json`), 'utf8')))).toEqual([]);
  },
);

it('a schema without a greatest value is found', () => {
  expect(boundless({ count: { type: ['integer', 'null'], minimum: 0 } })).toEqual(['/count']);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packageFile } from '../../specs/folders.ts';
import { MOST_BYTES } from './compact.ts';
import { compactFrom } from './read.ts';

const DOCS = fileURLToPath(packageFile('docs/compatibility'));
const files = readdirSync(join(DOCS, 'results'));
const results = files.map((name) => {
  const text = readFileSync(join(DOCS, 'results', name), 'utf8');
  return { name, text, result: compactFrom(text, name) };
});

describe('the published compatibility', () => {
  it.each(results)('of $name is whole, small, and says how it was made', ({ name, text, result }) => {
    const { target, run, flaky = [] } = result;
    expect(name).toBe(`${target.name}-${target.version}.json`);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
    expect(run.command).toBe(`npm run compatibility ${target.name}@${target.version}`);
    expect(flaky.filter((id) => id.includes(' '))).toEqual([]);
  });

  it('has the same figures in README.md and in its own page as in the results', () => {
    for (const page of [packageFile('README.md'), join(DOCS, 'README.md')]) {
      const text = readFileSync(page, 'utf8');
      for (const { result } of results) {
        const { target, gating } = result;
        expect(text).toContain(
          `| ${target.name} | ${target.version} | ${gating.pass} of ${gating.planned} |`,
        );
      }
    }
  });
});

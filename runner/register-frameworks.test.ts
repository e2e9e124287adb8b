import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const FIXTURES = fileURLToPath(new URL('testing/', import.meta.url));
const VITEST = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

interface Ended {
  readonly code: number | string | undefined;
  readonly output: string;
}

/** Runs Node as a framework's own command does, without this run's variables in its environment. */
function runNode(args: readonly string[]): Promise<Ended> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_TEST|NODE_OPTIONS|TEST$)/.test(name)),
  );
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: FIXTURES, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? undefined), output: stdout + stderr });
    });
  });
}

describe('the same checks as tests of', () => {
  it('vitest pass, fail with the finding, and are skipped', { timeout: 60_000 }, async () => {
    const { code, output } = await runNode([
      VITEST,
      'run',
      '--config',
      'vitest.config.ts',
      '--reporter',
      'tap',
    ]);
    expect(output).toMatch(/^ *ok .*good: good holds\./m);
    expect(output).toMatch(/^ *not ok .*bad: bad holds\./m);
    expect(output).toContain('a wrong answer');
    expect(output).toMatch(/^ *ok .*blocked: blocked holds\..*# SKIP/m);
    expect(code).toBe(1);
  });

  it('node:test pass, fail with the finding, and are skipped', { timeout: 60_000 }, async () => {
    const { code, output } = await runNode([
      '--import',
      'jiti/register',
      '--test',
      '--test-reporter',
      'tap',
      'registered.node.ts',
    ]);
    expect(output).toMatch(/^ *ok .*good: good holds\./m);
    expect(output).toMatch(/^ *not ok .*bad: bad holds\./m);
    expect(output).toContain('a wrong answer');
    expect(output).toMatch(/^ *ok .*blocked: blocked holds\..*# SKIP blocked by bad/m);
    expect(code).toBe(1);
  });
});

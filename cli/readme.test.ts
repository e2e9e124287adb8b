import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReference } from '../targets/ec2/reference/server.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { builtMain } from './testing/built.ts';

const run = promisify(execFile);
const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
const ciScript = readFileSync(join(PACKAGE, '.ci/run'), 'utf8');
const EXAMPLE_ENDPOINT = 'http://127.0.0.1:5000';

/** The commands of the README's shell blocks, one a line. */
const commands = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gmu)]
  .flatMap(([, block = '']) => block.split('\n'))
  .filter((line) => line !== '');

/** Commands that would start this test again or install over the running one; `.ci/run` runs each of their parts. */
const runByCi = commands.filter((command) => command.includes('npm '));

describe('the README', () => {
  let reference: ReferenceServer;
  beforeAll(async () => {
    reference = await startReference();
  });
  afterAll(() => reference.close());

  it('has commands', () => {
    expect(commands.length).toBeGreaterThan(8);
    expect(runByCi).toContain('npm ci && npm test');
  });

  it.each(runByCi)('has its npm command run by the CI script: %s', (command) => {
    for (const part of command.split(' && ')) expect(ciScript).toContain(part);
  });

  const others = commands.filter((command) => !runByCi.includes(command));
  it.each(others)(
    'tells a command that works: %s',
    async (command) => {
      const line = command
        .replaceAll('npx keypair-conformance', `"${process.execPath}" "${builtMain()}"`)
        .replaceAll(EXAMPLE_ENDPOINT, reference.url);
      const cwd = mkdtempSync(join(tmpdir(), 'kpc-readme-'));
      // The reference answers from this process, so the command must not block it.
      await run('sh', ['-c', line], { cwd, timeout: 120_000, maxBuffer: 16 * 1024 * 1024 });
    },
    120_000,
  );
});

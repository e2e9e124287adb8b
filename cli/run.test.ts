import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../reports/report.ts';
import { reportValidator } from '../reports/testing/schema.ts';
import { inventoryOf } from '../runner/ownership/inventory.ts';
import { readContract } from '../specs/compiled.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { startFaultyProxy } from '../targets/faulty-proxy.ts';
import { clientFor } from '../targets/providers.ts';
import { testTarget } from '../targets/testing/target.ts';
import { startProxy, type Tampering, type TestProxy } from './testing/proxy.ts';
import { type CliResult, runCli, startCli } from './testing/run-cli.ts';

const closers: (() => Promise<void>)[] = [];
let folder: string;
let reference: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-run-'));
  const server = await startReference();
  closers.push(() => server.close());
  reference = server.url;
}, 120_000);

afterAll(async () => {
  for (const close of closers.reverse()) await close();
  rmSync(folder, { recursive: true });
});

function run(...words: readonly string[]): Promise<CliResult> {
  return runCli(['run', ...words], { cwd: folder });
}

async function proxy(tamper?: Tampering): Promise<TestProxy> {
  const started = await startProxy(reference, tamper);
  closers.push(() => started.close());
  return started;
}

function reportIn(name: string): Report {
  return JSON.parse(readFileSync(join(folder, name, 'report.json'), 'utf8')) as Report;
}

describe('run', () => {
  it('takes the seed of the environment where no option gives one', async () => {
    const seeded = (value: string, ...words: readonly string[]): Promise<CliResult> =>
      runCli(['run', '--reference', '--only', 'name.create.empty', '--no-out', ...words], {
        cwd: folder,
        env: { KEYPAIR_CONFORMANCE_SEED: value },
      });
    const [own, given, wrong] = await Promise.all([
      seeded('12'),
      seeded('12', '--seed', '13'),
      seeded('1e3'),
    ]);
    expect(own.stderr).toContain('seed 12\n');
    expect(given.stderr).toContain('seed 13\n');
    expect([wrong.exitCode, wrong.stdout, wrong.stderr]).toEqual([
      2,
      '',
      "error: KEYPAIR_CONFORMANCE_SEED: '1e3' is not a whole number from 0 to 2147483647\n",
    ]);
  }, 120_000);

  it('tests the embedded reference where it is asked for, and says so', async () => {
    const { exitCode, stdout, stderr } = await run(
      '--reference',
      '--topic',
      'duplicate',
      '--out',
      'embedded',
    );
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringMatching(/^testing embedded reference: \d+ requirements, seed \d+\n$/),
    });
    expect(stdout).toMatch(
      /\nCONFORMANT {2}(\d+) of \1 requirements passed \(\1 of \d{3} requirements selected\)\n/,
    );
    const report = reportIn('embedded');
    expect(report.target).toMatchObject({ name: 'embedded reference', reference: true });
    expect(stdout).toContain('aws-ec2: embedded reference at http');
    expect(JSON.parse(readFileSync(join(folder, 'embedded/badge.json'), 'utf8'))).toMatchObject({
      message: expect.stringMatching(/^embedded reference: /),
    });
    expect(report.summary.verdicts).toMatchObject({ fail: 0, inconclusive: 0, defect: 0 });
    const validate = reportValidator();
    validate(report);
    expect(validate.errors).toBeNull();
  }, 60_000);

  it('exits 1 on a target with a fault and names it, with commands that show it again', async () => {
    const { url } = await proxy(({ responseBody }) =>
      responseBody.replace(/(<keyFingerprint>)[^<]*/g, '$1aa:bb'),
    );
    const options = ['--topic', 'fingerprint', '--out', 'faulty', '--seed', '7', '--verbose'];
    const { exitCode, stdout } = await run(url, ...options);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}fingerprint\./m);
    // A command of more than 200 characters is a file of the report.
    expect(stdout).toMatch(/^ {2}curl +(?:curl |bash faulty\/failures\/\w+\/curl\.sh$)/m);
    expect(stdout).toMatch(
      /^ {2}again +npx keypair-conformance run http:.* --only fingerprint\.\S+ --seed 7$/m,
    );
    expect(stdout).toMatch(/\nNOT CONFORMANT {2}/);
    const validate = reportValidator();
    validate(reportIn('faulty'));
    expect(validate.errors).toBeNull();
  }, 60_000);

  it('exits 3 with one line, long before any limit, when nobody listens', async () => {
    const { exitCode, stdout, stderr } = await run('http://127.0.0.1:1', '--out', 'nobody');
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: '' });
    expect(stdout).toMatch(/^UNREACHABLE {2}http:\/\/127\.0\.0\.1:1\/ did not respond: .*\n$/);
    expect(reportIn('nobody').run.unreachable).toContain('ECONNREFUSED');
  }, 30_000);

  it('exits 5 when something it made stays behind, and says what', async () => {
    const { url, close } = await startFaultyProxy(reference, ({ body }) =>
      body.includes('Action=DeleteKeyPair') ? { kind: 'unavailable' } : { kind: 'none' },
    );
    closers.push(close);
    const { exitCode, stdout } = await run(url, '--only', 'lifecycle.create.works', '--no-out');
    expect(exitCode, stdout).toBe(5);
    expect(stdout).toMatch(/^\d leftovers on the target:$/m);
    expect(stdout).toMatch(/\nCLEAN-UP INCOMPLETE {2}/);
  }, 120_000);

  it('believes the list at the end, not the answer to a delete', async () => {
    const { url } = await proxy(({ requestBody, responseBody }) =>
      requestBody.includes('Action=DeleteKeyPair') ? 'not XML' : responseBody,
    );
    const { exitCode, stdout } = await run(url, '--only', 'lifecycle.create.works', '--no-out');
    // The delete worked, although its answer could not be read.
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\nCONFORMANT {2}/);
  }, 60_000);

  it('exits 2 before it asks the target anything when nothing fits the choices', async () => {
    const target = await proxy();
    const { exitCode, stderr } = await run(target.url, '--topic', 'name', '--skip', '*', '--no-out');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/^error: nothing is selected.*\n$/),
    });
    expect(target.passed).toEqual([]);
  }, 30_000);

  it('exits 2 before the run when the report folder is a file', async () => {
    writeFileSync(join(folder, 'taken'), 'mine');
    const { exitCode, stderr } = await run('--reference', '--out', 'taken');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: the report directory 'taken' cannot be written .*--out\n$/);
    expect(readFileSync(join(folder, 'taken'), 'utf8')).toBe('mine');
  }, 30_000);

  it('writes no files with --no-out and one line with --quiet', async () => {
    const empty = mkdtempSync(join(folder, 'empty-'));
    const { exitCode, stdout, stderr } = await runCli(
      ['run', '--reference', '--only', 'lifecycle.create.works', '--no-out', '--quiet'],
      { cwd: empty },
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(join(empty, 'keypair-conformance-report'))).toBe(false);
  }, 60_000);
});

describe('compare', () => {
  it('finds no difference between two that are alike, and leaves nothing on either', async () => {
    const sides = await Promise.all([startReference(), startReference()]);
    for (const side of sides) closers.push(() => side.close());
    const words = ['compare', ...sides.map(({ url }) => url), '--seed', '3', '--histories', '12', '--no-out'];
    const { exitCode, stdout, stderr } = await runCli(words, { cwd: folder });
    expect(exitCode, stdout + stderr).toBe(0);
    const contract = await readContract('aws-ec2');
    const { regions } = contract.rules;
    for (const { url } of sides) {
      const client = await clientFor(testTarget({ endpoint: url, regions }));
      for (const region of regions)
        expect(await inventoryOf({ client, contract, signal: new AbortController().signal }, region)).toEqual(
          [],
        );
      await client.close();
    }
  }, 120_000);
});

describe('Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends the run in order: report written, exit 130',
    async (signal) => {
      const { url } = await proxy();
      const cli = startCli(
        [
          'run',
          url,
          '--out',
          signal,
          '--topic',
          'name,key-material',
          '--concurrency',
          '1',
          '--reporter',
          'dot',
        ],
        {
          cwd: folder,
        },
      );
      await cli.seen('....');
      cli.child.kill(signal);
      const { exitCode, stdout, stderr } = await cli.result;
      expect(exitCode).toBe(130);
      expect(stderr).toContain('interrupted: cleaning up');
      expect(stdout).toMatch(/\nINTERRUPTED {2}/);
      expect(reportIn(signal).run.interrupted).toBe(true);
      expect(readFileSync(join(folder, signal, 'junit.xml'), 'utf8')).toContain('</testsuites>');
    },
    60_000,
  );

  it('leaves at once when it comes a second time', async () => {
    let silent = false;
    const { url } = await proxy(({ responseBody }) => (silent ? 'hang' : responseBody));
    const cli = startCli(
      ['run', url, '--out', 'twice', '--topic', 'name', '--concurrency', '1', '--reporter', 'dot'],
      {
        cwd: folder,
      },
    );
    await cli.seen('....');
    silent = true;
    // Something must have been made, or there is nothing to clean up and the first signal is enough.
    await new Promise((resolve) => setTimeout(resolve, 200));
    cli.child.kill('SIGINT');
    await cli.seen('interrupted: cleaning up');
    const startedAt = Date.now();
    cli.child.kill('SIGINT');
    expect((await cli.result).exitCode).toBe(130);
    expect(Date.now() - startedAt).toBeLessThan(20_000);
  }, 60_000);
});

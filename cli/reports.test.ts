import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Matrix } from '../reports/matrix/matrix.ts';
import type { Report } from '../reports/report.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { startProxy } from './testing/proxy.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

const ONLY = ['--only', 'fingerprint.import.rsa,lifecycle.create.works', '--client', 'wire', '--seed', '7'];

const closers: (() => Promise<void>)[] = [];
let folder: string;
let reference: string;
let faulty: string;
let mended = false;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-reports-'));
  const server = await startReference();
  closers.push(() => server.close());
  reference = server.url;
  const proxy = await startProxy(reference, ({ responseBody }) =>
    mended ? responseBody : responseBody.replace(/(<keyFingerprint>)[^<]*/g, '$1aa:bb'),
  );
  closers.push(() => proxy.close());
  faulty = proxy.url;
  await cli('run', reference, ...ONLY, '--out', 'good', '--quiet');
  await cli('run', faulty, ...ONLY, '--out', 'bad', '--quiet');
}, 120_000);

afterAll(async () => {
  for (const close of closers.reverse()) await close();
  rmSync(folder, { recursive: true });
});

function cli(...words: readonly string[]): Promise<CliResult> {
  return runCli(words, { cwd: folder });
}

function failure(): string {
  const report = JSON.parse(readFileSync(join(folder, 'bad', 'report.json'), 'utf8')) as Report;
  return report.results.flatMap(({ findings }) => findings)[0]?.fingerprint ?? expect.fail('nothing failed');
}

describe('run', () => {
  it('writes every format and a pack for each failure', () => {
    expect(readdirSync(join(folder, 'bad')).sort()).toEqual([
      'badge.json',
      'badge.svg',
      'compact.json',
      'ctrf.json',
      'events.ndjson',
      'failures',
      'index.html',
      'junit.xml',
      'report.json',
      'summary.md',
      'traffic.har',
    ]);
    expect(existsSync(join(folder, 'bad', 'failures', failure(), 'README.md'))).toBe(true);
    expect(existsSync(join(folder, 'good', 'failures'))).toBe(false);
  });
});

describe('report', () => {
  it('renders the same files from the log, elsewhere or in place', async () => {
    expect(await cli('report', 'bad', '--out', 'again')).toEqual({
      exitCode: 0,
      stdout: 'again\n',
      stderr: '',
    });
    for (const name of ['report.json', 'index.html', 'traffic.har']) {
      expect(readFileSync(join(folder, 'again', name), 'utf8')).toBe(
        readFileSync(join(folder, 'bad', name), 'utf8'),
      );
    }
    expect((await cli('report', 'bad/events.ndjson')).stdout).toBe('bad\n');
  }, 60_000);

  it('exits 2 with one line for what is no log', async () => {
    const { exitCode, stderr } = await cli('report', 'nowhere');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/^error: cannot read nowhere.*\n$/),
    });
  }, 60_000);
});

describe('diff', () => {
  it('exits 1 for a new failure that gates and 0 for its repair', async () => {
    const worse = await cli('diff', 'good', 'bad');
    expect(worse.exitCode, worse.stderr).toBe(1);
    expect(worse.stdout).toMatch(/Newly broken \(\d+\)\n {2}\S+/);
    const better = await cli('diff', 'bad', 'good', '--format', 'json');
    expect(better.exitCode).toBe(0);
    expect(JSON.parse(better.stdout)).toMatchObject({ newGatingFailures: 0 });
  }, 60_000);

  it('exits 2 for an unknown format', async () => {
    expect((await cli('diff', 'good', 'bad', '--format', 'xml')).exitCode).toBe(2);
  }, 60_000);
});

describe('matrix', () => {
  it('writes one page and one JSON, with the lineage taken from a file', async () => {
    writeFileSync(join(folder, 'lineage.yaml'), 'wrapper: [moto]\n');
    const { exitCode, stdout } = await cli(
      'matrix',
      'moto@5.1=bad',
      'wrapper=good',
      '--lineage',
      'lineage.yaml',
      '--out',
      'm',
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'm/index.html\n' });
    const matrix = JSON.parse(readFileSync(join(folder, 'm', 'matrix.json'), 'utf8')) as Matrix;
    expect(matrix.targets.map(({ label, family }) => [label, family])).toEqual([
      ['moto 5.1', 'moto'],
      ['wrapper', 'moto'],
    ]);
    expect(readFileSync(join(folder, 'm', 'index.html'), 'utf8')).toContain('moto 5.1');
  }, 60_000);

  it.each([
    [['x=good', 'x=bad'], /two reports are of 'x'; name them with/],
    [['x='], /'x=' names no report/],
    [['good', '--lineage', 'good/summary.md'], /is not a lineage file|cannot read the lineage/],
  ])(
    'exits 2 with one line for %j',
    async (words, message) => {
      const { exitCode, stderr } = await cli('matrix', ...words);
      expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
      expect(stderr.trimEnd()).not.toContain('\n');
    },
    60_000,
  );
});

describe('site', () => {
  it('is written from runs and from compact results, and takes earlier results in', async () => {
    const first = await cli('site', 'moto@5.1=bad', '--out', 's1', '--url', 'https://example.test/x');
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readFileSync(join(folder, 's1', 'sitemap.xml'), 'utf8')).toContain(
      'https://example.test/x/targets/moto.html',
    );
    const second = await cli('site', 'moto@5.2=good/compact.json', '--history', 's1/results', '--out', 's2');
    expect(second.exitCode).toBe(0);
    expect(readdirSync(join(folder, 's2', 'results')).sort()).toEqual(['moto-5.1.json', 'moto-5.2.json']);
    expect(readFileSync(join(folder, 's2', 'targets', 'moto.html'), 'utf8')).toMatch(
      /5\.1 → 5\.2: 0 broken, \d+ fixed/,
    );
  }, 60_000);

  it.each([
    [['good', '--url', 'nowhere'], /--url 'nowhere' is no address of a site/],
    [['failures'], /cannot read failures/],
    [['x=good', 'x=bad'], /two reports are of 'x'/],
  ])(
    'exits 2 with one line for %j',
    async (words, message) => {
      const { exitCode, stderr } = await cli('site', ...words, '--out', 's3');
      expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
      expect(stderr.trimEnd()).not.toContain('\n');
      expect(existsSync(join(folder, 's3'))).toBe(false);
    },
    60_000,
  );
});

describe('replay', () => {
  it('exits 1 while the failure is there, 0 when it is mended, 3 when nobody answers', async () => {
    const fingerprint = failure();
    const still = await cli('replay', fingerprint.slice(0, 8), '--report', 'bad');
    expect(still.exitCode).toBe(1);
    expect(still.stdout).toContain(`${fingerprint} `);
    expect(still.stdout).toContain('still fails: ');
    mended = true;
    const fixed = await cli('replay', fingerprint, '--report', 'bad');
    mended = false;
    expect(fixed.exitCode).toBe(0);
    expect(fixed.stdout).toContain('fixed, the requirement is met');
    const silent = await cli('replay', fingerprint, 'http://127.0.0.1:1', '--report', 'bad');
    expect(silent.exitCode).toBe(3);
    expect(silent.stdout).toContain('inconclusive');
  }, 120_000);

  it('speaks to the target through the adapter of the run, and through one that is named', async () => {
    const client = `async call({ operation, region, parameters: { name } }) {
      if (operation === 'describe' || operation === 'delete') return { type: 'result', keyPairs: [...pairs.values()] };
      const pair = { name, id: 'key-' + '0'.repeat(17), fingerprint: FINGERPRINT };
      pairs.set(name, pair);
      return { type: 'result', keyPairs: [pair] };
    }`;
    const module = (fingerprint: string): string =>
      `const pairs = new Map(); export default { name: 'mine', client: { ${client.replace('FINGERPRINT', fingerprint)} } };`;
    writeFileSync(join(folder, 'faulty.mjs'), module("'aa:bb'"));
    writeFileSync(join(folder, 'none.mjs'), module('undefined'));
    await cli(
      'run',
      '--adapter',
      './faulty.mjs',
      '--only',
      'fingerprint.import.rsa',
      '--out',
      'by-adapter',
      '--quiet',
    );
    const [fingerprint = ''] = readdirSync(join(folder, 'by-adapter', 'failures'));
    const still = await cli('replay', fingerprint, '--report', 'by-adapter');
    expect(still).toMatchObject({ exitCode: 1, stderr: '' });
    expect(still.stdout).toContain('still fails: ');
    const named = await cli('replay', fingerprint, '--report', 'by-adapter', '--adapter', './faulty.mjs');
    expect(named).toMatchObject({ exitCode: 1, stderr: '' });
    const other = await cli('replay', fingerprint, '--report', 'by-adapter', '--adapter', './none.mjs');
    expect(other.stdout).not.toContain('still fails: ');
    const url = await cli('replay', fingerprint, reference, '--report', 'by-adapter');
    expect(url).toMatchObject({ exitCode: 0, stderr: '' });
  }, 240_000);

  it('exits 2 for a failure that the report does not have', async () => {
    const { exitCode, stderr } = await cli('replay', 'zz', '--report', 'bad');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/^error: bad has no failure 'zz'/),
    });
  }, 60_000);
});

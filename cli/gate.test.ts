import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../gate/outcome.ts';
import type { Report } from '../reports/report.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { startProxy, type TestProxy } from './testing/proxy.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

const ONLY = ['--only', 'fingerprint.import.*', '--seed', '5', '--client', 'wire'];

let folder: string;
let reference: Awaited<ReturnType<typeof startReference>>;
/** The reference, but while `fault` is set its fingerprints are wrong. */
let target: TestProxy;
let fault = true;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-gate-'));
  reference = await startReference();
  closers.push(() => reference.close());
  target = await startProxy(reference.url, ({ responseBody }) =>
    fault ? responseBody.replace(/(<keyFingerprint>)[^<]*/g, '$1aa:bb') : responseBody,
  );
  closers.push(() => target.close());
  await cli('run', target.url, ...ONLY, '--out', 'faulty');
  await cli('baseline', 'update', 'held.yaml', 'faulty', '--because', 'issue 12');
  fault = false;
  await cli('run', target.url, ...ONLY, '--out', 'mended');
  fault = true;
}, 180_000);

afterAll(async () => {
  for (const close of closers.reverse()) await close();
  rmSync(folder, { recursive: true });
});

function cli(...words: readonly string[]): Promise<CliResult> {
  return runCli(words, { cwd: folder });
}

const lastLine = ({ stdout }: CliResult): string => stdout.trimEnd().split('\n').at(-1) ?? '';
const read = <Shape>(path: string): Shape => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Shape;

describe('a baseline', () => {
  it('is written from a report, and then the same target passes the gate but not the verdict', async () => {
    expect(readFileSync(join(folder, 'held.yaml'), 'utf8')).toContain('because: issue 12');
    const { exitCode, stdout } = await cli(
      'run',
      target.url,
      ...ONLY,
      '--baseline',
      'held.yaml',
      '--out',
      'held',
    );
    expect(stdout).toContain('NOT CONFORMANT');
    expect(stdout).toMatch(/\nBASELINE OK {2}\d+ known failures/);
    expect(exitCode).toBe(0);
    expect(read<Report>('held/report.json').summary.verdicts.fail).toBeGreaterThan(0);
    expect(read<Comparison>('held/baseline.json').outcomes.every(({ kind }) => kind === 'known')).toBe(true);
  }, 120_000);

  it.each([
    ['an unexpected failure', 'entries:\n', 'UNEXPECTED FAILURE  fingerprint.'],
    ['an entry that matches nothing', undefined, 'ENTRY THAT MATCHES NOTHING  nobody.home at '],
    ['an expired entry', undefined, 'EXPIRED ENTRY  fingerprint.'],
    ['a failure of another kind', undefined, 'CHANGED FAILURE  fingerprint.'],
  ] as const)(
    'with %s is broken, exit 1, and names it',
    async (what, text, line) => {
      const held = readFileSync(join(folder, 'held.yaml'), 'utf8');
      const entry =
        '  - requirement: nobody.home\n    class: known\n    because: x\n    fingerprint: [ffffffffffffffff]\n';
      const texts: Record<string, string> = {
        'an entry that matches nothing': held + entry,
        'an expired entry': held.replace('because: issue 12', 'because: issue 12\n    expires: 2020-01-01'),
        'a failure of another kind': held.replace(/[0-9a-f]{16}/, 'eeeeeeeeeeeeeeee'),
      };
      writeFileSync(join(folder, 'broken.yaml'), text ?? texts[what] ?? '');
      const result = await cli('baseline', 'check', 'broken.yaml', 'faulty');
      expect(result.stdout).toContain(line);
      expect(lastLine(result)).toMatch(/^BASELINE MISMATCH /);
      expect(result.exitCode).toBe(1);
    },
    60_000,
  );

  it('is broken by a pass, and pruned down to nothing', async () => {
    writeFileSync(join(folder, 'prune.yaml'), readFileSync(join(folder, 'held.yaml')));
    const broken = await cli('baseline', 'check', 'prune.yaml', 'mended');
    expect([broken.exitCode, broken.stdout]).toEqual([
      1,
      expect.stringContaining('UNEXPECTED PASS  fingerprint.'),
    ]);
    const pruned = await cli('baseline', 'prune', 'prune.yaml', 'mended');
    expect([pruned.exitCode, lastLine(pruned)]).toEqual([0, 'BASELINE OK  nothing fails (prune.yaml)']);
    expect((await cli('baseline', 'check', 'prune.yaml', 'mended')).exitCode).toBe(0);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  }, 60_000);

  it('with a mistake costs no run: one line with its place, exit 2', async () => {
    writeFileSync(join(folder, 'wrong.yaml'), 'entries:\n  - requirment: x\n');
    const before = target.passed.length;
    const { exitCode, stderr } = await cli(
      'run',
      target.url,
      ...ONLY,
      '--baseline',
      'wrong.yaml',
      '--no-out',
    );
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(
        /^error: wrong\.yaml:2:5 unknown key 'requirment'.*did you mean 'requirement'\?.*\n$/,
      ),
    ]);
    expect(target.passed.length).toBe(before);
  }, 60_000);

  it('does not excuse that nobody answered', async () => {
    const { exitCode, stdout } = await cli(
      'run',
      'http://127.0.0.1:1',
      ...ONLY,
      '--baseline',
      'held.yaml',
      '--no-out',
    );
    expect(stdout).toContain('\nBASELINE NOT CHECKED  the target could not be reached');
    expect(exitCode).toBe(3);
    await cli('run', 'http://127.0.0.1:1', ...ONLY, '--out', 'nobody');
    expect((await cli('baseline', 'check', 'held.yaml', 'nobody')).exitCode).toBe(3);
  }, 60_000);
});

describe('attempts', () => {
  it('tell a flaky failure from a known one, judging again only what failed', async () => {
    const begun = (attempt: number): boolean => existsSync(join(folder, `attempts/attempts/${attempt}`));
    const flaky = await startProxy(reference.url, ({ responseBody }) =>
      responseBody.replace(/(<keyFingerprint>)([^<]*)/g, (right, tag: string, fingerprint: string) =>
        // Those of Ed25519 are right in the second attempt alone.
        fingerprint.includes(':') || !begun(2) || begun(3) ? `${tag}aa:bb` : right,
      ),
    );
    closers.push(() => flaky.close());
    writeFileSync(join(folder, 'none.yaml'), 'entries:\n');
    const words = ['--attempts', '4', '--concurrency', '1', '--out', 'attempts'];
    await cli('run', flaky.url, ...ONLY, ...words, '--baseline', 'none.yaml');
    expect(readdirSync(join(folder, 'attempts/attempts'))).toEqual(['2', '3', '4']);
    const first = read<Report>('attempts/report.json').summary.verdicts;
    const second = read<Report>('attempts/attempts/2/report.json').summary.verdicts;
    expect(second.skipped).toBeGreaterThan(first.skipped);
    await cli('baseline', 'update', 'none.yaml', 'attempts');
    expect(readFileSync(join(folder, 'none.yaml'), 'utf8')).toContain('class: flaky');
    expect((await cli('baseline', 'check', 'none.yaml', 'attempts')).exitCode).toBe(0);
    fault = false;
    const steady = ['--attempts', '2', '--baseline', 'none.yaml', '--out', 'steady'];
    const { exitCode, stdout } = await cli('run', target.url, ...ONLY, ...steady);
    fault = true;
    // The known failures that pass are what closes the gate; the flaky one is only counted.
    expect([exitCode, stdout]).toEqual([1, expect.stringMatching(/UNEXPECTED PASS.*no longer flaky/s)]);
    expect(stdout).not.toContain('NO LONGER FLAKY');
  }, 180_000);

  it('without a baseline are refused', async () => {
    const { exitCode, stderr } = await cli('run', '--reference', '--attempts', '2', '--no-out');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--attempts needs --baseline')]);
  }, 30_000);
});

describe('a gate', () => {
  const policy = (text: string): string => {
    writeFileSync(join(folder, 'policy.yaml'), text);
    return 'policy.yaml';
  };
  const RULES = `rules:
  - name: no observed MUST failure
    where: { level: [must], evidence: [observed] }
    maxFailures: 0
`;

  it('says which rule fails and why, and exits 1', async () => {
    const result = await cli('gate', '--policy', policy(RULES), 'faulty', 'mended');
    expect(result.stdout).toMatch(
      /^ {2}FAILS {2}no observed MUST failure: failures \d+, most 0 \(fingerprint\./m,
    );
    expect(result.stdout).toContain('  holds  no observed MUST failure: failures 0');
    expect([result.exitCode, lastLine(result)]).toEqual([
      1,
      'GATE CLOSED  1 of 2 rules of policy.yaml fails',
    ]);
  }, 30_000);

  it('opens when every rule holds', async () => {
    const result = await cli('gate', '--policy', policy(RULES), 'mended/report.json');
    expect(result.stdout).toMatch(
      /\n {2}not in this run: \d+ gating requirements that the rules are about \(/,
    );
    expect([result.exitCode, lastLine(result)]).toEqual([0, 'GATE OPEN  1 rule of policy.yaml holds']);
  }, 30_000);

  it('does not count what its baseline excuses, and asks the baseline to hold', async () => {
    const file = policy(`baseline: held.yaml\n${RULES}`);
    expect((await cli('gate', '--policy', file, 'faulty')).exitCode).toBe(0);
    const mended = await cli('gate', '--policy', file, 'mended');
    expect([mended.exitCode, mended.stdout]).toEqual([
      1,
      expect.stringContaining('FAILS  the baseline holds'),
    ]);
  }, 30_000);

  it('cannot tell from a run that found nobody or from one shard: exit 3', async () => {
    await cli('run', 'http://127.0.0.1:1', ...ONLY, '--out', 'unreachable');
    const result = await cli('gate', '--policy', policy(RULES), 'unreachable');
    expect([result.exitCode, result.stdout]).toEqual([3, expect.stringMatching(/^INCOMPLETE .*\n$/)]);
    await cli('run', target.url, ...ONLY, '--shard', '1/2', '--out', 'lone');
    const shard = await cli('gate', '--policy', policy(RULES), 'lone');
    expect([shard.exitCode, shard.stdout]).toEqual([3, expect.stringContaining('merge the shards first')]);
  }, 60_000);

  it('refuses a policy or a report that is none: exit 2, one line', async () => {
    writeFileSync(join(folder, 'other.json'), '{"a":1}');
    const none = await cli('gate', '--policy', policy(RULES), 'other.json');
    expect([none.exitCode, none.stderr]).toEqual([
      2,
      expect.stringMatching(/^error: other\.json is not a report.*\n$/),
    ]);
    const bad = await cli('gate', '--policy', policy(`${RULES}    maxFailure: 1\n`), 'faulty');
    expect([bad.exitCode, bad.stderr]).toEqual([
      2,
      expect.stringMatching(/^error: policy\.yaml:5:5 unknown key.*\n$/),
    ]);
  }, 30_000);
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReference } from '../targets/ec2/reference/server.ts';
import { startProxy, type TestProxy } from './testing/proxy.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

const ONLY = ['--only', 'fingerprint.import.*', '--seed', '5', '--client', 'wire'];

let folder: string;
let reference: Awaited<ReturnType<typeof startReference>>;
/** The reference with wrong fingerprints. */
let target: TestProxy;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-shards-'));
  reference = await startReference();
  target = await startProxy(reference.url, ({ responseBody }) =>
    responseBody.replace(/(<keyFingerprint>)[^<]*/g, '$1aa:bb'),
  );
}, 120_000);

afterAll(async () => {
  await target.close();
  await reference.close();
  rmSync(folder, { recursive: true });
});

function cli(...words: readonly string[]): Promise<CliResult> {
  return runCli(words, { cwd: folder });
}

describe('shards', () => {
  /** A report without times, ports, exchanges, steps, names, and what the target draws at random for each key pair. */
  const lasting = (path: string): unknown =>
    JSON.parse(readFileSync(join(folder, path), 'utf8'), (key, value: unknown) => {
      if (['durationMs', 'startedAt', 'exchange', 'steps', 'namePrefix'].includes(key)) return undefined;
      if (typeof value !== 'string') return value;
      return value
        .replace(/127\.0\.0\.1:\d+/g, 'HOST')
        .replace(/(?:[a-z]+[-_.])?[a-z0-9]{10}[-_.][a-z0-9]{12}/g, 'NAME')
        .replace(/([0-9a-f]{2}:){15,}[0-9a-f]{2}|[A-Za-z0-9+/]{40,}=*/g, 'DRAWN');
    });

  it('merge to the report of one run, with the same exit code', async () => {
    await cli('run', target.url, ...ONLY, '--out', 'single');
    const shards = ['1/3', '2/3', '3/3'];
    for (const shard of shards) {
      await cli('run', target.url, ...ONLY, '--shard', shard, '--out', `part-${shard[0]}`);
    }
    const merged = await cli('merge', 'part-1', 'part-2', 'part-3', '--out', 'whole');
    expect(merged.exitCode).toBe(1);
    expect(lasting('whole/report.json')).toEqual(lasting('single/report.json'));
    const without = await cli('merge', 'part-1', 'part-3', '--out', 'not-whole');
    expect([without.exitCode, without.stdout]).toEqual([3, 'INCOMPLETE  shard 2 of 3 is missing\n']);
    const foreign = await cli('merge', 'part-1', 'part-2', 'single', '--out', 'not-whole');
    expect([foreign.exitCode, foreign.stderr]).toEqual([
      2,
      expect.stringMatching(/^error: single is not a shard.*\n$/),
    ]);
    expect(readdirSync(folder)).not.toContain('not-whole');
  }, 120_000);

  it('need a seed, and are written like 2/5', async () => {
    const seedless = await cli('run', '--reference', '--shard', '1/2', '--no-out');
    expect([seedless.exitCode, seedless.stderr]).toEqual([
      2,
      expect.stringContaining('--shard needs --seed'),
    ]);
    const wrong = await cli('run', '--shard', '3/2', '--seed', '1', '--no-out');
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('e.g. 2/5')]);
  }, 30_000);
});

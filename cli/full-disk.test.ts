import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLedger } from '../runner/ledger/read.ts';
import { startReferenceOf } from '../targets/providers.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { builtMain } from './testing/built.ts';
import { runCli } from './testing/run-cli.ts';

/** A disk of 64 KB, where this machine lets us make one. */
const folder = mkdtempSync(join(tmpdir(), 'cli-full-disk-'));
const disk = join(folder, 'disk');
mkdirSync(disk);
const isMounted = mounted();
const SKIPPED = isMounted ? '' : ' (skipped: no small disk can be mounted here)';

function mounted(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

let reference: ReferenceServer;
beforeAll(async () => {
  if (!isMounted) return;
  builtMain();
  reference = await startReferenceOf('aws-ec2');
  await runCli(['run', reference.url, '--only', 'lifecycle.*', '--out', 'whole'], { cwd: folder });
}, 300_000);
afterAll(async () => {
  await reference?.close();
  if (isMounted) execFileSync('umount', [disk]);
  rmSync(folder, { recursive: true });
});

describe.skipIf(!isMounted)(`a disk that is full${SKIPPED}`, () => {
  /** Leaves so many bytes on it. */
  const fill = (left: number): void => {
    for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'filled'), Buffer.alloc(Math.max(0, bavail * bsize - left)));
  };

  it.each<[string, number, readonly string[], exit?: number]>([
    ['under a report', 40_000, ['run', 'TARGET', '--only', 'lifecycle.*', '--out', 'disk/out']],
    ['at once under a report', 0, ['run', 'TARGET', '--only', 'lifecycle.*', '--out', 'disk/out']],
    ['under a ledger', 8_192, ['run', 'TARGET', '--topic', 'name', '--no-out', '--ledger', 'disk/ledger'], 3],
    [
      'at once under a ledger',
      0,
      ['run', 'TARGET', '--topic', 'name', '--no-out', '--ledger', 'disk/ledger'],
    ],
    [
      'under a recording',
      4_096,
      ['record', 'TARGET', '--yes', '--only', 'lifecycle.*', '--out', 'disk/b.gz'],
    ],
    [
      'at once under a recording',
      0,
      ['record', 'TARGET', '--yes', '--only', 'lifecycle.*', '--out', 'disk/b.gz'],
    ],
    ['under a report that is made again', 8_192, ['report', 'whole', '--out', 'disk/again']],
    ['under test vectors', 8_192, ['vectors', '--out', 'disk/vectors.json']],
    ['under a matrix', 8_192, ['matrix', 'whole', '--out', 'disk/matrix']],
    ['under a site', 8_192, ['site', 'whole', '--out', 'disk/site']],
    ['under a baseline', 0, ['baseline', 'update', 'disk/baseline.yaml', 'whole']],
  ])(
    '%s is one line, and no defect',
    async (_, left, words, exit = 2) => {
      fill(left);
      const given = words.map((word) => (word === 'TARGET' ? reference.url : word));
      const { exitCode, stderr } = await runCli(given, { cwd: folder });
      expect([exitCode, stderr.split('\n').filter((line) => line.startsWith('error:')).length]).toEqual([
        exit,
        1,
      ]);
      expect(stderr).toMatch(/^error: .*(?:ENOSPC|disk is full|bytes could be written)/m);
      expect(stderr).not.toContain('defect');
      const ledger = join(disk, 'ledger');
      if (existsSync(ledger) && left > 0) expect(() => readLedger(ledger)).not.toThrow();
    },
    120_000,
  );
});

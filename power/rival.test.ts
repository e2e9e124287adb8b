import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import type { Contract } from '../specs/contract.ts';
import { catalogueOf } from './mutants/index.ts';
import { measureRival } from './rival.ts';
import { judgementOf } from './rival-command.ts';
import { type RivalReport, renderRival, rivalExitCode } from './rival-report.ts';
import { sampleOf } from './sample.ts';

const CREATES = fileURLToPath(new URL('./testing/creates.mjs', import.meta.url));
const ONE_CHECK = `'${process.execPath}' '${CREATES}' {url}`;
const IDS = ['lifecycle/create-forbidden', 'lifecycle/import-forbidden'];

let contract: Contract;
let folder: string;
beforeAll(async () => {
  contract = await readContract('aws-ec2');
  folder = mkdtempSync(join(tmpdir(), 'rival-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function measure(line: string, { limitMs = 20_000, ids = IDS, jobs = 2 } = {}): Promise<RivalReport> {
  const catalogue = catalogueOf('aws-ec2');
  const mutants = catalogue.mutants.filter(({ id }) => ids.includes(id));
  return measureRival({
    contract,
    rival: { line, limitMs },
    catalogue: { ...catalogue, mutants },
    partial: true,
    jobs,
    seed: 1,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

/** A suite that does something else on every call: before, everything broken, the one mutant, after. */
function script(name: string, cases: string): string {
  const calls = join(folder, name);
  return `: {url}; echo >>'${calls}'; case $(wc -l <'${calls}') in ${cases} esac`;
}

describe('another suite measured by its exit status', () => {
  it('notices the fault that it looks for and no other', async () => {
    const report = await measure(ONE_CHECK);
    expect(report.void).toBeUndefined();
    expect(report.mutants.map(({ id, fate }) => [id, fate])).toEqual([
      ['lifecycle/create-forbidden', 'noticed'],
      ['lifecycle/import-forbidden', 'unnoticed'],
    ]);
    expect(report.figures).toEqual({ mutants: 2, noticed: 1, unnoticed: 1, void: 0 });
    expect(rivalExitCode(report)).toBe(1);
    expect(renderRival(report)).toContain('1 of 2 faults noticed (50.0 %), 1 not noticed, 0 void');
  });

  it.each([
    ['is content with everything', 'true {url}', 'the server with everything broken got exit 0'],
    [
      'complains about everything',
      'false {url}',
      'the correct server, before the mutants, got exit 1, not 0',
    ],
    [
      'cannot be run',
      'exit 127; {url}',
      'the correct server, before the mutants, could not be judged: exit 127',
    ],
    [
      'is killed',
      'kill -9 $$; {url}',
      'the correct server, before the mutants, could not be judged: ended by SIGKILL',
    ],
  ])('has no figure when it %s, and no mutant is asked', async (_, line, reason) => {
    const report = await measure(line);
    expect(report.void).toContain(reason);
    expect(report.mutants).toEqual([]);
    expect(rivalExitCode(report)).toBe(3);
    expect(renderRival(report)).toBe(`VOID: ${report.void}; no figure\n`);
  });

  it('has no figure when the correct server is no longer right at the end', async () => {
    const report = await measure(script('fickle', '1) exit 0;; *) exit 1;;'), { ids: IDS.slice(0, 1) });
    expect(report.void).toBe('the correct server, after the mutants, got exit 1, not 0');
    expect(report.figures.noticed).toBe(1);
    expect(rivalExitCode(report)).toBe(3);
  });

  it('never counts a run that hangs as a fault noticed', async () => {
    const line = script('hangs', '2) exit 1;; 3) sleep 60;;');
    const report = await measure(line, { limitMs: 1_000, ids: IDS.slice(0, 1) });
    expect(report.void).toBeUndefined();
    expect(report.mutants[0]).toMatchObject({ fate: 'void', reason: 'no end within 1000 ms' });
    expect(rivalExitCode(report)).toBe(3);
  });

  it('is given the port by itself too', async () => {
    const report = await measure(ONE_CHECK.replace('{url}', 'http://127.0.0.1:{port}'), {
      ids: IDS.slice(0, 1),
    });
    expect(report.figures.noticed).toBe(1);
  });
});

describe('the end of a program', () => {
  it.each([
    [0, null, { kind: 'unnoticed' }],
    [1, null, { kind: 'noticed', exitCode: 1 }],
    [125, null, { kind: 'noticed', exitCode: 125 }],
    [null, 'SIGTERM', { kind: 'void', reason: 'ended by SIGTERM' }],
  ] as const)('with status %s and signal %s is %o', (exitCode, signal, judgement) => {
    expect(judgementOf(exitCode, signal)).toEqual(judgement);
  });

  it.each([126, 127, 137])('with status %i of the shell is void', (exitCode) => {
    expect(judgementOf(exitCode, null).kind).toBe('void');
  });
});

describe('a sample', () => {
  const mutants = Array.from({ length: 50 }, (_, index) => ({ id: `mutant ${index}` }));

  it('is the same for the same seed, in the order of the catalogue', () => {
    const sample = sampleOf(mutants, 7, 3);
    expect(sample).toHaveLength(7);
    expect(sampleOf([...mutants].reverse(), 7, 3)).toEqual([...sample].reverse());
    expect(sample.map((one) => mutants.indexOf(one))).toEqual(
      sample.map((one) => mutants.indexOf(one)).sort((one, other) => one - other),
    );
  });

  it('is another one for another seed, and everything when there is no more', () => {
    expect(sampleOf(mutants, 7, 4)).not.toEqual(sampleOf(mutants, 7, 3));
    expect(sampleOf(mutants, 99, 3)).toEqual(mutants);
  });
});

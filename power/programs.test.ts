import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import type { Contract } from '../specs/contract.ts';
import { catalogueOf } from './mutants/index.ts';
import { resultOf } from './outcome.ts';
import { asTargetPrograms, judgeable, leftOutInWords, programsFor } from './programs.ts';
import { reportOf } from './report.ts';

const { mutants, noOp, allBroken } = catalogueOf('aws-ec2');
const namesOf = (kind: 'boto3' | 'aws-cli'): readonly string[] =>
  mutants.filter(({ client }) => client === kind).map(({ id }) => id);

let folder: string;
let requirements: Contract['requirements'];
beforeAll(async () => {
  ({ requirements } = await readContract('aws-ec2'));
  folder = mkdtempSync(join(tmpdir(), 'power-programs-'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

function program(name: string, exitCode: number): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nexit ${exitCode}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('mutants that only a client of another runtime shows', () => {
  it('are in the catalogue, a capitalised boolean for boto3 among them', () => {
    expect(namesOf('boto3')).toContain('client/true-capitalised');
    expect(namesOf('aws-cli').length).toBeGreaterThan(0);
  });

  it('name a requirement that this client judges', () => {
    const wrong = mutants.filter(({ client, mustBeKilledBy }) => {
      const clients = requirements.find(({ id }) => id === mustBeKilledBy)?.clients;
      return client !== undefined && clients?.includes(client) !== true;
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('are judged where the program is there, and else left out and counted', async () => {
    const python = program('python', 0);
    const programs = await programsFor(mutants, { python, awsCli: program('aws', 1) });
    expect(programs).toEqual({ boto3: python });
    const { mutants: kept, leftOut } = judgeable(mutants, programs);
    expect(leftOut).toEqual([{ client: 'aws-cli', mutants: namesOf('aws-cli').length }]);
    expect(kept.length).toBe(mutants.length - namesOf('aws-cli').length);
    expect(asTargetPrograms(programs)).toEqual({ programs: { python } });
  });

  it('are looked for only where one of them is asked', async () => {
    expect(await programsFor([noOp], { python: program('python3', 0) })).toEqual({});
  });

  it('are told in one line when they are left out, and in none when not', () => {
    expect(leftOutInWords([{ client: 'boto3', mutants: 15 }])).toEqual([
      'Left out, neither killed nor survived: 15 that only boto3 can judge (not installed here; --python, --aws-cli).',
    ]);
    expect(leftOutInWords([])).toEqual([]);
  });

  it('leave no complaint about a requirement that only the missing client can judge', () => {
    const only = requirements.filter(({ clients }) => clients?.join() === 'boto3');
    const measured = {
      subject: 'x',
      verdicts: { [noOp.mustBeKilledBy]: 'pass' },
      reasons: {},
      durationMs: 0,
    } as const;
    const controls = {
      noOp: resultOf(noOp, measured),
      allBroken: resultOf(allBroken, { ...measured, verdicts: { [allBroken.mustBeKilledBy]: 'fail' } }),
    };
    const input = { requirements: only, mutants: [], controls, nulls: { kept: [], ignored: [] } };
    const run = { provider: 'aws-ec2', form: 'full', seed: 1, durationMs: 1, partial: false } as const;
    const musts = only.filter(({ level }) => level === 'must').length;
    expect(reportOf({ ...input, ...run }).complaints).toHaveLength(musts);
    expect(reportOf({ ...input, ...run, leftOut: [{ client: 'boto3', mutants: 1 }] }).complaints).toEqual([]);
  });
});

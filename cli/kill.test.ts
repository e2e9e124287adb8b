import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOpen, readLedger } from '../runner/ledger/read.ts';
import { builtMain } from './testing/built.ts';
import { type Killable, startKillable } from './testing/killable.ts';
import { runCli } from './testing/run-cli.ts';

/** Places to kill a run at; `KEYPAIR_KILL_SECONDS=600` tries as many as fit into that time. */
const LEAST_POINTS = 5;
const SECONDS = Number(process.env.KEYPAIR_KILL_SECONDS ?? 0);

/** Numbers from 0 to 1 that lie evenly however many are taken (van der Corput, base 2). */
function evenly(index: number): number {
  return [...index.toString(2)]
    .reverse()
    .reduce((sum, digit, place) => sum + Number(digit) / 2 ** (place + 1), 0);
}

// Building holds up the servers, which live in this process.
beforeAll(() => void builtMain(), 300_000);

describe.concurrent.each([['aws-ec2'], ['alibaba-ecs']])('on %s', (provider) => {
  let ground: Killable;
  /** Requests of a run that ends. */
  let whole = 0;
  beforeAll(async () => {
    ground = await startKillable(provider);
  }, 60_000);
  afterAll(() => ground.close());

  it.sequential('a run that ends leaves nothing, and its ledger has nothing open', async () => {
    const before = await ground.inventory();
    const path = join(ground.folder, 'whole.ndjson');
    const { exitCode, stderr, stdout } = await ground.start(path).result;
    whole = ground.requests();
    // Some of the quota cannot be judged by a probe; what counts is that nothing was left behind.
    expect([0, 3], stdout + stderr).toContain(exitCode);
    expect(await ground.inventory()).toEqual(before);
    const { entries } = readLedger(path);
    expect(entries.length).toBeGreaterThan(50);
    expect(entries.filter(isOpen)).toEqual([]);
  }, 300_000);

  it.sequential(
    'a run that is killed at any step leaves only what its ledger lists, and a sweep restores the inventory',
    async () => {
      const before = await ground.inventory();
      const until = Date.now() + SECONDS * 1_000;
      let leftovers = 0;
      for (let point = 1; point <= LEAST_POINTS || Date.now() < until; point += 1) {
        const path = join(ground.folder, `killed-${point}.ndjson`);
        const killAt = 1 + Math.floor(evenly(point) * (whole - 2));
        await ground.start(path, { killAt }).result;
        await ground.idle();
        const after = await ground.inventory();
        leftovers += after.length - before.length;
        const place = `killed at request ${killAt} (point ${point})`;
        expect(await ground.sweep(path), place).toEqual([]);
        expect(await ground.inventory(), place).toEqual(before);
        expect(await ground.sweep(path), `${place}, swept twice`).toEqual([]);
      }
      // A kill that never leaves anything would prove nothing.
      expect(leftovers).toBeGreaterThan(0);
    },
    Math.max(300_000, SECONDS * 3_000),
  );

  it.sequential.each([
    ['lifecycle.create.works'],
    ['lifecycle.import.works'],
    ['duplicate.import*after-create'],
    ['duplicate.import*race'],
  ])(
    'a run of %s that is killed at each of its steps, one after the other, leaves what a sweep takes away',
    async (only) => {
      const before = await ground.inventory();
      const ledger = (point: number): string =>
        join(ground.folder, `${only.replace('*', '-')}-${point}.ndjson`);
      await ground.start(ledger(0), { only }).result;
      const steps = ground.requests();
      expect(steps).toBeGreaterThan(3);
      let leftovers = 0;
      for (let killAt = 1; killAt <= steps; killAt += 1) {
        await ground.start(ledger(killAt), { killAt, only }).result;
        await ground.idle();
        leftovers += (await ground.inventory()).length - before.length;
        expect(await ground.sweep(ledger(killAt)), `killed at step ${killAt} of ${steps}`).toEqual([]);
        expect(await ground.inventory(), `killed at step ${killAt} of ${steps}`).toEqual(before);
      }
      expect(leftovers).toBeGreaterThan(0);
    },
    300_000,
  );

  it.sequential('the verb sweeps by the ledger alone, says so, and leaves the key pairs of others', async () => {
    const before = await ground.inventory();
    const path = join(ground.folder, 'verb.ndjson');
    await ground.start(path, { killAt: 60 }).result;
    await ground.idle();
    const { folder, direct } = ground;
    const swept = await runCli(['sweep', '--ledger', path, direct], { cwd: folder });
    expect(swept.exitCode, swept.stdout + swept.stderr).toBe(0);
    expect(await ground.inventory()).toEqual(before);
    const again = await runCli(['sweep', '--ledger', path], { cwd: folder });
    expect(again).toMatchObject({
      exitCode: 0,
      stdout: 'the ledger lists nothing that may still exist\n',
    });
  }, 300_000);
});

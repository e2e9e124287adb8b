import process from 'node:process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isOpen, readLedger } from '../runner/ledger/read.ts';
import { builtMain } from './testing/built.ts';
import { type Killable, startKillable } from './testing/killable.ts';

/** Places to kill a run at; `KEYPAIR_KILL_SECONDS=600` tries as many as fit into that time. */
const LEAST_POINTS = 5;
/** Steps of a flow at which a run is killed, of the smallest flow all; of every flow all with `KEYPAIR_KILL_SECONDS`. */
const MOST_STEPS = 8;
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
  }, 300_000);
  afterEach(() => ground.settle());
  afterAll(() => ground.close());

  it.sequential('a run that ends leaves nothing, and its ledger has nothing open', async () => {
    const before = await ground.inventory();
    const path = ground.ledger('whole.ndjson');
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
      const until = Date.now() + SECONDS * 1_000;
      for (let point = 1; point <= LEAST_POINTS || Date.now() < until; point += 1) {
        const path = ground.ledger(`killed-${point}.ndjson`);
        const killAt = 1 + Math.floor(evenly(point) * (whole - 2));
        // What an earlier sweep had to leave alone is somebody else's for this run.
        const before = await ground.inventory();
        await ground.start(path, { killAt }).result;
        await ground.idle();
        const place = `killed at request ${killAt} (point ${point})`;
        const left = await ground.sweep(path, before, place);
        expect(await ground.sweep(path, before, `${place}, swept twice`)).toEqual(left);
      }
    },
    Math.max(300_000, SECONDS * 3_000),
  );

  it.sequential.each([
    ['lifecycle.import.works', Infinity],
    ['lifecycle.create.works', MOST_STEPS],
    ['duplicate.import*after-create', MOST_STEPS],
    ['duplicate.import*race', MOST_STEPS],
    // Names without the prefix of the run.
    ['client.describe.alike', MOST_STEPS],
  ])(
    'a run of %s that is killed at its steps, one after the other, leaves what a sweep takes away',
    async (only, most) => {
      await ground.start(ground.ledger('0.ndjson'), { only }).result;
      const steps = ground.requests();
      expect(steps).toBeGreaterThan(3);
      let leftovers = 0;
      const stride = SECONDS > 0 ? 1 : Math.ceil(steps / most) || 1;
      for (let killAt = 1; killAt <= steps; killAt += stride) {
        const before = await ground.inventory();
        const path = ground.ledger(`${killAt}.ndjson`);
        await ground.start(path, { killAt, only }).result;
        await ground.idle();
        leftovers += (await ground.inventory()).length - before.length;
        await ground.sweep(path, before, `killed at step ${killAt} of ${steps}`);
      }
      // A kill that never leaves anything would prove nothing.
      if (most === Infinity) expect(leftovers).toBeGreaterThan(0);
    },
    300_000,
  );

  it.sequential('the verb sweeps by the ledger alone, says so, and leaves the key pairs of others', async () => {
    const before = await ground.inventory();
    const path = ground.ledger('verb.ndjson');
    await ground.start(path, { killAt: 60 }).result;
    await ground.idle();
    const { left } = await ground.sweepByCommand(path, before);
    const again = await ground.sweepByCommand(path, before);
    expect(again.left).toEqual(left);
    if (left.length === 0) expect(again.stdout).toBe('the ledger lists nothing that may still exist\n');
  }, 300_000);
});

import process from 'node:process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isOpen, readLedger } from '../runner/ledger/read.ts';
import { builtMain } from './testing/built.ts';
import { type Killable, startKillable } from './testing/killable.ts';

/** Places to kill a recording at; `KEYPAIR_KILL_POINTS=100` tries more. */
const POINTS = Number(process.env.KEYPAIR_KILL_POINTS ?? 6);
const LONG = 1_800_000;

beforeAll(() => void builtMain(), 300_000);

describe.concurrent.each([['aws-ec2'], ['alibaba-ecs']])('a whole recording of %s', (provider) => {
  let ground: Killable;
  let whole = 0;
  beforeAll(async () => {
    ground = await startKillable(provider);
  }, 300_000);
  afterEach(() => ground.settle());
  afterAll(() => ground.close());

  it.sequential(
    'that ends leaves nothing, and its ledger has nothing open',
    async () => {
      const before = await ground.inventory();
      const path = ground.ledger('whole.ndjson');
      const { exitCode, stderr, stdout } = await ground.start(path, { recording: true }).result;
      whole = ground.requests();
      expect(exitCode, stdout + stderr).toBe(0);
      expect(await ground.inventory()).toEqual(before);
      expect(readLedger(path).entries.filter(isOpen)).toEqual([]);
      expect(whole).toBeGreaterThan(1_000);
    },
    LONG,
  );

  it.sequential(
    'that is killed anywhere is swept away by its ledger, spread over all of it',
    async () => {
      const made: number[] = [];
      for (let point = 0; point < POINTS; point += 1) {
        const killAt = 1 + Math.floor(((point + 0.5) / POINTS) * (whole - 2));
        const path = ground.ledger(`killed-${point}.ndjson`);
        const before = await ground.inventory();
        await ground.start(path, { recording: true, killAt }).result;
        await ground.idle();
        made.push((await ground.inventory()).length - before.length);
        // `sweepByCommand` holds the sweep to what it says. Left alone, and told, is only a name too short for the prefix.
        const { left } = await ground.sweepByCommand(path, before);
        expect(
          left.filter((one) => /kpc/i.test(one)),
          `killed at request ${killAt}`,
        ).toEqual([]);
      }
      // Plain key pairs are there until the end: that there is something to sweep is no matter of luck.
      expect(Math.max(...made)).toBeGreaterThan(5);
    },
    LONG,
  );
});

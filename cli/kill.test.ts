import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inventoryOf } from '../runner/ledger/inventory.ts';
import { isOpen, readLedger } from '../runner/ledger/read.ts';
import { sweepRegion } from '../runner/ledger/sweep.ts';
import { readContract } from '../specs/compiled.ts';
import type { Contract } from '../specs/contract.ts';
import { createEc2Client } from '../targets/clients/ec2-query.ts';
import { testTarget } from '../targets/clients/testing/target.ts';
import { type FaultyProxy, startFaultyProxy } from '../targets/faulty-proxy.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { startReference } from '../targets/reference/server.ts';
import type { KeyPairClient } from '../targets/target.ts';
import { runCli, startCli } from './testing/run-cli.ts';

/** Seconds to try kill points for; `KEYPAIR_KILL_SECONDS=600` tries most of them. */
const SECONDS = Number(process.env.KEYPAIR_KILL_SECONDS ?? 20);
const LEAST_POINTS = 6;

/** Every way to make a key pair: create, import, both clients, bursts, tags, short and long names, a few dozen at once. */
const FLOWS = ['--topic', 'lifecycle,duplicate,name,quota', '--quota', 'probe', '--runs', '2', '--seed', '7'];

/** Key pairs of others, one of which looks as if a run had made it. */
const STRANGERS = ['production', 'kpc-abcdef-0123456789ab', 'a'];

let folder: string;
let contract: Contract;
let reference: ReferenceServer;
let direct: KeyPairClient;
let proxy: FaultyProxy;
let requests = 0;
/** Kills the run at the request of that number, and says whether it did. */
let kill: (count: number) => boolean = () => false;

const signal = AbortSignal.timeout(Math.max(600, SECONDS * 3) * 1_000);
const { regions } = testTarget();

async function inventory(): Promise<readonly string[]> {
  const all = await Promise.all(
    contract.rules.regions.map(async (region) =>
      (await inventoryOf(direct, contract, region, signal)).map(
        (pair) => `${region} ${pair.name} ${pair.id}`,
      ),
    ),
  );
  return all.flat().sort();
}

async function sweep(path: string): Promise<readonly string[]> {
  const { entries } = readLedger(path);
  const problems: string[] = [];
  for (const region of new Set(entries.map((entry) => entry.region))) {
    const own = entries.filter((entry) => entry.region === region);
    const swept = await sweepRegion({ client: direct, contract, signal, consistencyMs: 0 }, region, own);
    problems.push(...swept.problems);
  }
  return problems;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-kill-'));
  contract = await readContract('aws-ec2');
  reference = await startReference();
  direct = createEc2Client(testTarget({ endpoint: `${reference.url}/` }));
  proxy = await startFaultyProxy(reference.url, () => {
    requests += 1;
    // The process is gone before its request is answered; every second one of these requests still has its effect.
    return kill(requests) && requests % 2 === 0 ? { kind: 'reset-before' } : { kind: 'none' };
  });
  for (const name of STRANGERS) {
    await direct.call(
      { operation: 'create', region: regions[0], parameters: { name, keyType: 'ed25519' } },
      { signal },
    );
  }
}, 60_000);

afterAll(async () => {
  await proxy.close();
  await direct.close();
  await reference.close();
  rmSync(folder, { recursive: true });
});

/** Numbers from 0 to 1 that lie evenly however many are taken (van der Corput, base 2). */
function evenly(index: number): number {
  return [...index.toString(2)]
    .reverse()
    .reduce((sum, digit, place) => sum + Number(digit) / 2 ** (place + 1), 0);
}

function command(ledger: string): readonly string[] {
  return ['run', proxy.url, '--no-out', '--quiet', '--ledger', ledger, ...FLOWS];
}

it('a run that ends leaves nothing, and its ledger has nothing open', async () => {
  const before = await inventory();
  const path = join(folder, 'whole.ndjson');
  const { exitCode, stderr, stdout } = await runCli(command(path), { cwd: folder });
  // Some of the quota cannot be judged by a probe; what counts is that nothing was left behind.
  expect([0, 3], stdout + stderr).toContain(exitCode);
  expect(await inventory()).toEqual(before);
  const { entries } = readLedger(path);
  expect(entries.length).toBeGreaterThan(50);
  expect(entries.filter(isOpen)).toEqual([]);
}, 300_000);

it(
  'a run that is killed at any step leaves only what its ledger lists, and a sweep restores the inventory',
  async () => {
    const before = await inventory();
    const whole = requests;
    const until = Date.now() + SECONDS * 1_000;
    let leftovers = 0;
    for (let point = 1; point <= LEAST_POINTS || Date.now() < until; point += 1) {
      const path = join(folder, `killed-${point}.ndjson`);
      const killAt = requests + 1 + Math.floor(evenly(point) * (whole - 2));
      const run = startCli(command(path), { cwd: folder });
      kill = (count) => {
        if (count !== killAt) return false;
        run.child.kill('SIGKILL');
        return true;
      };
      await run.result;
      await proxy.idle();
      kill = () => false;
      requests = Math.max(requests, killAt);
      const after = await inventory();
      leftovers += after.length - before.length;
      const place = `killed at request ${killAt} (point ${point})`;
      expect(await sweep(path), place).toEqual([]);
      expect(await inventory(), place).toEqual(before);
      expect(await sweep(path), `${place}, swept twice`).toEqual([]);
    }
    // A kill that never leaves anything would prove nothing.
    expect(leftovers).toBeGreaterThan(0);
  },
  Math.max(300_000, SECONDS * 3_000),
);

it('the verb sweeps by the ledger alone, says so, and leaves the key pairs of others', async () => {
  const before = await inventory();
  const path = join(folder, 'verb.ndjson');
  const run = startCli(command(path), { cwd: folder });
  const last = requests + 150;
  kill = (count) => count === last && run.child.kill('SIGKILL');
  await run.result;
  await proxy.idle();
  kill = () => false;
  const swept = await runCli(['sweep', '--ledger', path, reference.url], { cwd: folder });
  expect(swept.exitCode, swept.stdout + swept.stderr).toBe(0);
  expect(await inventory()).toEqual(before);
  const again = await runCli(['sweep', '--ledger', path], { cwd: folder });
  expect(again).toMatchObject({ exitCode: 0, stdout: 'the ledger lists nothing that may still exist\n' });
}, 300_000);

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLedger } from '../../runner/ledger/read.ts';
import { sweepRegion } from '../../runner/ledger/sweep.ts';
import { inventoryOf } from '../../runner/ownership/inventory.ts';
import { readContract } from '../../specs/compiled.ts';
import { startFaultyProxy } from '../../targets/faulty-proxy.ts';
import { clientFor, startReferenceOf } from '../../targets/providers.ts';
import { testTarget } from '../../targets/testing/target.ts';
import { type RunningCli, startCli } from './run-cli.ts';

/**
 * Every way to make a key pair, by provider: create, import, all clients, bursts, short and long names, a few dozen at
 * once. A burst of creates is left out where each of them is a search for primes.
 */
const FLOWS: ReadonlyMap<string, string> = new Map([
  ['aws-ec2', 'lifecycle.*,duplicate.*,quota.*,name.import.length-*'],
  ['alibaba-ecs', 'lifecycle.*,duplicate.import.*,quota.*,name.import.length-*'],
]);
const CHOICES = ['--quota', 'probe', '--runs', '2', '--seed', '7'];

/** Key pairs of others, one of which looks as if a run had made it. */
const STRANGERS = ['production', 'kpc-abcdef-0123456789ab', 'ab'];

/** A reference behind a proxy that can end the run that asks it, between any two of its steps. */
export interface Killable {
  readonly folder: string;
  /** Address that reaches the reference whatever happens to the proxy. */
  readonly direct: string;
  /** Requests of the run that was started last. */
  requests(): number;
  /** A run of every creating flow, or of some, that writes a ledger; killed at its n-th request if asked. */
  start(
    ledger: string,
    options?: { readonly killAt?: number; readonly only?: string; readonly choices?: readonly string[] },
  ): RunningCli;
  /** Resolves when the reference has done everything that reached it. */
  idle(): Promise<void>;
  /** Region, name and id of every key pair. */
  inventory(): Promise<readonly string[]>;
  /** Sweeps by a ledger and returns what could not be done. */
  sweep(ledger: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Starts the reference of a provider, with key pairs of others in it. */
export async function startKillable(provider: string): Promise<Killable> {
  const folder = mkdtempSync(join(tmpdir(), 'cli-kill-'));
  const contract = await readContract(provider);
  const reference = await startReferenceOf(provider);
  const { regions } = contract.rules;
  const target = testTarget({ provider, endpoint: `${reference.url}/`, regions });
  const client = await clientFor(target);
  const { signal } = new AbortController();
  let requests = 0;
  let kill: (count: number) => boolean = () => false;
  const proxy = await startFaultyProxy(reference.url, () => {
    requests += 1;
    // The process is gone before its request is answered; every second one of these requests still has its effect.
    return kill(requests) && requests % 2 === 0 ? { kind: 'reset-before' } : { kind: 'none' };
  });
  for (const name of STRANGERS) {
    await client.call({ operation: 'create', region: regions[0], parameters: { name } }, { signal });
  }
  return {
    folder,
    direct: reference.url,
    requests: () => requests,
    start(ledger, { killAt, only = FLOWS.get(provider) ?? '*', choices = [] } = {}) {
      requests = 0;
      const words = ['run', proxy.url, '--provider', provider, '--no-out', '--quiet', '--ledger', ledger];
      const run = startCli([...words, '--only', only, ...CHOICES, ...choices], { cwd: folder });
      kill = (count) => count === killAt && run.child.kill('SIGKILL');
      return run;
    },
    idle: () => proxy.idle(),
    async inventory() {
      const all = await Promise.all(
        regions.map(async (region) =>
          (await inventoryOf({ client, contract, signal }, region)).map(
            ({ name, id }) => `${region} ${name} ${id}`,
          ),
        ),
      );
      return all.flat().sort();
    },
    async sweep(ledger) {
      const { entries } = readLedger(ledger);
      const problems: string[] = [];
      for (const region of new Set(entries.map((entry) => entry.region))) {
        const own = entries.filter((entry) => entry.region === region);
        const swept = await sweepRegion({ client, contract, signal, consistencyMs: 0 }, region, own);
        problems.push(...swept.problems);
      }
      return problems;
    },
    async close() {
      await proxy.close();
      await client.close();
      await reference.close();
      rmSync(folder, { recursive: true });
    },
  };
}

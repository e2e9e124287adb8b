import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { provesItself } from '../../runner/ledger/ownership.ts';
import { isOpen, readLedger } from '../../runner/ledger/read.ts';
import { sweepRegion } from '../../runner/ledger/sweep.ts';
import { pairInWords } from '../../runner/ownership/claims.ts';
import { inventoryOf } from '../../runner/ownership/inventory.ts';
import { readContract } from '../../specs/compiled.ts';
import { startFaultyProxy } from '../../targets/faulty-proxy.ts';
import { clientFor, startReferenceOf } from '../../targets/providers.ts';
import { testTarget } from '../../targets/testing/target.ts';
import { type CliResult, type RunningCli, runCli, startCli } from './run-cli.ts';

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
  /** Path of a ledger that is not there: a test that is tried again must not find what the first attempt wrote. */
  ledger(name: string): string;
  /** Address that reaches the reference whatever happens to the proxy. */
  readonly direct: string;
  /** Requests of the run that was started last. */
  requests(): number;
  /** A run of every creating flow, or of some, that writes a ledger; killed at its n-th request if asked. */
  start(
    ledger: string,
    options?: {
      readonly killAt?: number;
      readonly only?: string;
      readonly choices?: readonly string[];
      /** A recording, of all that it may record unless specified, in the place of a run. */
      readonly recording?: true;
    },
  ): RunningCli;
  /** Resolves when the reference has done everything that reached it. */
  idle(): Promise<void>;
  /** Ends every run that is still going on, as a test that failed leaves it. */
  settle(): Promise<void>;
  /** Every key pair in words. */
  inventory(): Promise<readonly string[]>;
  /**
   * Sweeps by a ledger and compares: what others have is there, and what else is there is exactly what the sweep says it
   * left alone, of calls whose end the ledger does not know, under names that do not prove themselves.
   * @returns what was left alone
   * @throws AssertionError when it is otherwise
   */
  sweep(ledger: string, before: readonly string[], place: string): Promise<readonly string[]>;
  /** The same by the command, whose exit code is 5 exactly when something was left alone, else 0; with what it printed. */
  sweepByCommand(
    ledger: string,
    before: readonly string[],
  ): Promise<CliResult & { readonly left: readonly string[] }>;
  close(): Promise<void>;
}

/** Starts the reference of a provider, with key pairs of others in it. */
export async function startKillable(provider: string): Promise<Killable> {
  const folder = mkdtempSync(join(tmpdir(), 'cli-kill-'));
  const contract = await readContract(provider);
  const reference = await startReferenceOf(provider);
  const { regions } = contract.rules;
  // A search for primes, on a busy machine.
  const timeouts = { connectMs: 60_000, requestMs: 120_000, checkMs: 120_000 };
  const target = testTarget({ provider, endpoint: `${reference.url}/`, regions, timeouts });
  const client = await clientFor(target);
  const { signal } = new AbortController();
  let requests = 0;
  let kill: (count: number) => boolean = () => false;
  const going = new Set<RunningCli>();
  const proxy = await startFaultyProxy(reference.url, () => {
    requests += 1;
    // The process is gone before its request is answered; every second one of these requests still has its effect.
    return kill(requests) && requests % 2 === 0 ? { kind: 'reset-before' } : { kind: 'none' };
  });
  for (const name of STRANGERS) {
    await client.call({ operation: 'create', region: regions[0], parameters: { name } }, { signal });
  }
  const inventory = async (): Promise<readonly string[]> => {
    const all = await Promise.all(
      regions.map(async (region) =>
        (await inventoryOf({ client, contract, signal }, region)).map((pair) => pairInWords(pair, region)),
      ),
    );
    return all.flat().sort();
  };
  const demandSwept = async (
    ledger: string,
    before: readonly string[],
    problems: readonly string[],
    place: string,
  ): Promise<readonly string[]> => {
    const after = await inventory();
    const extra = after.filter((pair) => !before.includes(pair));
    const told = [...before, ...extra].sort();
    expect(after, `${place}: what others have is there`).toEqual(told);
    const named = extra.filter((pair) =>
      problems.some((text) => text.startsWith(`${pair} was left alone: `)),
    );
    expect(named, `${place}: what is there is told\n${problems.join('\n')}`).toEqual(extra);
    expect(problems, `${place}: nothing else is told`).toHaveLength(extra.length);
    const open = readLedger(ledger).entries.filter(
      (entry) => isOpen(entry) && entry.names.some((name) => !provesItself(name, entry)),
    );
    const unproved = open.flatMap(({ names, region }) =>
      names.map((name) => `key pair ${name} in ${region}`),
    );
    for (const pair of extra) expect(unproved, place).toContain(pair.replace(/ \([^ ]*\) in /, ' in '));
    return extra;
  };
  return {
    folder,
    ledger: (name) => join(mkdtempSync(join(folder, 'ledger-')), name),
    direct: reference.url,
    requests: () => requests,
    start(ledger, { killAt, recording, only, choices = [] } = {}) {
      requests = 0;
      const at = [proxy.url, '--provider', provider, '--ledger', ledger];
      const flows = ['--only', only ?? FLOWS.get(provider) ?? '*'];
      const words = recording
        ? ['record', ...at, '--yes', '--out', `${ledger}.gz`, ...(only === undefined ? [] : flows)]
        : ['run', ...at, '--no-out', '--quiet', ...flows, ...CHOICES];
      const run = startCli([...words, ...choices], { cwd: folder });
      kill = (count) => count === killAt && run.child.kill('SIGKILL');
      going.add(run);
      void run.result.finally(() => going.delete(run));
      return run;
    },
    idle: () => proxy.idle(),
    async settle() {
      for (const { child } of going) child.kill('SIGKILL');
      await Promise.all([...going].map(({ result }) => result));
      await proxy.idle();
    },
    inventory,
    async sweepByCommand(ledger, before) {
      const result = await runCli(['sweep', '--ledger', ledger, reference.url], { cwd: folder });
      const all = result.stdout + result.stderr;
      const problems = result.stdout.split('\n').flatMap((line) => /^NOT DONE: (.*)$/.exec(line)?.[1] ?? []);
      const left = await demandSwept(ledger, before, problems, all);
      expect(result.exitCode, all).toBe(left.length > 0 ? 5 : 0);
      return { ...result, left };
    },
    async sweep(ledger, before, place) {
      const { entries } = readLedger(ledger);
      const problems: string[] = [];
      for (const region of new Set(entries.map((entry) => entry.region))) {
        const own = entries.filter((entry) => entry.region === region);
        const swept = await sweepRegion({ client, contract, signal, consistencyMs: 0 }, region, own);
        problems.push(...swept.problems);
      }
      return demandSwept(ledger, before, problems, place);
    },
    async close() {
      await proxy.close();
      await client.close();
      await reference.close();
      rmSync(folder, { recursive: true });
    },
  };
}

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../reports/report.ts';
import { isOpen, readLedger } from '../runner/ledger/read.ts';
import { pairInWords } from '../runner/ownership/claims.ts';
import { inventoryOf } from '../runner/ownership/inventory.ts';
import { readContract } from '../specs/compiled.ts';
import { findParameter } from '../specs/constraints.ts';
import type { Contract } from '../specs/contract.ts';
import { Random } from '../suites/random.ts';
import { startFaultyProxy } from '../targets/faulty-proxy.ts';
import { clientFor, startReferenceOf } from '../targets/providers.ts';
import type { KeyPairCall, KeyPairClient } from '../targets/target.ts';
import { testTarget } from '../targets/testing/target.ts';
import { builtMain } from './testing/built.ts';
import { type RunningCli, startCli } from './testing/run-cli.ts';

const PREFIX = 'team-';
const VICTIMS = 40;
/** Short names, deletes in every way, duplicates, and names without the prefix of the run; few creates, because each may be a search for primes. */
const ONLY =
  'client.describe.alike,name.import.length-*,delete.*,lifecycle.import.*,duplicate.import*after-create';
const CHOICES: readonly string[] = [
  ...['--only', ONLY, '--quota', 'skip', '--client', 'wire', '--runs', '2', '--seed', '7', '--quiet'],
  ...['--timeout', '120000', '--name-prefix', PREFIX],
];

/** Names of others: of every length that the provider takes, some with the fixed beginning of the run's names. */
function namesOfOthers(contract: Contract): readonly string[] {
  const { maxLength: maximum = 255, minLength: minimum = 1 } =
    findParameter(contract, 'import', 'name')?.schema ?? {};
  const random = new Random(1, 'victims');
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const names = new Set([
    'a'.repeat(minimum),
    'z'.repeat(minimum),
    'prod',
    `${PREFIX}prod`,
    `${PREFIX}k3v9x2m4q7-0123456789ab`,
  ]);
  names.add('l'.repeat(maximum));
  for (let index = 0; names.size < VICTIMS; index += 1)
    names.add(
      random.text(index < 20 ? minimum + Math.floor(index / 8) : random.integer(minimum, maximum), letters),
    );
  return [...names];
}

/** An adapter whose store is the server that others have their key pairs on: it hands every call on to this address. */
const adapterOf = (bridge: string): string => `
  export default {
    name: 'bridge',
    client: {
      async call(call) {
        const body = JSON.stringify({ operation: call.operation, region: call.region, parameters: call.parameters });
        return (await fetch('${bridge}', { method: 'POST', body })).json();
      },
    },
  };
`;

beforeAll(() => void builtMain(), 300_000);

describe.each([['aws-ec2'], ['alibaba-ecs']])('40 key pairs of others on a correct %s', (provider) => {
  let contract: Contract;
  let client: KeyPairClient;
  let folder: string;
  let url: string;
  let before: readonly string[];
  /** Kills the run at its next request once it has made something. */
  let kill: (asked: string) => boolean = () => false;
  const closers: (() => Promise<void>)[] = [];
  const { signal } = new AbortController();

  const inventory = async (): Promise<readonly string[]> => {
    const [region] = contract.rules.regions;
    const pairs = await inventoryOf({ client, contract, signal }, region);
    return pairs.map((pair) => pairInWords(pair, region)).sort();
  };
  const start = (...more: readonly string[]): RunningCli =>
    startCli(['run', url, '--provider', provider, ...CHOICES, ...more], { cwd: folder });
  /** Carries out what the adapter hands on, in the words of the protocol. */
  const answer = async (call: KeyPairCall): Promise<object> => {
    const outcome = await client.call(call, { signal });
    if (outcome.kind === 'unreadable') throw new Error(outcome.reason);
    const { kind, exchange: _, ...rest } = outcome;
    return { type: kind === 'accepted' ? 'result' : 'error', ...rest };
  };
  const startBridge = async (): Promise<string> => {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const call = JSON.parse(Buffer.concat(chunks).toString()) as KeyPairCall;
        void answer(call).then((said) => response.end(JSON.stringify(said)));
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    closers.push(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    );
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };
  /** What the reports of these folders say was left. */
  const toldIn = (...outs: readonly string[]): readonly string[] =>
    outs
      .flatMap(
        (out) => (JSON.parse(readFileSync(join(folder, out, 'report.json'), 'utf8')) as Report).cleanup,
      )
      .map(({ what }) => what);

  /** What the report of a folder says failed: a failure on a correct server is a false alarm, whose name has to be told. */
  const failedIn = (out: string): readonly string[] =>
    (JSON.parse(readFileSync(join(folder, out, 'report.json'), 'utf8')) as Report).results
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ requirement, findings }) => `${requirement}: ${JSON.stringify(findings).slice(0, 2_000)}`);

  beforeAll(async () => {
    contract = await readContract(provider);
    folder = mkdtempSync(join(tmpdir(), 'cli-victims-'));
    const reference = await startReferenceOf(provider);
    const proxy = await startFaultyProxy(reference.url, ({ body, target }) =>
      kill(`${target} ${body}`) ? { kind: 'reset-before' } : { kind: 'none' },
    );
    url = proxy.url;
    const { regions } = contract.rules;
    const timeouts = { connectMs: 60_000, requestMs: 120_000, checkMs: 120_000 };
    client = await clientFor(testTarget({ provider, endpoint: `${reference.url}/`, regions, timeouts }));
    closers.push(
      () => proxy.close(),
      () => client.close(),
      () => reference.close(),
    );
    for (const name of namesOfOthers(contract)) {
      const call = { operation: 'create', region: regions[0], parameters: { name } } as const;
      expect((await client.call(call, { signal })).kind, name).toBe('accepted');
    }
    before = await inventory();
    expect(before).toHaveLength(VICTIMS);
  }, 300_000);
  afterAll(async () => {
    for (const close of closers) await close();
    rmSync(folder, { recursive: true });
  });

  it('live through a default run, which is conformant and leaves nothing', async () => {
    const words = [
      'run',
      url,
      '--provider',
      provider,
      '--name-prefix',
      PREFIX,
      '--quiet',
      '--out',
      'default',
    ];
    const { exitCode, stderr, stdout } = await startCli(words, { cwd: folder }).result;
    expect([exitCode, stdout], stderr).toEqual([0, expect.stringMatching(/^CONFORMANT {2}/m)]);
    expect(await inventory(), stdout + stderr).toEqual(before);
    expect(toldIn('default')).toEqual([]);
  }, 1_200_000);

  // Known and to be mended: about once in ten runs of Alibaba Cloud one requirement fails here, on a correct server.
  it('live through a run with a ledger, which is conformant and leaves nothing', {
    retry: 1,
    timeout: 300_000,
  }, async () => {
    const { exitCode, stderr, stdout } = await start('--out', 'ledger', '--ledger', 'whole.ndjson').result;
    expect(failedIn('ledger')).toEqual([]);
    expect(exitCode, stdout + stderr).toBe(0);
    expect(await inventory(), stdout + stderr).toEqual(before);
  });

  it('live through a run by an adapter, which leaves nothing', async () => {
    writeFileSync(join(folder, 'bridge.mjs'), adapterOf(await startBridge()));
    const words = ['run', '--adapter', './bridge.mjs', '--provider', provider, ...CHOICES];
    const { exitCode, stderr, stdout } = await startCli(
      [...words.filter((word) => !['--client', 'wire'].includes(word)), '--out', 'adapter'],
      { cwd: folder },
    ).result;
    const report = JSON.parse(readFileSync(join(folder, 'adapter', 'report.json'), 'utf8')) as Report;
    expect([exitCode, report.cleanup], stdout + stderr).toEqual([0, []]);
    expect(report.summary.verdicts.pass).toBeGreaterThan(5);
    expect(await inventory()).toEqual(before);
  }, 300_000);

  it('live through two runs with one seed at once, which leave nothing that they do not tell', async () => {
    const ended = await Promise.all(['one', 'two'].map((out) => start('--out', out).result));
    for (const { exitCode, stdout, stderr } of ended) expect(exitCode, stdout + stderr).toBe(0);
    expect(await inventory()).toEqual([...before, ...toldIn('one', 'two')].sort());
    expect(readdirSync(folder)).toContain('two');
  }, 300_000);

  it('live through kill -9 and a sweep', async () => {
    const killed = start('--ledger', 'killed.ndjson', '--no-out');
    let imports = 0;
    kill = (asked) => {
      // By its material: the action of Alibaba Cloud stands in a header.
      imports += /PublicKey(?:Material|Body)=/.test(asked) ? 1 : 0;
      return imports > 12 && killed.child.kill('SIGKILL');
    };
    await killed.result;
    kill = () => false;
    // In the middle: somewhere between its first create and its last, with one that nobody knows the end of.
    expect([killed.child.signalCode, imports]).toEqual(['SIGKILL', expect.toSatisfy((count) => count > 12)]);
    const { entries } = readLedger(join(folder, 'killed.ndjson'));
    expect(entries.filter(isOpen).length).toBeGreaterThan(0);
    expect(entries.some(({ removed }) => removed)).toBe(true);
    const words = ['sweep', url, '--provider', provider, '--ledger', 'killed.ndjson'];
    const { exitCode, stdout, stderr } = await startCli(words, { cwd: folder }).result;
    const after = await inventory();
    expect(exitCode, stdout + stderr).toBe(after.length > before.length ? 5 : 0);
    expect(after.filter((pair) => before.includes(pair))).toEqual(before);
    for (const pair of after.filter((one) => !before.includes(one))) {
      expect(stdout).toContain(`NOT DONE: ${pair} was left alone`);
      expect(pair, 'nothing but a name too short for any proof is left').toMatch(/^key pair \S{1,14} /);
    }
  }, 300_000);
});

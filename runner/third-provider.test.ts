import { afterEach, expect, test } from 'vitest';
import type { Contract } from '../specs/contract.ts';
import { SPECS_FOLDER } from '../specs/folders.ts';
import { loadContract } from '../specs/load.ts';
import { SUITES } from '../suites/index.ts';
import { bindChecks } from './plan.ts';
import { run } from './run.ts';
import { fakeTarget } from './testing/fakes.ts';
import { createThirdProviderClient } from './testing/third-provider/client.ts';
import { type Print, startThirdProvider, type ThirdProviderServer } from './testing/third-provider/server.ts';

const FOLDER = new URL('testing/third-provider', SPECS_FOLDER);

let server: ThirdProviderServer | undefined;
afterEach(async () => {
  await server?.close();
});

/** Judges the made-up provider with all suites; verdicts by requirement. */
async function judge(contract: Contract, print?: Print): Promise<ReadonlyMap<string, string>> {
  server = await startThirdProvider(print);
  const target = fakeTarget({
    provider: contract.provider,
    endpoint: server.url,
    regions: contract.rules.regions,
    maxBodyBytes: 1_048_576,
    timeouts: { connectMs: 2000, requestMs: 5000, checkMs: 30_000 },
  });
  const client = createThirdProviderClient(target);
  const checks = bindChecks(contract, SUITES);
  const verdicts = new Map<string, string>();
  const events = run({
    checks,
    selected: checks.map(({ requirement }) => requirement.id),
    contract,
    target,
    clients: [client],
    seed: 7,
    reading: 'observed',
    quota: 'full',
    runs: 5,
    signal: new AbortController().signal,
    tool: { name: 'test', version: '0' },
    selection: {},
    reproduce: () => ({}),
  });
  for await (const event of events) {
    if (event.type !== 'check-finished') continue;
    const reasons = new Set(event.findings.map(({ summary }) => summary));
    verdicts.set(event.requirement, [event.verdict, ...reasons].join(': '));
  }
  await client.close();
  return verdicts;
}

test('a third provider is a folder of data and a client: it runs through the suites as they are', async () => {
  const contract = await loadContract(FOLDER, { completeness: true });
  const verdicts = await judge(contract);
  expect([...verdicts].filter(([, verdict]) => verdict !== 'pass')).toEqual([]);
  expect(verdicts.size).toBe(contract.requirements.length);
  expect(verdicts.size).toBeGreaterThanOrEqual(60);
}, 60_000);

test('and a fault of it is found', async () => {
  const contract = await loadContract(FOLDER);
  const verdicts = await judge(contract, (spki) => spki.toString('base64').slice(0, 43));
  expect([...verdicts].filter(([, verdict]) => verdict !== 'pass')).toEqual([
    ['fingerprint.create.digest', 'fail: makeKey returns the wrong fingerprint'],
    ['fingerprint.import.digest', 'fail: loadKey returns the wrong fingerprint'],
  ]);
}, 60_000);

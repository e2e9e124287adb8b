import { afterEach, expect, test } from 'vitest';
import type { Contract } from '../specs/contract.ts';
import { SPECS_FOLDER } from '../specs/folders.ts';
import { loadContract } from '../specs/load.ts';
import { SUITES } from '../suites/index.ts';
import { bindChecks, type Selection, selectChecks } from './plan.ts';
import { run } from './run.ts';
import { fakeTarget } from './testing/fakes.ts';
import { createThirdProviderClient } from './testing/third-provider/client.ts';
import { type Rules, startThirdProvider, type ThirdProviderServer } from './testing/third-provider/server.ts';

const FOLDER = new URL('testing/third-provider', SPECS_FOLDER);

let server: ThirdProviderServer | undefined;
afterEach(async () => {
  await server?.close();
});

/** Judges the made-up provider with all suites; verdicts by requirement. */
async function judge(
  contract: Contract,
  fault?: Partial<Rules>,
  selection: Selection = {},
): Promise<ReadonlyMap<string, string>> {
  server = await startThirdProvider(fault);
  const target = fakeTarget({
    provider: contract.provider,
    endpoint: server.url,
    regions: contract.rules.regions,
    maxBodyBytes: 1_048_576,
    timeouts: { connectMs: 20_000, requestMs: 20_000, checkMs: 100_000 },
  });
  const client = createThirdProviderClient(target);
  const checks = bindChecks(contract, SUITES);
  const verdicts = new Map<string, string>();
  const events = run({
    checks,
    selected: selectChecks(checks, selection, contract),
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
}, 120_000);

/** Faults of the server, each with the requirements that must detect it. */
const FAULTS: readonly (readonly [name: string, fault: Partial<Rules>, detectedBy: readonly string[]])[] = [
  [
    'a fingerprint of something else',
    { print: (spki) => spki.toString('base64').slice(0, 43) },
    ['fingerprint.create.digest', 'fingerprint.import.digest'],
  ],
  [
    'labels of 26 characters',
    { label: /^[A-Za-z0-9_]{3,26}$/ },
    ['name.create.length-26', 'name.import.length-26'],
  ],
  [
    'no underscore in a label',
    { label: /^[A-Za-z0-9]{3,25}$/ },
    ['lifecycle.create.works', 'lifecycle.import.works'],
  ],
  [
    'labels with a hyphen inside',
    { label: /^[A-Za-z0-9_]{3,25}$|^[A-Za-z0-9_]{3,}-[A-Za-z0-9_]+$/ },
    ['name.create.hyphen', 'name.import.hyphen'],
  ],
  [
    'another fingerprint in the third life of a label',
    { kept: (key, life) => (life === 3 ? { ...key, print: key.print.replace(/^./, '+') } : key) },
    ['history.delete.leaves-no-trace'],
  ],
  [
    'a drop of several ids that takes the first only',
    { dropped: (keys, [first]) => keys.filter(({ key }) => key === first) },
    ['delete.several', 'delete.one-of-several-unknown'],
  ],
  [
    'a drop that looks at the first characters of an id',
    {
      dropped: (keys, ids) => {
        const found = keys.filter(({ key }) => ids.some((id) => id.startsWith(key.slice(0, -1))));
        return found.length === ids.length ? found : [];
      },
    },
    ['delete.unknown', 'delete.one-of-several-unknown'],
  ],
  [
    'an offset of pages that is one too large',
    { page: (keys, skip, limit) => keys.slice(skip === 0 ? 0 : skip + 1).slice(0, limit) },
    ['paging.describe.every-key'],
  ],
  [
    'one region for all',
    { region: () => 'all' },
    ['isolation.create.same-name', 'isolation.import.same-name'],
  ],
  ['a region for 199 keys', { mostKeys: 199 }, ['quota.import.below-limit']],
  [
    'refusals under another status',
    { refusedStatus: 400 },
    ['duplicate.create.after-import', 'delete.unknown', 'describe.unknown', 'name.create.hyphen'],
  ],
];

test.each(FAULTS)(
  '%s is detected',
  async (_, fault, detectedBy) => {
    const contract = await loadContract(FOLDER);
    const verdicts = await judge(contract, fault, { only: detectedBy });
    const failed = [...verdicts].filter(([, verdict]) => verdict.startsWith('fail')).map(([id]) => id);
    expect(failed).toEqual(expect.arrayContaining([...detectedBy]));
  },
  120_000,
);

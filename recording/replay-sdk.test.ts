import nock from 'nock';
import { afterAll, describe, expect, it } from 'vitest';
import { bindChecks } from '../runner/plan.ts';
import { runOptions } from '../runner/run-options.ts';
import { readContract } from '../specs/compiled.ts';
import { SUITES } from '../suites/index.ts';
import { DEFAULT_CREDENTIALS } from '../targets/config/config.ts';
import { openClients, providerOf, startReferenceOf } from '../targets/providers.ts';
import type { KeyPairClient, Outcome } from '../targets/target.ts';
import { testTarget } from '../targets/testing/target.ts';
import type { BundleExchange } from './bundle.ts';
import { responseReader } from './reader.ts';
import { record } from './record.ts';
import { Sanitizer } from './sanitize.ts';

const HOST = 'http://service.replay.test';

/** Requirements whose requests every SDK can send. */
const ONLY: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'aws-ec2',
    [
      'lifecycle.*.works',
      'duplicate.create-after-import',
      'name.create.length-256',
      'key-type-format.create.ed25519-ppk',
      'describe.describe.public-key-created',
    ],
  ],
  [
    'alibaba-ecs',
    [
      'lifecycle.*.works',
      'duplicate.create.after-import',
      'name.create.leading-digit',
      'key-material.create.*',
    ],
  ],
]);

afterAll(() => {
  nock.cleanAll();
  nock.enableNetConnect();
  nock.restore();
});

async function recorded(provider: string): Promise<readonly BundleExchange[]> {
  const contract = await readContract(provider);
  const reference = await startReferenceOf(provider);
  const target = {
    ...testTarget({ provider, endpoint: `${reference.url}/`, regions: contract.rules.regions }),
    concurrency: 1,
  };
  const clients = await openClients(target, ['wire']);
  const checks = bindChecks(contract, SUITES);
  const only =
    ONLY.get(provider)?.filter((one) => checks.some(({ requirement }) => fits(one, requirement.id))) ?? [];
  const exchanges: BundleExchange[] = [];
  try {
    await record(
      runOptions({ checks, select: { only }, contract, target, clients, seed: 1, quota: 'skip', runs: 1 }),
      new Sanitizer({ credentials: DEFAULT_CREDENTIALS }),
      { add: (line) => void (line.type === 'exchange' && exchanges.push(line)) },
    );
  } finally {
    for (const client of clients) await client.close();
    await reference.close();
  }
  return exchanges;
}

function fits(pattern: string, id: string): boolean {
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(id);
}

/** What both clients can read of a response. */
function valuesOf(outcome: Outcome): object {
  const { kind, status } = outcome;
  if (outcome.kind === 'refused')
    return { kind, status, code: outcome.code, message: outcome.message, requestId: outcome.requestId };
  if (outcome.kind === 'unreadable') return { kind, status };
  const keyPairs = outcome.keyPairs.map(
    ({ name, id, fingerprint, keyType, privateKey, publicKey, tags }) => ({
      ...{ name, id, fingerprint, keyType, privateKey, publicKey },
      tags: tags ?? [],
    }),
  );
  return { kind, status, requestId: outcome.requestId, keyPairs };
}

describe.each([...ONLY.keys()])('recorded responses of %s', (provider) => {
  it('are read by the SDK as they were read when they were recorded', async () => {
    const exchanges = await recorded(provider);
    const read = await responseReader(provider);
    nock.disableNetConnect();
    const open = providerOf(provider)?.openSdk;
    const sdk = (await open?.(
      testTarget({
        provider,
        endpoint: `${HOST}/`,
        timeouts: { connectMs: 5_000, requestMs: 20_000, checkMs: 60_000 },
      }),
    )) as KeyPairClient;
    let compared = 0;
    try {
      for (const exchange of exchanges.filter(({ altered }) => altered !== true)) {
        const { operation, region, parameters, response } = exchange;
        const headers = Object.fromEntries(
          response.headers.filter(([name]) => !/^(connection|transfer-encoding|content-length)$/i.test(name)),
        );
        nock(HOST)
          .persist(false)
          .intercept(/.*/, exchange.request.method === 'GET' ? 'GET' : 'POST')
          .reply(response.status, response.body, headers);
        const outcome = await sdk.call(
          { operation, region, parameters },
          { signal: AbortSignal.timeout(20_000) },
        );
        expect(valuesOf(outcome)).toEqual(valuesOf(read(exchange)));
        nock.cleanAll();
        compared += 1;
      }
    } finally {
      await sdk.close();
      nock.enableNetConnect();
    }
    expect(compared).toBeGreaterThan(10);
  }, 180_000);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { type KeyPairClient, TransportError, UnsupportedByClient } from '../../target.ts';
import { type Loopback, listenHttp } from '../../testing/loopback.ts';
import { withEcsBehaviours } from '../reference/behaviours.ts';
import { startEcsReference } from '../reference/server.ts';
import { rsaLine } from '../reference/testing/keys.ts';
import { callOf, ecsTarget } from '../testing/ecs.ts';
import { createEcsClient } from './rpc.ts';
import { createEcsSdkClient } from './sdk.ts';
import { loadOpenApiSdk } from './sdk-package.ts';

/** The package is an optional peer; without it only what needs no SDK can be tested. */
const missing = ((): boolean => {
  try {
    loadOpenApiSdk();
    return false;
  } catch (error) {
    if (error instanceof UnsupportedByClient) return true;
    throw error;
  }
})();
const title = missing
  ? 'the official SDK (not installed: npm install @alicloud/openapi-core)'
  : 'the official SDK';

test('a missing package is told by name, at the first call', async () => {
  const absent = (id: string): never => {
    throw Object.assign(new Error(`Cannot find module '${id}'`), { code: 'MODULE_NOT_FOUND' });
  };
  const client = createEcsSdkClient(ecsTarget(), () => loadOpenApiSdk(absent));
  await expect(callOf(client, { operation: 'describe' })).rejects.toThrow(
    'the SDK is not installed; add it with: npm install @alicloud/openapi-core, or leave it out with --client wire',
  );
  await client.close();
});

describe.skipIf(missing)(title, () => {
  let server: ReferenceServer;
  let client: KeyPairClient;
  const extra: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    const target = ecsTarget();
    server = await startEcsReference({ verify: target.credentials });
    client = createEcsSdkClient({ ...target, endpoint: server.url });
  });
  afterAll(async () => {
    await client.close();
    await server.close();
    for (const one of extra) await one.close();
  });

  async function against(
    listener: Parameters<typeof listenHttp>[0],
    maxBodyBytes = 10_000,
  ): Promise<KeyPairClient> {
    const loopback: Loopback = await listenHttp(listener);
    const own = createEcsSdkClient(
      ecsTarget({
        endpoint: loopback.endpoint,
        maxBodyBytes,
        timeouts: { connectMs: 500, requestMs: 400, checkMs: 5_000 },
      }),
    );
    extra.push(own, loopback);
    return own;
  }

  test('goes through the life of a key pair, verified', async () => {
    const tags = [{ key: '中文 *', value: "it's (a) ~+/&=" }];
    const created = await callOf(client, { operation: 'create', parameters: { name: 'sdk', tags } });
    expect(created).toMatchObject({
      kind: 'accepted',
      status: 200,
      keyPairs: [{ name: 'sdk', privateKey: expect.stringContaining('BEGIN RSA PRIVATE KEY') }],
    });
    const lookUp = { names: ['sdk'], tags, includePublicKey: true };
    const described = await callOf(client, { operation: 'describe', parameters: lookUp });
    expect(described).toMatchObject({ totalCount: 1, keyPairs: [{ name: 'sdk', tags }] });
    const deleted = await callOf(client, { operation: 'delete', parameters: { names: ['sdk'] } });
    expect(deleted).toMatchObject({ kind: 'accepted', deleted: {} });
  });

  test('reads from its answer what the wire client reads from the same bytes', async () => {
    const wire = createEcsClient(ecsTarget({ endpoint: server.url }));
    const parameters = { name: 'same', material: rsaLine() };
    const calls = [
      { operation: 'import', parameters },
      { operation: 'import', parameters },
      { operation: 'describe', parameters: { includePublicKey: true } },
      { operation: 'delete', parameters: { name: 'same' } },
    ] as const;
    for (const call of calls) {
      const outcome = await callOf(client, call);
      expect(wire.read?.(outcome.exchange)).toEqual(outcome);
    }
    await wire.close();
  });

  test('keeps the exchange as it went over the wire', async () => {
    const { exchange } = await callOf(client, { operation: 'describe', parameters: { name: 'a b' } });
    expect(exchange).toMatchObject({ client: 'sdk', response: { status: 200 } });
    expect(exchange.request).toMatchObject({ method: 'POST', body: '' });
    expect(exchange.request.url).toContain(`${server.url}/?`);
    expect(exchange.request.url).toContain('KeyPairName=a%20b');
    expect(exchange.request.headers.map(([name]) => name.toLowerCase())).toContain('x-acs-signature-nonce');
    expect(JSON.parse(Buffer.from(exchange.response.body).toString())).toMatchObject({ TotalCount: 0 });
    expect(exchange.response.headers).toContainEqual(['content-type', 'application/json;charset=utf-8']);
  });

  test.each([
    ['a client error', 'create', { name: '1' }, 400, 'InvalidKeyPairName.Malformed'],
    [
      'an unknown resource group',
      'create',
      { name: 'ab', resourceGroup: 'rg' },
      404,
      'InvalidResourceGroup.NotFound',
    ],
  ] as const)('reads %s with code and status', async (_, operation, parameters, status, code) => {
    expect(await callOf(client, { operation, parameters })).toMatchObject({
      kind: 'refused',
      status,
      code,
      message: expect.stringMatching(/\.$/),
      requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    });
  });

  test('reads a server error and throttling, and tries neither twice', async () => {
    let asked = 0;
    const behaviours = withEcsBehaviours({
      protocol: {
        throttle: () => {
          asked += 1;
          return asked === 1
            ? { kind: 'refusal', status: 503, code: 'ServiceUnavailable', message: 'Busy.' }
            : { kind: 'refusal', status: 400, code: 'Throttling.User', message: 'Slow.' };
        },
      },
    });
    const busy = await startEcsReference({ behaviours });
    const own = createEcsSdkClient(ecsTarget({ endpoint: busy.url }));
    extra.push(own, busy);
    const outcomes = [
      await callOf(own, { operation: 'describe' }),
      await callOf(own, { operation: 'describe' }),
    ];
    expect(outcomes).toMatchObject([
      { kind: 'refused', status: 503, code: 'ServiceUnavailable', message: 'Busy.' },
      { kind: 'refused', status: 400, code: 'Throttling.User', message: 'Slow.' },
    ]);
    expect(asked).toBe(2);
  });

  test('carries a session token', async () => {
    const credentials = { ...ecsTarget().credentials, sessionToken: 'token' };
    const asking = await startEcsReference({ verify: credentials });
    const own = createEcsSdkClient(ecsTarget({ endpoint: asking.url, credentials }));
    extra.push(own, asking);
    expect(await callOf(own, { operation: 'describe' })).toMatchObject({ kind: 'accepted' });
  });

  test.each([
    ['text', 200, 'OK'],
    ['text with an error status', 500, 'Internal Server Error'],
    ['an array', 200, '[]'],
    ['an error without a code', 400, '{"Message":"no"}'],
    ['nothing', 200, ''],
  ])('finds an answer of %s unreadable', async (_, status, body) => {
    const own = await against((_request, response) => response.writeHead(status).end(body));
    expect(await callOf(own, { operation: 'describe' })).toMatchObject({ kind: 'unreadable', status });
  });

  test('turns a missing, slow or endless answer into a transport error', async () => {
    const hanging = await against(() => undefined);
    const endless = await against((_request, response) => response.end('x'.repeat(100_000)), 1_000);
    const broken = await against((_request, response) =>
      response.writeHead(200).write('x', () => response.destroy()),
    );
    const gone = createEcsSdkClient(ecsTarget({ endpoint: 'http://127.0.0.1:9/' }));
    extra.push(gone);
    const failures = await Promise.all(
      [hanging, endless, broken, gone].map((own) =>
        callOf(own, { operation: 'describe' }).catch((error: unknown) => error as TransportError),
      ),
    );
    expect(failures.map((failure) => ('code' in failure ? failure.code : failure.kind))).toEqual([
      'REQUEST_TIMEOUT',
      'BODY_TOO_LARGE',
      expect.stringMatching(/./),
      'ECONNREFUSED',
    ]);
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(TransportError);
      expect((failure as Error).message).not.toMatch(/Signature|KeyPair/);
    }
  });

  test('ends with its signal', async () => {
    const own = await against(() => undefined);
    const call = { operation: 'describe', region: 'cn-hangzhou', parameters: {} } as const;
    const failure = own.call(call, { signal: AbortSignal.timeout(50) });
    await expect(failure).rejects.toMatchObject({ name: 'TransportError', code: 'ABORTED' });
  });

  test('two calls at the same time do not mix their exchanges', async () => {
    const outcomes = await Promise.all(
      ['one', 'two', 'three'].map((name) => callOf(client, { operation: 'describe', parameters: { name } })),
    );
    expect(
      outcomes.map(({ exchange }) => new URL(exchange.request.url).searchParams.get('KeyPairName')),
    ).toEqual(['one', 'two', 'three']);
  });

  test('refuses what it cannot say', async () => {
    const altered = callOf(client, { operation: 'describe', wire: { method: 'GET' } });
    await expect(altered).rejects.toThrow(UnsupportedByClient);
    const dropped = callOf(client, {
      operation: 'create',
      parameters: { name: 'k', keyType: 'rsa', dryRun: true },
    });
    await expect(dropped).rejects.toThrow('the SDK has no keyType and no dryRun for create');
  });
});

import type { RequestListener } from 'node:http';
import process from 'node:process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CallParameters, KeyPairCall, Outcome, Target } from '../../target.ts';
import { type Loopback, listenHttp, listenTcp } from '../../testing/loopback.ts';
import { testTarget } from '../../testing/target.ts';
import { ec2Outcome } from './parse.ts';
import { createSdkClient } from './sdk.ts';
import { loadEc2Sdk } from './sdk-package.ts';

const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const DESCRIBED = `<DescribeKeyPairsResponse xmlns="${NAMESPACE}"><requestId>r-1</requestId><keySet><item><keyPairId>key-1</keyPairId><keyName>a &amp; b</keyName><keyType>rsa</keyType><publicKey>ssh-rsa AAAA a
</publicKey><createTime>2026-11-22T04:44:35.946Z</createTime><tagSet><item><key>k</key><value/></item></tagSet></item></keySet></DescribeKeyPairsResponse>`;
const REFUSED =
  '<Response><Errors><Error><Code>InvalidKeyPair.Duplicate</Code><Message>The keypair already exists</Message></Error></Errors><RequestID>r-2</RequestID></Response>';

let server: Loopback | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function call(
  operation: KeyPairCall['operation'],
  parameters: CallParameters,
  rest: Partial<Pick<KeyPairCall, 'wire' | 'region'>> = {},
  changes: Partial<Target> = {},
): Promise<Outcome> {
  const endpoint = server === undefined ? {} : { endpoint: server.endpoint };
  const client = createSdkClient(testTarget({ ...endpoint, ...changes }));
  try {
    return await client.call(
      { operation, parameters, region: 'eu-west-1', ...rest },
      { signal: AbortSignal.timeout(5_000) },
    );
  } finally {
    await client.close();
  }
}

async function answering(status: number, body: string, headers: Record<string, string> = {}): Promise<void> {
  server = await listenHttp((_, response) => {
    response.writeHead(status, { 'Content-Type': 'text/xml', ...headers }).end(body);
  });
}

describe('the SDK as a client', () => {
  it('returns what the SDK parsed and keeps the raw exchange beside it', async () => {
    await answering(200, DESCRIBED, { 'x-amzn-RequestId': 'r-1' });
    const outcome = await call('describe', { names: ['a & b'], includePublicKey: true });
    expect(outcome).toMatchObject({
      kind: 'accepted',
      status: 200,
      requestId: 'r-1',
      keyPairs: [
        {
          id: 'key-1',
          name: 'a & b',
          keyType: 'rsa',
          publicKey: 'ssh-rsa AAAA a\n',
          createdAt: '2026-11-22T04:44:35.946Z',
          tags: [{ key: 'k', value: '' }],
        },
      ],
    });
    const { request, response, client } = outcome.exchange;
    expect({ client, method: request.method, url: request.url }).toEqual({
      client: 'sdk',
      method: 'POST',
      url: server?.endpoint,
    });
    const sent = new URLSearchParams(request.body);
    expect([sent.get('Action'), sent.get('KeyName.1'), sent.get('IncludePublicKey')]).toEqual([
      'DescribeKeyPairs',
      'a & b',
      'true',
    ]);
    const authorization = request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
    expect(authorization).toMatch(/Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/ec2\/aws4_request/);
    expect(Buffer.from(response.body).toString()).toBe(DESCRIBED);
    expect(ec2Outcome(outcome.exchange).kind).toBe('accepted');
  });

  it('sends bytes as base64, tags, filters and ids under the names of the service', async () => {
    await answering(400, REFUSED);
    const material = Buffer.from([0, 255, 254, 43, 47]);
    const imported = await call('import', { name: 'n', material, tags: [{ key: 'k', value: 'v' }] });
    const sent = Object.fromEntries(new URLSearchParams(imported.exchange.request.body));
    expect(sent).toMatchObject({
      Action: 'ImportKeyPair',
      PublicKeyMaterial: material.toString('base64'),
      'TagSpecification.1.ResourceType': 'key-pair',
      'TagSpecification.1.Tag.1.Key': 'k',
      'TagSpecification.1.Tag.1.Value': 'v',
    });
    const described = await call('describe', {
      ids: ['key-1'],
      filters: [{ name: 'f', values: ['1', '2'] }],
    });
    expect(Object.fromEntries(new URLSearchParams(described.exchange.request.body))).toMatchObject({
      'KeyPairId.1': 'key-1',
      'Filter.1.Name': 'f',
      'Filter.1.Value.2': '2',
    });
  });

  it('reports a refusal with code, status and message, and the request id of the header', async () => {
    await answering(400, REFUSED, { 'x-amzn-RequestId': 'r-header' });
    expect(await call('create', { name: 'n' })).toMatchObject({
      kind: 'refused',
      status: 400,
      code: 'InvalidKeyPair.Duplicate',
      message: 'The keypair already exists',
      requestId: 'r-header',
    });
  });

  it.each([
    ['no XML', 200, 'all is well'],
    ['an error without a code', 500, '<html>oops</html>'],
  ])('is unreadable by %s', async (_, status, body) => {
    await answering(status, body);
    expect(await call('create', { name: 'n' })).toMatchObject({ kind: 'unreadable', status });
  });

  it('asks once, also after an error of the server', async () => {
    let hits = 0;
    server = await listenHttp((_, response) => {
      hits += 1;
      response
        .writeHead(503)
        .end('<Response><Errors><Error><Code>Unavailable</Code></Error></Errors></Response>');
    });
    expect(await call('create', { name: 'n' })).toMatchObject({ kind: 'refused', status: 503 });
    expect(hits).toBe(1);
  });

  it('does not let a value that it cannot write into the next request', async () => {
    await answering(200, DESCRIBED);
    const client = createSdkClient(testTarget({ endpoint: server?.endpoint ?? '' }));
    const ask = (name: string): Promise<Outcome> =>
      client.call(
        { operation: 'describe', region: 'us-east-1', parameters: { names: [name] } },
        { signal: AbortSignal.timeout(5_000) },
      );
    await expect(ask('\ud800')).rejects.toThrow(/^the SDK cannot write this: URI malformed$/);
    const next = await ask('plain');
    await client.close();
    expect(new URLSearchParams(next.exchange.request.body).getAll('KeyName.1')).toEqual(['plain']);
  });

  it.each<[string, KeyPairCall['operation'], CallParameters, Partial<KeyPairCall>, string]>([
    ['an altered request', 'describe', {}, { wire: { method: 'GET' } }, 'the SDK writes its requests itself'],
    ['a value without a member', 'delete', { names: ['a'] }, {}, 'the SDK has no names for delete'],
  ])('declines %s', async (_, operation, parameters, rest, message) => {
    await expect(call(operation, parameters, rest)).rejects.toMatchObject({
      name: 'UnsupportedByClient',
      message,
    });
  });
});

describe('a call of the SDK without an answer', () => {
  it.each<[string, () => Promise<Loopback>, Partial<Target>, string, string]>([
    ['refused', closed, {}, 'connect', 'ECONNREFUSED'],
    ['reset', () => listenTcp((socket) => socket.destroy()), {}, 'headers', 'ECONNRESET'],
    ['too slow', () => listenHttp(() => {}), short(150), 'headers', 'REQUEST_TIMEOUT'],
    ['cut off', () => listenHttp(cut), {}, 'body', 'ECONNRESET'],
    [
      'too long',
      () => listenHttp((_, r) => r.end(DESCRIBED)),
      { maxBodyBytes: 10 },
      'body',
      'BODY_TOO_LARGE',
    ],
  ])('is told as a failure of transport: %s', async (_, open, changes, phase, code) => {
    server = await open();
    await expect(call('describe', {}, {}, changes)).rejects.toMatchObject({
      name: 'TransportError',
      phase,
      code,
    });
  });
});

async function closed(): Promise<Loopback> {
  const gone = await listenHttp(() => {});
  await gone.close();
  return gone;
}

const cut: RequestListener = (_, response) => {
  response.writeHead(200, { 'Content-Length': '1000' });
  response.write('<Desc', () => response.destroy());
};

function short(requestMs: number): Partial<Target> {
  return { timeouts: { connectMs: 1_000, requestMs, checkMs: 10_000 } };
}

describe('the waiter of the SDK', () => {
  const unknown = REFUSED.replace('InvalidKeyPair.Duplicate', 'InvalidKeyPair.NotFound');

  async function wait(looks: number, maxSeconds: number): Promise<unknown> {
    let seen = 0;
    server = await listenHttp((_, response) => {
      seen += 1;
      const found = seen >= looks;
      response.writeHead(found ? 200 : 400).end(found ? DESCRIBED : unknown);
    });
    const client = createSdkClient(testTarget({ endpoint: server.endpoint }));
    const wanted = { name: 'a', region: 'us-east-1' };
    const waited = await client.waitUntilExists?.(wanted, { signal: AbortSignal.timeout(5_000), maxSeconds });
    await client.close();
    return { seen: waited?.seen, statuses: waited?.exchanges.map(({ response }) => response.status) };
  }

  it('goes on looking until the key pair is there and keeps every look', async () => {
    expect(await wait(3, 5)).toEqual({ seen: true, statuses: [400, 400, 200] });
  });

  it('gives up after its time', async () => {
    expect(await wait(99, 0.3)).toMatchObject({ seen: false });
  });
});

describe('the package of the SDK', () => {
  it('is asked for by no call that was not made', async () => {
    const load = vi.fn(loadEc2Sdk);
    await createSdkClient(testTarget(), load).close();
    expect(load).not.toHaveBeenCalled();
  });

  it('may be missing: then the client declines and says what to do', () => {
    const missing = (): never => {
      throw Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' });
    };
    expect(() => loadEc2Sdk(missing as unknown as NodeJS.Require)).toThrow(
      'the SDK is not installed; add it with: npm install @aws-sdk/client-ec2, or leave it out with --client wire',
    );
  });

  it('says nothing about versions of Node and leaves the environment as it was', () => {
    const before = { ...process.env };
    const warn = vi.spyOn(process, 'emitWarning');
    loadEc2Sdk();
    expect(warn).not.toHaveBeenCalled();
    expect({ ...process.env }).toEqual(before);
    warn.mockRestore();
  });
});

import type { IncomingMessage } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { KeyPairCall, Outcome, Target } from '../../target.ts';
import { type Loopback, listenHttp } from '../../testing/loopback.ts';
import { testTarget } from '../../testing/target.ts';
import { createEc2Client } from './query.ts';

const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const EMPTY_DESCRIBE = `<DescribeKeyPairsResponse xmlns="${NAMESPACE}"><requestId>r-1</requestId><keySet/></DescribeKeyPairsResponse>`;

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

let server: Loopback | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** One call against a server that answers `body`; what the server saw and what the client made of it. */
async function exchange(
  call: Partial<KeyPairCall> & Pick<KeyPairCall, 'operation'>,
  body = EMPTY_DESCRIBE,
  changes: Partial<Target> = {},
): Promise<{ seen: Seen; outcome: Outcome }> {
  const seen: Seen[] = [];
  server = await listenHttp((request, response) => {
    void bodyOf(request).then((text) => {
      seen.push({
        method: request.method ?? '',
        url: request.url ?? '',
        rawHeaders: request.rawHeaders,
        body: text,
      });
      response.end(body);
    });
  });
  const client = createEc2Client(testTarget({ endpoint: server.endpoint, ...changes }));
  const outcome = await client.call(
    { region: 'us-east-1', parameters: {}, ...call },
    { signal: AbortSignal.timeout(5_000) },
  );
  await client.close();
  return { seen: seen[0] as Seen, outcome };
}

function headerOf(seen: Seen, name: string): string | undefined {
  const index = seen.rawHeaders.findIndex((text, at) => at % 2 === 0 && text.toLowerCase() === name);
  return index === -1 ? undefined : seen.rawHeaders[index + 1];
}

test('a call is a signed POST with a form body', async () => {
  const { seen, outcome } = await exchange({ operation: 'describe', parameters: { names: ['a b', 'é'] } });
  expect(seen.method).toBe('POST');
  expect(seen.url).toBe('/');
  expect(seen.body).toBe('Action=DescribeKeyPairs&Version=2016-11-15&KeyName.1=a%20b&KeyName.2=%C3%A9');
  expect(headerOf(seen, 'content-type')).toBe('application/x-www-form-urlencoded');
  expect(headerOf(seen, 'content-length')).toBe(String(seen.body.length));
  expect(headerOf(seen, 'authorization')).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/us-east-1\/ec2\/aws4_request, SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-content-sha256;x-amz-date;x-amz-user-agent, Signature=[0-9a-f]{64}$/,
  );
  expect(outcome).toMatchObject({ kind: 'accepted', status: 200, requestId: 'r-1', keyPairs: [] });
});

test('the exchange holds what was sent and what came back', async () => {
  const call: KeyPairCall = { operation: 'describe', region: 'eu-west-1', parameters: { names: ['a'] } };
  const { seen, outcome } = await exchange(call);
  const { request, response, id, client, durationMs, ...rest } = outcome.exchange;
  expect({ id, client, call: rest.call }).toEqual({ id: 1, client: 'wire', call });
  expect(request.body).toBe(seen.body);
  expect(request.url).toBe(server?.endpoint);
  expect(request.headers).toContainEqual(['authorization', headerOf(seen, 'authorization')]);
  expect(Buffer.from(response.body).toString()).toBe(EMPTY_DESCRIBE);
  expect(durationMs).toBeGreaterThan(0);
  expect(Math.abs(Date.now() - rest.startedAt)).toBeLessThan(10_000);
});

test('GET puts the parameters into the query and sends no body', async () => {
  const { seen } = await exchange({
    operation: 'describe',
    parameters: { names: ["it's (a) *"] },
    wire: { method: 'GET' },
  });
  expect(seen.method).toBe('GET');
  expect(seen.url).toBe('/?Action=DescribeKeyPairs&Version=2016-11-15&KeyName.1=it%27s%20%28a%29%20%2A');
  expect(seen.body).toBe('');
  expect(headerOf(seen, 'content-type')).toBeUndefined();
});

test('POST with the parameters in the query has an empty body', async () => {
  const { seen } = await exchange({ operation: 'describe', wire: { method: 'POST', place: 'query' } });
  expect(seen.url).toBe('/?Action=DescribeKeyPairs&Version=2016-11-15');
  expect(seen.body).toBe('');
  expect(headerOf(seen, 'content-length')).toBe('0');
});

test('HEAD has no body to read and is unreadable, with its status', async () => {
  const { seen, outcome } = await exchange({ operation: 'describe', wire: { method: 'HEAD' } });
  expect(seen.method).toBe('HEAD');
  expect(outcome).toMatchObject({ kind: 'unreadable', status: 200 });
});

test('parameters are omitted, replaced, added and ordered after serialisation', async () => {
  const { seen } = await exchange({
    operation: 'create',
    parameters: { name: 'one', keyType: 'rsa' },
    wire: {
      omit: ['Version'],
      replace: { KeyType: 'dsa', Extra: 'x' },
      append: [
        ['KeyName', 'two'],
        ['KeyName', 'three'],
      ],
      order: 'reversed',
    },
  });
  expect(seen.body).toBe('KeyName=three&KeyName=two&Extra=x&KeyType=dsa&KeyName=one&Action=CreateKeyPair');
});

test('a space is a plus where it is asked for', async () => {
  const { seen } = await exchange({
    operation: 'create',
    parameters: { name: 'a b+c' },
    wire: { space: '+', order: 'sorted' },
  });
  expect(seen.body).toBe('Action=CreateKeyPair&KeyName=a+b%2Bc&Version=2016-11-15');
});

test('material is base64 of its bytes, tags and filters are numbered', async () => {
  const { seen } = await exchange({
    operation: 'import',
    parameters: {
      name: 'k',
      material: 'ssh-ed25519 é',
      tags: [{ key: 'a', value: '' }],
      filters: [
        { name: 'key-name', values: ['x', 'y'] },
        { name: 'tag-key', values: [] },
      ],
      dryRun: true,
    },
  });
  expect(new URLSearchParams(seen.body).get('PublicKeyMaterial')).toBe(
    Buffer.from('ssh-ed25519 é').toString('base64'),
  );
  expect(seen.body).toContain(
    '&TagSpecification.1.ResourceType=key-pair&TagSpecification.1.Tag.1.Key=a&TagSpecification.1.Tag.1.Value=' +
      '&DryRun=true&Filter.1.Name=key-name&Filter.1.Value.1=x&Filter.1.Value.2=y&Filter.2.Name=tag-key',
  );
});

test.each([
  ['a tag specification without a resource type', null, 'TagSpecification.1.Tag.1.Key=a'],
  ['a tag specification of another type', 'instance', 'TagSpecification.1.ResourceType=instance'],
])('%s can be sent', async (_, tagScope, part) => {
  const { seen } = await exchange({
    operation: 'create',
    parameters: { name: 'k', tags: [{ key: 'a', value: 'b' }], tagScope },
  });
  expect(seen.body).toContain(part);
  expect(seen.body.includes('ResourceType=key-pair')).toBe(false);
});

test('own headers are added in order, with repeats, and replace the usual ones', async () => {
  const { seen } = await exchange({
    operation: 'describe',
    wire: {
      headers: [
        ['Content-Type', 'text/plain'],
        ['X-One', '1'],
        ['X-One', '2'],
      ],
    },
  });
  const names = seen.rawHeaders.filter((_, at) => at % 2 === 0);
  expect(names.filter((name) => name.toLowerCase() === 'content-type')).toEqual(['Content-Type']);
  expect(headerOf(seen, 'content-type')).toBe('text/plain');
  expect(seen.rawHeaders.join(' ')).toContain('X-One 1 X-One 2');
});

test('authentication none sends neither signature nor date', async () => {
  const { seen } = await exchange({ operation: 'describe', wire: { authentication: 'none' } });
  expect(headerOf(seen, 'authorization')).toBeUndefined();
  expect(headerOf(seen, 'x-amz-date')).toBeUndefined();
});

test('a presigned call is a GET whose query carries the signature', async () => {
  const { seen } = await exchange({ operation: 'describe', wire: { authentication: 'presigned' } });
  expect(seen.method).toBe('GET');
  expect(seen.url).toMatch(
    /^\/\?Action=DescribeKeyPairs&Version=2016-11-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&/,
  );
  expect(seen.url).toMatch(/&X-Amz-Signature=[0-9a-f]{64}$/);
  expect(headerOf(seen, 'authorization')).toBeUndefined();
});

test('exchanges are counted from 1 within a client', async () => {
  server = await listenHttp((_, response) => response.end(EMPTY_DESCRIBE));
  const client = createEc2Client(testTarget({ endpoint: server.endpoint }));
  const call: KeyPairCall = { operation: 'describe', region: 'us-east-1', parameters: {} };
  const options = { signal: AbortSignal.timeout(5_000) };
  const ids = [await client.call(call, options), await client.call(call, options)].map(
    ({ exchange: { id } }) => id,
  );
  await client.close();
  expect(ids).toEqual([1, 2]);
});

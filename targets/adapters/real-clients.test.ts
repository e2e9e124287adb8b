import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReference } from '../ec2/reference/server.ts';
import {
  type CallParameters,
  type KeyPairCall,
  type KeyPairClient,
  type Outcome,
  type Target,
  UnsupportedByClient,
} from '../target.ts';
import { type Loopback, listenHttp } from '../testing/loopback.ts';
import { testTarget } from '../testing/target.ts';
import { createAwsCliClient } from './aws-cli.ts';
import { createBoto3Client } from './boto3.ts';
import { awsCli, pythonWithBoto3 } from './testing/tools.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl a\n';
const TIMEOUTS = { connectMs: 10_000, requestMs: 30_000, checkMs: 60_000 };
const SLOW = 120_000;

const python = pythonWithBoto3();
const aws = awsCli();

const closers: (() => Promise<void>)[] = [];
let endpoint: string;
beforeEach(async () => {
  const reference = await startReference();
  closers.push(() => reference.close());
  endpoint = `${reference.url}/`;
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Opening = (target: Target) => KeyPairClient;

function opened(
  open: Opening,
  changes: Partial<Target> = {},
): (
  operation: KeyPairCall['operation'],
  parameters: CallParameters,
  rest?: Partial<KeyPairCall>,
) => Promise<Outcome> {
  const client = open(testTarget({ endpoint, timeouts: TIMEOUTS, ...changes }));
  closers.push(() => client.close());
  return (operation, parameters, rest) =>
    client.call(
      { operation, region: 'eu-west-1', parameters, ...rest },
      { signal: AbortSignal.timeout(60_000) },
    );
}

/** Answers every request with the same; `true` is written as a capitalised word. */
async function capitalising(): Promise<Loopback> {
  const body =
    '<DeleteKeyPairResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId><return>True</return></DeleteKeyPairResponse>';
  const server = await listenHttp((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/xml' }).end(body);
  });
  closers.push(() => server.close());
  return server;
}

describe.each([
  ['boto3', python, (target: Target) => createBoto3Client(target, python)],
  ['aws-cli', aws, (target: Target) => createAwsCliClient(target, aws)],
] as const)('%s as a client', (kind, program, open) => {
  const missing = program === undefined ? ` (skipped: ${kind} is not installed here)` : '';
  const test = it.skipIf(program === undefined);

  test(
    `returns what it made of the answers, with the raw exchange beside it${missing}`,
    async () => {
      const ask = opened(open);
      const tags = [{ key: 'k', value: '<é "+" %20>' }];
      const made = await ask('import', { name: 'a & b', material: Buffer.from(KEY), tags });
      const written = { fingerprint: '+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU=', tags };
      expect(made).toMatchObject({
        kind: 'accepted',
        status: 200,
        keyPairs: [{ name: 'a & b', ...written }],
        exchange: { client: kind, request: { method: 'POST', url: endpoint } },
      });
      expect(Buffer.from(made.exchange.response.body).toString()).toContain('<keyName>a &amp; b</keyName>');
      expect(made.exchange.request.body).toContain('Action=ImportKeyPair');
      const filters = [{ name: 'key-name', values: ['a & b', 'c'] }];
      expect(await ask('describe', { filters, includePublicKey: true })).toMatchObject({
        kind: 'accepted',
        keyPairs: [
          { name: 'a & b', keyType: 'ed25519', publicKey: expect.stringMatching(/a & b\n$/), ...written },
        ],
      });
      expect(await ask('delete', { name: 'a & b' })).toMatchObject({
        kind: 'accepted',
        deleted: { acknowledged: 'true', id: expect.stringMatching(/^key-/) },
      });
    },
    SLOW,
  );

  test(
    `tells a refusal with its code, status and message${missing}`,
    async () => {
      const ask = opened(open);
      expect(await ask('describe', { names: ['nobody'] })).toMatchObject({
        kind: 'refused',
        status: 400,
        code: 'InvalidKeyPair.NotFound',
        message: "The key pair 'nobody' does not exist",
        native: { operationName: 'DescribeKeyPairs' },
      });
    },
    SLOW,
  );

  test(
    `reads a capitalised boolean as false${missing}`,
    async () => {
      const server = await capitalising();
      const ask = opened(open, { endpoint: server.endpoint });
      expect(await ask('delete', { name: 'a' })).toMatchObject({ deleted: { acknowledged: 'false' } });
    },
    SLOW,
  );

  test(
    `does not send what it checks itself, nor altered requests${missing}`,
    async () => {
      const ask = opened(open);
      await expect(ask('create', {})).rejects.toBeInstanceOf(UnsupportedByClient);
      await expect(ask('create', { name: 'a' }, { wire: {} })).rejects.toBeInstanceOf(UnsupportedByClient);
      await expect(ask('create', { name: 'a', fingerprint: 'x' })).rejects.toThrow(/has no fingerprint/);
    },
    SLOW,
  );

  test(
    `tells that nobody answers${missing}`,
    async () => {
      const gone = await listenHttp(() => {});
      await gone.close();
      const ask = opened(open, { endpoint: gone.endpoint });
      await expect(ask('describe', {})).rejects.toMatchObject({ name: 'TransportError', phase: 'connect' });
    },
    SLOW,
  );

  test(
    `waits with its own waiter${missing}`,
    async () => {
      const ask = opened(open);
      await ask('import', { name: 'w', material: KEY });
      const client = open(testTarget({ endpoint, timeouts: TIMEOUTS }));
      closers.push(() => client.close());
      const limits = { signal: AbortSignal.timeout(60_000), maxSeconds: 10 };
      const waited = await client.waitUntilExists?.({ name: 'w', region: 'eu-west-1' }, limits);
      expect(waited).toMatchObject({ seen: true, exchanges: [{ client: kind }] });
    },
    SLOW,
  );
});

describe('a client that is not installed', () => {
  it('makes calls unsupported, in one line: boto3', async () => {
    const ask = opened((target) => createBoto3Client(target, '/nowhere/python3'));
    const error = await ask('describe', {}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnsupportedByClient);
    expect((error as Error).message).toMatch(/^boto3 cannot be started: .*ENOENT$/);
  });

  it('makes calls unsupported, in one line: the command line', async () => {
    const ask = opened((target) => createAwsCliClient(target, '/nowhere/aws'));
    const error = await ask('describe', {}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnsupportedByClient);
    expect((error as Error).message).toMatch(/cannot be started .* name it with --aws-cli$/);
  });
});

describe.skipIf(aws === undefined)('the command line', () => {
  it(
    'prints what a query asks for',
    async () => {
      const ask = opened((target) => createAwsCliClient(target, aws));
      await ask('import', { name: 'q', material: KEY });
      const outcome = await ask('describe', { names: ['q'] }, { query: 'KeyPairs[].KeyName' });
      expect(outcome).toMatchObject({ kind: 'accepted', native: { exitCode: 0, printed: 'q\n' } });
    },
    SLOW,
  );
});

describe.skipIf(python === undefined)('boto3', () => {
  it(
    'tells the types of what it returns, and the exception of a refusal',
    async () => {
      const ask = opened((target) => createBoto3Client(target, python));
      expect(await ask('create', { name: 'c', keyType: 'ed25519' })).toMatchObject({
        native: {
          types: { KeyName: 'str', ResponseMetadata: 'dict', 'ResponseMetadata.HTTPStatusCode': 'int' },
        },
      });
      expect(await ask('create', { name: 'c' })).toMatchObject({
        kind: 'refused',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        native: { exception: 'ClientError', operationName: 'CreateKeyPair' },
      });
    },
    SLOW,
  );

  it(
    'tells an element that an answer has twice as no text, and stays alive',
    async () => {
      const server = await listenHttp((_, response) => {
        const names = '<keyName>a</keyName><keyName>a</keyName>';
        response.writeHead(200, { 'Content-Type': 'text/xml' });
        response.end(`<CreateKeyPairResponse>${names}<requestId>r-1</requestId></CreateKeyPairResponse>`);
      });
      closers.push(() => server.close());
      const ask = opened((target) => createBoto3Client(target, python), { endpoint: server.endpoint });
      for (const name of ['a', 'b']) {
        expect(await ask('create', { name })).toMatchObject({
          kind: 'accepted',
          keyPairs: [{ name: '(a list)' }],
          native: { types: { KeyName: 'list' } },
        });
      }
    },
    SLOW,
  );

  it(
    'reports an answer that it cannot read',
    async () => {
      const server = await listenHttp((_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/xml' }).end('<no');
      });
      closers.push(() => server.close());
      const ask = opened((target) => createBoto3Client(target, python), { endpoint: server.endpoint });
      expect(await ask('describe', {})).toMatchObject({
        kind: 'unreadable',
        status: 200,
        reason: expect.stringContaining('boto3 reports: Unable to parse response'),
      });
    },
    SLOW,
  );
});

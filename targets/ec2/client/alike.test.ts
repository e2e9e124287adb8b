import { EC2Client } from '@aws-sdk/client-ec2';
import { afterEach, expect, test } from 'vitest';
import type { KeyPairCall } from '../../target.ts';
import { type Loopback, listenHttp } from '../../testing/loopback.ts';
import { testTarget } from '../../testing/target.ts';
import { createEc2Client } from './query.ts';
import { createOrdinaryClient } from './sdk.ts';
import { sdkCommand } from './sdk-commands.ts';
import { loadEc2Sdk } from './sdk-package.ts';

let server: Loopback | undefined;
afterEach(() => server?.close());

/** A request as it arrives, without what differs between any two requests of one client. */
interface Arrived {
  readonly head: string;
  readonly headers: readonly string[];
  readonly body: string;
}

async function listen(): Promise<Arrived[]> {
  const arrived: Arrived[] = [];
  server = await listenHttp((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      arrived.push({
        head: `${request.method} ${request.url} HTTP/${request.httpVersion}`,
        headers: request.rawHeaders.map((text) =>
          text
            .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
            .replaceAll(/\d{8}T\d{6}Z/g, 'DATE')
            .replaceAll(/Signature=[0-9a-f]{64}/g, 'Signature=HEX'),
        ),
        body: Buffer.concat(chunks).toString(),
      });
      response.writeHead(400).end('<Response><Errors><Error><Code>X</Code></Error></Errors></Response>');
    });
  });
  return arrived;
}

const region = 'eu-west-1';
const CALLS: readonly KeyPairCall[] = [
  { operation: 'describe', region, parameters: {} },
  {
    operation: 'describe',
    region,
    parameters: {
      names: ['a b', "it's (a) * ~é"],
      ids: ['key-1', 'key-2'],
      filters: [{ name: 'key-name', values: ['1', '2'] }],
      dryRun: true,
      includePublicKey: true,
    },
  },
  {
    operation: 'create',
    region,
    parameters: {
      name: 'a/b+c',
      keyType: 'ed25519',
      keyFormat: 'ppk',
      dryRun: false,
      tags: [{ key: 'k', value: '' }],
    },
  },
  { operation: 'create', region, parameters: { name: 'plain' } },
  {
    operation: 'import',
    region,
    parameters: { name: 'n', material: 'ssh-rsa AAAA+/= me', dryRun: true, tags: [{ key: 'k', value: 'v' }] },
  },
  { operation: 'delete', region, parameters: { name: 'n', id: 'key-1', dryRun: true } },
];

const CREDENTIALS = {
  'long-lived': testTarget().credentials,
  session: { ...testTarget().credentials, sessionToken: 'token/with+signs==' },
};

for (const [kind, credentials] of Object.entries(CREDENTIALS)) {
  test(`every byte of a call is the one of the SDK with default settings: ${kind} credentials`, async () => {
    const arrived = await listen();
    const endpoint = server?.endpoint ?? '';
    const target = testTarget({ endpoint, credentials });
    const wire = createEc2Client(target);
    const ordinary = createOrdinaryClient(target);
    const sdk = loadEc2Sdk();
    const client = new EC2Client({ region, endpoint, credentials });
    for (const call of CALLS) {
      await wire.call(call, { signal: AbortSignal.timeout(60_000) });
      await ordinary.call(call, { signal: AbortSignal.timeout(60_000) });
      await client.send(sdkCommand(sdk, call).command as never).catch(() => undefined);
      const [ours, canary, theirs] = arrived.splice(0);
      expect(ours).toEqual(theirs);
      expect(canary).toEqual(theirs);
    }
    client.destroy();
    await wire.close();
    await ordinary.close();
  });
}

import { afterEach, expect, test } from 'vitest';
import type { KeyPairCall } from '../../target.ts';
import { type Loopback, listenHttp } from '../../testing/loopback.ts';
import { testTarget } from '../../testing/target.ts';
import { createEcsClient } from './rpc.ts';
import { createEcsSdkClient } from './sdk.ts';

let server: Loopback | undefined;
afterEach(() => server?.close());

const region = 'cn-hangzhou';
const CALLS: readonly KeyPairCall[] = [
  { operation: 'describe', region, parameters: {} },
  { operation: 'describe', region, parameters: { name: "it's (a) * ~é", pageNumber: 2, pageSize: 10 } },
  { operation: 'create', region, parameters: { name: 'a b', tags: [{ key: 'k', value: '' }] } },
  { operation: 'import', region, parameters: { name: 'n', material: 'ssh-rsa AAAA+/= me' } },
  { operation: 'delete', region, parameters: { names: ['n', 'm'] } },
];

/** What differs between any two requests, and the one header that the SDK of today has and the one before it has not. */
function withoutChance(headers: readonly string[]): readonly string[] {
  const pairs = headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1] ?? '']] : []));
  return pairs
    .filter(([name]) => name !== 'x-acs-credentials-provider')
    .map(([name, value = '']) => {
      const plain = value
        .replace(/^[0-9a-f]{32}([0-9a-f]{32})?$/, 'HEX')
        .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/, 'DATE')
        .replace(/Signature=[0-9a-f]{64}/, 'Signature=HEX')
        .replace('x-acs-credentials-provider;', '')
        .replace(/TeaDSL\/\d$/, 'TeaDSL');
      return `${name}: ${plain}`;
    });
}

test.each([
  ['long-lived', {}],
  ['session', { sessionToken: 'token/with+signs==' }],
])(
  'a call has the headers of an official SDK, in its order: %s credentials',
  async (_, token) => {
    const arrived: unknown[] = [];
    server = await listenHttp((request, response) => {
      arrived.push({
        head: `${request.method} ${request.url}`,
        headers: withoutChance(request.rawHeaders),
      });
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"Code":"X","Message":"m"}');
    });
    const credentials = { ...testTarget().credentials, ...token };
    const target = testTarget({ endpoint: server.endpoint, provider: 'alibaba-ecs', credentials });
    const clients = [createEcsClient(target), createEcsSdkClient(target)];
    for (const call of CALLS) {
      for (const client of clients) await client.call(call, { signal: AbortSignal.timeout(60_000) });
      const [ours, theirs] = arrived.splice(0);
      expect(ours).toEqual(theirs);
    }
    for (const client of clients) await client.close();
  },
  60_000,
);

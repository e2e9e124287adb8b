import { afterEach, expect, test } from 'vitest';
import { startReference } from './ec2/reference/server.ts';
import { startEcsReference } from './ecs/reference/server.ts';
import { callerAccount } from './identity.ts';
import type { ReferenceServer } from './reference/http.ts';
import { testTarget } from './testing/target.ts';
import { identityAddress } from './wire/identity-address.ts';

const servers: ReferenceServer[] = [];
const started = async (starting: Promise<ReferenceServer>): Promise<string> => {
  const server = await starting;
  servers.push(server);
  return server.url;
};

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const asking = { signal: AbortSignal.timeout(10_000), real: false };

test.each([
  ['aws-ec2', () => startReference(), '000000000000'],
  ['alibaba-ecs', () => startEcsReference(), '1000000000000000'],
] as const)('the account of %s is told by its identity call', async (provider, start, account) => {
  const endpoint = `${await started(start())}/`;
  expect(await callerAccount(testTarget({ provider, endpoint }), asking)).toBe(account);
});

test.each([
  ['aws-ec2', (verify: { accessKeyId: string; secretAccessKey: string }) => startReference({ verify })],
  [
    'alibaba-ecs',
    (verify: { accessKeyId: string; secretAccessKey: string }) => startEcsReference({ verify }),
  ],
] as const)(
  'the identity call of %s is signed, and a wrong secret is an error with advice',
  async (provider, start) => {
    const right = testTarget({ provider });
    const endpoint = `${await started(start(right.credentials))}/`;
    expect(await callerAccount({ ...right, endpoint }, asking)).toMatch(/^\d{12,16}$/);
    const wrong = {
      ...right,
      endpoint,
      credentials: { ...right.credentials, secretAccessKey: 'another-secret' },
    };
    await expect(callerAccount(wrong, asking)).rejects.toThrow(/^--account: .*check the credentials/);
  },
);

test.each([
  ['https://ec2.{region}.amazonaws.com/', 'https://sts.us-east-1.amazonaws.com'],
  ['https://ecs.cn-hangzhou.aliyuncs.com/', 'https://sts.cn-hangzhou.aliyuncs.com'],
  ['https://ecs.aliyuncs.com/', 'https://sts.aliyuncs.com'],
])('the identity service of %s is %s', (endpoint, origin) => {
  expect(identityAddress(testTarget({ endpoint }), true).origin).toBe(origin);
});

test('an implementation is asked at its own address', () => {
  expect(identityAddress(testTarget({ endpoint: 'http://ec2.example.test:5000/' }), false).origin).toBe(
    'http://ec2.example.test:5000',
  );
});

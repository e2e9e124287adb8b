import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import type { Contract } from '../specs/contract.ts';
import { DEFAULT_CREDENTIALS } from '../targets/config/config.ts';
import { testTarget } from '../targets/testing/target.ts';
import { distanceOf, findDistance, type RemoteFlags, refuseCleartext, requireConsent } from './remote.ts';

let addresses: Readonly<Record<string, readonly string[]>> = {};
vi.mock('node:dns/promises', () => ({
  lookup: (host: string) => {
    const found = addresses[host];
    return found === undefined
      ? Promise.reject(new Error('ENOTFOUND'))
      : Promise.resolve(found.map((address) => ({ address })));
  },
}));

/** What names resolve to from now on. */
function resolves(known: typeof addresses): void {
  addresses = known;
}

const allowed: RemoteFlags = { allowRemote: true };
const named: RemoteFlags = { ...allowed, account: '123456789012' };

async function refusal(provider: string, endpoint: string, flags: RemoteFlags): Promise<string> {
  const target = testTarget({ provider, endpoint });
  try {
    requireConsent(target, distanceOf(target, await readContract(provider)), flags);
    return 'nothing';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

it.each([
  ['aws-ec2', 'https://ec2.eu-west-1.amazonaws.com/', {}, '--allow-remote'],
  ['aws-ec2', 'https://ec2.eu-west-1.amazonaws.com/', allowed, '--account'],
  ['aws-ec2', 'https://ec2.{region}.amazonaws.com/', allowed, '--account'],
  ['aws-ec2', 'https://EC2.eu-west-1.amazonaws.com./', allowed, '--account'],
  ['aws-ec2', 'https://ec2.cn-north-1.amazonaws.com.cn/', allowed, '--account'],
  ['alibaba-ecs', 'https://ecs.aliyuncs.com/', allowed, '--account'],
  ['alibaba-ecs', 'https://ecs.cn-hangzhou.aliyuncs.com/', allowed, '--account'],
  ['aws-ec2', 'https://ec2.eu-west-1.amazonaws.com/', { ...named, quota: 'full' }, '--fill-real-quota'],
  ['aws-ec2', 'http://emulator.test:5000/', {}, '--allow-remote'],
  ['aws-ec2', 'http://127.0.0.1.example.test/', {}, '--allow-remote'],
  ['aws-ec2', 'http://localhost.example.test/', {}, '--allow-remote'],
] as const)(
  '%s at %s with %j is refused, and the message names %s',
  async (provider, endpoint, flags, missing) => {
    expect(await refusal(provider, endpoint, flags)).toContain(`add ${missing}`);
  },
);

it.each([
  ['aws-ec2', 'http://127.0.0.1:5000/', {}],
  ['aws-ec2', 'http://localhost:5000/', { quota: 'full' }],
  ['aws-ec2', 'http://emulator.test:5000/', { ...allowed, quota: 'full' }],
  ['aws-ec2', 'https://ec2.eu-west-1.amazonaws.com/', named],
  ['aws-ec2', 'https://ec2.eu-west-1.amazonaws.com/', { ...named, quota: 'full', fillRealQuota: true }],
] as const)('%s at %s with %j may begin', async (provider, endpoint, flags) => {
  expect(await refusal(provider, endpoint, flags)).toBe('nothing');
});

const ACCOUNT_KEY = { accessKeyId: 'AKIAQ3EGRX5Q7NZTB2LM', secretAccessKey: 'secret' };
const LOCAL_KEY = { accessKeyId: 'test', secretAccessKey: 'test' };
const TOKEN = { ...LOCAL_KEY, sessionToken: 'token' };

it.each([
  ['http://emulator.test:5000/', ACCOUNT_KEY],
  ['http://emulator.test:5000/', TOKEN],
  ['HTTP://emulator.test:5000/', TOKEN],
  ['http://ec2.us-east-1.amazonaws.com/', LOCAL_KEY],
])('%s with credentials %j gets nothing over plain http', async (endpoint, credentials) => {
  const target = testTarget({ endpoint, credentials });
  const distance = distanceOf(target, await readContract('aws-ec2'));
  expect(() => refuseCleartext(target, distance)).toThrow(/over plain http .*use https/);
});

it.each([
  ['http://emulator.test:5000/', LOCAL_KEY],
  ['http://emulator.test:5000/', DEFAULT_CREDENTIALS],
  ['https://emulator.test:5000/', { ...ACCOUNT_KEY, sessionToken: 'token' }],
  ['http://127.0.0.1:5000/', { ...ACCOUNT_KEY, sessionToken: 'token' }],
])('%s may be asked with credentials that are not lost by it', async (endpoint, credentials) => {
  const target = testTarget({ endpoint, credentials });
  const distance = distanceOf(target, await readContract('aws-ec2'));
  expect(() => refuseCleartext(target, distance)).not.toThrow();
});

it('a name under .localhost is this machine only where it resolves to it', async () => {
  const contract = await readContract('aws-ec2');
  const target = testTarget({ endpoint: 'http://ec2.localhost:5000/' });
  resolves({ 'ec2.localhost': ['127.0.0.1', '::1'] });
  expect(await findDistance(target, contract)).toBe('loopback');
  resolves({ 'ec2.localhost': ['192.0.2.7'] });
  expect(await findDistance(target, contract)).toBe('remote');
  resolves({ 'ec2.localhost': ['127.0.0.1', '192.0.2.7'] });
  expect(await findDistance(target, contract)).toBe('remote');
  resolves({});
  expect(await findDistance(target, contract)).toBe('remote');
});

it.each(['https://alias.example.test/', 'https://192.0.2.7/'])(
  '%s, which has the address of the real service, is refused with its own name',
  async (endpoint) => {
    const contract = await readContract('aws-ec2');
    const host = new URL(endpoint).hostname;
    resolves({ [host]: ['192.0.2.7'], 'ec2.us-east-1.amazonaws.com': ['192.0.2.6', '192.0.2.7'] });
    await expect(findDistance(testTarget({ endpoint }), contract)).rejects.toThrow(
      'give https://ec2.us-east-1.amazonaws.com',
    );
    resolves({ [host]: ['192.0.2.9'], 'ec2.us-east-1.amazonaws.com': ['192.0.2.6'] });
    expect(await findDistance(testTarget({ endpoint }), contract)).toBe('remote');
  },
);

describe('how far away an address is', () => {
  let contract: Contract;
  beforeAll(async () => {
    contract = await readContract('aws-ec2');
  });
  /** Forms that look like this machine and lead elsewhere, or wherever somebody's DNS says. */
  const ELSEWHERE = [
    ...['http://0.0.0.0:5000/', 'http://0/', 'http://0x0/', 'http://[::]:5000/', 'http://[::0]/'],
    ...[
      'http://localhost.:5000/',
      'http://LOCALHOST./',
      'http://localhost.localdomain/',
      'http://localhosts/',
    ],
    ...['http://127.0.0.1.nip.io/', 'http://127-0-0-1.nip.io/', 'http://7f000001.nip.io/'],
    ...['http://localtest.me/', 'http://lvh.me/', 'http://127.0.0.1.sslip.io/', 'http://127.1.example.test/'],
    ...['http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[::2]/', 'http://[fe80::1]/'],
    ...['http://128.0.0.1/', 'http://126.255.255.255/', 'http://10.0.0.1/', 'http://2147483648/'],
    ...['http://x.localhost/', 'http://localhost.test/', 'http://user@127.0.0.1.example.test/'],
  ];
  /** Forms of the addresses of this machine, which no DNS is asked about. */
  const HERE = [
    ...['http://localhost/', 'http://LOCALHOST:5000/', 'https://localhost/', 'http://[::1]:5000/'],
    ...['http://127.0.0.1/', 'http://127.1/', 'http://127.255.255.254/', 'http://127.0.0.1./'],
    ...[
      'http://2130706433/',
      'http://0x7f000001/',
      'http://0x7f.1/',
      'http://0177.0.0.1/',
      'http://017700000001/',
    ],
    ...['http://[0:0:0:0:0:0:0:1]/', 'http://[0000::0001]/', 'adapter:mine'],
  ];

  it.each(ELSEWHERE)('%s is another machine', async (endpoint) => {
    resolves({});
    const target = testTarget({ endpoint });
    expect(distanceOf(target, contract)).toBe('remote');
    expect(await findDistance(target, contract)).toBe('remote');
    expect(() => requireConsent(target, 'remote', {})).toThrow('add --allow-remote');
  });

  it.each(HERE)('%s is this machine', async (endpoint) => {
    resolves({});
    expect(distanceOf(testTarget({ endpoint }), contract)).toBe('loopback');
    expect(await findDistance(testTarget({ endpoint }), contract)).toBe('loopback');
  });

  it.each(['http://127.0.0.1.nip.io/', 'http://localhost./', 'http://lvh.me/'])(
    '%s is another machine also while its name resolves to this one',
    async (endpoint) => {
      resolves({ [new URL(endpoint).hostname]: ['127.0.0.1'] });
      expect(await findDistance(testTarget({ endpoint }), contract)).toBe('remote');
    },
  );
});

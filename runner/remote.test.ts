import { expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import { testTarget } from '../targets/testing/target.ts';
import { distanceOf, type RemoteFlags, refuseUnasked } from './remote.ts';

const allowed: RemoteFlags = { allowRemote: true };
const named: RemoteFlags = { ...allowed, account: '123456789012' };

async function refusal(provider: string, endpoint: string, flags: RemoteFlags): Promise<string> {
  const target = testTarget({ provider, endpoint });
  try {
    refuseUnasked(target, distanceOf(target, await readContract(provider)), flags);
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

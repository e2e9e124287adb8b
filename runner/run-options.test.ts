import { expect, it } from 'vitest';
import { DEFAULT_CREDENTIALS } from '../targets/config/config.ts';
import type { Exchange, Target } from '../targets/target.ts';
import { reproduceWith } from './run-options.ts';

const target: Target = {
  name: 't',
  provider: 'aws-ec2',
  endpoint: 'http://127.0.0.1:1/',
  regions: ['a', 'b', 'c'],
  credentials: DEFAULT_CREDENTIALS,
  concurrency: 1,
  timeouts: { connectMs: 1, requestMs: 1, checkMs: 1 },
  maxBodyBytes: 1,
  capabilities: {},
};

const exchange: Exchange = {
  id: 1,
  client: 'wire',
  startedAt: 0,
  durationMs: 1,
  request: { method: 'POST', url: 'http://127.0.0.1:1/', headers: [], body: 'Action=DescribeKeyPairs' },
  response: { status: 200, headers: [], body: new Uint8Array() },
  call: { operation: 'describe', region: 'a', parameters: {} },
};

it('gives a finding the commands that exist, without secrets', () => {
  const { curl, aws } = reproduceWith(target)(exchange);
  expect(curl).toMatch(/^curl .*DescribeKeyPairs$/);
  expect(aws).toMatch(/^aws ec2 describe-key-pairs /);
  expect(`${curl}${aws}`).not.toContain(DEFAULT_CREDENTIALS.secretAccessKey);
});

it('gives a finding of another provider the command of its own tool, and none that cannot sign for it', () => {
  const { curl, aws, aliyun } = reproduceWith({ ...target, provider: 'alibaba-ecs' })(exchange);
  expect(aliyun).toMatch(/^aliyun ecs DescribeKeyPairs /);
  expect([curl, aws]).toEqual([undefined, undefined]);
  expect(reproduceWith({ ...target, provider: 'unknown' })(exchange)).toEqual({});
});

it('leaves out a command that cannot send the exchange, and tells a difference as a shell comment', () => {
  const presigned = {
    ...exchange,
    call: { ...exchange.call, wire: { authentication: 'presigned' as const } },
  };
  const { curl, aws } = reproduceWith(target)(presigned);
  expect(curl).toMatch(/ # curl cannot presign/);
  expect(aws).toBeUndefined();
});

import { expect, test } from 'vitest';
import { ALIBABA_KEYS } from '../credentials.ts';
import type { Reproduction } from '../provider.ts';
import { providerCliCommand } from '../providers.ts';
import type { Exchange, KeyPairCall, Target } from '../target.ts';
import { bash, commandOf, ODD_TEXT } from '../testing/commands.ts';
import { onPath } from '../testing/on-path.ts';
import { testTarget } from '../testing/target.ts';
import { ecsRequest } from './client/request.ts';
import { aliyunCliCommand } from './reproduce-aliyun-cli.ts';
import { ecsTarget } from './testing/ecs.ts';

const KEYS = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIexample',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
  ALIBABA_CLOUD_SECURITY_TOKEN: 'token',
};

function exchangeOf(call: Partial<KeyPairCall>, target: Target = ecsTarget()): Exchange {
  const full: KeyPairCall = { operation: 'create', region: 'cn-hangzhou', parameters: {}, ...call };
  return {
    id: 1,
    client: 'wire',
    startedAt: 0,
    durationMs: 1,
    request: ecsRequest(full, target, new Date('2026-01-02T03:04:05Z')),
    response: { status: 200, headers: [], body: new Uint8Array() },
    call: full,
  };
}

function commandFor(call: Partial<KeyPairCall>, target: Target = ecsTarget()): Reproduction {
  return aliyunCliCommand(exchangeOf(call, target), target);
}

function wordsFor(call: Partial<KeyPairCall>, target?: Target): string[] {
  const script = `printf '%s\\0' ${commandOf(commandFor(call, target))}`;
  return bash(script, KEYS).toString().split('\0').slice(0, -1);
}

const TAIL = [
  ...['--region', 'cn-hangzhou', '--endpoint', '127.0.0.1:9', '--version', '2014-05-26', '--method', 'POST'],
  ...[
    '--force',
    '--insecure',
    '--mode',
    'AK',
    '--access-key-id',
    'LTAIexample',
    '--access-key-secret',
    'secret',
  ],
];

test.skipIf(!onPath('bash'))('a create is an aliyun command, whatever its values hold', () => {
  const parameters = { name: ODD_TEXT, tags: [{ key: '-k', value: '' }] };
  expect(wordsFor({ parameters })).toEqual([
    ...['aliyun', 'ecs', 'CreateKeyPair', '--RegionId', 'cn-hangzhou', '--KeyPairName', ODD_TEXT],
    ...['--Tag.1.Key=-k', '--Tag.1.Value='],
    ...TAIL,
  ]);
});

test.skipIf(!onPath('bash'))('a delete holds its names as JSON', () => {
  const words = wordsFor({ operation: 'delete', parameters: { names: ['a', 'b'] } });
  expect(words.slice(2)).toEqual([
    'DeleteKeyPairs',
    '--RegionId',
    'cn-hangzhou',
    '--KeyPairNames',
    '["a","b"]',
    ...TAIL,
  ]);
});

test.skipIf(!onPath('bash'))('a GET and a wrong secret are kept', () => {
  const words = wordsFor({ operation: 'describe', wire: { method: 'GET', authentication: 'wrong-secret' } });
  expect(words).toContain('GET');
  expect(words.slice(-2)).toEqual(['--access-key-secret', 'secret-wrong']);
});

test.skipIf(!onPath('bash'))('an unknown access key is the one that was sent', () => {
  const words = wordsFor({ wire: { authentication: 'unknown-access-key' } });
  expect(words.slice(-4)).toEqual([
    '--access-key-id',
    expect.stringMatching(ALIBABA_KEYS.account),
    '--access-key-secret',
    'secret',
  ]);
});

test('no command holds a secret or a token', () => {
  const target = ecsTarget({
    ca: 'PEM',
    endpoint: 'https://ecs.{region}.aliyuncs.com/',
    credentials: { accessKeyId: 'LTAI', secretAccessKey: 'very-secret', sessionToken: 'very-token' },
  });
  const command = commandOf(commandFor({ parameters: { name: 'k' } }, target));
  expect(command).toContain('SSL_CERT_FILE=ca.pem aliyun ecs CreateKeyPair');
  expect(command).toContain('--endpoint ecs.cn-hangzhou.aliyuncs.com');
  expect(command).toContain('--secure --mode StsToken');
  expect(command).toContain('--sts-token "$ALIBABA_CLOUD_SECURITY_TOKEN"');
  expect(command).not.toContain('very-');
});

test.each<[string, Partial<KeyPairCall>]>([
  ['an alteration of the wire', { wire: { omit: ['RegionId'] } }],
  ['another method', { wire: { method: 'PUT' } }],
  ['no authentication', { wire: { authentication: 'none' } }],
  ['an expired signature', { wire: { authentication: 'expired' } }],
  ['a NUL character', { parameters: { name: 'a\0' } }],
])('there is none for %s', (_, call) => {
  expect(commandFor(call)).toEqual({
    kind: 'none',
    reason: expect.stringMatching(/^(the aliyun CLI|a command line) /),
  });
});

test('there is none for an endpoint with a path', () => {
  const target = ecsTarget({ endpoint: 'http://127.0.0.1:9/mock/' });
  expect(commandFor({}, target).kind).toBe('none');
});

test('every provider gets the command of its own tool', () => {
  const exchange = exchangeOf({ parameters: { name: 'k' } });
  expect(providerCliCommand(exchange, ecsTarget())).toMatchObject({
    tool: 'aliyun',
    reproduction: { command: expect.stringMatching(/^aliyun ecs /) },
  });
  expect(providerCliCommand(exchange, testTarget())).toMatchObject({
    tool: 'aws',
    reproduction: { command: expect.stringMatching(/^aws ec2 /) },
  });
  expect(providerCliCommand(exchange, testTarget({ provider: 'other' }))).toBeUndefined();
  expect(aliyunCliCommand(exchange, testTarget())).toMatchObject({ kind: 'none' });
});

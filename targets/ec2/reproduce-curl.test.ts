import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import type { KeyPairCall } from '../target.ts';
import { commandOf, exchangeOf, KEYS, ODD_TEXT, wordsOf } from '../testing/commands.ts';
import { type Loopback, listenHttp } from '../testing/loopback.ts';
import { onPath } from '../testing/on-path.ts';
import { testTarget } from '../testing/target.ts';
import { curlCommand } from './reproduce-curl.ts';

let server: Loopback | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function curlWords(call: Partial<KeyPairCall>): Promise<string[]> {
  return wordsOf(commandOf(curlCommand(await exchangeOf(call), testTarget())));
}

test.skipIf(!onPath('bash'))(
  'a call is a curl command that signs with credentials of the environment',
  async () => {
    expect(await curlWords({ parameters: { name: ODD_TEXT, dryRun: true } })).toEqual([
      'curl',
      '-sS',
      '-i',
      '-X',
      'POST',
      'http://127.0.0.1:9/',
      '--aws-sigv4',
      'aws:amz:us-east-1:ec2',
      '--user',
      'AKIDEXAMPLE:secret',
      '--data-urlencode',
      'Action=CreateKeyPair',
      '--data-urlencode',
      'Version=2016-11-15',
      '--data-urlencode',
      `KeyName=${ODD_TEXT}`,
      '--data-urlencode',
      'DryRun=true',
    ]);
  },
);

test.skipIf(!onPath('bash'))('faults of authentication are shown as far as curl can', async () => {
  const userOf = async (
    authentication: NonNullable<KeyPairCall['wire']>['authentication'],
  ): Promise<string[]> => {
    const words = await curlWords({
      parameters: { name: 'k' },
      wire: { ...(authentication && { authentication }) },
    });
    const at = words.indexOf('--user');
    return at === -1 ? [] : words.slice(at + 1, at + 4);
  };
  expect(await userOf('none')).toEqual([]);
  expect((await userOf('wrong-secret'))[0]).toBe('AKIDEXAMPLE:secret-wrong');
  expect((await userOf('unknown-access-key'))[0]).toMatch(/^AKIA[A-Z0-9]{16}:secret$/);
  expect(await userOf('expired')).toEqual(['AKIDEXAMPLE:secret', '-H', 'X-Amz-Date: 20260101T030405Z']);
  const altered = curlCommand(
    await exchangeOf({ wire: { authentication: 'altered-after-signing' } }),
    testTarget(),
  );
  expect(altered).toMatchObject({
    kind: 'command',
    notes: [expect.stringContaining('a wrong secret stands for')],
  });
});

test.skipIf(!onPath('bash'))('query, method, headers and exact bodies are kept', async () => {
  const get = await curlWords({
    operation: 'describe',
    parameters: { names: [ODD_TEXT] },
    wire: { method: 'GET' },
  });
  expect(get[5]).toBe(
    (await exchangeOf({ operation: 'describe', parameters: { names: [ODD_TEXT] }, wire: { method: 'GET' } }))
      .request.url,
  );
  expect(get.slice(3, 5)).toEqual(['-X', 'GET']);
  expect(get).not.toContain('--data-urlencode');
  const plus = await curlWords({
    parameters: { name: 'a b' },
    wire: {
      space: '+',
      headers: [
        ['X-Empty', ''],
        ['X-A', "'b'"],
      ],
    },
  });
  expect(plus.slice(-6)).toEqual([
    '-H',
    'X-Empty;',
    '-H',
    "X-A: 'b'",
    '--data-raw',
    'Action=CreateKeyPair&Version=2016-11-15&KeyName=a+b',
  ]);
  const nul = await curlWords({ parameters: { name: 'a\0b' } });
  expect(nul.at(-1)).toBe('Action=CreateKeyPair&Version=2016-11-15&KeyName=a%00b');
  expect(await curlWords({ operation: 'describe', wire: { method: 'HEAD' } })).toContain('--head');
});

test.skipIf(!onPath('bash', 'curl'))('curl sends the parameters of the exchange', async () => {
  let received = '';
  let authorization = '';
  server = await listenHttp((request, response) => {
    authorization = request.headers.authorization ?? '';
    request.on('data', (chunk: Buffer) => {
      received += chunk.toString();
    });
    request.on('end', () => response.end('answer'));
  });
  const target = testTarget({ endpoint: server.endpoint });
  const exchange = await exchangeOf(
    { parameters: { name: ODD_TEXT, tags: [{ key: ODD_TEXT, value: '' }] } },
    target,
  );
  const { stdout } = await promisify(execFile)(
    'bash',
    ['--norc', '-c', commandOf(curlCommand(exchange, target))],
    {
      env: { PATH: process.env.PATH ?? '', ...KEYS },
    },
  );
  expect(stdout).toMatch(/^HTTP\/1.1 200 OK[\s\S]*answer$/);
  expect(authorization).toContain('AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/');
  expect([...new URLSearchParams(received)]).toEqual([...new URLSearchParams(exchange.request.body)]);
});

test.skipIf(!onPath('bash'))('a host and an authorization of the call itself are kept', async () => {
  const headers = [
    ['Host', 'elsewhere'],
    ['Authorization', 'none'],
  ] as const;
  const words = await curlWords({ parameters: { name: 'k' }, wire: { headers } });
  expect(words.filter((_, at) => words[at - 1] === '-H')).toEqual(['Host: elsewhere', 'Authorization: none']);
});

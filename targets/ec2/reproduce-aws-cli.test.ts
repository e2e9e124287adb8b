import { expect, test } from 'vitest';
import type { KeyPairCall } from '../target.ts';
import { bash, commandOf, exchangeOf, ODD_TEXT, wordsOf } from '../testing/commands.ts';
import { onPath } from '../testing/on-path.ts';
import { testTarget } from '../testing/target.ts';
import { awsCliCommand } from './reproduce-aws-cli.ts';

async function awsWords(call: Partial<KeyPairCall>): Promise<string[]> {
  return wordsOf(commandOf(awsCliCommand(await exchangeOf(call), testTarget())));
}

test.skipIf(!onPath('bash'))('a create is an aws command', async () => {
  const parameters = {
    name: ODD_TEXT,
    keyType: 'rsa',
    keyFormat: 'ppk',
    tags: [{ key: ODD_TEXT, value: 'v' }],
    dryRun: true,
  };
  expect(await awsWords({ parameters })).toEqual([
    'aws',
    'ec2',
    'create-key-pair',
    '--endpoint-url',
    'http://127.0.0.1:9/',
    '--region',
    'us-east-1',
    '--key-name',
    ODD_TEXT,
    '--key-type',
    'rsa',
    '--key-format',
    'ppk',
    '--tag-specifications',
    JSON.stringify([{ ResourceType: 'key-pair', Tags: [{ Key: ODD_TEXT, Value: 'v' }] }]),
    '--dry-run',
  ]);
});

test.skipIf(!onPath('bash'))('a describe is an aws command whose lists are JSON', async () => {
  const words = await awsWords({
    operation: 'describe',
    parameters: {
      names: ['-a', 'file://b', 'c d'],
      filters: [{ name: 'tag:k', values: ['x,y'] }],
      includePublicKey: true,
      dryRun: false,
    },
  });
  expect(words.slice(7)).toEqual([
    '--key-names',
    '["-a","file://b","c d"]',
    '--filters',
    '[{"Name":"tag:k","Values":["x,y"]}]',
    '--no-dry-run',
    '--include-public-key',
  ]);
});

test.skipIf(!onPath('bash')).each<[string, string | Uint8Array]>([
  ['text', 'ssh-ed25519 AAAA a b\n'],
  ['odd text', ODD_TEXT],
  ['bytes', Buffer.from([0, 255, 10, 13])],
])('material of %s reaches the aws CLI as it is', async (_, material) => {
  const exchange = await exchangeOf({ operation: 'import', parameters: { name: 'k', material } });
  const command = commandOf(awsCliCommand(exchange, testTarget()));
  const read = bash(`aws() { cat "\${10#fileb://}"; }; ${command}`);
  expect(read.equals(Buffer.from(material as string))).toBe(true);
});

test.skipIf(!onPath('bash'))('a value that begins with a dash is not taken for an option', async () => {
  expect(await awsWords({ operation: 'delete', parameters: { name: '-x' } })).toContain('--key-name=-x');
});

test('faults of authentication that the aws CLI can show', async () => {
  const commandWith = async (
    authentication: 'none' | 'wrong-secret' | 'unknown-access-key',
  ): Promise<string> =>
    commandOf(
      awsCliCommand(await exchangeOf({ parameters: { name: 'k' }, wire: { authentication } }), testTarget()),
    );
  expect(await commandWith('none')).toContain(' --no-sign-request ');
  expect(await commandWith('wrong-secret')).toMatch(
    /^AWS_SECRET_ACCESS_KEY="\$\{AWS_SECRET_ACCESS_KEY\}-wrong" aws /,
  );
  expect(await commandWith('unknown-access-key')).toMatch(/^AWS_ACCESS_KEY_ID=AKIA[A-Z0-9]{16} aws /);
});

test.each<[string, Partial<KeyPairCall>, string]>([
  ['a wire alteration', { parameters: { name: 'k' }, wire: { append: [['KeyName', 'x']] } }, '(append)'],
  [
    'a presigned request',
    { parameters: { name: 'k' }, wire: { authentication: 'presigned' } },
    '(presigned)',
  ],
  ['a create without a name', { parameters: {} }, "insists on 'name'"],
  [
    'a describe by a single name',
    { operation: 'describe', parameters: { name: 'k' } },
    "no option for 'name'",
  ],
  ['a name like a file', { parameters: { name: 'file:///etc/hosts' } }, 'file to read'],
  ['a NUL', { parameters: { name: 'a\0' } }, 'NUL'],
])('%s is no aws command, with a reason', async (_, call, reason) => {
  expect(awsCliCommand(await exchangeOf(call), testTarget())).toEqual({
    kind: 'none',
    reason: expect.stringContaining(reason),
  });
});

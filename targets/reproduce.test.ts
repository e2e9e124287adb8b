import { expect, test } from 'vitest';
import { awsCliCommand } from './ec2/reproduce-aws-cli.ts';
import { curlCommand } from './providers.ts';
import { exchangeOf } from './testing/commands.ts';
import { testTarget } from './testing/target.ts';

test('no command holds a secret, a signature or a token', async () => {
  const target = testTarget({
    credentials: { accessKeyId: 'AKID', secretAccessKey: 'very-secret', sessionToken: 'very-token' },
  });
  for (const authentication of [
    'header',
    'presigned',
    'wrong-secret',
    'expired',
    'altered-after-signing',
  ] as const) {
    const exchange = await exchangeOf({ parameters: { name: 'k' }, wire: { authentication } }, target);
    const all = JSON.stringify([curlCommand(exchange, target), awsCliCommand(exchange, target)]);
    expect(all).not.toMatch(/very-|Signature=/);
    expect(all).toContain('$AWS_SESSION_TOKEN');
  }
});

test('another provider has neither command', async () => {
  const target = testTarget({ provider: 'alibaba-ecs' });
  const exchange = await exchangeOf({ parameters: { name: 'k' } });
  expect([awsCliCommand(exchange, target).kind, curlCommand(exchange, target).kind]).toEqual([
    'none',
    'none',
  ]);
});

test('a certificate authority is named in both commands', async () => {
  const target = testTarget({ ca: 'PEM' });
  const exchange = await exchangeOf({ parameters: { name: 'k' } }, target);
  expect(curlCommand(exchange, target)).toMatchObject({
    command: expect.stringMatching(/ --cacert ca\.pem$/),
    notes: [expect.any(String)],
  });
  expect(awsCliCommand(exchange, target)).toMatchObject({
    command: expect.stringMatching(/ --ca-bundle ca\.pem$/),
  });
});

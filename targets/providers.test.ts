import { expect, test } from 'vitest';
import { ask as askEc2 } from './ec2/reference/testing/ask.ts';
import { ask as askEcs } from './ecs/reference/testing/ask.ts';
import { startReferenceOf } from './providers.ts';

test('every provider gets the server that speaks its protocol', async () => {
  const ec2 = await startReferenceOf('aws-ec2');
  const ecs = await startReferenceOf('alibaba-ecs', { host: '127.0.0.1' });
  const listed = await askEc2(ec2, { Action: 'DescribeKeyPairs' });
  const described = await askEcs(ecs, 'DescribeKeyPairs');
  await Promise.all([ec2.close(), ecs.close()]);
  expect(listed.text).toContain('<DescribeKeyPairsResponse');
  expect(described.json.TotalCount).toBe(0);
});

test('a provider without a server is told in one line', async () => {
  await expect(startReferenceOf('other')).rejects.toThrow(
    "there is no reference of the provider 'other'; known are: aws-ec2, alibaba-ecs",
  );
});

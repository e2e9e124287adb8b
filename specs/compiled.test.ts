import { expect, test } from 'vitest';
import { providers, readContract } from './compiled.ts';

test('the providers are the folders with an OpenAPI document', async () => {
  expect(await providers()).toContain('aws-ec2');
  expect(await providers()).not.toContain('schemas');
});

test('an unknown provider is told with the known ones', async () => {
  await expect(readContract('azure')).rejects.toThrow(/^unknown provider 'azure'; known: .*aws-ec2/);
});

test('a contract is read from the sources when running from the sources', async () => {
  expect(await readContract('aws-ec2')).toMatchObject({ provider: 'aws-ec2', title: 'Amazon EC2 key pairs' });
});

import { expect, test } from 'vitest';
import { providerOf } from './provider.ts';

test.each([
  [undefined, 'aws-ec2'],
  ['http://127.0.0.1:5000/', 'aws-ec2'],
  ['http://localhost:4566/', 'aws-ec2'],
  ['https://ec2.eu-west-1.amazonaws.com/', 'aws-ec2'],
  ['https://ec2.{region}.amazonaws.com/', 'aws-ec2'],
  ['https://ecs.cn-hangzhou.aliyuncs.com/', 'alibaba-ecs'],
  ['https://ecs.aliyuncs.com/', 'alibaba-ecs'],
])('the provider of %s is %s', async (endpoint, provider) => {
  expect(await providerOf(endpoint)).toBe(provider);
});

test('an unknown host is asked for in one line', async () => {
  await expect(providerOf('https://cloud.example.com/')).rejects.toThrow(
    /^https:\/\/cloud\.example\.com\/ could be an implementation of any provider, and is not on this machine; add --provider alibaba-ecs or --provider aws-ec2, and --allow-remote$/,
  );
});

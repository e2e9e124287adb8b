import { expect, test } from 'vitest';
import { readContract } from './compiled.ts';
import { isServedAt } from './servers.ts';

const SERVERS = { servers: ['https://keys.{region}.example.com', 'https://keys.example.com'] };

test.each([
  'https://keys.eu-1.example.com/',
  'http://keys.eu-1.example.com:8080/path',
  'https://KEYS.eu-1.EXAMPLE.com',
  'https://keys.{region}.example.com',
  'https://keys.example.com',
  'https://keys.eu-1.example.com./',
])('%s is an address of the service', (endpoint) => {
  expect(isServedAt(SERVERS, endpoint)).toBe(true);
});

test.each([
  'https://keys.eu-1.example.com.attacker.test',
  'https://keys.eu.1.example.com',
  'https://xkeys.example.com',
  'https://keysxexample.com',
  'http://127.0.0.1:5000',
])('%s is not', (endpoint) => {
  expect(isServedAt(SERVERS, endpoint)).toBe(false);
});

test.each([
  ['aws-ec2', 'https://ec2.eu-west-1.amazonaws.com'],
  ['aws-ec2', 'https://ec2.amazonaws.com'],
  ['aws-ec2', 'https://ec2.cn-north-1.amazonaws.com.cn'],
  ['aws-ec2', 'https://ec2.us-east-1.api.aws'],
  ['aws-ec2', 'https://ec2-fips.us-east-1.amazonaws.com'],
  ['aws-ec2', 'https://vpce-0a1b-2c.ec2.us-east-1.vpce.amazonaws.com'],
  ['alibaba-ecs', 'https://ecs.cn-hangzhou.aliyuncs.com'],
  ['alibaba-ecs', 'https://ecs.aliyuncs.com'],
  ['aws-ec2', 'https://us-east-1.ec2.amazonaws.com'],
  ['aws-ec2', 'https://ec2-fips.us-gov-west-1.api.aws'],
  ['aws-ec2', 'https://ec2.cn-north-1.api.amazonwebservices.com.cn'],
  ['aws-ec2', 'https://ec2.us-iso-east-1.c2s.ic.gov'],
  ['aws-ec2', 'https://ec2.us-isob-east-1.sc2s.sgov.gov'],
  ['aws-ec2', 'https://ec2.eu-isoe-west-1.cloud.adc-e.uk'],
  ['aws-ec2', 'https://ec2.us-isof-south-1.csp.hci.ic.gov'],
  ['aws-ec2', 'https://ec2.eusc-de-east-1.amazonaws.eu'],
  ['aws-ec2', 'https://vpce-0a1b-us-east-1a.ec2.us-east-1.vpce.amazonaws.com:443/'],
  ['aws-ec2', 'https://EC2.us-east-1.amazonaws.com../'],
  ['alibaba-ecs', 'https://ecs-cn-hangzhou.aliyuncs.com'],
  ['alibaba-ecs', 'https://ecs-vpc.cn-hangzhou.aliyuncs.com'],
  ['alibaba-ecs', 'https://ecs-dualstack.cn-hangzhou.aliyuncs.com'],
])('%s is recognised by %s', async (provider, endpoint) => {
  expect(isServedAt(await readContract(provider), endpoint)).toBe(true);
});

test.each([
  ['aws-ec2', 'http://ec2-203-0-113-7.compute-1.amazonaws.com:5000'],
  ['aws-ec2', 'http://emulator-123.eu-west-1.elb.amazonaws.com'],
  ['aws-ec2', 'https://ec2.us-east-1.amazonaws.com.example.test'],
  ['aws-ec2', 'https://ec2.notamazonaws.com'],
  ['alibaba-ecs', 'https://oss-cn-hangzhou.aliyuncs.com'],
])('%s of %s is what a customer runs, or somebody else', async (provider, endpoint) => {
  expect(isServedAt(await readContract(provider), endpoint)).toBe(false);
});

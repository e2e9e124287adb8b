import { expect, test } from 'vitest';
import {
  credentialVariables,
  environmentCredentials,
  environmentSecrets,
  withCredentials,
} from './environment.ts';
import { withoutCredentials } from './without-credentials.ts';

const AWS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'a', AWS_SESSION_TOKEN: 'at' };
const ALIBABA = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'b',
  ALIBABA_CLOUD_SECURITY_TOKEN: 'bt',
};

test('each provider has its own variables, and one that is not known has those of AWS', () => {
  const env = { ...AWS, ...ALIBABA };
  const aws = { accessKeyId: 'AKID', secretAccessKey: 'a', sessionToken: 'at' };
  expect(environmentCredentials('aws-ec2', env)).toEqual(aws);
  expect(environmentCredentials('another', env)).toEqual(aws);
  expect(environmentCredentials('alibaba-ecs', env)).toEqual({
    accessKeyId: 'LTAI',
    secretAccessKey: 'b',
    sessionToken: 'bt',
  });
});

test('keys of one provider are never sent to another', () => {
  expect(environmentCredentials('alibaba-ecs', AWS)).toBeUndefined();
  expect(environmentCredentials('aws-ec2', ALIBABA)).toBeUndefined();
});

test('an empty variable is as good as none, and a token alone is no credential', () => {
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' };
  expect(environmentCredentials('alibaba-ecs', env)).toBeUndefined();
  expect(environmentCredentials('alibaba-ecs', { ALIBABA_CLOUD_SECURITY_TOKEN: 't' })).toBeUndefined();
});

test('half of the keys is one clear line with the names of the variables of that provider', () => {
  expect(() => environmentCredentials('alibaba-ecs', { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI' })).toThrow(
    'ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET belong together; only one of them is set',
  );
});

test.each(['aws-ec2', 'alibaba-ecs'])(
  'keys that are given for a run hold for %s, without a token of other keys',
  (provider) => {
    const env = withCredentials({ ...AWS, ...ALIBABA }, { accessKeyId: 'x', secretAccessKey: 'y' });
    expect(environmentCredentials(provider, env)).toEqual({ accessKeyId: 'x', secretAccessKey: 'y' });
    expect(credentialVariables(provider).sessionToken).toMatch(/TOKEN$/);
  },
);

test('the secrets of all providers are known, and access key ids are none', () => {
  expect(environmentSecrets({ ...AWS, ...ALIBABA })).toEqual(['a', 'at', 'b', 'bt']);
  expect(environmentSecrets({})).toEqual([]);
});

test.each([
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_PROFILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CONFIG_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
  'ALICLOUD_SECRET_KEY',
])('a program that needs no credentials does not get %s', (name) => {
  const env = { [name]: 'x', PATH: '/bin', AWS_REGION: 'us-east-1', LOCALSTACK_AUTH_TOKEN: 't' };
  const { [name]: _, ...rest } = env;
  expect(withoutCredentials(env)).toEqual(rest);
});

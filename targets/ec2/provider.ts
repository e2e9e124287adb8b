import { AWS_KEYS } from '../credentials.ts';
import type { Provider } from '../provider.ts';
import { DRESS_NAMES, dressOf } from './reference/dress.ts';
import { EC2_REPLAY } from './replay.ts';
import { awsCliCommand } from './reproduce-aws-cli.ts';
import { curlCommand } from './reproduce-curl.ts';

/** Amazon EC2. */
export const EC2: Provider = {
  id: 'aws-ec2',
  openWire: async (target) => (await import('./client/query.ts')).createEc2Client(target),
  openSdk: async (target) => (await import('./client/sdk.ts')).createSdkClient(target),
  sdkPackage: '@aws-sdk/client-ec2',
  openOrdinary: async (target) => (await import('./client/sdk.ts')).createOrdinaryClient(target),
  openPrograms: {
    boto3: async (target) =>
      (await import('../adapters/boto3.ts')).createBoto3Client(target, target.programs?.python),
    'aws-cli': async (target) =>
      (await import('../adapters/aws-cli.ts')).createAwsCliClient(target, target.programs?.awsCli),
  },
  credentials: {
    accessKeyId: 'AWS_ACCESS_KEY_ID',
    secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
    sessionToken: 'AWS_SESSION_TOKEN',
  },
  keyForm: AWS_KEYS,
  secretHeaders: ['x-amz-security-token'],
  callerAccount: async (target, asking) =>
    (await import('./client/identity.ts')).ec2CallerAccount(target, asking),
  cli: { tool: 'aws', commandOf: awsCliCommand },
  curl: curlCommand,
  replay: EC2_REPLAY,
  dresses: DRESS_NAMES,
  startReference: async ({ dress: name = '', ...options }) => {
    const { startReference } = await import('./reference/server.ts');
    const dress = dressOf(name);
    return startReference({ ...options, ...(dress && { dress }) });
  },
};

import { ALIBABA_KEYS } from '../credentials.ts';
import type { Provider } from '../provider.ts';
import { ECS_REPLAY } from './replay.ts';
import { aliyunCliCommand } from './reproduce-aliyun-cli.ts';

/** Alibaba Cloud ECS. */
export const ECS: Provider = {
  id: 'alibaba-ecs',
  openWire: async (target) => (await import('./client/rpc.ts')).createEcsClient(target),
  openSdk: async (target) => (await import('./client/sdk.ts')).createEcsSdkClient(target),
  sdkPackage: '@alicloud/openapi-core',
  openOrdinary: async (target) => (await import('./client/sdk.ts')).createEcsSdkClient(target),
  credentials: {
    accessKeyId: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    secretAccessKey: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    sessionToken: 'ALIBABA_CLOUD_SECURITY_TOKEN',
  },
  keyForm: ALIBABA_KEYS,
  secretHeaders: ['x-acs-security-token', 'x-acs-accesskey-id'],
  callerAccount: async (target, asking) =>
    (await import('./client/identity.ts')).ecsCallerAccount(target, asking),
  cli: { tool: 'aliyun', commandOf: aliyunCliCommand },
  replay: ECS_REPLAY,
  startReference: async (options) => (await import('./reference/server.ts')).startEcsReference(options),
};

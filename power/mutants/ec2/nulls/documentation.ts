import { type Answer, successDocument } from './documents.ts';

/** Values that the examples of the documentation use. */
const NAME = 'my-key-pair';
const ID = 'key-0123456789abcdef0';
const FINGERPRINT = '1f:51:ae:28:bf:89:e9:d8:1f:25:5d:37:2d:7d:b8:ca:9f:f5:f1:6f';
const MATERIAL =
  '---- BEGIN RSA PRIVATE KEY ----\nMIICiTCCAfICCQD6m7oRw0uXOjANBgkqhkiG9w0BAQUFADCBiDEL\n-----END RSA PRIVATE KEY-----';

const EXAMPLES: Readonly<Record<string, string>> = {
  CreateKeyPair: `<keyName>${NAME}</keyName><keyFingerprint>${FINGERPRINT}</keyFingerprint><keyMaterial>${MATERIAL}</keyMaterial><keyPairId>${ID}</keyPairId>`,
  ImportKeyPair: `<keyName>${NAME}</keyName><keyPairId>${ID}</keyPairId><keyFingerprint>${FINGERPRINT}</keyFingerprint>`,
  DescribeKeyPairs: `<keySet><item><keyName>${NAME}</keyName><keyPairId>${ID}</keyPairId><keyFingerprint>${FINGERPRINT}</keyFingerprint><keyType>rsa</keyType><createTime>2026-01-01T00:00:00.000Z</createTime><tagSet/></item></keySet>`,
  DeleteKeyPair: `<return>true</return><keyPairId>${ID}</keyPairId>`,
};

/** The example of an action, whatever was asked. */
export function documentationExample(action: string): Answer {
  return successDocument(action, EXAMPLES[action] ?? '');
}

import process from 'node:process';
import { expect, test } from 'vitest';
import { createEcsClient } from './ecs/client/rpc.ts';
import { startEcsReference } from './ecs/reference/server.ts';
import { callOf, ecsTarget } from './ecs/testing/ecs.ts';
import { createRedactor, redactText } from './redact.ts';
import type { WireAlteration } from './target.ts';

const ENCODED = 'POST&%2F&AccessKeyId%3DLTAIvisible%26Action%3DCreateKeyPair%26SecurityToken%3Dto%252Fken';
const CANONICAL =
  'POST\\n/\\nKeyPairName=k\\nhost:h\\nx-acs-security-token:to/ken\\nx-a:\\"q\\"\\n\\nhost;x-a\\ne3b0';

test.each([
  [
    'the parameters of a signature',
    'http://127.0.0.1/?AccessKeyId=LTAIvisible&Signature=a%2Bb%3D&SecurityToken=to%2Fken&KeyPairName=k',
    'http://127.0.0.1/?AccessKeyId=[redacted]&Signature=[redacted]&SecurityToken=[redacted]&KeyPairName=k',
  ],
  [
    'an Authorization header',
    'ACS3-HMAC-SHA256 Credential=LTAIvisible,SignedHeaders=host;x-acs-date,Signature=00ff',
    'ACS3-HMAC-SHA256 Credential=[redacted],SignedHeaders=host;x-acs-date,Signature=[redacted]',
  ],
  [
    'what a signature of version 2 should be over',
    `{"Message":"Specified signature is not matched with our calculation. server string to sign is:${ENCODED}","Code":"SignatureDoesNotMatch"}`,
    '{"Message":"Specified signature is not matched with our calculation. server string to sign is:[redacted]","Code":"SignatureDoesNotMatch"}',
  ],
  [
    'the same in XML',
    `<Message>server string to sign is:${ENCODED}</Message><Code>C</Code>`,
    '<Message>server string to sign is:[redacted]</Message><Code>C</Code>',
  ],
  [
    'what a signature of version 3 should be over',
    `{"Message":"server StringToSign is [ACS3-HMAC-SHA256\\nff] server CanonicalRequest is [${CANONICAL}]","Code":"C"}`,
    '{"Message":"server StringToSign is [redacted]","Code":"C"}',
  ],
  ['a member of a document', '{"AccessKeyId":"LTAIvisible"}', '{"AccessKeyId":"[redacted]"}'],
  [
    'a message without a value',
    'AccessKeyId is mandatory for this action.',
    'AccessKeyId is mandatory for this action.',
  ],
  ['an access key of another provider', 'AWSAccessKeyId=AKID', 'AWSAccessKeyId=AKID'],
])('%s is cleaned', (_, text, clean) => {
  expect(redactText(text)).toBe(clean);
  expect(redactText(clean)).toBe(clean);
});

test('hostile texts are cleaned in linear time', () => {
  const before = process.cpuUsage();
  for (const part of [
    'server string to sign is:',
    'server StringToSign is \\n',
    'AccessKeyId=',
    'AccessKeyId"',
  ])
    redactText(part.repeat(100_000));
  redactText(`server string to sign is:${'A%'.repeat(2_000_000)}`);
  redactText(`server StringToSign is ${'\\n'.repeat(2_000_000)}`);
  expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
});

test.each<[string, WireAlteration]>([
  ['version 3', { headers: [['x-acs-signature-nonce', 'wrong"quoted']], authentication: 'wrong-secret' }],
  ['version 3 in a body', { place: 'body', authentication: 'wrong-secret' }],
  ['version 2', { authentication: 'presigned', append: [['Signature', 'x']] }],
  [
    'version 2 in XML',
    {
      authentication: 'presigned',
      format: 'xml',
      method: 'POST',
      place: 'body',
      append: [['Signature', 'x']],
    },
  ],
])('an exchange of %s that is refused for its signature has no secret left', async (_, wire) => {
  const credentials = {
    accessKeyId: 'LTAIvisible',
    secretAccessKey: 'not-the-secret',
    sessionToken: 'session/token',
  };
  const server = await startEcsReference({ verify: { ...credentials, secretAccessKey: 'another-secret' } });
  const client = createEcsClient(ecsTarget({ endpoint: server.url, credentials }));
  const outcome = await callOf(client, { operation: 'create', parameters: { name: 'k' }, wire });
  await client.close();
  await server.close();
  expect(outcome).toMatchObject({ kind: 'refused', code: 'SignatureDoesNotMatch' });
  expect(Buffer.from(outcome.exchange.response.body).toString()).toMatch(/session(?:\/|%252F)token/);
  const shown = JSON.stringify(
    createRedactor({ credentials: { accessKeyId: 'x', secretAccessKey: credentials.secretAccessKey } })
      .within([outcome.exchange])
      .exchange(outcome.exchange),
  );
  expect(shown).not.toMatch(/LTAIvisible|session(?:\/|%2F|%252F)token|not-the-secret/);
  expect(shown).toContain('SignatureDoesNotMatch');
});

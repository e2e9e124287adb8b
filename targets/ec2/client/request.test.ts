import { expect, test } from 'vitest';
import type { KeyPairCall } from '../../target.ts';
import { testTarget } from '../../testing/target.ts';
import { ec2Request } from './request.ts';
import { signHeaders } from './sign.ts';

const date = new Date('2026-01-02T03:04:05Z');
const INVOCATION = '00000000-0000-4000-8000-000000000000';
const CREATE: KeyPairCall = { operation: 'create', region: 'us-east-1', parameters: { name: 'k' } };

async function authorizationOf(call: KeyPairCall): Promise<{ signature: string; all: string; body: string }> {
  const request = await ec2Request(call, testTarget(), date, INVOCATION);
  const all = new Map(request.headers).get('authorization') ?? '';
  return { all, signature: all.replace(/.*Signature=/, ''), body: request.body };
}

test('the signature is the one of the body that is sent', async () => {
  const { signature, body } = await authorizationOf(CREATE);
  const again = await signHeaders(
    {
      method: 'POST',
      host: '127.0.0.1:9',
      path: '/',
      query: [],
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(body.length),
        'x-amz-user-agent': 'aws-sdk-js/3.1168.0',
        'amz-sdk-invocation-id': INVOCATION,
        'amz-sdk-request': 'attempt=1; max=3',
      },
      body,
    },
    { credentials: testTarget().credentials, region: 'us-east-1', service: 'ec2', date, checksum: true },
  );
  expect(new Map(again).get('authorization')).toContain(signature);
});

test('every fault of authentication differs from the honest request in its own way', async () => {
  const honest = await authorizationOf(CREATE);
  const unknown = await authorizationOf({ ...CREATE, wire: { authentication: 'unknown-access-key' } });
  const wrong = await authorizationOf({ ...CREATE, wire: { authentication: 'wrong-secret' } });
  const expired = await authorizationOf({ ...CREATE, wire: { authentication: 'expired' } });
  const altered = await authorizationOf({ ...CREATE, wire: { authentication: 'altered-after-signing' } });
  expect(unknown.all).toMatch(/Credential=AKIA[A-Z0-9]{16}\//);
  expect(wrong.all).toContain('Credential=AKIDEXAMPLE/20260102/');
  expect(expired.all).toContain('Credential=AKIDEXAMPLE/20260101/');
  expect([wrong.signature, expired.signature]).not.toContain(honest.signature);
  expect([unknown.body, wrong.body, expired.body]).toEqual([honest.body, honest.body, honest.body]);
  expect(altered.signature).toBe(honest.signature);
  expect(altered.body).toBe(`${honest.body}&DryRun=false`);
});

test('a dry run that is altered after signing stays a dry run', async () => {
  const call: KeyPairCall = { ...CREATE, parameters: { name: 'k', dryRun: true } };
  const altered = await authorizationOf({ ...call, wire: { authentication: 'altered-after-signing' } });
  expect(altered.body).toBe('Action=CreateKeyPair&Version=2016-11-15&KeyName=k&DryRun=TRUE');
  expect(altered.signature).toBe((await authorizationOf(call)).signature);
});

test('the region of the call goes into the signature and into the endpoint', async () => {
  const request = await ec2Request(
    { ...CREATE, region: 'eu-west-1' },
    testTarget({ endpoint: 'https://ec2.{region}.example.test/base/' }),
    date,
  );
  expect(request.url).toBe('https://ec2.eu-west-1.example.test/base/');
  expect(new Map(request.headers).get('authorization')).toContain('/eu-west-1/ec2/');
});

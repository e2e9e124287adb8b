import { expect, test } from 'vitest';
import { presignQuery, type Signable, signHeaders } from './sign.ts';

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const date = new Date('2015-08-30T12:36:00Z');

function vector(changes: Partial<Signable> = {}): Signable {
  return {
    method: 'GET',
    host: 'example.amazonaws.com',
    path: '/',
    query: [],
    headers: {},
    body: '',
    ...changes,
  };
}

async function signatureOf(request: Signable, service = 'service'): Promise<string | undefined> {
  const headers = await signHeaders(request, { credentials, region: 'us-east-1', service, date });
  return Object.fromEntries(headers).authorization;
}

test('the published vector get-vanilla is signed as published', async () => {
  expect(await signatureOf(vector())).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, ' +
      'Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  );
});

test('the documented ListUsers request is signed as documented', async () => {
  const request = vector({
    host: 'iam.amazonaws.com',
    query: [
      ['Action', 'ListUsers'],
      ['Version', '2010-05-08'],
    ],
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  });
  expect(await signatureOf(request, 'iam')).toContain(
    'Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  );
});

test('the order of query parameters does not change the signature, repeats do', async () => {
  const given = vector({
    query: [
      ['b', '2'],
      ['a', '1'],
    ],
  });
  const sorted = vector({
    query: [
      ['a', '1'],
      ['b', '2'],
    ],
  });
  const repeated = vector({
    query: [
      ['a', '1'],
      ['a', '1'],
      ['b', '2'],
    ],
  });
  expect(await signatureOf(given)).toBe(await signatureOf(sorted));
  expect(await signatureOf(repeated)).not.toBe(await signatureOf(sorted));
});

test('a lone surrogate is signed as the character that goes over the wire', async () => {
  const lone = vector({ query: [['KeyName', 'a\uD800']] });
  const replaced = vector({ query: [['KeyName', 'a\uFFFD']] });
  expect(await signatureOf(lone)).toBe(await signatureOf(replaced));
});

test('a session token is sent and signed', async () => {
  const signing = {
    credentials: { ...credentials, sessionToken: 'token/with+signs==' },
    region: 'eu-west-1',
    service: 'ec2',
    date,
  };
  const headers = Object.fromEntries(await signHeaders(vector(), signing));
  expect(headers['x-amz-security-token']).toBe('token/with+signs==');
  expect(headers.authorization).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token,');
  expect(headers.authorization).toContain('/20150830/eu-west-1/ec2/aws4_request');
});

test('a presigned query carries every signing parameter, the signature last', async () => {
  const signing = {
    credentials: { ...credentials, sessionToken: 'token' },
    region: 'us-east-1',
    service: 'ec2',
    date,
  };
  const added = await presignQuery(vector({ query: [['Action', 'DescribeKeyPairs']] }), signing);
  expect(added.map(([name]) => name)).toEqual([
    'X-Amz-Security-Token',
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Date',
    'X-Amz-Expires',
    'X-Amz-SignedHeaders',
    'X-Amz-Signature',
  ]);
  const values = Object.fromEntries(added);
  expect(values['X-Amz-Algorithm']).toBe('AWS4-HMAC-SHA256');
  expect(values['X-Amz-Date']).toBe('20150830T123600Z');
  expect(values['X-Amz-Credential']).toBe('AKIDEXAMPLE/20150830/us-east-1/ec2/aws4_request');
  expect(values['X-Amz-Signature']).toMatch(/^[0-9a-f]{64}$/);
});

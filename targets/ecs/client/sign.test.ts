import { expect, test } from 'vitest';
import { acs3Headers, rpcSignature } from './sign.ts';

test('the published vector of signature version 3 is signed as published', () => {
  const headers = acs3Headers(
    {
      method: 'POST',
      path: '/',
      query: [
        ['RegionId', 'cn-shanghai'],
        ['ImageId', 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd'],
      ],
      headers: {
        host: 'ecs.cn-shanghai.aliyuncs.com',
        'x-acs-action': 'RunInstances',
        'x-acs-version': '2014-05-26',
      },
      body: '',
    },
    {
      credentials: { accessKeyId: 'YourAccessKeyId', secretAccessKey: 'YourAccessKeySecret' },
      date: new Date('2023-10-26T10:22:32Z'),
      nonce: '3156853299f313e23d1673dc12e1703d',
    },
  );
  expect(headers).toEqual([
    ['x-acs-date', '2023-10-26T10:22:32Z'],
    ['x-acs-signature-nonce', '3156853299f313e23d1673dc12e1703d'],
    ['x-acs-content-sha256', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [
      'authorization',
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    ],
  ]);
});

test('the published vector of signature version 2 is signed as published', () => {
  const added = rpcSignature(
    'GET',
    [
      ['Format', 'XML'],
      ['Action', 'DescribeRegions'],
      ['Version', '2014-05-26'],
    ],
    {
      credentials: { accessKeyId: 'testid', secretAccessKey: 'testsecret' },
      date: new Date('2016-02-23T12:46:24Z'),
      nonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
    },
  );
  expect(added).toEqual([
    ['AccessKeyId', 'testid'],
    ['SignatureMethod', 'HMAC-SHA1'],
    ['SignatureVersion', '1.0'],
    ['SignatureNonce', '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf'],
    ['Timestamp', '2016-02-23T12:46:24Z'],
    ['Signature', 'OLeaidS1JvxuMvnyHOwuJ+uX5qY='],
  ]);
});

test('a session token is sent and signed by both versions', () => {
  const signing = {
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'a+b/c==' },
    date: new Date('2026-01-02T03:04:05.678Z'),
  };
  const request = { method: 'GET', path: '/', query: [], headers: { host: 'h' }, body: '' };
  const v3 = Object.fromEntries(acs3Headers(request, signing));
  expect(v3).toMatchObject({ 'x-acs-accesskey-id': 'id', 'x-acs-security-token': 'a+b/c==' });
  expect(v3.authorization).toContain('x-acs-accesskey-id;');
  expect(v3.authorization).toContain(';x-acs-security-token;');
  expect(rpcSignature('GET', [], signing)).toContainEqual(['SecurityToken', 'a+b/c==']);
});

test('two signatures never have the same number', () => {
  const signing = { credentials: { accessKeyId: 'id', secretAccessKey: 's' }, date: new Date() };
  const nonceOf = (): string | undefined =>
    rpcSignature('GET', [], signing).find(([name]) => name === 'SignatureNonce')?.[1];
  expect(nonceOf()).not.toBe(nonceOf());
});

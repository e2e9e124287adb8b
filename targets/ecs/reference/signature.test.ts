import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { send } from '../../ec2/reference/testing/ask.ts';
import type { ReferenceServer } from '../../reference/http.ts';
import { decodeForm, type HttpRequest, Parameters } from '../../reference/request.ts';
import { readCredential } from './credential.ts';
import { startEcsReference } from './server.ts';
import { expectedSignature, type SignedCredential, signatureMatches } from './signature.ts';

/** A request as the server reads it. */
function requestOf(method: string, query: string, headers: IncomingHttpHeaders): HttpRequest {
  return { method, path: '/', query, headers, body: Buffer.alloc(0) };
}

function credentialOf(request: HttpRequest): { credential: SignedCredential; parameters: Parameters } {
  const parameters = new Parameters(decodeForm(request.query));
  const credential = readCredential(request, parameters);
  if (credential === undefined || credential.kind === 'unreadable') throw new Error('no credential');
  return { credential, parameters };
}

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The published example of version 3. */
const V3 = requestOf(
  'POST',
  'ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai',
  {
    host: 'ecs.cn-shanghai.aliyuncs.com',
    'x-acs-action': 'RunInstances',
    'x-acs-content-sha256': EMPTY,
    'x-acs-date': '2023-10-26T10:22:32Z',
    'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
    'x-acs-version': '2014-05-26',
    authorization:
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  },
);

describe('the verifier', () => {
  test('accepts the published vector of version 3 and works out its published hash', () => {
    const { credential, parameters } = credentialOf(V3);
    expect(expectedSignature(credential, V3, parameters).stringToSign).toBe(
      'ACS3-HMAC-SHA256\n7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259',
    );
    expect(signatureMatches(credential, V3, parameters, 'YourAccessKeySecret')).toBe(true);
    expect(signatureMatches(credential, V3, parameters, 'another')).toBe(false);
  });

  test.each<[string, Partial<HttpRequest>]>([
    ['the method', { method: 'GET' }],
    ['a parameter', { query: V3.query.replace('shanghai', 'beijing') }],
    ['a signed header', { headers: { ...V3.headers, 'x-acs-action': 'DeleteInstances' } }],
    ['the body', { body: Buffer.from('x') }],
    ['the digest of the body', { headers: { ...V3.headers, 'x-acs-content-sha256': '00' } }],
  ])('notices a change of %s', (_, change) => {
    const { credential } = credentialOf(V3);
    const changed = { ...V3, ...change };
    const parameters = new Parameters(decodeForm(changed.query));
    expect(signatureMatches(credential, changed, parameters, 'YourAccessKeySecret')).toBe(false);
  });

  test('accepts the published vector of version 2', () => {
    const query =
      'SignatureVersion=1.0&Action=DescribeRegions&Format=XML&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf&Version=2014-05-26&AccessKeyId=testid&Signature=OLeaidS1JvxuMvnyHOwuJ%2BuX5qY%3D&SignatureMethod=HMAC-SHA1&Timestamp=2016-02-23T12%3A46%3A24Z';
    const request = requestOf('GET', query, {});
    const { credential, parameters } = credentialOf(request);
    expect(signatureMatches(credential, request, parameters, 'testsecret')).toBe(true);
    expect(signatureMatches(credential, { ...request, method: 'POST' }, parameters, 'testsecret')).toBe(
      false,
    );
  });
});

const KEY = { accessKeyId: 'LTAIverify', secretAccessKey: 'verify-secret' };
let server: ReferenceServer;
beforeAll(async () => {
  server = await startEcsReference({ verify: KEY });
});
afterAll(() => server.close());

interface Changes {
  readonly query?: string;
  readonly canonical?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly unsigned?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly secret?: string;
}

/** A describe, signed by hand. */
async function signed(changes: Changes = {}, at: ReferenceServer = server): Promise<string> {
  const query = changes.query ?? 'RegionId=cn-hangzhou';
  const headers: Record<string, string> = {
    host: at.url.replace('http://', ''),
    'x-acs-action': 'DescribeKeyPairs',
    'x-acs-content-sha256': EMPTY,
    'x-acs-date': new Date().toISOString().replace(/\.\d+/, ''),
    'x-acs-signature-nonce': `n-${Math.random()}`,
    'x-acs-version': '2014-05-26',
    ...changes.headers,
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    'POST',
    '/',
    changes.canonical ?? query,
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    EMPTY,
  ].join('\n');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const signature = createHmac('sha256', changes.secret ?? KEY.secretAccessKey)
    .update(`ACS3-HMAC-SHA256\n${hash}`)
    .digest('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${changes.key ?? KEY.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`;
  const sent = { ...headers, ...changes.unsigned, authorization };
  const answer = await send(at, `/?${query}`, '', { method: 'POST', headers: sent });
  const { Code } = JSON.parse(answer.text) as { Code?: string };
  return Code === undefined ? String(answer.status) : `${answer.status} ${Code}`;
}

describe('a verifying server', () => {
  test('accepts a correct request', async () => {
    expect(await signed()).toBe('200');
  });

  test('signs what the query says, however it is written', async () => {
    const query = 'RegionId=cn-hangzhou&KeyPairName=*&Tag.1.Value=&Tag.1.Key=a+b~';
    const canonical = 'KeyPairName=%2A&RegionId=cn-hangzhou&Tag.1.Key=a%20b~&Tag.1.Value=';
    expect(await signed({ query, canonical })).toBe('200');
  });

  test('signs the headers that are named, whichever they are', async () => {
    expect(await signed({ headers: { 'x-acs-credentials-provider': 'static_ak' } })).toBe('200');
    expect(await signed({ unsigned: { 'x-acs-credentials-provider': 'static_ak' } })).toBe('200');
  });

  test.each<[string, Changes, string]>([
    ['an unknown access key', { key: 'LTAInobody' }, '404 InvalidAccessKeyId.NotFound'],
    ['a wrong secret', { secret: 'wrong' }, '400 SignatureDoesNotMatch'],
    [
      'a parameter added after signing',
      { query: 'RegionId=cn-hangzhou&DryRun=false', canonical: 'RegionId=cn-hangzhou' },
      '400 SignatureDoesNotMatch',
    ],
    [
      'a time long ago',
      { headers: { 'x-acs-date': '2020-01-01T00:00:00Z' } },
      '400 InvalidTimeStamp.Expired',
    ],
    ['a time to come', { headers: { 'x-acs-date': '2100-01-01T00:00:00Z' } }, '400 InvalidTimeStamp.Expired'],
    [
      'a time of another form',
      { headers: { 'x-acs-date': '20260102T030405Z' } },
      '400 InvalidTimeStamp.Format',
    ],
    [
      'a time that is none',
      { headers: { 'x-acs-date': '2026-13-02T03:04:05Z' } },
      '400 InvalidTimeStamp.Format',
    ],
    ['no time', { headers: { 'x-acs-date': '' } }, '400 MissingTimestamp'],
    ['no number', { headers: { 'x-acs-signature-nonce': '' } }, '400 MissingSignatureNonce'],
    [
      'a session token nobody asked for',
      { headers: { 'x-acs-security-token': 't' } },
      '400 InvalidSecurityToken.Malformed',
    ],
  ])('refuses %s', async (_, changes, refusal) => {
    expect(await signed(changes)).toBe(refusal);
  });

  test('refuses a number that has been used, but not one of a refused request', async () => {
    const headers = { 'x-acs-signature-nonce': 'once' };
    expect(await signed({ headers, secret: 'wrong' })).toBe('400 SignatureDoesNotMatch');
    expect(await signed({ headers })).toBe('200');
    expect(await signed({ headers })).toBe('400 SignatureNonceUsed');
  });

  test('asks for its session token', async () => {
    const own = await startEcsReference({ verify: { ...KEY, sessionToken: 'token' } });
    const answers = [
      await signed({ headers: { 'x-acs-security-token': 'token' } }, own),
      await signed({}, own),
    ];
    await own.close();
    expect(answers).toEqual(['200', '400 InvalidSecurityToken.Malformed']);
  });

  test('asks for a signature of version 2 and shows what it should be over', async () => {
    const stamp = new Date().toISOString().replace(/\.\d+/, '');
    const query = `Action=DescribeKeyPairs&Version=2014-05-26&Format=JSON&AccessKeyId=${KEY.accessKeyId}&SignatureNonce=v2&Timestamp=${stamp}`;
    const missing = await send(server, `/?${query}`, '', { method: 'GET', headers: {} });
    const wrong = await send(server, `/?${query}&Signature=AAAA`, '', { method: 'GET', headers: {} });
    expect(missing.text).toContain('"Code":"MissingSignature"');
    expect(wrong.text).toContain(
      `server string to sign is:GET&%2F&AccessKeyId%3D${KEY.accessKeyId}%26Action%3DDescribeKeyPairs%26`,
    );
  });
});

import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferenceServer } from '../../reference/http.ts';
import { startReference } from './server.ts';
import { type Answer, ask, refusalOf, send } from './testing/ask.ts';

const KEY = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const DENIED = '401 AuthFailure: AWS was not able to validate the provided access credentials';
const EXPIRED = '400 RequestExpired: Request has expired.';

let server: ReferenceServer;
let temporary: ReferenceServer;
beforeAll(async () => {
  server = await startReference({ verify: KEY });
  temporary = await startReference({ verify: { ...KEY, sessionToken: 'a token/with+signs=' } });
});
afterAll(async () => {
  await server.close();
  await temporary.close();
});

interface Signing {
  readonly key?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly service?: string;
  readonly at?: number;
  readonly body?: string;
  readonly query?: Record<string, string>;
  readonly method?: string;
  readonly target?: ReferenceServer;
}

function parts(signing: Signing): { signer: SignatureV4; request: HttpRequest; date: Date } {
  const target = signing.target ?? server;
  const method = signing.method ?? 'POST';
  const host = `127.0.0.1:${target.port}`;
  const form = method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
  const request = new HttpRequest({
    method,
    protocol: 'http:',
    hostname: '127.0.0.1',
    port: target.port,
    path: '/',
    headers: { host, ...form },
    ...(signing.query === undefined ? {} : { query: signing.query }),
    ...(signing.body === undefined ? {} : { body: signing.body }),
  });
  const signer = new SignatureV4({
    credentials: signing.key ?? KEY,
    region: 'eu-central-1',
    service: signing.service ?? 'ec2',
    sha256: Sha256,
  });
  return { signer, request, date: new Date(Date.now() + (signing.at ?? 0) * 1_000) };
}

function queryOf(query: HttpRequest['query'] | undefined): string {
  return Object.entries(query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
}

const LIST = 'Action=DescribeKeyPairs&Version=2016-11-15';

async function signedPost(signing: Signing, sent?: string): Promise<Answer> {
  const { signer, request, date } = parts({ body: LIST, ...signing });
  const { headers, body, query } = await signer.sign(request, { signingDate: date });
  const path = `/?${queryOf(query)}`;
  return send(signing.target ?? server, path, sent ?? String(body), { method: 'POST', headers });
}

async function presigned(
  signing: Signing,
  expiresIn: number,
  change = (path: string) => path,
): Promise<Answer> {
  const query = { Action: 'DescribeKeyPairs', Version: '2016-11-15', 'Filter.1.Name': 'tag:a b*~' };
  const { signer, request, date } = parts({ method: 'GET', query, ...signing });
  const { headers, query: all } = await signer.presign(request, { signingDate: date, expiresIn });
  const path = change(`/?${queryOf(all)}`);
  return send(signing.target ?? server, path, '', { method: 'GET', headers });
}

describe('a verifying server', () => {
  test('takes a signed header, with and without a query', async () => {
    expect((await signedPost({})).status).toBe(200);
    const query = { 'Filter.1.Name': 'key-name', 'Filter.1.Value.1': 'a b/*~é' };
    expect((await signedPost({ query })).status).toBe(200);
  });

  test('takes a presigned query', async () => {
    expect((await presigned({}, 60)).status).toBe(200);
  });

  test('takes names of which one begins with another, in the order of names', async () => {
    const numbered = Array.from({ length: 12 }, (_, index) => [`KeyName.${index + 1}`, `a${12 - index}`]);
    const query: Record<string, string> = {
      ...Object.fromEntries(numbered),
      'KeyName.1-x': '',
      'KeyName.1_': '',
    };
    expect(refusalOf(await signedPost({ query, body: '' }))).not.toBe(DENIED);
    const all = { Action: 'DescribeKeyPairs', Version: '2016-11-15', ...query };
    expect(refusalOf(await presigned({ query: all }, 60))).not.toBe(DENIED);
  });

  test('takes a session token when it has one, and only then', async () => {
    const key = { ...KEY, sessionToken: 'a token/with+signs=' };
    expect((await signedPost({ key, target: temporary })).status).toBe(200);
    expect((await presigned({ key, target: temporary }, 60)).status).toBe(200);
    expect(refusalOf(await signedPost({ target: temporary }))).toBe(DENIED);
    expect(refusalOf(await signedPost({ key }))).toBe(DENIED);
    expect(refusalOf(await signedPost({ key: { ...KEY, sessionToken: 'x' }, target: temporary }))).toBe(
      DENIED,
    );
  });

  test('denies another key, another secret, another service and a bare claim', async () => {
    expect(refusalOf(await signedPost({ key: { ...KEY, accessKeyId: 'AKIDOTHER' } }))).toBe(DENIED);
    expect(refusalOf(await signedPost({ key: { ...KEY, secretAccessKey: 'other' } }))).toBe(DENIED);
    expect(refusalOf(await signedPost({ service: 's3' }))).toBe(DENIED);
    expect(refusalOf(await ask(server, { Action: 'DescribeKeyPairs' }))).toBe(DENIED);
  });

  test('denies a request that was changed after signing', async () => {
    expect(refusalOf(await signedPost({}, `${LIST}&DryRun=true`))).toBe(DENIED);
    expect(refusalOf(await presigned({}, 60, (path) => `${path}&DryRun=true`))).toBe(DENIED);
    expect(refusalOf(await presigned({}, 60, (path) => path.replace(/Expires=60/, 'Expires=61')))).toBe(
      DENIED,
    );
  });

  test('denies before it looks at the action', async () => {
    const body = 'Action=Nothing&DryRun=true';
    expect(refusalOf(await signedPost({ key: { ...KEY, secretAccessKey: 'other' }, body }))).toBe(DENIED);
  });

  test('lets a signature expire', async () => {
    expect((await signedPost({ at: -240 })).status).toBe(200);
    expect(refusalOf(await signedPost({ at: -360 }))).toBe(EXPIRED);
    expect((await presigned({ at: -600 }, 900)).status).toBe(200);
    expect(refusalOf(await presigned({ at: -120 }, 60))).toBe(EXPIRED);
  });

  test('denies a signature from the future', async () => {
    expect((await signedPost({ at: 240 })).status).toBe(200);
    expect(refusalOf(await signedPost({ at: 360 }))).toBe(DENIED);
  });

  test('takes the scope of STS for its action', async () => {
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    expect((await signedPost({ service: 'sts', body })).status).toBe(200);
    expect(refusalOf(await signedPost({ body }))).toBe(DENIED);
  });
});

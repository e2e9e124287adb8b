import { expect, test } from 'vitest';
import { type KeyPairCall, UnsupportedByClient, type WireAlteration } from '../../target.ts';
import type { HttpRequest } from '../../wire/http.ts';
import { ecsTarget } from '../testing/ecs.ts';
import { ecsRequest } from './request.ts';

const DATE = new Date('2026-01-02T03:04:05Z');

function requestOf(call: Partial<KeyPairCall>): HttpRequest {
  return ecsRequest(
    { operation: 'create', region: 'cn-hangzhou', parameters: {}, ...call },
    ecsTarget(),
    DATE,
  );
}

function wired(wire: WireAlteration): HttpRequest {
  return requestOf({ parameters: { name: 'k' }, wire });
}

function headersOf(request: HttpRequest): Record<string, string> {
  return Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
}

function queryOf({ url }: HttpRequest): string {
  return url.split('?')[1] ?? '';
}

test('a call is a POST with its parameters in the query and the action in a header', () => {
  const request = requestOf({
    parameters: { name: 'a b', tags: [{ key: 'k*', value: '' }], resourceGroup: 'rg-1' },
  });
  expect(request).toMatchObject({ method: 'POST', body: '' });
  expect(queryOf(request)).toBe(
    'RegionId=cn-hangzhou&KeyPairName=a%20b&ResourceGroupId=rg-1&Tag.1.Key=k*&Tag.1.Value=',
  );
  expect(headersOf(request)).toMatchObject({
    host: '127.0.0.1:9',
    accept: 'application/json',
    'x-acs-action': 'CreateKeyPair',
    'x-acs-version': '2014-05-26',
    'x-acs-date': '2026-01-02T03:04:05Z',
    authorization: expect.stringMatching(
      /^ACS3-HMAC-SHA256 Credential=LTAI5tExampleExampleEx,SignedHeaders=host;x-acs-action;[a-z0-9;-]+,Signature=[0-9a-f]{64}$/,
    ),
  });
});

test('an import sends its material plainly', () => {
  const request = requestOf({
    operation: 'import',
    parameters: { name: 'k', material: Buffer.from('ssh-rsa A+ c') },
  });
  expect(queryOf(request)).toContain('&PublicKeyBody=ssh-rsa%20A%2B%20c');
  expect(headersOf(request)['x-acs-action']).toBe('ImportKeyPair');
});

test('a describe sends every lookup there is', () => {
  const parameters = {
    names: ['*a*'],
    fingerprint: 'f0',
    resourceGroup: 'rg',
    tags: [{ key: 'k', value: 'v' }],
    pageNumber: 2,
    pageSize: 50,
    includePublicKey: true,
  };
  expect(queryOf(requestOf({ operation: 'describe', parameters }))).toBe(
    'RegionId=cn-hangzhou&KeyPairName=*a*&KeyPairFingerPrint=f0&ResourceGroupId=rg&Tag.1.Key=k&Tag.1.Value=v&PageNumber=2&PageSize=50&IncludePublicKey=true',
  );
});

test('a describe of several names is not possible', () => {
  expect(() => requestOf({ operation: 'describe', parameters: { names: ['a', 'b'] } })).toThrow(
    UnsupportedByClient,
  );
});

test.each([
  ['one name', { name: 'a' }, '["a"]'],
  ['several names', { names: ['a', 'b"c'] }, '["a","b\\"c"]'],
])('a delete of %s holds a JSON array', (_, parameters, names) => {
  const query = new URLSearchParams(queryOf(requestOf({ operation: 'delete', parameters })));
  expect(query.get('KeyPairNames')).toBe(names);
});

test('the parameters go into a form body where that is asked for', () => {
  const request = wired({ place: 'body' });
  expect(request.body).toBe('RegionId=cn-hangzhou&KeyPairName=k');
  expect(queryOf(request)).toBe('');
  expect(headersOf(request)['content-type']).toBe('application/x-www-form-urlencoded');
});

test('a presigned call carries everything among its parameters, the signature last', () => {
  const request = wired({ authentication: 'presigned' });
  expect(request.method).toBe('GET');
  expect(queryOf(request)).toMatch(
    /^Action=CreateKeyPair&Version=2014-05-26&RegionId=cn-hangzhou&KeyPairName=k&Format=JSON&AccessKeyId=LTAI5tExampleExampleEx&.*&Signature=[^&]+$/,
  );
  expect(headersOf(request)).not.toHaveProperty('authorization');
  expect(headersOf(request)).not.toHaveProperty('x-acs-action');
  const posted = wired({ authentication: 'presigned', method: 'POST', place: 'body', format: 'xml' });
  expect(posted.body).toMatch(/&Format=XML&.*&Signature=/);
});

test('an alteration reaches what version 3 has moved into headers', () => {
  const without = headersOf(wired({ omit: ['Action', 'RegionId'] }));
  expect(without).not.toHaveProperty('x-acs-action');
  expect(queryOf(wired({ omit: ['RegionId'] }))).toBe('KeyPairName=k');
  const other = wired({ replace: { Version: '1999-01-01', Extra: 'x' }, append: [['KeyPairName', 'z']] });
  expect(headersOf(other)['x-acs-version']).toBe('1999-01-01');
  expect(queryOf(other)).toBe('RegionId=cn-hangzhou&KeyPairName=k&Extra=x&KeyPairName=z');
});

test('space, order and own headers are honoured', () => {
  const request = requestOf({
    parameters: { name: 'a b' },
    wire: { space: '+', order: 'reversed', headers: [['X-Acs-Date', 'never']] },
  });
  expect(queryOf(request)).toBe('KeyPairName=a+b&RegionId=cn-hangzhou');
  expect(request.headers.filter(([name]) => name.toLowerCase() === 'x-acs-date')).toEqual([
    ['X-Acs-Date', 'never'],
  ]);
});

test('authentication none sends no signature', () => {
  const request = wired({ authentication: 'none' });
  expect(JSON.stringify(request)).not.toMatch(/Signature|AccessKeyId|authorization/i);
  expect(headersOf(request)['x-acs-action']).toBe('CreateKeyPair');
});

import { expect, test } from 'vitest';
import type { OperationRole } from '../../../specs/contract.ts';
import type { Exchange, Outcome } from '../../target.ts';
import { ec2Outcome } from './parse.ts';

const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';

function outcome(operation: OperationRole, status: number, body: string, method = 'POST'): Outcome {
  const exchange: Exchange = {
    id: 1,
    client: 'wire',
    startedAt: 0,
    durationMs: 1,
    request: { method, url: 'http://127.0.0.1/', headers: [], body: '' },
    response: { status, headers: [], body: Buffer.from(body) },
    call: { operation, region: 'us-east-1', parameters: {} },
  };
  return ec2Outcome(exchange);
}

const error = (envelope: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${envelope}`;

test('a created key pair is read', () => {
  const body = `<CreateKeyPairResponse xmlns="${NAMESPACE}"><requestId>r</requestId><keyName> a&amp;b</keyName><keyFingerprint>f</keyFingerprint><keyMaterial>-----BEGIN&#10;-----END</keyMaterial><keyPairId>key-1</keyPairId></CreateKeyPairResponse>`;
  expect(outcome('create', 200, body)).toMatchObject({
    kind: 'accepted',
    status: 200,
    requestId: 'r',
    keyPairs: [{ name: ' a&b', fingerprint: 'f', privateKey: '-----BEGIN\n-----END', id: 'key-1' }],
  });
});

test('described key pairs are read, and an absent tag set is not an empty one', () => {
  const body = `<DescribeKeyPairsResponse xmlns="${NAMESPACE}"><requestId>r</requestId><keySet>
    <item><keyName>a</keyName><keyType>rsa</keyType><createTime>t</createTime><publicKey>p</publicKey><tagSet><item><key>k</key><value>v</value></item><item><key>e</key><value/></item></tagSet></item>
    <item><keyName>b</keyName><tagSet/></item>
    <item><keyName>c</keyName></item></keySet></DescribeKeyPairsResponse>`;
  const read = outcome('describe', 200, body);
  expect(read.kind === 'accepted' && read.keyPairs).toEqual([
    {
      name: 'a',
      keyType: 'rsa',
      createdAt: 't',
      publicKey: 'p',
      tags: [
        { key: 'k', value: 'v' },
        { key: 'e', value: '' },
      ],
    },
    { name: 'b', tags: [] },
    { name: 'c' },
  ]);
});

test.each([
  ['<return>true</return><keyPairId>key-1</keyPairId>', { acknowledged: 'true', id: 'key-1' }],
  ['<return>true</return>', { acknowledged: 'true' }],
  ['', {}],
])('the acknowledgement of a delete is read from %s', (content, deleted) => {
  const body = `<DeleteKeyPairResponse xmlns="${NAMESPACE}"><requestId>r</requestId>${content}</DeleteKeyPairResponse>`;
  const read = outcome('delete', 200, body);
  expect(read.kind === 'accepted' && [read.keyPairs, read.deleted]).toEqual([[], deleted]);
});

test.each(['', ' xmlns="urn:other"', ' xmlns="http://ec2.amazonaws.com/doc/2016-11-15"'])(
  'the namespace%s of a success answer is left to the judges of shape',
  (attribute) => {
    const body = `<DescribeKeyPairsResponse${attribute}><x/><keySet><item><keyName>a</keyName></item></keySet></DescribeKeyPairsResponse>`;
    expect(outcome('describe', 200, body)).toMatchObject({ kind: 'accepted', keyPairs: [{ name: 'a' }] });
  },
);

test.each(['RequestID', 'RequestId', 'requestId'])('%s is read as the request id of a refusal', (element) => {
  const body = error(
    `<Response><Errors><Error><Code>C</Code><Message>M</Message></Error></Errors><${element}>r</${element}></Response>`,
  );
  expect(outcome('create', 400, body)).toMatchObject({
    kind: 'refused',
    status: 400,
    code: 'C',
    message: 'M',
    requestId: 'r',
  });
});

test.each([
  '<ErrorResponse xmlns="urn:x"><Error><Type>Sender</Type><Code>C</Code><Message>M</Message></Error></ErrorResponse>',
  '<Response><Error><Code>C</Code><Message>M</Message></Error></Response>',
  '<Error><Code>C</Code><Message>M</Message></Error>',
  '<Response><Errors><Error><Message>M</Message><Code>\n C \n</Code></Error></Errors></Response>',
])('code and message of the foreign envelope %s are known', (envelope) => {
  expect(outcome('create', 400, error(envelope))).toMatchObject({ kind: 'refused', code: 'C', message: 'M' });
});

test('an error in a 2xx answer is a refusal that keeps its status', () => {
  const body = '<Response><Errors><Error><Code>C</Code></Error></Errors></Response>';
  expect(outcome('create', 200, body)).toMatchObject({
    kind: 'refused',
    status: 200,
    code: 'C',
    message: '',
  });
});

test.each<[string, OperationRole, number, string, string]>([
  ['an empty body', 'create', 200, '', 'the body is empty'],
  ['an empty refusal', 'create', 400, '', 'the body is empty'],
  ['an HTML page', 'create', 502, '<html><body>Bad Gateway</body></html>', '<html>, not that of a success'],
  ['JSON', 'create', 400, '{"__type":"x"}', 'not readable XML'],
  ['a success with the status 400', 'delete', 400, '<DeleteKeyPairResponse/>', 'came with the status 400'],
  ['a success with the status 302', 'delete', 302, '<DeleteKeyPairResponse/>', 'came with the status 302'],
  ['an error without a code', 'create', 400, '<Response><Errors><Error/></Errors></Response>', 'no code'],
  [
    'an envelope without an error',
    'create',
    400,
    '<Response><Errors/></Response>',
    'the root element is <Response>',
  ],
])('%s is unreadable', (_, operation, status, body, reason) => {
  expect(outcome(operation, status, body)).toMatchObject({
    kind: 'unreadable',
    status,
    reason: expect.stringContaining(reason),
  });
});

test('an answer whose root element is that of another action is read, as the SDKs read it', () => {
  const body = '<ImportKeyPairResponse><keyName>a</keyName></ImportKeyPairResponse>';
  expect(outcome('create', 200, body)).toMatchObject({ kind: 'accepted', keyPairs: [{ name: 'a' }] });
});

test('an answer to HEAD is unreadable even where a server sends what it must not', () => {
  expect(outcome('describe', 200, '<DescribeKeyPairsResponse/>', 'HEAD')).toMatchObject({
    kind: 'unreadable',
  });
});

import { expect, test } from 'vitest';
import type { Exchange, KeyPairCall, Outcome } from '../../target.ts';
import { ecsOutcome } from './parse.ts';

function outcomeOf(
  operation: KeyPairCall['operation'],
  body: string,
  status = 200,
  method = 'POST',
): Omit<Outcome, 'exchange'> {
  const exchange: Exchange = {
    id: 1,
    client: 'wire',
    startedAt: 0,
    durationMs: 0,
    request: { method, url: 'http://127.0.0.1/', headers: [], body: '' },
    response: { status, headers: [], body: Buffer.from(body) },
    call: { operation, region: 'cn-hangzhou', parameters: {} },
  };
  const { exchange: _, ...rest } = ecsOutcome(exchange);
  return rest;
}

const CREATED = { KeyPairId: 'ssh-1', KeyPairName: 'k', KeyPairFingerPrint: 'f', PrivateKeyBody: 'p\n' };

test('a created pair is read from JSON and from XML', () => {
  const expected = {
    kind: 'accepted',
    status: 200,
    requestId: 'R',
    keyPairs: [{ name: 'k', id: 'ssh-1', fingerprint: 'f', privateKey: 'p\n' }],
  };
  expect(outcomeOf('create', JSON.stringify({ RequestId: 'R', ...CREATED }))).toEqual(expected);
  const elements = Object.entries({ RequestId: 'R', ...CREATED }).map(([n, v]) => `<${n}>${v}</${n}>`);
  expect(outcomeOf('create', `<CreateKeyPairResponse>${elements.join('')}</CreateKeyPairResponse>`)).toEqual(
    expected,
  );
});

test('a list is read through its wrappers in both formats', () => {
  const expected = {
    totalCount: 12,
    keyPairs: [
      {
        name: 'a',
        fingerprint: 'f',
        createdAt: '2026-01-02T03:04Z',
        publicKey: 'ssh-rsa A',
        tags: [{ key: 'k', value: 'v' }],
      },
      { name: 'b', tags: [] },
    ],
  };
  const json = {
    RequestId: 'R',
    TotalCount: 12,
    KeyPairs: {
      KeyPair: [
        {
          KeyPairName: 'a',
          KeyPairFingerPrint: 'f',
          CreationTime: '2026-01-02T03:04Z',
          PublicKey: 'ssh-rsa A',
          Tags: { Tag: [{ TagKey: 'k', TagValue: 'v' }] },
        },
        { KeyPairName: 'b', Tags: { Tag: [] } },
      ],
    },
  };
  expect(outcomeOf('describe', JSON.stringify(json))).toMatchObject(expected);
  const xml =
    '<DescribeKeyPairsResponse><TotalCount>12</TotalCount><KeyPairs><KeyPair><KeyPairName>a</KeyPairName><KeyPairFingerPrint>f</KeyPairFingerPrint><CreationTime>2026-01-02T03:04Z</CreationTime><PublicKey>ssh-rsa A</PublicKey><Tags><Tag><TagKey>k</TagKey><TagValue>v</TagValue></Tag></Tags></KeyPair><KeyPair><KeyPairName>b</KeyPairName><Tags></Tags></KeyPair></KeyPairs></DescribeKeyPairsResponse>';
  expect(outcomeOf('describe', xml)).toMatchObject(expected);
});

test('a delete acknowledges nothing but the request', () => {
  expect(outcomeOf('delete', '{"RequestId":"R"}')).toEqual({
    kind: 'accepted',
    status: 200,
    requestId: 'R',
    keyPairs: [],
    deleted: {},
  });
});

test.each([
  ['JSON', '{"RequestId":"R","HostId":"h","Code":"C","Message":"M","Recommend":"https://x"}'],
  ['XML', '<Error><RequestId>R</RequestId><HostId>h</HostId><Code>C</Code><Message>M</Message></Error>'],
])('an error in %s is refused with its status', (_, body) => {
  expect(outcomeOf('create', body, 404)).toEqual({
    kind: 'refused',
    status: 404,
    code: 'C',
    message: 'M',
    requestId: 'R',
  });
});

test.each([
  ['a name that is there twice', '{"RequestId":"R","KeyPairName":"a","KeyPairName":"b"}', 200, 'twice'],
  ['garbage', '\u0000', 200, 'not readable JSON'],
  ['an array', '[]', 200, 'JSON but not an object'],
  ['an empty object', '{}', 200, 'nothing that CreateKeyPair returns'],
  ['a foreign object', '{"status":"ok"}', 200, 'nothing that CreateKeyPair returns'],
  ['another root element', '<html/>', 200, 'the root element is <html>, not <CreateKeyPairResponse>'],
  ['an error without a code', '{"Code":"","Message":"M"}', 400, 'the error response has no code'],
  ['a success with a wrong status', JSON.stringify(CREATED), 500, 'came with the status 500'],
  ['nothing', '', 200, 'the body is empty'],
])('%s is unreadable with a plain reason', (_, body, status, reason) => {
  expect(outcomeOf('create', body, status)).toMatchObject({
    kind: 'unreadable',
    status,
    reason: expect.stringContaining(reason),
  });
});

test('an answer to HEAD is unreadable', () => {
  expect(outcomeOf('create', '', 200, 'HEAD')).toMatchObject({ kind: 'unreadable' });
});

test('a value of another kind is missing from the view', () => {
  const body = JSON.stringify({ ...CREATED, KeyPairName: ['k'], KeyPairId: null, KeyPairFingerPrint: 7 });
  expect(outcomeOf('create', body)).toMatchObject({ keyPairs: [{ fingerprint: '7', privateKey: 'p\n' }] });
});

import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type KeyPairCall, type Outcome, TransportError } from '../../target.ts';
import { testTarget } from '../../testing/target.ts';
import { createEc2Client } from './query.ts';

const ENDPOINT = 'http://ec2.replay.test';
const DESCRIBE: KeyPairCall = { operation: 'describe', region: 'us-east-1', parameters: { names: ['a'] } };

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

async function callOnce(call: KeyPairCall, requestMs = 1_000): Promise<Outcome> {
  const timeouts = { connectMs: 500, requestMs, checkMs: 5_000 };
  const client = createEc2Client(testTarget({ endpoint: `${ENDPOINT}/`, timeouts }));
  try {
    return await client.call(call, { signal: AbortSignal.timeout(5_000) });
  } finally {
    await client.close();
  }
}

function replay(status: number, body: string, type = 'text/xml;charset=UTF-8'): nock.Scope {
  return nock(ENDPOINT)
    .post('/', { Action: 'DescribeKeyPairs', Version: '2016-11-15', 'KeyName.1': 'a' })
    .matchHeader('authorization', /^AWS4-HMAC-SHA256 /)
    .reply(status, body, { 'Content-Type': type, 'Content-Length': String(Buffer.byteLength(body)) });
}

const NOT_FOUND =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>InvalidKeyPair.NotFound</Code>' +
  "<Message>The key pair 'a' does not exist</Message></Error></Errors><RequestID>6f1b1a1e-0000-4000-8000-000000000000</RequestID></Response>";

test('a recorded refusal is read as it was recorded', async () => {
  const scope = replay(400, NOT_FOUND);
  expect(await callOnce(DESCRIBE)).toMatchObject({
    kind: 'refused',
    status: 400,
    code: 'InvalidKeyPair.NotFound',
    message: "The key pair 'a' does not exist",
    requestId: '6f1b1a1e-0000-4000-8000-000000000000',
  });
  scope.done();
});

test('the content type does not decide how a body is read, and it is kept for the judges', async () => {
  const body = '<DescribeKeyPairsResponse><keySet/></DescribeKeyPairsResponse>';
  const scope = replay(200, body, 'application/json');
  const outcome = await callOnce(DESCRIBE);
  expect(outcome.kind).toBe('accepted');
  expect(outcome.exchange.response.headers).toContainEqual(['Content-Type', 'application/json']);
  scope.done();
});

test('JSON with an error is unreadable', async () => {
  const scope = replay(400, '{"Error":{"Code":"InvalidKeyPair.NotFound"}}', 'application/json');
  expect(await callOnce(DESCRIBE)).toMatchObject({ kind: 'unreadable', status: 400 });
  scope.done();
});

test('a reset is a transport error and the call is not repeated', async () => {
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  nock(ENDPOINT).post('/').replyWithError(reset);
  const second = nock(ENDPOINT).post('/').reply(200, NOT_FOUND, { 'Content-Length': '0' });
  const error: unknown = await callOnce(DESCRIBE).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TransportError);
  expect((error as TransportError).code).toBe('ECONNRESET');
  expect(second.isDone()).toBe(false);
});

test('a slow body ends in a timeout', async () => {
  nock(ENDPOINT)
    .post('/')
    .delay({ head: 0, body: 2_000 })
    .reply(200, NOT_FOUND, { 'Content-Length': String(NOT_FOUND.length) });
  const error: unknown = await callOnce(DESCRIBE, 150).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'TransportError', code: 'REQUEST_TIMEOUT' });
});

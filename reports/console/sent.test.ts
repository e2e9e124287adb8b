import { expect, test } from 'vitest';
import type { RedactedExchange } from '../../targets/redact.ts';
import { exchange } from '../testing/events.ts';
import { sentOf } from './sent.ts';

function sent(request: Partial<RedactedExchange['request']>): string {
  const plain = exchange();
  return sentOf({ ...plain, request: { ...plain.request, ...request } });
}

test('an action that is a header stands before the parameters', () => {
  const url = 'http://127.0.0.1:1/?RegionId=cn-hangzhou&KeyPairName=a%20b';
  const headers: RedactedExchange['request']['headers'] = [['x-acs-action', 'CreateKeyPair']];
  expect(sent({ method: 'POST', url, headers, body: '' })).toMatch(
    /^POST Action=CreateKeyPair RegionId=cn-hangzhou KeyPairName="a b" in /,
  );
});

test('what proves who asks is left out, wherever it stands', () => {
  const url =
    'http://127.0.0.1:1/?Action=DeleteKeyPairs&AccessKeyId=x&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&SignatureNonce=n&Timestamp=t&SecurityToken=s&Signature=y&KeyPairNames=a';
  expect(sent({ method: 'GET', url, headers: [], body: '' })).toMatch(
    /^GET Action=DeleteKeyPairs KeyPairNames=a in /,
  );
});

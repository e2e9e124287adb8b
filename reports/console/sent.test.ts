import { expect, it } from 'vitest';
import { exchange } from '../testing/events.ts';
import { sentOf } from './sent.ts';

const FORM: readonly [string, string][] = [['content-type', 'application/x-www-form-urlencoded']];

function sent(request: {
  method?: string;
  url?: string;
  body?: string;
  headers?: readonly [string, string][];
}): string {
  return sentOf(
    exchange({ request: { method: 'POST', url: 'http://t.test/', headers: FORM, body: '', ...request } }),
  );
}

it.each([
  [
    'decodes a form',
    { body: 'Action=A&KeyName=a%20b%2B&KeyName=c+d' },
    'POST Action=A KeyName="a b+" KeyName="c d"',
  ],
  ['decodes a query', { method: 'GET', url: 'http://t.test/?Action=A&N=%26' }, 'GET Action=A N=&'],
  ['leaves out protocol ballast', { body: 'Action=A&Version=1&X-Amz-Date=2' }, 'POST Action=A'],
  ['shows an empty value', { body: 'KeyName=' }, 'POST KeyName=""'],
  [
    'shortens a long value and says its length',
    { body: `N=${'x'.repeat(256)}` },
    `POST N=${'x'.repeat(40)}… (256 characters)`,
  ],
  ['does not read what is no form', { body: 'a=b', headers: [] }, 'POST'],
])('what was sent %s', (_, request, expected) => {
  expect(sent(request)).toBe(`${expected} in us-east-1`);
});

import { expect, test } from 'vitest';
import { each, inError, replace } from './testing/alter.ts';
import type { Alter } from './testing/canned-service.ts';
import { noticesOf } from './testing/notice.ts';

test.each<readonly [string, Alter, readonly string[]]>([
  [
    'an error root of other services',
    inError((body) => body.replaceAll('Response>', 'ErrorResponse>')),
    each('error-shape', 'root'),
  ],
  [
    'a namespace on errors',
    inError(replace('<Response>', '<Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">')),
    each('error-shape', 'namespace'),
  ],
  ['two errors in one', inError(replace(/<Error>.*<\/Error>/, '$&$&')), each('error-shape', 'members')],
  [
    'an error without a message',
    inError(replace(/<Message>.*<\/Message>/, '')),
    [...each('error-shape', 'members'), 'messages'],
  ],
  [
    'a request id spelt as in successes',
    inError((body) => body.replaceAll('RequestID', 'requestId')),
    each('error-shape', 'request-id'),
  ],
  [
    'a request id of the Smithy page',
    inError((body) => body.replaceAll('RequestID', 'RequestId')),
    each('error-shape', 'request-id'),
  ],
  ['a type of error', inError(replace('<Code>', '<Type>Sender</Type>$&')), each('error-shape', 'undeclared')],
  [
    'a success beside the error',
    inError(replace('<Errors>', '<return>false</return>$&')),
    each('error-shape', 'undeclared'),
  ],
  [
    'an error id that is no UUID',
    inError(replace('<RequestID>0', '<RequestID>x')),
    ['error-shape.describe.request-id-format'],
  ],
  [
    'an error id that stays',
    inError(
      replace(/<RequestID>.*<\/RequestID>/, '<RequestID>00000000-0000-4000-8000-00000000abcd</RequestID>'),
    ),
    each('error-shape', 'request-id-fresh'),
  ],
  [
    'a refusal without a declaration',
    inError((body) => body.replace(/^<\?xml[^>]*>\n/, '')),
    each('error-shape', 'xml-declaration'),
  ],
  ['a refusal that is not XML', inError(() => '<html><br></html>'), [...each('error-shape', 'readable')]],
  [
    'another wording of a duplicate',
    inError(replace('already exists', 'is taken')),
    ['error-shape.create.message-duplicate', 'error-shape.import.message-duplicate'],
  ],
  [
    'a message that escapes twice',
    inError((body) => body.replaceAll('&lt;', '&amp;lt;')),
    ['error-shape.describe.name-escaped'],
  ],
])('%s is noticed by the requirement on it and by no other', async (_what, change, expected) => {
  const { failed } = await noticesOf({ alter: change });
  const messages = expected.includes('messages');
  const noticed = [...failed.keys()].filter(
    (id) => !messages || !/message|text-filled|name-escaped/.test(id),
  );
  expect(noticed.sort()).toEqual(expected.filter((id) => id !== 'messages').sort());
});

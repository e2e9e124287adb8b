import { describe, expect, it } from 'vitest';
import { Sanitizer } from './sanitize.ts';

const CREDENTIALS = {
  accessKeyId: 'AKIAQWERTYUIOPASDFGH',
  secretAccessKey: 'very/Secret+Key/that/nobody/may/see/00000',
  sessionToken: 'IQoJb3JpZ2luX2VjSESSIONTOKEN==',
};
const sanitizer = (): Sanitizer => new Sanitizer({ credentials: CREDENTIALS, account: '123456789012' });

describe('a sanitizer', () => {
  it('replaces credentials and the account, plain and percent-encoded, and each the same way again', () => {
    const one = sanitizer();
    const text = `${CREDENTIALS.accessKeyId} ${encodeURIComponent(CREDENTIALS.secretAccessKey)} ${encodeURIComponent(CREDENTIALS.sessionToken)} 123456789012`;
    expect(one.text(text)).toBe('access-key-1 secret-1 token-1 000000000001');
    expect(one.text(text)).toBe(one.text(text));
    expect(one.text(one.text(text))).toBe(one.text(text));
  });

  it('tells two accounts, two keys and two users apart', () => {
    const one = sanitizer();
    const arns = ['1'.repeat(12), '2'.repeat(12), '1'.repeat(12)].map((id) =>
      one.text(`arn:aws:iam::${id}:user/joe`),
    );
    expect(new Set(arns).size).toBe(2);
    expect(arns[0]).toBe(arns[2]);
    expect(one.text('user/ann role/ann user/joe')).not.toMatch(/ann|joe/);
    expect(one.text('LTAI5tQwErTyUiOpAsDf')).not.toBe(one.text('LTAI5tQwErTyUiOpAsDg'));
  });

  it('keeps no part of an encoded message of authorization', () => {
    expect(sanitizer().text('Encoded authorization failure message: aGVsbG8-_w')).toBe(
      'Encoded authorization failure message: [withheld]',
    );
  });

  it('leaves out what signs a request and nothing else', () => {
    const one = sanitizer();
    expect(
      one.parameters(
        'https://h/?Action=A&X-Amz-Signature=00ff&X-Amz-Credential=AKIAQWERTYUIOPASDFGH%2F2026&SignatureNonce=9&Name=b',
      ),
    ).toBe('https://h/?Action=A&X-Amz-Credential=access-key-1%2F2026&Name=b');
    expect(
      one.requestHeaders([
        ['Authorization', 'x'],
        ['X-Acs-Security-Token', 'y'],
        ['host', 'h'],
      ]),
    ).toEqual([['host', 'h']]);
    expect(
      one.responseHeaders([
        ['Set-Cookie', 'x'],
        ['x-amzn-RequestId', 'y'],
      ]),
    ).toEqual([['x-amzn-RequestId', 'y']]);
  });

  it('leaves names and texts alone that only look a little like it', () => {
    const text = 'kpc-abcdef0123-xyz user name 12345 2026-11-30T10:00:00.000Z 1796046022660';
    expect(sanitizer().text(text)).toBe(text);
  });
});

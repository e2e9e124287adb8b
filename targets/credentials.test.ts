import { expect, it } from 'vitest';
import { ALIBABA_KEYS, AWS_KEYS, isAccountKey, makeUpCredentials } from './credentials.ts';

const many = (form: typeof AWS_KEYS): readonly string[] =>
  Array.from({ length: 500 }, () => makeUpCredentials(form).accessKeyId);

it.each([
  ['AWS', AWS_KEYS],
  ['Alibaba Cloud', ALIBABA_KEYS],
])('keys of %s that are made up look like those of accounts, and are none', (_, form) => {
  const ids = many(form);
  expect(new Set(ids).size).toBe(500);
  for (const id of ids) expect(id).toMatch(form.account);
  expect(isAccountKey(makeUpCredentials(form), form)).toBe(false);
  expect(isAccountKey({ accessKeyId: ids[0] ?? '', secretAccessKey: 's' }, form)).toBe(true);
});

it('an id of AWS has an account number of twelve digits in it, as keys since 2019 do', () => {
  for (const id of many(AWS_KEYS)) {
    const digits = [...id.slice(4)].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter));
    const bits = digits.map((digit) => digit.toString(2).padStart(5, '0')).join('');
    expect(bits[0]).toBe('1');
    expect(parseInt(bits.slice(1, 41), 2)).toBeLessThan(1e12);
  }
});

it('an id of Alibaba Cloud has capitals, small letters and digits', () => {
  const all = many(ALIBABA_KEYS)
    .map((id) => id.slice(6))
    .join('');
  for (const kind of [/[A-Z]/, /[a-z]/, /\d/]) expect(all).toMatch(kind);
});

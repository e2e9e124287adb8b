import { describe, expect, test } from 'vitest';
import { der, derContent, derInteger, derSequence, derUnsigned, derValues, TAG } from './der.ts';
import { bitLength, integerFrom, inverse, signedBytes } from './integers.ts';
import { WireReader, wireInteger, wireString } from './wire.ts';

const reader = (hex: string): WireReader => new WireReader(Buffer.from(hex, 'hex'), 'the test');

describe('SSH integers are those of RFC 4251 section 5', () => {
  test.each([
    [0n, '00000000'],
    [0x9a378f9b2e332a7n, '0000000809a378f9b2e332a7'],
    [0x80n, '000000020080'],
  ])('%i is written as %s', (value, hex) => {
    expect(wireInteger(value).toString('hex')).toBe(hex);
    if (value > 0n) expect(reader(hex).mpint('n')).toBe(value);
  });

  test.each([
    ['zero', '00000000', 'n is zero'],
    ['a negative number', '00000002edcc', 'n is negative'],
    ['leading zeros', '000000020001', 'n has needless leading zeros'],
    ['a length that is cut off', '0000', 'announces 4 bytes and 2 are left'],
    ['a length beyond the end', 'ffffffff00', 'n announces 4294967295 bytes and 1 are left'],
  ])('%s is refused where a positive number must stand', (_what, hex, reason) => {
    expect(() => reader(hex).mpint('n')).toThrow(reason);
  });

  test('bytes behind the last field are refused', () => {
    const one = new WireReader(Buffer.concat([wireString('a'), Buffer.alloc(3)]), 'the test');
    expect(one.string('text').toString()).toBe('a');
    expect(() => one.end()).toThrow('the test: 3 bytes follow the last field');
    expect(one.rest()).toHaveLength(3);
    expect(() => one.end()).not.toThrow();
  });
});

describe('DER is read in its one shortest form only', () => {
  test.each([0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x1_0000])(
    '%i bytes of content are written and read',
    (size) => {
      const bytes = der(TAG.octetString, Buffer.alloc(size, 1));
      expect(derValues(bytes, 'it')).toEqual([{ tag: TAG.octetString, content: Buffer.alloc(size, 1) }]);
    },
  );

  test.each([
    ['an indefinite length', '3080', 'a length field that DER does not allow'],
    ['a length of five bytes', '30850000000000', 'a length field that DER does not allow'],
    ['a long form for a short length', '30810100', 'not in the shortest form'],
    ['a length with a leading zero', `30820080${'00'.repeat(128)}`, 'not in the shortest form'],
    ['a tag without a length', '30', 'is cut off behind a tag'],
    ['half a length', '308201', 'is cut off inside a length'],
    ['a length beyond the end', '3084ffffffff00', 'is cut off: 4294967295 bytes announced, 1 present'],
    ['another tag', '0400', 'is no DER sequence'],
    ['nothing', '', 'is no DER sequence'],
  ])('%s is refused', (_what, hex, reason) => {
    expect(() => derSequence(Buffer.from(hex, 'hex'), 'it')).toThrow(reason);
  });

  test.each([
    ['020180', 'it is negative'],
    ['02020001', 'it has needless leading zeros'],
    ['0200', 'it is an integer without bytes'],
    ['040101', 'it is missing or has the wrong type'],
  ])('the integer %s is refused', (hex, reason) => {
    const [value] = derValues(Buffer.from(hex, 'hex'), 'it');
    expect(() => derUnsigned(value, 'it')).toThrow(reason);
  });

  test('an integer is written and read, zero too', () => {
    for (const value of [0n, 1n, 0x7fn, 0x80n, 2n ** 64n]) {
      const [read] = derValues(derInteger(value), 'it');
      expect(derUnsigned(read, 'it')).toBe(value);
    }
    expect(() => derContent(undefined, TAG.integer, 'it')).toThrow('it is missing');
  });
});

test('integers know their length, their bytes and their inverse', () => {
  expect([0n, 1n, 0xffn, 0x100n, 2n ** 2047n].map(bitLength)).toEqual([0, 1, 8, 9, 2048]);
  expect(integerFrom(signedBytes(2n ** 71n))).toBe(2n ** 71n);
  expect(integerFrom(Buffer.alloc(0))).toBe(0n);
  expect(inverse(3n, 7n)).toBe(5n);
  expect(inverse(10n, 7n)).toBe(5n);
  expect(inverse(6n, 9n)).toBeUndefined();
});

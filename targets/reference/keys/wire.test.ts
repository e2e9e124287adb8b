import { describe, expect, test } from 'vitest';
import { signedMagnitude, WireReader, wireMpint, wireString, wireUint32 } from './wire.ts';

describe('the SSH wire encoding', () => {
  test('writes the mpint examples of RFC 4251 section 5', () => {
    expect(wireMpint(Buffer.from('00', 'hex')).toString('hex')).toBe('00000000');
    expect(wireMpint(Buffer.from('09a378f9b2e332a7', 'hex')).toString('hex')).toBe(
      '0000000809a378f9b2e332a7',
    );
    expect(wireMpint(Buffer.from('80', 'hex')).toString('hex')).toBe('000000020080');
    expect(signedMagnitude(Buffer.from('00007f', 'hex')).toString('hex')).toBe('7f');
  });

  test('reads back what it wrote', () => {
    const reader = new WireReader(Buffer.concat([wireString('abc'), wireMpint(Buffer.from([0xff, 1]))]));
    expect(reader.string()?.toString()).toBe('abc');
    expect(reader.positiveMpint()).toEqual(Buffer.from([0xff, 1]));
    expect(reader.finished).toBe(true);
  });

  test('refuses a length beyond the end, however large', () => {
    for (const length of [1, 5, 0x7fffffff, 0xffffffff]) {
      expect(new WireReader(wireUint32(length)).string()).toBeUndefined();
    }
    expect(new WireReader(Buffer.from([0, 0, 0])).string()).toBeUndefined();
  });

  test('refuses negative, zero and padded integers', () => {
    for (const bytes of [[0x80], [], [0], [0, 0x7f], [0, 0, 0x80]]) {
      expect(new WireReader(wireString(Buffer.from(bytes))).positiveMpint()).toBeUndefined();
    }
  });
});

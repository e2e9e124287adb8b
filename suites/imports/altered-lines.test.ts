import { describe, expect, it } from 'vitest';
import { readPublicKey } from '../keys/read-public.ts';
import { ed25519FromSeed } from '../keys/synthetic.ts';
import { opensshLine } from '../keys/write-public.ts';
import { Random } from '../random.ts';
import { withCharacter, withLength } from './altered-lines.ts';

const random = new Random(1, 'comments');
const line = opensshLine(ed25519FromSeed(Buffer.alloc(32, 7)));

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

describe('comments', () => {
  it('bring a line to an exact length', () => {
    for (const length of [line.length + 2, 2048, 2049]) {
      expect(withLength(line, length, random)).toHaveLength(length);
    }
  });

  it('refuse a length that the line has passed', () => {
    expect(() => withLength(line, line.length + 1, random)).toThrow(/cannot be made/u);
  });

  it('put a plus sign or a slash into the base64, for a line of any length', () => {
    for (const start of [line, `${line}a`, `${line}ab`]) {
      for (const character of ['+', '/']) {
        expect(base64(withCharacter(start, character, random))).toContain(character);
      }
    }
  });

  it('leave the key readable', () => {
    for (const text of [withLength(line, 2048, random), withCharacter(line, '+', random)]) {
      expect(readPublicKey(text).ok).toBe(true);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { FUZZ_SEED } from '../../specs/testing/fuzz.ts';
import { growth, LINEAR } from '../../specs/testing/growth.ts';
import { readPrivateKey } from './read-private.ts';
import { readPublicKey } from './read-public.ts';
import { pem } from './testing/containers.ts';
import { KEY_TEXTS } from './testing/corpus.ts';

function readBoth(text: string): readonly ({ ok: true } | { ok: false; reason: string })[] {
  return [readPrivateKey(text), readPublicKey(text)];
}

describe('the key readers never throw and always give one line of reason', () => {
  test.each(KEY_TEXTS)('on the saved file %s', (_name, text) => {
    for (const reading of readBoth(text)) {
      expect(reading).toEqual({ ok: false, reason: expect.stringMatching(/^\S.{5,400}$/u) });
    }
  });

  test('on saved files with a piece replaced', () => {
    const mutated = fc.record({
      original: fc.constantFrom(...KEY_TEXTS.map(([, text]) => text)),
      at: fc.nat(3_000),
      removed: fc.nat(30),
      inserted: fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.base64String({ maxLength: 32 })),
    });
    fc.assert(
      fc.property(mutated, ({ original, at, removed, inserted }) => {
        const start = at % (original.length + 1);
        for (const reading of readBoth(
          original.slice(0, start) + inserted + original.slice(start + removed),
        )) {
          if (!reading.ok) expect(reading.reason).toMatch(/^\S.{5,400}$/u);
        }
      }),
      { numRuns: 400, seed: FUZZ_SEED },
    );
  });
});

describe('the key readers take linear time, up to the longest text that they read', () => {
  it.each<[string, (size: number) => string]>([
    ['lines', (size) => `-----BEGIN PRIVATE KEY-----\n${'A\n'.repeat(size / 2)}`],
    ['base64', (size) => pem('RSA PRIVATE KEY', Buffer.alloc(Math.floor(size / 2), 0x30))],
    ['small DER values', (size) => pem('PRIVATE KEY', derOf(Math.floor(size / 2)))],
    ['white space', (size) => `ssh-rsa${' '.repeat(size)}!`],
    ['dashes', (size) => '-'.repeat(size)],
    ['PuTTY lines', (size) => `PuTTY-User-Key-File-2: ssh-rsa\n${'a: b\n'.repeat(size / 5)}`],
    ['headers', (size) => `---- BEGIN SSH2 PUBLIC KEY ----\n${'a: b\n'.repeat(size / 5)}`],
  ])('in the length of %s', (_what, make) => {
    expect(growth(4_000, make, readBoth)).toBeLessThan(LINEAR);
  });
});

/** A sequence of NULL values. */
function derOf(length: number): Buffer {
  const content = Buffer.alloc(length - (length % 2));
  for (let at = 0; at < content.length; at += 2) content[at] = 5;
  const size = Buffer.alloc(2);
  size.writeUInt16BE(content.length);
  return Buffer.concat([Buffer.from([0x30, 0x82]), size, content]);
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FUZZ_SEED } from '../../specs/testing/fuzz.ts';
import { newPrivateKey } from '../../targets/reference/keys/fresh.ts';
import { toBlob } from './material.ts';
import { readPrivateKey } from './read-private.ts';
import { readPublicKey } from './read-public.ts';
import { constructedRsa, ed25519FromSeed } from './synthetic.ts';
import { ed25519Secret, openssh, pem, ppk } from './testing/containers.ts';
import { wireString } from './wire.ts';
import { opensshLine, pemSpki, rfc4716 } from './write-public.ts';

const RUNS = { numRuns: 300, seed: FUZZ_SEED };
const seed = Buffer.alloc(32, 7);
const key = ed25519FromSeed(seed);
const publicBlob = toBlob(key);
const privateTexts = [
  newPrivateKey('rsa', { modulusLength: 1024 }).export({ format: 'pem', type: 'pkcs1' }).toString(),
  key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  openssh({ publicBlob, secret: ed25519Secret(key.point, seed) }),
  ppk({ version: 2, algorithm: 'ssh-ed25519', comment: '', publicBlob, privateBlob: wireString(seed) }),
  ppk({ version: 3, algorithm: 'ssh-ed25519', comment: '', publicBlob, privateBlob: wireString(seed) }),
];
const publicTexts = [opensshLine(key, 'x'), rfc4716(key, 'x'), pemSpki(constructedRsa(1024, seed))];

/** Arbitrary bytes, bare or inside every armour, so that the inner readers see them too. */
const arbitraryTexts = fc.uint8Array({ maxLength: 400 }).chain((array) => {
  const bytes = Buffer.from(array);
  const base64 = bytes.toString('base64');
  const labels = ['RSA PRIVATE KEY', 'PRIVATE KEY', 'OPENSSH PRIVATE KEY', 'PUBLIC KEY', 'RSA PUBLIC KEY'];
  return fc.constantFrom(
    bytes.toString('latin1'),
    bytes.toString('utf8'),
    base64,
    `ssh-rsa ${base64}`,
    `---- BEGIN SSH2 PUBLIC KEY ----\n${base64}\n---- END SSH2 PUBLIC KEY ----`,
    openssh({ publicBlob: bytes, secret: bytes }),
    ppk({ version: 3, algorithm: 'ssh-rsa', comment: '', publicBlob: bytes, privateBlob: bytes }),
    ...labels.map((label) => pem(label, bytes)),
  );
});

/** A good text with a piece replaced by other characters, by nothing, or by a copy of itself. */
function mutated(texts: readonly string[]): fc.Arbitrary<{ text: string; original: string }> {
  return fc
    .record({
      original: fc.constantFrom(...texts),
      at: fc.nat(2000),
      length: fc.nat(12),
      insert: fc.oneof(fc.string({ maxLength: 12 }), fc.base64String({ maxLength: 12 }), fc.constant('\r\n')),
    })
    .map(({ original, at, length, insert }) => {
      const start = at % original.length;
      return { original, text: original.slice(0, start) + insert + original.slice(start + length) };
    });
}

/** Throws when the reader throws; a refusal must carry one line of reason. */
function judge(reading: { ok: true } | { ok: false; reason: string }): void {
  if (!reading.ok) expect(reading.reason).toMatch(/^\S.{5,400}$/u);
}

describe('a reader never throws and always gives one line of reason', () => {
  test('on arbitrary bytes, bare and in every armour', () => {
    fc.assert(
      fc.property(arbitraryTexts, (text) => {
        judge(readPrivateKey(text));
        judge(readPublicKey(text));
      }),
      RUNS,
    );
  });

  test('on mutated private keys, and one that is still read is the same key where the file states its public half', () => {
    const blobs = new Map(privateTexts.map((text) => [text, blobOf(readPrivateKey(text))]));
    fc.assert(
      fc.property(mutated(privateTexts), ({ text, original }) => {
        const reading = readPrivateKey(text);
        judge(reading);
        // A bare Ed25519 seed states nothing twice: another seed is another good key.
        if (reading.ok && reading.container !== 'pkcs8') {
          expect(reading.publicBlob).toEqual(blobs.get(original));
        }
      }),
      RUNS,
    );
  });

  test('on mutated public keys', () => {
    fc.assert(
      fc.property(mutated(publicTexts), ({ text }) => judge(readPublicKey(text))),
      RUNS,
    );
  });
});

function blobOf(reading: ReturnType<typeof readPrivateKey>): Buffer {
  if (!reading.ok) throw new Error(reading.reason);
  return reading.publicBlob;
}

describe('a text of many megabytes is refused by its length', () => {
  test.each([
    ['lines', '-----BEGIN PRIVATE KEY-----\n'.repeat(200_000)],
    ['white space', ' '.repeat(5_000_000)],
    ['base64', 'A'.repeat(8_000_000)],
    ['a key with garbage behind', `${privateTexts[0]}${'x'.repeat(4_000_000)}`],
  ])('%s', (_what, text) => {
    const reason = `the text has ${text.length} characters, and no key is longer than 65536`;
    expect(readPrivateKey(text)).toEqual({ ok: false, reason });
    expect(readPublicKey(text)).toEqual({ ok: false, reason });
  });

  test.each([
    ['dashes', '-'.repeat(65_000)],
    ['spaces between two words', `ssh-rsa${' '.repeat(65_000)}!`],
    ['colons', `---- BEGIN SSH2 PUBLIC KEY ----\n${':\n'.repeat(30_000)}`],
    ['continued headers', `---- BEGIN SSH2 PUBLIC KEY ----\nComment: ${'\\\n'.repeat(30_000)}`],
    [
      'small DER values',
      pem('RSA PRIVATE KEY', Buffer.concat([Buffer.from('3082ab00', 'hex'), Buffer.alloc(0xab00, 2)])),
    ],
    ['a PuTTY file of empty lines', `PuTTY-User-Key-File-2: ssh-rsa\n${'\n'.repeat(65_000)}`],
  ])('the longest text that is read at all is refused too: %s', (_what, text) => {
    expect(readPrivateKey(text).ok).toBe(false);
    expect(readPublicKey(text).ok).toBe(false);
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { describeFormat } from './describe-format.ts';
import { diagnoseFingerprint } from './diagnose.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type FingerprintKey, OVERS, type Over } from './hashed-bytes.ts';
import { toBlob } from './material.ts';
import { DIGEST_NAMES, DIGESTS, RENDERINGS, type Rendering } from './rendering.ts';
import { ed25519FromSeed } from './synthetic.ts';
import { opensshLine } from './write-public.ts';

function keyOf(byte: number): FingerprintKey {
  const { keyType, point, privateKey } = ed25519FromSeed(Buffer.alloc(32, byte));
  const material = { keyType, point };
  const texts = {
    privateText: `${privateKey.export({ format: 'pem', type: 'pkcs8' })}\n`,
    materialSent: `${opensshLine(material, 'sent')}\n`,
    keyName: `name-${byte}`,
  };
  return { publicBlob: toBlob(material), privateKey, texts };
}

const key = keyOf(1);
const blob = key.publicBlob;
const hash = (digest: string, bytes: string | Buffer): string =>
  createHash(digest).update(bytes).digest('hex');
const colons = (hex: string): string => hex.replaceAll(/..(?=.)/gu, '$&:');

describe('a wrong fingerprint is traced to what was hashed', () => {
  test('the sentence names digest, bytes and rendering', () => {
    expect(diagnoseFingerprint(colons(hash('md5', blob)), key)?.story).toBe(
      'MD5 over the SSH wire blob, hexadecimal with colons',
    );
  });

  test('every digest over every form in every rendering is found under its own name', () => {
    const overs = Object.keys(OVERS) as Over[];
    let found = 0;
    for (const digest of DIGESTS) {
      for (const rendering of Object.keys(RENDERINGS) as Rendering[]) {
        for (const over of overs) {
          const observed = fingerprintOf({ digest, over, rendering }, key);
          if (observed === undefined) continue;
          // Two forms can be the same bytes for one key; the sentence then names the first.
          const first = overs.find(
            (one) => fingerprintOf({ digest, over: one, rendering }, key) === observed,
          );
          const prefix = `${DIGEST_NAMES[digest]} over ${OVERS[first ?? over]}, `;
          expect(diagnoseFingerprint(observed, key)?.story.slice(0, prefix.length)).toBe(prefix);
          found += 1;
        }
      }
    }
    expect(found).toBeGreaterThan(800);
  });

  const name = key.texts?.keyName ?? '';
  const text = String(key.texts?.privateText);
  test.each([
    [
      'a digest of a digest',
      hash('sha1', createHash('md5').update(blob).digest()),
      'SHA-1 over the bytes of MD5 over',
    ],
    [
      'a digest of hexadecimal text',
      hash('md5', hash('sha256', blob)),
      'MD5 over the hexadecimal text of SHA-256 over',
    ],
    ['the armoured text', colons(hash('sha1', text)), 'SHA-1 over the text of the returned private key,'],
    ['the trimmed armoured text', hash('md5', text.trimEnd()), 'without its last newline'],
    ['the key name', colons(hash('md5', name)), 'MD5 over the name of the key pair'],
    ['the material as sent', hash('md5', String(key.texts?.materialSent)), 'material as it was sent'],
    ['no bytes', 'd41d8cd98f00b204e9800998ecf8427e', 'MD5 over no bytes at all'],
    ['a cut-off digest', colons(hash('sha256', blob)).slice(0, 47), 'cut off after 47 characters'],
    ['zeros with colons', colons('00'.repeat(16)), 'no digest: all bytes are zero'],
    ['zeros in base64', `${'A'.repeat(43)}=`, 'no digest: all bytes are zero'],
    ['the bare blob', blob.toString('base64'), 'no digest: the SSH wire blob, base64 without padding'],
    ['the name itself', name, 'no digest: the name of the key pair itself'],
    ['a newline behind', `${hash('md5', blob)}\n`, 'without colons, with white space around it'],
  ])('%s', (_what, observed, part) => {
    expect(diagnoseFingerprint(observed, key)?.story).toContain(part);
  });

  test('the fingerprint of another key of the run is named as such', () => {
    const otherKeys = [{ ...keyOf(2), label: 'the key created before' }];
    const observed = colons(hash('md5', keyOf(2).publicBlob));
    expect(diagnoseFingerprint(observed, key)?.story).toBeUndefined();
    expect(diagnoseFingerprint(observed, key, { otherKeys })?.story).toBe(
      'MD5 over the SSH wire blob, hexadecimal with colons, of another key (the key created before)',
    );
  });

  test('a value printed in a document is named as such, in any case of letters', () => {
    const samples = [{ value: '1f:51:ae:28:bf:89', label: 'the API reference' }];
    expect(diagnoseFingerprint('1F:51:AE:28:BF:89', key, { samples })?.story).toBe(
      'no digest of this key but a fixed value copied from the API reference',
    );
  });

  test.each(['', ' ', 'x', 'SHA256:', 'ab:cd', 'de:ad:be:ef:de:ad:be:ef:de:ad:be:ef:de:ad:be:ef'])(
    'nothing is claimed about %j',
    (observed) => {
      expect(diagnoseFingerprint(observed, key)?.story).toBeUndefined();
    },
  );
});

describe('the format of a fingerprint that nothing explains is described', () => {
  test.each([
    ['', 'an empty text'],
    [colons('ab'.repeat(16)), '16 bytes of lower-case hexadecimal with colons, the length of MD5'],
    [colons('AB'.repeat(20)), '20 bytes of upper-case hexadecimal with colons, the length of SHA-1'],
    ['12'.repeat(20), '20 bytes of hexadecimal without colons, the length of SHA-1'],
    ['aB'.repeat(5), '5 bytes of mixed-case hexadecimal without colons, no length of a known digest'],
    [`${'x'.repeat(43)}=`, '32 bytes of base64 with padding, the length of SHA-256'],
    [
      `SHA256:${'x'.repeat(43)}`,
      '32 bytes of base64 without padding behind the prefix SHA256:, the length of SHA-256',
    ],
    [`${'-'.repeat(43)}`, '32 bytes of base64url without padding, the length of SHA-256'],
    ['no key!', '7 characters that are neither hexadecimal nor base64: "no key!"'],
  ])('%j', (observed, facts) => {
    expect(describeFormat(observed)).toBe(facts);
  });
});

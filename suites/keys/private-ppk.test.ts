import { afterAll, describe, expect, test } from 'vitest';
import { onPath } from '../../targets/testing/on-path.ts';
import { toBlob } from './material.ts';
import { type PrivateKeyReading, readPrivateKey } from './read-private.ts';
import { ed25519FromSeed } from './synthetic.ts';
import { type PpkParts, ppk, uint32 } from './testing/containers.ts';
import { Workshop } from './testing/tools.ts';
import { wireString } from './wire.ts';

const shop = new Workshop();
afterAll(() => shop.close());

const seed = Buffer.alloc(32, 5);
const key = ed25519FromSeed(seed);
const parts: PpkParts = {
  version: 2,
  algorithm: 'ssh-ed25519',
  comment: 'my key',
  publicBlob: toBlob(key),
  privateBlob: wireString(seed),
};

function reasonFor(text: string): string {
  const reading = readPrivateKey(text);
  return reading.ok ? 'the key was read' : reading.reason;
}

describe('a PuTTY file made by puttygen is read with its comment, MAC and public half', () => {
  for (const keyType of ['rsa', 'ed25519'] as const) {
    for (const version of [2, 3] as const) {
      test(`${keyType}, version ${version}`, ({ skip }) => {
        if (!onPath('puttygen', 'ssh-keygen'))
          skip('puttygen (Debian package putty-tools) or ssh-keygen is not installed');
        const file = `${keyType}-${version}`;
        shop.run(`ssh-keygen -q -t ${keyType} -f ${file} -C`, 'a comment', '-N', '');
        shop.run(`puttygen ${file} -O private --ppk-param version=${version} -o ${file}.ppk`);
        const text = shop.read(`${file}.ppk`);
        const expected = readPrivateKey(shop.read(file));
        const crlf = readPrivateKey(text.replaceAll('\n', '\r\n'));
        for (const read of [readPrivateKey(text), crlf]) {
          expect(read).toMatchObject({
            ok: true,
            container: `ppk-v${version}`,
            comment: 'a comment',
            mac: 'valid',
          });
          expect(blobOf(read)).toEqual(blobOf(expected));
        }
      });
    }
  }

  test('an encrypted file is refused as encrypted', ({ skip }) => {
    if (!onPath('puttygen', 'ssh-keygen'))
      skip('puttygen (Debian package putty-tools) or ssh-keygen is not installed');
    shop.write('passphrase', 'secret');
    shop.run('ssh-keygen -q -t ed25519 -f locked -N', '');
    shop.run('puttygen locked -O private --new-passphrase passphrase -o locked.ppk');
    expect(reasonFor(shop.read('locked.ppk'))).toBe('the private key is encrypted ("aes256-cbc")');
  });

  test('puttygen reads the files that the test writer makes, so the cases below are about real files', ({
    skip,
  }) => {
    if (!onPath('puttygen', 'ssh-keygen'))
      skip('puttygen (Debian package putty-tools) or ssh-keygen is not installed');
    for (const version of [2, 3] as const) {
      shop.write('own.ppk', ppk({ ...parts, version }));
      const line = shop.run('puttygen own.ppk -O public-openssh').trim();
      expect(line).toBe(`ssh-ed25519 ${parts.publicBlob.toString('base64')} my key`);
    }
  });
});

function blobOf(reading: PrivateKeyReading): Buffer {
  if (!reading.ok) throw new Error(reading.reason);
  return reading.publicBlob;
}

describe.each([2, 3] as const)(
  'a PuTTY file of version %i whose content was changed is refused',
  (version) => {
    const good = ppk({ ...parts, version });

    test('the unchanged file is read', () => {
      expect(blobOf(readPrivateKey(good))).toEqual(parts.publicBlob);
    });

    test.each([
      ['the comment', (text: string) => text.replace('Comment: my key', 'Comment: my kez')],
      ['the algorithm', (text: string) => text.replace(': ssh-ed25519', ': ssh-ed25518')],
      ['a byte of the seed', (text: string) => text.replace('AAAAIAUF', 'AAAAIAUG')],
      ['the MAC', (text: string) => text.replace(/(Private-MAC: .)./u, '$1x')],
      ['the end of the MAC', (text: string) => text.trimEnd().slice(0, -2)],
    ])('%s', (_what, change) => {
      expect(change(good)).not.toBe(good);
      expect(reasonFor(change(good))).toBe('the Private-MAC does not match the file');
    });
  },
);

test('a seed that ends in zero bytes is read as PuTTY shortens it', () => {
  const shortSeed = Buffer.concat([Buffer.alloc(30, 9), Buffer.alloc(2)]);
  const short = ed25519FromSeed(shortSeed);
  const text = ppk({
    ...parts,
    publicBlob: toBlob(short),
    privateBlob: wireString(shortSeed.subarray(0, 30)),
  });
  expect(blobOf(readPrivateKey(text))).toEqual(toBlob(short));
});

describe('a PuTTY file with a fitting MAC and wrong content is refused with the reason', () => {
  const other = ed25519FromSeed(Buffer.alloc(32, 6));
  test.each([
    ['the seed of another key', { publicBlob: toBlob(other) }, 'the Ed25519 public half does not belong'],
    ['a blob of another type', { algorithm: 'ssh-rsa' }, 'the first line says "ssh-rsa"'],
    ['a hostile length', { privateBlob: uint32(0xffffffff) }, 'announces 4294967295 bytes and 0 are left'],
    ['a hostile blob length', { publicBlob: uint32(0x7fffffff) }, 'announces 2147483647 bytes'],
    ['a seed that is too long', { privateBlob: wireString(Buffer.alloc(33, 1)) }, 'has 33 bytes'],
    ['bytes behind the seed', { privateBlob: Buffer.concat([wireString(seed), seed]) }, '32 bytes follow'],
  ])('%s', (_what, change, reason) => {
    expect(reasonFor(ppk({ ...parts, ...change }))).toContain(reason);
  });

  test.each([
    ['an absurd count of lines', /Public-Lines: \d+/u, 'Public-Lines: 999999999', 'lines are left'],
    ['a count that is no number', /Public-Lines: \d+/u, 'Public-Lines: -1', 'lines are left'],
    ['a missing header', /Comment: .*\n/u, '', 'where Comment is expected'],
    ['a missing MAC', /Private-MAC: .*\n/u, '', 'is cut off'],
    ['an unknown version', /File-2/u, 'File-4', 'not a PuTTY key file of version 2 or 3'],
    ['text behind the MAC', /$/u, 'more\n', '1 more lines follow the Private-MAC'],
  ])('%s', (_what, pattern, replacement, reason) => {
    expect(reasonFor(ppk(parts).replace(pattern, replacement))).toContain(reason);
  });
});

import { createHash, createHmac, createPrivateKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ask, installed } from '../testing/tools.ts';
import { md5OfSpki, sha1OfPkcs8, sha256OfSshBlob } from './fingerprints.ts';
import { newPrivateKey } from './fresh.ts';
import { openSshPrivateKey } from './openssh.ts';
import { ppkPrivateKey } from './ppk.ts';
import { publicKeyOf, sshBlob } from './public-key.ts';
import { openSshLine } from './public-text.ts';
import { WireReader } from './wire.ts';

const rsa = newPrivateKey('rsa', { modulusLength: 2048 });
const ed25519 = newPrivateKey('ed25519');

/** The fields of a PPK file, read by the letter of PuTTY's manual and by nothing this project writes with. */
function readPpk(text: string): { headers: Map<string, string>; publicBlob: Buffer; privateBlob: Buffer } {
  const lines = text.split('\n');
  const headers = new Map<string, string>();
  const blobs = new Map<string, Buffer>();
  while (lines.length > 0) {
    const [name, value] = (lines.shift() ?? '').split(/: (.*)/, 2);
    if (name === undefined || value === undefined) continue;
    headers.set(name, value);
    if (name.endsWith('-Lines')) {
      blobs.set(name, Buffer.from(lines.splice(0, Number(value)).join(''), 'base64'));
    }
  }
  const publicBlob = blobs.get('Public-Lines');
  const privateBlob = blobs.get('Private-Lines');
  if (publicBlob === undefined || privateBlob === undefined) throw new Error('The file has no blobs.');
  return { headers, publicBlob, privateBlob };
}

function macOf(parts: readonly (string | Buffer)[]): string {
  const key = createHash('sha1').update('putty-private-key-file-mac-key').digest();
  const mac = createHmac('sha1', key);
  for (const part of parts) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    mac.update(length).update(part);
  }
  return mac.digest('hex');
}

describe('a PPK file', () => {
  test.each([
    ['ssh-rsa', rsa],
    ['ssh-ed25519', ed25519],
  ])('of %s has version 2, the name as comment and a valid MAC', (algorithm, key) => {
    const { headers, publicBlob, privateBlob } = readPpk(ppkPrivateKey(key, 'my key'));
    expect([...headers.keys()]).toEqual([
      'PuTTY-User-Key-File-2',
      'Encryption',
      'Comment',
      'Public-Lines',
      'Private-Lines',
      'Private-MAC',
    ]);
    expect(headers.get('PuTTY-User-Key-File-2')).toBe(algorithm);
    expect(headers.get('Comment')).toBe('my key');
    expect(publicBlob).toEqual(sshBlob(publicKeyOf(key)));
    expect(headers.get('Private-MAC')).toBe(macOf([algorithm, 'none', 'my key', publicBlob, privateBlob]));
  });

  test('of RSA holds d, p, q and the inverse of q modulo p', () => {
    const { privateBlob } = readPpk(ppkPrivateKey(rsa, 'x'));
    const reader = new WireReader(privateBlob);
    const [d, p, q, iqmp] = [1, 2, 3, 4].map(() => BigInt(`0x${reader.positiveMpint()?.toString('hex')}`));
    if (d === undefined || p === undefined || q === undefined || iqmp === undefined)
      throw new Error('Too short.');
    expect(reader.finished).toBe(true);
    expect((d * 65537n) % (p - 1n)).toBe(1n);
    expect((iqmp * q) % p).toBe(1n);
  });

  test('of Ed25519 holds the seed that gives the public key', () => {
    const { privateBlob } = readPpk(ppkPrivateKey(ed25519, 'x'));
    const reader = new WireReader(privateBlob);
    const seed = reader.string();
    expect([seed?.length, reader.finished]).toEqual([32, true]);
    const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
    const der = Buffer.concat([prefix, seed ?? Buffer.alloc(0)]);
    const restored = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    expect(publicKeyOf(restored)).toEqual(publicKeyOf(ed25519));
  });

  test('is read by puttygen', async (ctx) => {
    if (!(await installed('puttygen'))) ctx.skip('puttygen is not installed');
    for (const key of [rsa, ed25519]) {
      const line = await ask('puttygen', ['FILE', '-L'], ppkPrivateKey(key, 'x'));
      expect(line.trim()).toBe(openSshLine(publicKeyOf(key), 'x'));
    }
  });
});

describe('an OpenSSH container', () => {
  test('is read by ssh-keygen and gives the same public key', async (ctx) => {
    if (!(await installed('ssh-keygen'))) ctx.skip('ssh-keygen is not installed');
    // Comments of different lengths reach every size of padding.
    for (const comment of ['', 'a', 'ab', 'abc', 'abcd', 'abcde', 'abcdef', 'abcdefg']) {
      const line = await ask(
        'ssh-keygen',
        ['-y', '-P', '', '-f', 'FILE'],
        openSshPrivateKey(ed25519, comment),
      );
      expect(line.trim()).toBe(openSshLine(publicKeyOf(ed25519), comment));
    }
  });

  test('is not written for RSA', () => {
    expect(() => openSshPrivateKey(rsa, '')).toThrow('Ed25519');
  });
});

describe('fingerprints', () => {
  test('of RSA are those of openssl', async (ctx) => {
    if (!(await installed('openssl'))) ctx.skip('openssl is not installed');
    const pem = rsa.export({ format: 'pem', type: 'pkcs1' }).toString();
    const der = await ask('openssl', ['pkcs8', '-topk8', '-nocrypt', '-outform', 'DER', '-in', 'FILE'], pem);
    expect(sha1OfPkcs8(rsa).replaceAll(':', '')).toBe(
      createHash('sha1').update(Buffer.from(der, 'latin1')).digest('hex'),
    );
    const spki = await ask('openssl', ['rsa', '-pubout', '-outform', 'DER', '-in', 'FILE'], pem);
    expect(md5OfSpki(publicKeyOf(rsa)).replaceAll(':', '')).toBe(
      createHash('md5').update(Buffer.from(spki, 'latin1')).digest('hex'),
    );
  });

  test('of Ed25519 are those of ssh-keygen, padded and without prefix', async (ctx) => {
    if (!(await installed('ssh-keygen'))) ctx.skip('ssh-keygen is not installed');
    const key = publicKeyOf(ed25519);
    const shown = await ask('ssh-keygen', ['-l', '-f', 'FILE'], openSshLine(key));
    expect(`SHA256:${sha256OfSshBlob(key).replace(/=$/, '')}`).toBe(shown.split(' ')[1]);
  });
});

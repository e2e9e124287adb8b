import { describe, expect, test } from 'vitest';
import { toBlob } from './material.ts';
import { readPrivateKey } from './read-private.ts';
import { ed25519FromSeed } from './synthetic.ts';
import { ed25519Secret, openssh, pem, uint32 } from './testing/containers.ts';
import { wireString } from './wire.ts';

const seed = Buffer.alloc(32, 3);
const key = ed25519FromSeed(seed);
const other = ed25519FromSeed(Buffer.alloc(32, 4));
const publicBlob = toBlob(key);
const secret = ed25519Secret(key.point, seed, 'note');
/** Rightly counted, but one whole block longer than needed. */
const excessPadding = Buffer.from(Array.from({ length: 16 - (secret.length % 8) }, (_, index) => index + 1));

function reasonFor(text: string): string {
  const reading = readPrivateKey(text);
  return reading.ok ? 'the key was read' : reading.reason;
}

test('an OpenSSH container is read with its comment', () => {
  expect(readPrivateKey(openssh({ publicBlob, secret }))).toMatchObject({
    ok: true,
    container: 'openssh',
    comment: 'note',
    publicBlob,
  });
});

describe('an OpenSSH container that contradicts itself is refused with the reason', () => {
  test.each([
    ['two keys', { keys: 2 }, 'announces 2 keys instead of one'],
    ['a cipher', { cipher: 'aes256-ctr' }, 'the private key is encrypted'],
    ['the public half of another key in clear', { publicBlob: toBlob(other) }, 'belongs to another key'],
    [
      'the public half of another key inside',
      { secret: ed25519Secret(other.point, seed) },
      'the Ed25519 public half does not belong to the private seed',
    ],
    [
      'check numbers that differ',
      { secret: Buffer.concat([uint32(8), secret.subarray(4)]) },
      'check numbers',
    ],
    ['padding of zeros', { secret: Buffer.concat([secret, Buffer.alloc(4)]) }, 'the padding'],
    ['a block of padding too many', { secret: Buffer.concat([secret, excessPadding]) }, 'the padding'],
    ['nothing inside', { secret: Buffer.alloc(0) }, 'announces 4 bytes and 0 are left'],
    [
      'a hostile length inside',
      { secret: Buffer.concat([uint32(1), uint32(1), uint32(0xffffffff)]) },
      'announces 4294967295 bytes',
    ],
    [
      'an unknown key type',
      { secret: Buffer.concat([uint32(1), uint32(1), wireString('ssh-rsb')]) },
      'the private key is "ssh-rsb"',
    ],
  ])('%s', (_what, change, reason) => {
    expect(reasonFor(openssh({ publicBlob, secret, ...change }))).toContain(reason);
  });

  test('every cut of the container is refused', () => {
    const body = Buffer.from(openssh({ publicBlob, secret }).split('\n').slice(1, -2).join(''), 'base64');
    for (let length = 1; length < body.length; length += 1) {
      expect(readPrivateKey(pem('OPENSSH PRIVATE KEY', body.subarray(0, length))).ok).toBe(false);
    }
    expect(reasonFor(pem('OPENSSH PRIVATE KEY', Buffer.concat([body, Buffer.alloc(8)])))).toContain(
      'the OpenSSH container: 8 bytes follow the last field',
    );
  });
});

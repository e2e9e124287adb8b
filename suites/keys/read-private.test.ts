import { createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onPath } from '../../targets/testing/on-path.ts';
import { type PrivateKeyRead, readPrivateKey } from './read-private.ts';
import { readPublicKey } from './read-public.ts';
import { pem } from './testing/containers.ts';
import { Workshop } from './testing/tools.ts';

const shop = new Workshop();
const tools = onPath('openssl', 'ssh-keygen');

beforeAll(() => {
  if (!tools) return;
  shop.run('openssl genrsa -traditional -out pkcs1.pem 2048');
  shop.run('openssl pkcs8 -topk8 -nocrypt -in pkcs1.pem -out pkcs8.pem');
  shop.run('openssl pkcs8 -topk8 -passout pass:x -in pkcs1.pem -out pkcs8-encrypted.pem');
  shop.run('openssl rsa -traditional -aes128 -passout pass:x -in pkcs1.pem -out pkcs1-encrypted.pem');
  shop.run('openssl genpkey -algorithm ed25519 -out ed25519-pkcs8.pem');
  shop.run('openssl ecparam -name prime256v1 -genkey -noout -out ec.pem');
  shop.run('openssl req -x509 -key pkcs1.pem -subj /CN=x -out certificate.pem');
  shop.run('openssl rsa -in pkcs1.pem -pubout -out public.pem');
  shop.run('ssh-keygen -q -t ed25519 -f ed25519-openssh -C', 'a comment', '-N', '');
  shop.run('ssh-keygen -q -t rsa -b 2048 -f rsa-openssh -C', 'a comment', '-N', '');
  shop.run('ssh-keygen -q -t ed25519 -f encrypted-openssh -N secret');
  shop.run('ssh-keygen -q -t ecdsa -f ecdsa-openssh -N', '');
}, 60_000);
afterAll(() => shop.close());

function mustRead(text: string): PrivateKeyRead {
  const reading = readPrivateKey(text);
  if (!reading.ok) throw new Error(`refused: ${reading.reason}`);
  return reading;
}

function reasonFor(text: string): string {
  const reading = readPrivateKey(text);
  return reading.ok ? 'the key was read' : reading.reason;
}

/** The blob that ssh-keygen derives from a private key file, the second witness. */
function sshKeygenBlob(name: string): Buffer {
  const line = readPublicKey(shop.run(`ssh-keygen -y -f ${name}`));
  if (!line.ok) throw new Error(line.reason);
  return line.blob;
}

describe.skipIf(!tools)(
  'a private key of a well-known tool is read with its container, size and public half',
  () => {
    test.each([
      ['pkcs1.pem', 'pkcs1', 'rsa', 2048, '-----BEGIN RSA PRIVATE KEY-----'],
      ['pkcs8.pem', 'pkcs8', 'rsa', 2048, '-----BEGIN PRIVATE KEY-----'],
      ['rsa-openssh', 'openssh', 'rsa', 2048, '-----BEGIN OPENSSH PRIVATE KEY-----'],
      ['ed25519-openssh', 'openssh', 'ed25519', 256, '-----BEGIN OPENSSH PRIVATE KEY-----'],
    ] as const)('%s is %s, %s', (file, container, keyType, bits, armour) => {
      const read = mustRead(shop.read(file));
      expect(read).toMatchObject({ container, keyType, bits, armour });
      expect(read.publicBlob).toEqual(sshKeygenBlob(file));
    });

    test('an Ed25519 key in PKCS#8 gives the point that openssl prints', () => {
      const read = mustRead(shop.read('ed25519-pkcs8.pem'));
      const der = shop.bytes('openssl pkey -in ed25519-pkcs8.pem -pubout -outform DER');
      expect(read.container).toBe('pkcs8');
      expect(createPublicKey(read.privateKey).export({ format: 'der', type: 'spki' })).toEqual(der);
      expect(read.publicBlob.subarray(-32)).toEqual(der.subarray(-32));
    });

    test('the exponent of an RSA key is read and the comment of an OpenSSH file too', () => {
      const rsa = mustRead(shop.read('rsa-openssh'));
      expect(rsa).toMatchObject({ exponent: 65537n, comment: 'a comment' });
      expect(mustRead(shop.read('pkcs1.pem')).comment).toBeUndefined();
    });

    test('CRLF line ends, missing last newline and white space around the text pass', () => {
      for (const file of ['pkcs1.pem', 'ed25519-openssh']) {
        const text = shop.read(file);
        const blob = mustRead(text).publicBlob;
        for (const form of [text.replaceAll('\n', '\r\n'), text.trimEnd(), `\n  ${text}\n\n`]) {
          expect(mustRead(form).publicBlob).toEqual(blob);
        }
      }
    });
  },
);

describe.skipIf(!tools)('a key that cannot be read is refused with a reason that names what is wrong', () => {
  test.each([
    ['pkcs8-encrypted.pem', 'the private key is encrypted (PKCS#8)'],
    ['pkcs1-encrypted.pem', 'the private key is encrypted'],
    ['encrypted-openssh', 'the private key is encrypted ("aes256-ctr", "bcrypt")'],
    ['ecdsa-openssh', 'the private key is "ecdsa-sha2-nistp256", neither ssh-rsa nor ssh-ed25519'],
    [
      'ec.pem',
      'the armour says EC PRIVATE KEY and the body is a SEC 1 EC private key, no RSA or Ed25519 key file',
    ],
  ])('%s: %s', (file, reason) => {
    expect(reasonFor(shop.read(file))).toBe(reason);
  });

  test.each([
    ['pkcs8.pem', 'RSA PRIVATE KEY', 'a PKCS#8 private key'],
    ['certificate.pem', 'RSA PRIVATE KEY', 'an X.509 certificate'],
    ['public.pem', 'PRIVATE KEY', 'a SubjectPublicKeyInfo public key'],
    ['pkcs1.pem', 'OPENSSH PRIVATE KEY', 'a PKCS#1 RSA private key'],
    ['ed25519-openssh', 'RSA PRIVATE KEY', 'an OpenSSH private key'],
    ['ed25519-openssh', 'PRIVATE KEY', 'an OpenSSH private key'],
  ])('the body of %s under the label %s', (file, label, kind) => {
    const relabelled = shop
      .read(file)
      .replace(/BEGIN [A-Z0-9 ]+/u, `BEGIN ${label}`)
      .replace(/END [A-Z0-9 ]+/u, `END ${label}`);
    expect(reasonFor(relabelled)).toBe(`the armour says ${label} but the body is ${kind}`);
  });

  test('damage to the text is named', () => {
    const text = shop.read('pkcs1.pem');
    const lines = text.trimEnd().split('\n');
    const cutLine = [...lines.slice(0, -2), (lines.at(-2) ?? '').slice(0, 7), lines.at(-1)].join('\n');
    expect(reasonFor('')).toBe('the text is empty');
    expect(reasonFor('fake')).toBe('the first line is "fake", which opens no known key file');
    expect(reasonFor(lines.slice(0, -1).join('\n'))).toContain('no END line closes RSA PRIVATE KEY');
    expect(reasonFor([lines[0], ...lines.slice(1, -5), lines.at(-1)].join('\n'))).toContain('is cut off');
    expect(reasonFor(cutLine)).toContain('base64 cut off');
    expect(reasonFor(text.replace('M', '!'))).toContain('which is not base64');
    expect(reasonFor(`${text}extra`)).toBe('1 more lines follow the END line');
    expect(reasonFor(text + text)).toContain('more lines follow the END line');
    expect(reasonFor(text.replace('END RSA', 'END'))).toContain('closes with "-----END PRIVATE KEY-----"');
    expect(reasonFor(text.replaceAll('\n', ' '))).toContain('not followed by a line break');
    expect(reasonFor(text.replaceAll('-----', '----'))).toContain('opens no known key file');
    expect(reasonFor(pem('RSA PRIVATE KEY', Buffer.from('just text')))).toContain(
      'data that is no DER structure',
    );
  });
});

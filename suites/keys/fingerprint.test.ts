import { createPrivateKey } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { onPath } from '../../targets/testing/on-path.ts';
import { type FingerprintRule, fingerprintOf } from './fingerprint.ts';
import type { FingerprintKey } from './hashed-bytes.ts';
import { toBlob } from './material.ts';
import { readPrivateKey } from './read-private.ts';
import { readPublicKey } from './read-public.ts';
import { ed25519FromSeed } from './synthetic.ts';
import { gold, goldVector } from './testing/gold.ts';
import { Workshop } from './testing/tools.ts';

const shop = new Workshop();
afterAll(() => shop.close());

const IMPORTED_RSA: FingerprintRule = { digest: 'md5', over: 'spki-der', rendering: 'hex-colons' };
const CREATED_RSA: FingerprintRule = { digest: 'sha1', over: 'pkcs8-der', rendering: 'hex-colons' };
const ANY_ED25519: FingerprintRule = { digest: 'sha256', over: 'ssh-blob', rendering: 'base64-padded' };
const ECS_RSA: FingerprintRule = { digest: 'md5', over: 'ssh-blob', rendering: 'hex' };

function publicOf(line: string): FingerprintKey {
  const reading = readPublicKey(line);
  if (!reading.ok) throw new Error(reading.reason);
  return { publicBlob: reading.blob };
}

describe('the fingerprint of a gold vector is the recorded one', () => {
  const imported = gold.vectors.filter(
    ({ keyType, operation }) => keyType === 'rsa' && operation === 'ImportKeyPair',
  );
  const ed25519 = gold.vectors.filter(({ keyType }) => keyType === 'ed25519');

  test('vectors of every kind are present', () => {
    expect(imported.length).toBeGreaterThanOrEqual(12);
    expect(ed25519.length).toBeGreaterThanOrEqual(3);
  });

  test.each(imported)('imported RSA: $id', ({ publicKeyOpenSSH, expectedKeyFingerprint }) => {
    expect(fingerprintOf(IMPORTED_RSA, publicOf(publicKeyOpenSSH))).toBe(expectedKeyFingerprint);
  });

  test.each(ed25519)('Ed25519: $id', ({ publicKeyOpenSSH, expectedKeyFingerprint }) => {
    expect(fingerprintOf(ANY_ED25519, publicOf(publicKeyOpenSSH))).toBe(expectedKeyFingerprint);
  });

  test('the public half of a created RSA key has the fingerprint of an import', () => {
    const vector = goldVector('derived-created-rsa2048');
    expect(fingerprintOf(IMPORTED_RSA, publicOf(vector.publicKeyOpenSSH))).toBe(
      vector.expectedFingerprintIfPublicHalfImported,
    );
  });

  test('RSA of the ECS family: MD5 over the wire blob without colons', () => {
    const vector = goldVector('ecs-family-created-rsa2048');
    expect(fingerprintOf(ECS_RSA, publicOf(vector.publicKeyOpenSSH))).toBe(vector.expectedKeyFingerprint);
  });
});

describe.skipIf(!onPath('openssl', 'ssh-keygen'))('fingerprints agree with openssl and ssh-keygen', () => {
  if (!onPath('openssl', 'ssh-keygen')) return;
  shop.run('openssl genrsa -traditional -out rsa.pem 2048');
  const reading = readPrivateKey(shop.read('rsa.pem'));
  if (!reading.ok) throw new Error(reading.reason);
  const { publicBlob, privateKey } = reading;
  const digestLine = (digest: string): string => /\(\w[^)]*\)= (\S+)/u.exec(shop.run(digest))?.[1] ?? '';

  test.each([
    ['sha1', 'pkcs8-der', 'openssl pkcs8 -topk8 -nocrypt -outform DER -in rsa.pem -out bytes'],
    ['sha1', 'pkcs1-der', 'openssl rsa -traditional -outform DER -in rsa.pem -out bytes'],
    ['md5', 'spki-der', 'openssl rsa -pubout -outform DER -in rsa.pem -out bytes'],
    ['sha256', 'pkcs1-public-der', 'openssl rsa -RSAPublicKey_out -outform DER -in rsa.pem -out bytes'],
    ['sha512', 'spki-pem', 'openssl rsa -pubout -in rsa.pem -out bytes'],
    ['sha384', 'pkcs1-pem', 'openssl rsa -traditional -in rsa.pem -out bytes'],
    ['sha1', 'pkcs8-pem', 'openssl pkcs8 -topk8 -nocrypt -in rsa.pem -out bytes'],
    ['md5', 'pkcs1-public-pem', 'openssl rsa -RSAPublicKey_out -in rsa.pem -out bytes'],
  ] as const)('%s over %s', (digest, over, command) => {
    shop.run(command);
    const expected = digestLine(`openssl dgst -c -${digest} bytes`);
    expect(expected).toMatch(/^[0-9a-f:]{47,}$/u);
    expect(fingerprintOf({ digest, over, rendering: 'hex-colons' }, { publicBlob, privateKey })).toBe(
      expected,
    );
  });

  test.each([
    ['md5', 'MD5:hex-colons'],
    ['sha256', 'SHA256:base64'],
  ] as const)('%s as ssh-keygen prints it', (digest, rendering) => {
    const printed = shop.run(`ssh-keygen -l -E ${digest} -f rsa.pem`).split(' ')[1];
    expect(fingerprintOf({ digest, over: 'ssh-blob', rendering }, { publicBlob })).toBe(printed);
  });

  test('the documented rule of a created RSA key is the digest of its PKCS#8 form', () => {
    const again = createPrivateKey(shop.read('rsa.pem'));
    expect(fingerprintOf(CREATED_RSA, { publicBlob, privateKey: again })).toMatch(
      /^(?:[0-9a-f]{2}:){19}[0-9a-f]{2}$/u,
    );
  });
});

describe('a rule about bytes that a key does not have gives nothing', () => {
  const { point, keyType, privateKey } = ed25519FromSeed(Buffer.alloc(32, 2));
  const publicBlob = toBlob({ keyType, point });
  const rule = (over: FingerprintRule['over']): FingerprintRule => ({
    digest: 'md5',
    over,
    rendering: 'hex',
  });

  test('a private form without a private key', () => {
    expect(fingerprintOf(rule('pkcs8-der'), { publicBlob })).toBeUndefined();
    expect(fingerprintOf(rule('pkcs8-der'), { publicBlob, privateKey })).toHaveLength(32);
  });

  test.each(['pkcs1-der', 'pkcs1-public-der', 'pem-text', 'material-sent', 'key-name'] as const)(
    '%s',
    (over) => {
      expect(fingerprintOf(rule(over), { publicBlob, privateKey })).toBeUndefined();
    },
  );

  test('a blob that cannot be read still has the digest of its bytes', () => {
    const unreadable: FingerprintKey = { publicBlob: Buffer.from('junk') };
    expect(fingerprintOf(rule('spki-der'), unreadable)).toBeUndefined();
    expect(fingerprintOf(rule('ssh-blob'), unreadable)).toHaveLength(32);
  });
});

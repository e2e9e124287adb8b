import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onPath } from '../../targets/testing/on-path.ts';
import { rsaMaterial, toBlob } from './material.ts';
import { readPublicKey } from './read-public.ts';
import { dsaLine, ecdsaP256Line, ed25519FromSeed } from './synthetic.ts';
import { gold, goldVector } from './testing/gold.ts';
import { Workshop } from './testing/tools.ts';
import { opensshLine, pemPkcs1, pemSpki, rfc4716 } from './write-public.ts';

const shop = new Workshop();
const tools = onPath('openssl', 'ssh-keygen');

beforeAll(() => {
  if (!tools) return;
  shop.run('ssh-keygen -q -t rsa -b 2048 -f rsa -C', 'two words', '-N', '');
  shop.run('ssh-keygen -q -t ed25519 -f ed25519 -C', 'two words', '-N', '');
}, 60_000);
afterAll(() => shop.close());

const key = ed25519FromSeed(Buffer.alloc(32, 1));

function reasonFor(text: string): string {
  const reading = readPublicKey(text);
  return reading.ok ? 'the key was read' : reading.reason;
}

describe.skipIf(!tools)('a public key written by ssh-keygen is read in every encoding', () => {
  test.each([
    ['rsa', 2048],
    ['ed25519', 256],
  ] as const)('%s', (keyType, bits) => {
    const line = readPublicKey(shop.read(`${keyType}.pub`));
    expect(line).toMatchObject({ ok: true, encoding: 'openssh', keyType, bits, comment: 'two words' });
    if (!line.ok) throw new Error(line.reason);
    const block = readPublicKey(shop.run(`ssh-keygen -e -m RFC4716 -f ${keyType}.pub`));
    expect(block).toMatchObject({ ok: true, encoding: 'rfc4716', keyType, blob: line.blob });
    expect(line.publicKey?.export({ format: 'der', type: 'spki' })).toEqual(line.spki);
  });

  test.each([
    ['PKCS8', 'spki-pem', 'spki-der-base64'],
    ['PEM', 'pkcs1-pem', 'pkcs1-der-base64'],
  ] as const)('RSA in the %s form of ssh-keygen, with and without its armour', (form, encoding, bare) => {
    const line = readPublicKey(shop.read('rsa.pub'));
    const text = shop.run(`ssh-keygen -e -m ${form} -f rsa.pub`);
    const body = text
      .split('\n')
      .filter((one) => !one.startsWith('-----'))
      .join('');
    const blob = line.ok ? line.blob : undefined;
    expect(readPublicKey(text)).toMatchObject({ ok: true, encoding, keyType: 'rsa', bits: 2048, blob });
    expect(readPublicKey(body)).toMatchObject({ ok: true, encoding: bare, blob });
  });
});

describe('every gold vector is read', () => {
  test.each(gold.vectors)('$id', ({ publicKeyOpenSSH, keyType, bits }) => {
    const reading = readPublicKey(publicKeyOpenSSH);
    expect(reading).toMatchObject({ ok: true, encoding: 'openssh', keyType, bits });
    expect(reading.ok && opensshLine(reading.material)).toBe(publicKeyOpenSSH);
  });

  test('the base64 text of a DER SubjectPublicKeyInfo is the same key as its OpenSSH line', () => {
    const vector = goldVector('aws-import-rsa2048-b-as-base64-der-spki');
    const line = readPublicKey(vector.publicKeyOpenSSH);
    const text = readPublicKey(vector.materialBeforeApiBase64 ?? '');
    expect(text).toMatchObject({ ok: true, encoding: 'spki-der-base64' });
    expect(text.ok && text.blob).toEqual(line.ok && line.blob);
  });

  test.each([512, 768, 1023, 1024, 2048, 4096, 8192, 16_384])(
    'a constructed modulus of %i bits is read',
    (bits) => {
      const material = rsaMaterial((1n << BigInt(bits - 1)) + 65_537n, 65_537n);
      const reading = readPublicKey(opensshLine(material));
      expect(reading).toMatchObject({ ok: true, keyType: 'rsa', bits, blob: toBlob(material) });
      for (const text of [pemSpki(material), pemPkcs1(material), rfc4716(material)]) {
        expect(readPublicKey(text)).toMatchObject({ ok: true, bits, blob: toBlob(material) });
      }
    },
  );
});

describe('what a cloud refused as material is either another encoding or refused here with a reason', () => {
  const encodings: Record<string, string> = {
    'reject-rsa-pem-spki': 'spki-pem',
    'reject-rsa-pem-pkcs1': 'pkcs1-pem',
    'reject-rsa-base64-der-pkcs1': 'pkcs1-der-base64',
    'reject-ed25519-rfc4716': 'rfc4716',
    'reject-ed25519-pem-spki': 'spki-pem',
    'reject-rsa-16384-too-long': 'openssh',
  };
  test.each(gold.importRejections)('$id', ({ id, publicKeyMaterialApiValue }) => {
    const reading = readPublicKey(Buffer.from(publicKeyMaterialApiValue, 'base64').toString('latin1'));
    const found = reading.ok ? reading.encoding : undefined;
    expect(found).toBe(encodings[id]);
  });
});

describe('a text that is no public key is refused with a reason that names what is wrong', () => {
  const line = opensshLine(key);
  test.each([
    ['nothing', '', 'the text is empty'],
    ['words', 'not a public key', 'the text starts with "not a public key"'],
    ['options', `no-pty ${line}`, 'the text starts with "no-pty'],
    ['two lines', `${line}\n${line}`, 'the text has several lines'],
    ['the type alone', 'ssh-ed25519', 'no key type followed by base64'],
    ['a type the blob contradicts', line.replace('ssh-ed25519', 'ssh-rsa'), 'the line says "ssh-rsa"'],
    ['ECDSA', ecdsaP256Line(Buffer.from('x')), 'the key type "ecdsa-sha2-nistp256"'],
    ['DSA', dsaLine(Buffer.from('x')), 'the key type "ssh-dss"'],
    ['cut base64', line.slice(0, -3), 'base64 cut off'],
    ['cut blob', line.slice(0, -4), 'announces 32 bytes and 29 are left'],
    [
      'a wrong PEM label',
      pemSpki(key).replaceAll('PUBLIC', 'RSA PUBLIC'),
      'the armour says RSA PUBLIC KEY but',
    ],
    ['a cut RFC 4716 block', rfc4716(key).split('\n').slice(0, 2).join('\n'), 'the last line is'],
    ['a foreign RFC 4716 block', rfc4716(key).replace('BEGIN', 'BEGINS'), 'the first line is'],
  ])('%s', (_what, text, reason) => {
    expect(reasonFor(text)).toContain(reason);
  });
});

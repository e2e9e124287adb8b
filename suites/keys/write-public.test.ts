import { afterAll, describe, expect, test } from 'vitest';
import { onPath } from '../../targets/testing/on-path.ts';
import { readPublicKey } from './read-public.ts';
import { constructedRsa, dsaLine, ecdsaP256Line, ed25519FromSeed } from './synthetic.ts';
import { Workshop } from './testing/tools.ts';
import { derPkcs1, derSpki, opensshLine, pemPkcs1, pemSpki, rfc4716 } from './write-public.ts';

const shop = new Workshop();
const tools = onPath('openssl', 'ssh-keygen');

afterAll(() => shop.close());

const salt = Buffer.from('salt');
const rsa = constructedRsa(2048, salt);
const ed25519 = ed25519FromSeed(Buffer.alloc(32, 8));

describe.skipIf(!tools)('what is written is what the tools write', () => {
  test.each([
    ['RSA', rsa],
    ['Ed25519', ed25519],
  ])('%s: the line and the RFC 4716 block agree with ssh-keygen', (_name, key) => {
    shop.write('line.pub', `${opensshLine(key, 'a note')}\n`);
    const block = shop.run('ssh-keygen -e -m RFC4716 -f line.pub');
    const bodyOf = (text: string): string[] => text.split('\n').filter((line) => !line.startsWith('Comment'));
    expect(bodyOf(rfc4716(key, 'a note'))).toEqual(bodyOf(block));
    shop.write('block.pub', rfc4716(key, 'a note'));
    expect(shop.run('ssh-keygen -i -m RFC4716 -f block.pub').trim()).toBe(opensshLine(key));
  });

  test('RSA: DER and PEM agree with openssl', () => {
    shop.write('spki.pem', pemSpki(rsa));
    shop.write('pkcs1.pem', pemPkcs1(rsa));
    for (const input of ['-pubin -in spki.pem', '-RSAPublicKey_in -in pkcs1.pem']) {
      expect(shop.bytes(`openssl rsa ${input} -pubout -outform DER`)).toEqual(derSpki(rsa));
      expect(shop.bytes(`openssl rsa ${input} -RSAPublicKey_out -outform DER`)).toEqual(derPkcs1(rsa));
      expect(shop.run(`openssl rsa ${input} -pubout`)).toBe(pemSpki(rsa));
      expect(shop.run(`openssl rsa ${input} -RSAPublicKey_out`)).toBe(pemPkcs1(rsa));
    }
  });

  test('Ed25519: DER and PEM agree with openssl', () => {
    shop.write('ed25519.pem', pemSpki(ed25519));
    expect(shop.bytes('openssl pkey -pubin -in ed25519.pem -pubout -outform DER')).toEqual(derSpki(ed25519));
    expect(shop.run('openssl pkey -pubin -in ed25519.pem -pubout')).toBe(pemSpki(ed25519));
  });
});

test('a long comment is folded in RFC 4716 and read back whole', () => {
  const comment = 'long comment: '.repeat(30).trim();
  const block = rfc4716(ed25519, comment);
  expect(block.split('\n').every((line) => line.length <= 72)).toBe(true);
  expect(readPublicKey(block)).toMatchObject({ ok: true, comment });
});

describe('a synthetic key depends on its salt alone', () => {
  test.each([512, 768, 1023, 1024, 2049, 4096, 8192, 16_384])(
    'a constructed RSA key has exactly %i bits',
    (bits) => {
      const key = constructedRsa(bits, salt);
      expect(readPublicKey(opensshLine(key))).toMatchObject({ ok: true, bits });
      expect(constructedRsa(bits, salt)).toEqual(key);
      expect(constructedRsa(bits, Buffer.from('other'))).not.toEqual(key);
    },
  );

  test.skipIf(!tools)('ssh-keygen takes the ECDSA and the RSA line for keys of their type and size', () => {
    const lines = [ecdsaP256Line(salt, 'note'), opensshLine(rsa, 'note')];
    const [ecdsa, big] = lines.map((line) => {
      shop.write('any.pub', `${line}\n`);
      return shop.run('ssh-keygen -l -f any.pub');
    });
    expect(ecdsa).toMatch(/^256 SHA256:\S+ note \(ECDSA\)/u);
    expect(big).toMatch(/^2048 SHA256:\S+ note \(RSA\)/u);
  });

  test.skipIf(!tools)('ssh-keygen takes the DSA line for a DSA key of 1024 bits', () => {
    shop.write('dsa.pub', `${dsaLine(salt, 'note')}\n`);
    expect(shop.run('ssh-keygen -l -f dsa.pub')).toMatch(/^1024 SHA256:\S+ note \(DSA\)/u);
  });

  test('equal salts give equal lines and other salts other lines', () => {
    for (const make of [ecdsaP256Line, dsaLine]) {
      expect(make(salt)).toBe(make(Buffer.from('salt')));
      expect(make(salt)).not.toBe(make(Buffer.from('salu')));
    }
    expect(ed25519FromSeed(Buffer.alloc(32, 8)).point).toEqual(ed25519.point);
  });

  test('the Ed25519 key of a seed is the one of RFC 8032, test 1', () => {
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
    expect(ed25519FromSeed(seed).point.toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
    expect(() => ed25519FromSeed(seed.subarray(1))).toThrow('has 31 bytes instead of 32');
  });
});

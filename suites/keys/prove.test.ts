import { describe, expect, test } from 'vitest';
import { newPrivateKey } from '../../targets/reference/keys/fresh.ts';
import { toBlob } from './material.ts';
import { provesPossession } from './prove.ts';
import { type PrivateKeyRead, readPrivateKey } from './read-private.ts';
import { constructedRsa, ed25519FromSeed } from './synthetic.ts';

const nonce = Buffer.from('fresh bytes of this run');

function read(text: string | Buffer): PrivateKeyRead {
  const reading = readPrivateKey(text.toString());
  if (!reading.ok) throw new Error(reading.reason);
  return reading;
}

const rsa = (): PrivateKeyRead =>
  read(newPrivateKey('rsa', { modulusLength: 1024 }).export({ format: 'pem', type: 'pkcs1' }));
const ed25519 = (byte: number): PrivateKeyRead =>
  read(ed25519FromSeed(Buffer.alloc(32, byte)).privateKey.export({ format: 'pem', type: 'pkcs8' }));

describe('a private key proves possession of its own described public key and of no other', () => {
  const wrong = {
    ok: false,
    reason: 'a signature of the private key does not verify with the described public key',
  };

  test('RSA', () => {
    const [mine, other] = [rsa(), rsa()];
    expect(provesPossession(mine, mine.publicBlob, nonce)).toEqual({ ok: true });
    expect(provesPossession(mine, other.publicBlob, nonce)).toEqual(wrong);
    expect(provesPossession(mine, toBlob(constructedRsa(1024, nonce)), nonce)).toEqual(wrong);
  });

  test('Ed25519', () => {
    expect(provesPossession(ed25519(1), ed25519(1).publicBlob, nonce)).toEqual({ ok: true });
    expect(provesPossession(ed25519(1), ed25519(2).publicBlob, nonce)).toEqual(wrong);
  });

  test('a described key of the other type is named', () => {
    expect(provesPossession(ed25519(1), toBlob(constructedRsa(2048, nonce)), nonce)).toEqual({
      ok: false,
      reason: 'the private key is ed25519 and the described public key rsa',
    });
  });

  test('a described blob that is cut off is refused and does not throw', () => {
    const { publicBlob } = ed25519(1);
    expect(provesPossession(ed25519(1), publicBlob.subarray(0, 40), nonce)).toMatchObject({ ok: false });
    expect(provesPossession(ed25519(1), Buffer.alloc(0), nonce)).toMatchObject({ ok: false });
  });
});

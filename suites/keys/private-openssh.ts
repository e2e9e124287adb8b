import { Malformed, quote } from './malformed.ts';
import { ed25519Private, type PrivateMaterial, rsaPrivate } from './private-material.ts';
import { WireReader } from './wire.ts';

/** The first bytes of the container (OpenSSH, PROTOCOL.key). */
export const OPENSSH_MAGIC: Buffer = Buffer.from('openssh-key-v1\0', 'latin1');

/** A private key with its comment and the public blob that the container states in clear. */
export type CommentedPrivate = PrivateMaterial & { comment: string; statedBlob: Buffer };

/**
 * Reads an unencrypted `openssh-key-v1` container with one key.
 *
 * @throws Malformed
 */
export function readOpenssh(bytes: Buffer): CommentedPrivate {
  const reader = new WireReader(bytes, 'the OpenSSH container');
  if (!reader.take(OPENSSH_MAGIC.length, 'the magic').equals(OPENSSH_MAGIC)) {
    throw new Malformed('the OpenSSH container does not start with openssh-key-v1');
  }
  const cipher = reader.string('the cipher name').toString('latin1');
  const derivation = reader.string('the key derivation name').toString('latin1');
  reader.string('the key derivation options');
  if (cipher !== 'none' || derivation !== 'none') {
    throw new Malformed(`the private key is encrypted (${quote(cipher)}, ${quote(derivation)})`);
  }
  const keys = reader.uint32('the number of keys');
  if (keys !== 1) throw new Malformed(`the OpenSSH container announces ${keys} keys instead of one`);
  const statedBlob = reader.string('the public key');
  const secret = reader.string('the private section');
  reader.end();
  return { ...readSecret(secret), statedBlob };
}

function readSecret(secret: Buffer): PrivateMaterial & { comment: string } {
  if (secret.length % 8 !== 0) {
    throw new Malformed(`the private section has ${secret.length} bytes, not a multiple of eight`);
  }
  const reader = new WireReader(secret, 'the private section');
  if (reader.uint32('the first check number') !== reader.uint32('the second check number')) {
    throw new Malformed('the two check numbers of the private section differ');
  }
  const read = readNumbers(reader);
  const comment = reader.string('the comment').toString('utf8');
  const padding = reader.rest();
  if (padding.length > 7 || !padding.every((byte, index) => byte === index + 1)) {
    throw new Malformed('the padding of the private section is not 1, 2, 3 and so on');
  }
  return { ...read, comment };
}

function readNumbers(reader: WireReader): PrivateMaterial {
  const name = reader.string('the key type').toString('latin1');
  switch (name) {
    case 'ssh-rsa': {
      const modulus = reader.mpint('the modulus');
      const exponent = reader.mpint('the public exponent');
      const d = reader.mpint('the private exponent');
      const qInverse = reader.mpint('the coefficient');
      const p = reader.mpint('the first prime');
      const q = reader.mpint('the second prime');
      return rsaPrivate({ modulus, exponent, d, p, q, qInverse });
    }
    case 'ssh-ed25519': {
      const point = reader.string('the public key');
      const seedAndPoint = reader.string('the seed and public key');
      if (seedAndPoint.length !== 64) {
        throw new Malformed(`the Ed25519 private key has ${seedAndPoint.length} bytes instead of 64`);
      }
      return ed25519Private(seedAndPoint.subarray(0, 32), [point, seedAndPoint.subarray(32)]);
    }
    default:
      throw new Malformed(`the private key is ${quote(name)}, neither ssh-rsa nor ssh-ed25519`);
  }
}

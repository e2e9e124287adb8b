import { createHash, type KeyObject } from 'node:crypto';
import { type PublicKey, spkiDer, sshBlob } from './public-key.ts';

/** The DER of the unencrypted PKCS#8 PrivateKeyInfo of a private key. */
export function pkcs8Der(privateKey: KeyObject): Buffer {
  return privateKey.export({ format: 'der', type: 'pkcs8' });
}

/** SHA-1 of the PKCS#8 DER as 20 lower-case hex bytes with colons: 59 characters. */
export function sha1OfPkcs8(privateKey: KeyObject): string {
  return colonHex(createHash('sha1').update(pkcs8Der(privateKey)).digest());
}

/** MD5 of the DER SubjectPublicKeyInfo as 16 lower-case hex bytes with colons: 47 characters. */
export function md5OfSpki(key: PublicKey): string {
  return colonHex(createHash('md5').update(spkiDer(key)).digest());
}

/** SHA-256 of the SSH wire blob as standard base64 with its padding: 44 characters. */
export function sha256OfSshBlob(key: PublicKey): string {
  return createHash('sha256').update(sshBlob(key)).digest('base64');
}

/** Bytes as lower-case hex pairs joined by colons. */
export function colonHex(bytes: Buffer): string {
  return bytes.toString('hex').replace(/..(?=.)/g, '$&:');
}

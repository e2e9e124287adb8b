import { createPublicKey, type KeyObject } from 'node:crypto';
import { newPrivateKey } from '../../../reference/keys/fresh.ts';
import { publicKeyOf } from '../../../reference/keys/public-key.ts';
import { openSshLine } from '../../../reference/keys/public-text.ts';
import { wireString } from '../../../reference/keys/wire.ts';

/** A fresh RSA public key as one OpenSSH line. A short one is quick to make, and nothing here minds. */
export function rsaLine(): string {
  return openSshLine(publicKeyOf(newPrivateKey('rsa', { modulusLength: 512 })));
}

/** A fresh ECDSA public key as one OpenSSH line. */
export function ecdsaLine(): string {
  const publicKey = createPublicKey(newPrivateKey('ec', { namedCurve: 'P-256' }));
  const blob = ['ecdsa-sha2-nistp256', 'nistp256', pointOf(publicKey)].map(wireString);
  return `ecdsa-sha2-nistp256 ${Buffer.concat(blob).toString('base64')}`;
}

function pointOf(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}

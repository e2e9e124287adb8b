import { createHash, createHmac, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { blobOf, field, integer, type SshType } from './ssh.ts';

/** Forms of key material that were recorded. */
export type KeyFormat = 'pem' | 'ppk';

/** What a create makes. */
export interface CreatedKey {
  readonly publicKey: KeyObject;
  readonly material: string;
  readonly fingerprint: string;
}

const generate = promisify(generateKeyPair);

/**
 * A new private key in the form that the recorded session saw, with its public key and fingerprint. The session checked
 * its material and threw it away, so this is made anew: first lines, sizes, comment and MAC as recorded (ST-P 1 3 5 7).
 */
export async function createKey(type: SshType, format: KeyFormat, name: string): Promise<CreatedKey> {
  const { privateKey, publicKey } = await (type === 'rsa'
    ? generate('rsa', { modulusLength: 2_048 })
    : generate('ed25519'));
  const fingerprint =
    type === 'rsa'
      ? colons(createHash('sha1').update(privateKey.export({ format: 'der', type: 'pkcs8' })))
      : importedFingerprint(publicKey);
  return { publicKey, fingerprint, material: materialOf(privateKey, publicKey, format, name) };
}

/** The fingerprint of an imported key: MD5 of the SubjectPublicKeyInfo for RSA, SHA-256 of the SSH blob for ED25519. */
export function importedFingerprint(publicKey: KeyObject): string {
  return publicKey.asymmetricKeyType === 'rsa'
    ? colons(createHash('md5').update(publicKey.export({ format: 'der', type: 'spki' })))
    : createHash('sha256').update(blobOf(publicKey)).digest('base64');
}

function colons(hash: ReturnType<typeof createHash>): string {
  return hash.digest('hex').replace(/(?<=.)(?=(..)+$)/g, ':');
}

function materialOf(privateKey: KeyObject, publicKey: KeyObject, format: KeyFormat, name: string): string {
  if (format === 'ppk') return ppk(privateKey, publicKey, name);
  return privateKey.asymmetricKeyType === 'rsa'
    ? String(privateKey.export({ format: 'pem', type: 'pkcs1' })).trimEnd()
    : openssh(privateKey, publicKey);
}

/** An unencrypted private key as OpenSSH writes it (PROTOCOL.key). */
function openssh(privateKey: KeyObject, publicKey: KeyObject): string {
  const { d = '', x = '' } = privateKey.export({ format: 'jwk' });
  const check = randomBytes(4);
  const secret = Buffer.concat([
    check,
    check,
    blobOf(publicKey),
    field(Buffer.concat([Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')])),
    field(''),
  ]);
  // Padded with 1, 2, 3, … to the block of a cipher, which is 8 bytes without one.
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    Buffer.from([0, 0, 0, 1]),
    field(blobOf(publicKey)),
    field(Buffer.concat([secret, padding])),
  ]);
  const label = 'OPENSSH PRIVATE KEY';
  return [`-----BEGIN ${label}-----`, ...lines(file, 70), `-----END ${label}-----`].join('\n');
}

/** An unencrypted private key as PuTTY writes it, version 2, with the name of the pair as its comment. */
function ppk(privateKey: KeyObject, publicKey: KeyObject, comment: string): string {
  const { d = '', p = '', q = '', qi = '' } = privateKey.export({ format: 'jwk' });
  const rsa = privateKey.asymmetricKeyType === 'rsa';
  const algorithm = rsa ? 'ssh-rsa' : 'ssh-ed25519';
  const secret = rsa ? Buffer.concat([d, p, q, qi].map(integer)) : field(Buffer.from(d, 'base64url'));
  const blob = blobOf(publicKey);
  const key = createHash('sha1').update('putty-private-key-file-mac-key').digest();
  const signed = [algorithm, 'none', comment, blob, secret].map(field);
  const mac = createHmac('sha1', key).update(Buffer.concat(signed)).digest('hex');
  const [shown, hidden] = [lines(blob, 64), lines(secret, 64)];
  return [
    `PuTTY-User-Key-File-2: ${algorithm}`,
    'Encryption: none',
    `Comment: ${comment}`,
    `Public-Lines: ${shown.length}`,
    ...shown,
    `Private-Lines: ${hidden.length}`,
    ...hidden,
    `Private-MAC: ${mac}`,
  ].join('\n');
}

function lines(bytes: Buffer, width: number): string[] {
  return bytes.toString('base64').match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
}

import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { ed25519Seed } from './openssh.ts';
import { publicKeyOf, sshBlob, sshName } from './public-key.ts';
import { wireMpint, wireString } from './wire.ts';

const LINE_CHARACTERS = 64;
const MAC_KEY = createHash('sha1').update('putty-private-key-file-mac-key').digest();

/**
 * Renders a private key as an unencrypted PuTTY file, version 2, with a valid Private-MAC; text with a final
 * newline. `comment` must be one line. Source: PuTTY manual, appendix C.
 */
export function ppkPrivateKey(privateKey: KeyObject, comment: string): string {
  const key = publicKeyOf(privateKey);
  const algorithm = sshName(key.type);
  const publicBlob = sshBlob(key);
  const privateBlob = key.type === 'rsa' ? rsaPrivateBlob(privateKey) : wireString(ed25519Seed(privateKey));
  const signed = [algorithm, 'none', comment, publicBlob, privateBlob].map(wireString);
  const mac = createHmac('sha1', MAC_KEY).update(Buffer.concat(signed)).digest('hex');
  const publicLines = base64Lines(publicBlob);
  const privateLines = base64Lines(privateBlob);
  return [
    `PuTTY-User-Key-File-2: ${algorithm}`,
    'Encryption: none',
    `Comment: ${comment}`,
    `Public-Lines: ${publicLines.length}`,
    ...publicLines,
    `Private-Lines: ${privateLines.length}`,
    ...privateLines,
    `Private-MAC: ${mac}`,
    '',
  ].join('\n');
}

function rsaPrivateBlob(privateKey: KeyObject): Buffer {
  const { d, p, q, qi } = privateKey.export({ format: 'jwk' });
  const numbers = [d, p, q, qi].map((number) => wireMpint(Buffer.from(number ?? '', 'base64url')));
  return Buffer.concat(numbers);
}

function base64Lines(bytes: Buffer): string[] {
  return bytes.toString('base64').match(new RegExp(`.{1,${LINE_CHARACTERS}}`, 'g')) ?? [];
}

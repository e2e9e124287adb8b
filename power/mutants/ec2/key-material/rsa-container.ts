import { type KeyObject, randomBytes } from 'node:crypto';
import { publicKeyOf, sshBlob } from '../../../../targets/reference/keys/public-key.ts';
import { wireMpint, wireString, wireUint32 } from '../../../../targets/reference/keys/wire.ts';

/** Size to which the private section of an unencrypted container is filled up, in bytes. */
const BLOCK = 8;

/** An RSA private key as an unencrypted OpenSSH container (OpenSSH PROTOCOL.key), which EC2 never returns. */
export function rsaContainer(key: KeyObject): string {
  const numbers = key.export({ format: 'jwk' });
  const mpint = (name: 'n' | 'e' | 'd' | 'qi' | 'p' | 'q'): Buffer =>
    wireMpint(Buffer.from(numbers[name] ?? '', 'base64url'));
  const check = randomBytes(4);
  const section = Buffer.concat([
    check,
    check,
    wireString('ssh-rsa'),
    ...(['n', 'e', 'd', 'qi', 'p', 'q'] as const).map(mpint),
    wireString(''),
  ]);
  const filling = (BLOCK - (section.length % BLOCK)) % BLOCK;
  const container = Buffer.concat([
    Buffer.from('openssh-key-v1\0', 'latin1'),
    wireString('none'),
    wireString('none'),
    wireString(''),
    wireUint32(1),
    wireString(sshBlob(publicKeyOf(key))),
    wireString(
      Buffer.concat([section, Buffer.from(Array.from({ length: filling }, (_, index) => index + 1))]),
    ),
  ]);
  const lines = container.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join(
    '\n',
  );
}

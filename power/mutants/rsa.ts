import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { publicKeyOf, sshBlob } from '../../targets/reference/keys/public-key.ts';
import { wireMpint, wireString, wireUint32 } from '../../targets/reference/keys/wire.ts';

/** The public exponent of EC2's RSA keys. */
export const RSA_EXPONENT = 65_537n;

/** The private key with these two primes (RFC 8017 section 3.2). The exponent must be coprime to both less one. */
export function rsaKeyOf(p: bigint, q: bigint, exponent: bigint = RSA_EXPONENT): KeyObject {
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: base64url(p * q),
      e: base64url(exponent),
      d: base64url(d),
      p: base64url(p),
      q: base64url(q),
      dp: base64url(d % (p - 1n)),
      dq: base64url(d % (q - 1n)),
      qi: base64url(inverse(q, p)),
    },
  });
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}

/** The inverse of `value` modulo `modulus`, by the extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [r, nextR] = [modulus, value % modulus];
  let [t, nextT] = [0n, 1n];
  while (nextR !== 0n) {
    const quotient = r / nextR;
    [r, nextR] = [nextR, r - quotient * nextR];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return t < 0n ? t + modulus : t;
}

/** The RSA key of the same primes with another public exponent: the smallest prime that fits. */
export function withSmallExponent(key: KeyObject): KeyObject {
  const { p = '', q = '' } = key.export({ format: 'jwk' });
  const [first, second] = [bigintOf(p), bigintOf(q)];
  const exponent = [3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n].find(
    (candidate) => (first - 1n) % candidate !== 0n && (second - 1n) % candidate !== 0n,
  );
  if (exponent === undefined) throw new Error('no small exponent fits these primes');
  return rsaKeyOf(first, second, exponent);
}

function bigintOf(base64: string): bigint {
  return BigInt(`0x${Buffer.from(base64, 'base64url').toString('hex')}`);
}

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

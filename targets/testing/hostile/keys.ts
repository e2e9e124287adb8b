import { createPrivateKey } from 'node:crypto';
import { newPrivateKey } from '../../reference/keys/fresh.ts';
import type { Behaviour } from './behaviour.ts';
import { onlyFor, replaceText, withBody } from './faults.ts';

/** A DER value with its tag and length. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const hex = content.length.toString(16);
  const length = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 + length.length]), length, content]);
}

/** A DER INTEGER that is not negative. */
function derInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return der(2, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** A PEM text in lines of 64 characters. */
function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
}

const RSA = 'key-material.create.rsa-pem.possession';
const ED25519 = 'key-material.create.ed25519-pem.possession';
const PPK = 'key-material.create.ed25519-ppk.possession';

/** Private and public keys that are none, or cost more than they should. */
export const KEYS: readonly Behaviour[] = [
  created('private-key-megabyte', 'hands out a private key of a megabyte', RSA, () =>
    pem('RSA PRIVATE KEY', Buffer.alloc(740_000, 0x30)),
  ),
  created('private-key-two-megabytes', 'hands out a private key above the limit of any text', RSA, () =>
    pem('RSA PRIVATE KEY', Buffer.alloc(1_500_000, 0x30)),
  ),
  created('rsa-small-factors', 'hands out an RSA key whose primes are products of small numbers', RSA, () =>
    pem('RSA PRIVATE KEY', smoothRsa(1_024)),
  ),
  created('rsa-huge', 'hands out an RSA key of 20,000 bits whose numbers agree', RSA, () =>
    pem('RSA PRIVATE KEY', smoothRsa(10_000)),
  ),
  created('rsa-exponent-one', 'hands out an RSA key with the exponent 1', RSA, () =>
    pem('RSA PRIVATE KEY', rsa({ e: 1n, p: 65_537n, q: 65_539n })),
  ),
  created('rsa-zero', 'hands out an RSA key of zeros', RSA, () =>
    pem('RSA PRIVATE KEY', der(0x30, ...Array.from({ length: 9 }, () => derInteger(0n)))),
  ),
  created('der-lengths', 'hands out a key whose lengths point far outside of it', RSA, () =>
    pem('RSA PRIVATE KEY', Buffer.from('3084ffffffff0284ffffffff00', 'hex')),
  ),
  created('der-nesting', 'hands out a key of a thousand nested sequences', RSA, () =>
    pem('PRIVATE KEY', nested(1_000)),
  ),
  created('encrypted-key', 'hands out a private key that needs a passphrase', RSA, () =>
    newPrivateKey('ed25519')
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
      .toString(),
  ),
  created(
    'key-of-markup',
    'hands out a page for a private key',
    ED25519,
    () => '&lt;script&gt;alert(4)&lt;/script&gt;\u009b31m-----BEGIN OPENSSH PRIVATE KEY-----',
  ),
  created('same-key-for-all', 'hands out one good private key to everybody', ED25519, () => FIXED),
  created('ppk-absurd-lengths', 'hands out a PuTTY file that announces a billion lines', PPK, () =>
    [
      'PuTTY-User-Key-File-2: ssh-ed25519',
      'Encryption: none',
      'Comment: x',
      'Public-Lines: 999999999',
      'AAAA',
    ].join('\r\n'),
  ),
  created('ppk-absurd-strings', 'hands out a PuTTY file whose strings announce four gigabytes', PPK, () =>
    [
      'PuTTY-User-Key-File-2: ssh-ed25519',
      'Encryption: none',
      'Comment: x',
      'Public-Lines: 1',
      Buffer.from('ffffffff7373682d', 'hex').toString('base64'),
      'Private-Lines: 1',
      Buffer.from('fffffff0', 'hex').toString('base64'),
      `Private-MAC: ${'0'.repeat(40)}`,
      '',
    ].join('\r\n'),
  ),
  {
    id: 'ed25519-off-curve',
    summary: 'shows an Ed25519 public key that is no point of the curve',
    server: withBody((body) => replaceText(body, 'publicKey', OFF_CURVE)),
    expect: { verdicts: { 'describe.describe.public-key-created-ed25519': ['fail'] }, exit: [1] },
  },
  {
    id: 'public-key-megabyte',
    summary: 'shows public keys of a megabyte',
    server: withBody((body) => replaceText(body, 'publicKey', `ssh-ed25519 ${'A'.repeat(1_000_000)}`)),
    expect: { verdicts: { 'describe.describe.public-key-created-ed25519': ['fail'] }, exit: [1] },
  },
];

/** An OpenSSH line whose point (y = 2) has no x on the curve. */
const OFF_CURVE: string = `ssh-ed25519 ${Buffer.concat([
  Buffer.from('0000000b7373682d6564323535313900000020', 'hex'),
  Buffer.from([2]),
  Buffer.alloc(31),
]).toString('base64')}`;

const FIXED: string = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
  format: 'der',
  type: 'pkcs8',
})
  .export({ format: 'pem', type: 'pkcs8' })
  .toString();

function created(id: string, summary: string, requirement: string, key: () => string): Behaviour {
  let made: string | undefined;
  return {
    id,
    summary,
    server: onlyFor(
      'CreateKeyPair',
      withBody((body) => {
        made ??= key();
        return replaceText(body, 'keyMaterial', made);
      }),
    ),
    expect: { verdicts: { [requirement]: ['fail', 'blocked'] }, exit: [1] },
  };
}

/** A PKCS#1 key whose "primes" are powers of small primes, with all numbers in agreement. */
function smoothRsa(bitsOfFactor: number): Buffer {
  const power = (base: bigint): bigint =>
    base ** BigInt(Math.floor(bitsOfFactor / (base.toString(2).length - 0.4)));
  return rsa({ e: 65_537n, p: power(3n), q: power(5n) });
}

/** Numbers that fit together by the rules for p - 1 and q - 1, whether or not p and q are primes. */
function rsa({ e, p, q }: { readonly e: bigint; readonly p: bigint; readonly q: bigint }): Buffer {
  const n = p * q;
  const d = e === 1n ? 1n : inverse(e, (p - 1n) * (q - 1n));
  const numbers = [0n, n, e, d, p, q, d % (p - 1n), d % (q - 1n), inverse(q, p)];
  return der(0x30, ...numbers.map(derInteger));
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [r, next, a, b] = [modulus, value % modulus, 0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next, a, b] = [next, r - quotient * next, b, a - quotient * b];
  }
  return ((a % modulus) + modulus) % modulus;
}

function nested(depth: number): Buffer {
  let value = derInteger(1n);
  for (let level = 0; level < depth; level += 1) value = der(0x30, value);
  return value;
}

import { fingerprintOf } from '../suites/keys/fingerprint.ts';
import type { FingerprintKey, Over } from '../suites/keys/hashed-bytes.ts';
import { readPrivateKey } from '../suites/keys/read-private.ts';
import type { Digest, Rendering } from '../suites/keys/rendering.ts';
import type { PrivateKeyFacts } from './bundle.ts';

/** The bytes that documents and services speak of; each with every digest. */
const FINGERPRINTED: readonly Over[] = ['pkcs8-der', 'pkcs1-der', 'spki-der', 'ssh-blob'];
const DIGESTS: readonly Digest[] = ['md5', 'sha1', 'sha256'];

/**
 * What may be told of a private key: the form of its file, its public half, and digests, from which a reviewer sees what
 * a fingerprint was taken over. None of it leads back to the key.
 */
export function privateKeyFacts(text: string): PrivateKeyFacts {
  const form = formOf(text);
  const read = readPrivateKey(text);
  if (!read.ok) return { container: 'unreadable', ...form, fingerprints: {} };
  const { container, keyType, bits, publicBlob, privateKey } = read;
  return {
    container,
    ...form,
    keyType,
    bits,
    publicKey: `ssh-${keyType} ${publicBlob.toString('base64')}`,
    fingerprints: fingerprintsOf({ publicBlob, privateKey }),
  };
}

function formOf(
  text: string,
): Pick<PrivateKeyFacts, 'characters' | 'lines' | 'lineWidth' | 'lineEnd' | 'endsWithLineEnd'> {
  const ends = [...new Set(text.match(/\r\n|\r|\n/g) ?? [])];
  const names = { '\r\n': 'CRLF', '\n': 'LF', '\r': 'CR' } as const;
  const [first] = ends as (keyof typeof names)[];
  const lines = text.split(/\r\n|\r|\n/);
  const base64 = lines.filter((line) => /^[A-Za-z0-9+/]+={0,2}$/.test(line));
  return {
    characters: text.length,
    lines: lines.at(-1) === '' ? lines.length - 1 : lines.length,
    lineWidth: Math.max(0, ...base64.map(({ length }) => length)),
    lineEnd: first === undefined ? 'none' : ends.length > 1 ? 'mixed' : names[first],
    endsWithLineEnd: /[\r\n]$/.test(text),
  };
}

function fingerprintsOf(key: FingerprintKey): Readonly<Record<string, string>> {
  const all = FINGERPRINTED.flatMap((over) =>
    DIGESTS.map((digest) => {
      const rendering: Rendering = digest === 'sha256' ? 'base64-padded' : 'hex-colons';
      return [`${digest}/${over}`, fingerprintOf({ digest, over, rendering }, key)] as const;
    }),
  );
  return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as Record<string, string>;
}

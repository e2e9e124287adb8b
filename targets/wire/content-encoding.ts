import type { HttpResponse } from './http-answer.ts';

/** How a body is compressed, by what its headers say and by its first bytes. */
export interface ContentEncoding {
  /** The encodings that Content-Encoding names; identity is none. */
  readonly declared: readonly string[];
  /** The compression that the bytes show; undefined where they show none. */
  readonly actual: string | undefined;
}

/** First bytes of compressed data (RFC 1952, RFC 8878; RFC 1950 with its usual window). No XML and no JSON begins so. */
const BEGINNINGS: readonly (readonly [name: string, bytes: string])[] = [
  ['gzip', '1f8b'],
  ['zstd', '28b52ffd'],
  ['deflate', '7801'],
  ['deflate', '785e'],
  ['deflate', '789c'],
  ['deflate', '78da'],
];

/** Reads both; requests of this client accept `identity` alone. */
export function contentEncodingOf({
  headers,
  body,
}: Pick<HttpResponse, 'headers' | 'body'>): ContentEncoding {
  const declared = headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .flatMap(([, value]) => value.split(','))
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '' && one !== 'identity');
  const start = Buffer.from(body.subarray(0, 4)).toString('hex');
  return { declared, actual: BEGINNINGS.find(([, bytes]) => start.startsWith(bytes))?.[0] };
}

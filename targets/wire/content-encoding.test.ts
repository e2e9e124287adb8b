import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { contentEncodingOf } from './content-encoding.ts';

test.each([
  ['plain XML', [], Buffer.from('<?xml version="1.0"?>'), [], undefined],
  ['plain JSON that says identity', [['Content-Encoding', 'identity']], Buffer.from('{}'), [], undefined],
  ['nothing', [], Buffer.alloc(0), [], undefined],
  ['gzip that says so', [['content-encoding', 'GZIP']], gzipSync('<a/>'), ['gzip'], 'gzip'],
  ['gzip that does not say so', [], gzipSync('<a/>'), [], 'gzip'],
  ['deflate', [['Content-Encoding', 'deflate']], deflateSync('<a/>'), ['deflate'], 'deflate'],
  ['zstd', [], Buffer.from('28b52ffd2004210000', 'hex'), [], 'zstd'],
  [
    'plain XML that says gzip and br',
    [['Content-Encoding', 'gzip, br']],
    Buffer.from('<a/>'),
    ['gzip', 'br'],
    undefined,
  ],
] as const)('%s', (_what, headers, body, declared, actual) => {
  expect(contentEncodingOf({ headers, body })).toEqual({ declared, actual });
});

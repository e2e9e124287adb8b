import { createHash } from 'node:crypto';
import { colonHex } from '../../../targets/reference/keys/fingerprints.ts';
import { parseSshBlob, spkiDer } from '../../../targets/reference/keys/public-key.ts';
import type { EcsMutant } from '../mutant.ts';
import { always, at, forEach, MAKING, type Row, table } from './table.ts';

const md5 = (bytes: Buffer | string): Buffer => createHash('md5').update(bytes).digest();

/** Digests of other bytes, or by another algorithm. */
const DIGESTS: readonly (readonly [name: string, summary: string, digest: (blob: Buffer) => Buffer])[] = [
  ['sha-1', 'the SHA-1 of the SSH blob', (blob) => createHash('sha1').update(blob).digest()],
  ['sha-256', 'the SHA-256 of the SSH blob', (blob) => createHash('sha256').update(blob).digest()],
  ['spki', 'the MD5 of the SubjectPublicKeyInfo, as another cloud has it', (blob) => md5(spkiOf(blob))],
  ['base64', 'the MD5 of the blob in base64', (blob) => md5(blob.toString('base64'))],
  ['line', 'the MD5 of the OpenSSH line', (blob) => md5(`ssh-rsa ${blob.toString('base64')}`)],
];

function spkiOf(blob: Buffer): Buffer {
  const key = parseSshBlob(blob);
  return key === undefined ? blob : spkiDer(key);
}

/** Pages whose sample answer has a fingerprint that no key can have. */
const SAMPLES = {
  create: 'https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-createkeypair',
  import: 'https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-importkeypair',
} as const;

/** Faults of fingerprints. */
// biome-ignore format: a row is a mutant
export const FINGERPRINT_MUTANTS: readonly EcsMutant[] = table('fingerprint', [
  ...forEach(MAKING, (operation, here) => {
    const which = operation === 'create' ? 'created' : 'imported';
    const faults: Row[] = [];
    for (const [name, summary, digest] of DIGESTS) {
      faults.push([
        name,
        `the fingerprint of a key pair that was ${which} is ${summary}`,
        `fingerprint.${operation}.md5`,
        () => ({ fingerprints: { [which]: (_ctx: never, blob: Buffer) => digest(blob) } }),
      ]);
    }
    return [
      ...faults,
      ['colons', `the fingerprint of a key pair that was ${which} is written with colons`,
        `fingerprint.${operation}.rendering`,
        at('fingerprints', 'rendered', here, (_right, _ctx, digest) => colonHex(digest))],
      ['upper-case', `the fingerprint of a key pair that was ${which} is written in upper case`,
        `fingerprint.${operation}.rendering`,
        at('fingerprints', 'rendered', here, (_right, _ctx, digest) => digest.toString('hex').toUpperCase())],
      ['twenty-groups',
        `the fingerprint of a key pair that was ${which} has the 20 groups of the documented sample`,
        `response-shape.${operation}.fingerprint-length`,
        at('fingerprints', 'rendered', here, (_right, _ctx, digest) =>
          colonHex(Buffer.concat([digest, digest.subarray(0, 4)])),
        ), { source: SAMPLES[operation] }],
      ['described-otherwise', `a describe shows another fingerprint for a key pair that was ${which}`,
        `fingerprint.${operation}.described`,
        at('fingerprints', 'described', always, (_right, _ctx, pair) =>
          pair.origin === which ? md5(pair.fingerprint).toString('hex') : pair.fingerprint)],
      ['not-found', `a describe for the fingerprint of a key pair that was ${which} shows nothing`,
        `fingerprint.${operation}.found`,
        at('describe', 'passesFingerprint', always, (right, ctx, pair) =>
          (ctx.parameters.get('KeyPairFingerPrint') ?? '') === ''
            ? right(ctx, pair)
            : pair.origin !== which && right(ctx, pair))],
    ];
  }),
  ['comment', 'the fingerprint of an imported key that has a comment is over its whole line',
    'fingerprint.import.md5',
    at('fingerprints', 'imported', always, (right, ctx, blob) => {
      const line = ctx.parameters.get('PublicKeyBody') ?? '';
      return line.trim().split(' ').length > 2 ? md5(line) : right(ctx, blob);
    })],
  ['published-key', 'the fingerprint of an imported key is over the bytes without their last',
    'fingerprint.import.published-rsa',
    at('fingerprints', 'imported', always, (_right, _ctx, blob) => md5(blob.subarray(0, -1)))],
  ['private-key', 'the fingerprint of a created key is over its private half, so that its import has another',
    'fingerprint.create.one-path',
    at('fingerprints', 'created', always, (_right, _ctx, _blob, privateKey) =>
      md5(privateKey.export({ format: 'der', type: 'pkcs8' })))],
]);

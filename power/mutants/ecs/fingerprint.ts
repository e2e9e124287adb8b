import { createHash } from 'node:crypto';
import { colonHex } from '../../../targets/reference/keys/fingerprints.ts';
import { parseSshBlob, spkiDer } from '../../../targets/reference/keys/public-key.ts';
import { only } from '../ec2/conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { MAKING } from './conditions.ts';
import { type EcsFault, forEach } from './faults.ts';

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
export const FINGERPRINT_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('fingerprint', {
  ...forEach(MAKING, (operation, here) => {
    const which = operation === 'create' ? 'created' : 'imported';
    const faults: Record<string, EcsFault> = {};
    for (const [name, summary, digest] of DIGESTS) {
      faults[name] = {
        summary: `the fingerprint of a key pair that was ${which} is ${summary}`,
        mustBeKilledBy: `fingerprint.${operation}.md5`,
        fault: () => ({ fingerprints: { [which]: (_ctx: never, blob: Buffer) => digest(blob) } }),
      };
    }
    return {
      ...faults,
      colons: {
        summary: `the fingerprint of a key pair that was ${which} is written with colons`,
        mustBeKilledBy: `fingerprint.${operation}.rendering`,
        fault: ({ fingerprints }) => ({
          fingerprints: { rendered: only(here, (_ctx, digest) => colonHex(digest), fingerprints.rendered) },
        }),
      },
      'upper-case': {
        summary: `the fingerprint of a key pair that was ${which} is written in upper case`,
        mustBeKilledBy: `fingerprint.${operation}.rendering`,
        fault: ({ fingerprints }) => ({
          fingerprints: {
            rendered: only(
              here,
              (_ctx, digest) => digest.toString('hex').toUpperCase(),
              fingerprints.rendered,
            ),
          },
        }),
      },
      'twenty-groups': {
        summary: `the fingerprint of a key pair that was ${which} has the 20 groups of the documented sample`,
        mustBeKilledBy: `response-shape.${operation}.fingerprint-length`,
        source: SAMPLES[operation],
        fault: ({ fingerprints }) => ({
          fingerprints: {
            rendered: only(
              here,
              (_ctx, digest) => colonHex(Buffer.concat([digest, digest.subarray(0, 4)])),
              fingerprints.rendered,
            ),
          },
        }),
      },
      'described-otherwise': {
        summary: `a describe shows another fingerprint for a key pair that was ${which}`,
        mustBeKilledBy: `fingerprint.${operation}.described`,
        fault: () => ({
          fingerprints: {
            described: (_ctx, pair) =>
              pair.origin === which ? md5(pair.fingerprint).toString('hex') : pair.fingerprint,
          },
        }),
      },
      'not-found': {
        summary: `a describe for the fingerprint of a key pair that was ${which} shows nothing`,
        mustBeKilledBy: `fingerprint.${operation}.found`,
        fault: ({ describe }) => ({
          describe: {
            passesFingerprint: (ctx, pair) =>
              (ctx.parameters.get('KeyPairFingerPrint') ?? '') === ''
                ? describe.passesFingerprint(ctx, pair)
                : pair.origin !== which && describe.passesFingerprint(ctx, pair),
          },
        }),
      },
    };
  }),
  'published-key': {
    summary: 'the fingerprint of an imported key is over the bytes without their last',
    mustBeKilledBy: 'fingerprint.import.published-rsa',
    fault: () => ({ fingerprints: { imported: (_ctx, blob) => md5(blob.subarray(0, -1)) } }),
  },
  'private-key': {
    summary: 'the fingerprint of a created key is over its private half, so that its import has another',
    mustBeKilledBy: 'fingerprint.create.one-path',
    fault: () => ({
      fingerprints: {
        created: (_ctx, _blob, privateKey) => md5(privateKey.export({ format: 'der', type: 'pkcs8' })),
      },
    }),
  },
});

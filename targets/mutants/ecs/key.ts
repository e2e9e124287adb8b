import { createHash, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { colonHex } from '../../reference/keys/fingerprints.ts';
import { parseSshBlob, spkiDer } from '../../reference/keys/public-key.ts';
import { only } from '../conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { MAKING } from './conditions.ts';
import { type EcsFault, forEach } from './faults.ts';

const generate = promisify(generateKeyPair);

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

/** Texts in the place of the private key. PKCS#8 is not among them: it is tolerated. */
const RENDERED: readonly (readonly [
  name: string,
  summary: string,
  rendered: (pem: string, key: KeyObject) => string,
])[] = [
  ['empty', 'empty', () => ''],
  [
    'public',
    'the public half',
    (_pem, key) => createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString(),
  ],
  ['der', 'base64 without PEM around it', (pem) => pem.replace(/-----[^-]+-----|\n/g, '')],
  ['base64-of-pem', 'the PEM in base64', (pem) => Buffer.from(pem).toString('base64')],
  ['no-line-breaks', 'PEM without line breaks', (pem) => pem.replaceAll('\n', ' ')],
  ['cut', 'cut off in the middle', (pem) => pem.slice(0, pem.length / 2)],
  ['masked', 'masked', (pem) => '*'.repeat(pem.length)],
  ['mislabelled', 'labelled as PKCS#8 while it is PKCS#1', (pem) => pem.replaceAll('RSA PRIVATE', 'PRIVATE')],
];

const rsaOf = async (modulusLength: number, publicExponent = 65_537): Promise<KeyObject> =>
  (await generate('rsa', { modulusLength, publicExponent })).privateKey;

/** Faults of the key itself. */
export const KEY_MATERIAL_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('key-material', {
  ...Object.fromEntries(
    RENDERED.map(([name, summary, rendered]): [string, EcsFault] => [
      `text-${name}`,
      {
        summary: `the text of the private key is ${summary}`,
        mustBeKilledBy: 'key-material.create.container',
        fault: ({ keyMaterial }) => ({
          keyMaterial: { render: (ctx, key) => rendered(keyMaterial.render(ctx, key), key) },
        }),
      },
    ]),
  ),
  'rsa-1024': {
    summary: 'created keys have 1,024 bits',
    mustBeKilledBy: 'key-material.create.size',
    fault: () => ({ keyMaterial: { generate: () => rsaOf(1024) } }),
  },
  'rsa-2040': {
    summary: 'created keys have 2,040 bits',
    mustBeKilledBy: 'key-material.create.size',
    fault: () => ({ keyMaterial: { generate: () => rsaOf(2040) } }),
  },
  'rsa-3072': {
    summary: 'created keys have 3,072 bits',
    mustBeKilledBy: 'key-material.create.size',
    fault: () => ({ keyMaterial: { generate: () => rsaOf(3072) } }),
  },
  'exponent-3': {
    summary: 'created keys have the public exponent 3',
    mustBeKilledBy: 'key-material.create.size',
    fault: () => ({ keyMaterial: { generate: () => rsaOf(2048, 3) } }),
  },
  'other-half': {
    summary: 'the private key in the answer is not the one whose public half is kept',
    mustBeKilledBy: 'key-material.create.possession',
    fault: ({ keyMaterial }) => ({
      keyMaterial: {
        blob(ctx, key) {
          const blob = Buffer.from(keyMaterial.blob(ctx, key));
          // The last byte of the modulus stays odd.
          blob.writeUInt8(blob.readUInt8(blob.length - 1) ^ 2, blob.length - 1);
          return blob;
        },
      },
    }),
  },
  'one-for-all': {
    summary: 'every create hands out the same key',
    mustBeKilledBy: 'key-material.create.new',
    fault: ({ keyMaterial }) => {
      let key: Promise<KeyObject> | undefined;
      return {
        keyMaterial: {
          generate(ctx) {
            key ??= keyMaterial.generate(ctx);
            return key;
          },
        },
      };
    },
  },
  'every-second-new': {
    summary: 'two creates after each other hand out the same key',
    mustBeKilledBy: 'key-material.create.new',
    fault: ({ keyMaterial }) => {
      let turn = 0;
      let key: Promise<KeyObject> | undefined;
      return {
        keyMaterial: {
          generate(ctx) {
            turn += 1;
            key = key === undefined || turn % 2 === 1 ? keyMaterial.generate(ctx) : key;
            return key;
          },
        },
      };
    },
  },
  'shown-by-describe': {
    summary: 'a describe shows the private key that a create handed out',
    mustBeKilledBy: 'key-material.describe.never-shown',
    fault: ({ responses }) => {
      const kept = new Map<string, string>();
      return {
        responses: {
          created(ctx, pair, material) {
            kept.set(pair.id, material);
            return responses.created(ctx, pair, material);
          },
          describedItem: (ctx, pair) => ({
            ...responses.describedItem(ctx, pair),
            PrivateKeyBody: kept.get(pair.id) ?? '',
          }),
        },
      };
    },
  },
  'shown-by-import': {
    summary: 'the answer to an import has a private key',
    mustBeKilledBy: 'key-material.import.never-shown',
    fault: ({ responses }) => ({
      responses: {
        imported: (ctx, pair) => ({
          ...responses.imported(ctx, pair),
          PrivateKeyBody: '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----',
        }),
      },
    }),
  },
});

/** Faults of ids. */
export const IDENTIFIER_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('identifier', {
  'other-prefix': idFault('ids begin with key-', 'format', (id) => id.replace('ssh-', 'key-')),
  'no-prefix': idFault('ids have no prefix', 'format', (id) => id.replace('ssh-', '')),
  'upper-case': idFault('ids are in upper case', 'format', (id) => `ssh-${id.slice(4).toUpperCase()}`),
  'prefix-only': idFault('an id is its prefix alone', 'format', () => 'ssh-'),
  'in-the-answer-upper-case': {
    ...idFault('ids have upper-case digits', 'format', (id) => `ssh-A${id.slice(5)}`),
    mustBeKilledBy: 'response-shape.create.id-format',
  },
  constant: idFault('all ids are the same', 'unique', () => 'ssh-bp67acfmxazb4p'),
  'of-the-name': {
    summary: 'the id is made of the name, so that two regions have the same',
    mustBeKilledBy: 'identifier.create.per-region',
    fault: ({ responses }) => ({
      responses: {
        created: (ctx, pair, material) => ({
          ...responses.created(ctx, pair, material),
          KeyPairId: `ssh-${md5(pair.name).toString('hex').slice(0, 18)}`,
        }),
      },
    }),
  },
});

/** A create that answers with another id. */
function idFault(summary: string, by: string, other: (id: string) => string): EcsFault {
  return {
    summary,
    mustBeKilledBy: `identifier.create.${by}`,
    fault: ({ responses }) => ({
      responses: {
        created: (ctx, pair, material) => ({
          ...responses.created(ctx, pair, material),
          KeyPairId: other(pair.id),
        }),
      },
    }),
  };
}

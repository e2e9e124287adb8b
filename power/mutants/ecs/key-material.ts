import { createPublicKey, type KeyObject } from 'node:crypto';
import { unusualRsa } from '../key-table.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import type { EcsFault } from './faults.ts';

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
    fault: () => ({ keyMaterial: { generate: unusualRsa(1024) } }),
  },
  'rsa-2040': {
    summary: 'created keys have 2,040 bits',
    mustBeKilledBy: 'key-material.create.size',
    fault: () => ({ keyMaterial: { generate: unusualRsa(2040) } }),
  },
  'rsa-3072': {
    summary: 'created keys have 3,072 bits',
    mustBeKilledBy: 'key-material.create.size',
    fault: () => ({ keyMaterial: { generate: unusualRsa(3072) } }),
  },
  'exponent-3': {
    summary: 'created keys have the public exponent 3',
    mustBeKilledBy: 'key-material.create.size',
    fault: () => ({ keyMaterial: { generate: unusualRsa(2048, 3n) } }),
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

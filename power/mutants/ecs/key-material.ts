import { createPublicKey, type KeyObject } from 'node:crypto';
import { unusualRsa } from '../key-table.ts';
import type { EcsMutant } from '../mutant.ts';
import { always, at, perServer, type Row, table, together } from './table.ts';

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
// biome-ignore format: a row is a mutant
export const KEY_MATERIAL_MUTANTS: readonly EcsMutant[] = table('key-material', [
  ...RENDERED.map(([name, summary, rendered]): Row => [`text-${name}`,
    `the text of the private key is ${summary}`, 'key-material.create.container',
    at('keyMaterial', 'render', always, (right, ctx, key) => rendered(right(ctx, key), key))]),
  ['crlf', 'the lines of the private key end with CR LF', 'key-material.create.line-ends',
    at('keyMaterial', 'render', always, (right, ctx, key) => right(ctx, key).replaceAll('\n', '\r\n')),
    { source: 'https://github.com/canonical/pycloudlib/pull/89' }],
  ['rsa-1024', 'created keys have 1,024 bits', 'key-material.create.size',
    () => ({ keyMaterial: { generate: unusualRsa(1024) } })],
  ['rsa-2040', 'created keys have 2,040 bits', 'key-material.create.size',
    () => ({ keyMaterial: { generate: unusualRsa(2040) } })],
  ['rsa-3072', 'created keys have 3,072 bits', 'key-material.create.size',
    () => ({ keyMaterial: { generate: unusualRsa(3072) } })],
  ['exponent-3', 'created keys have the public exponent 3', 'key-material.create.size',
    () => ({ keyMaterial: { generate: unusualRsa(2048, 3n) } })],
  ['other-half', 'the private key in the answer is not the one whose public half is kept',
    'key-material.create.possession',
    at('keyMaterial', 'blob', always, (right, ctx, key) => {
      const blob = Buffer.from(right(ctx, key));
      // The last byte of the modulus stays odd.
      blob.writeUInt8(blob.readUInt8(blob.length - 1) ^ 2, blob.length - 1);
      return blob;
    })],
  ['one-for-all', 'every create hands out the same key', 'key-material.create.new',
    perServer(() => {
      let key: Promise<KeyObject> | undefined;
      return at('keyMaterial', 'generate', always, (right, ctx) => {
        key ??= right(ctx);
        return key;
      });
    })],
  ['every-second-new', 'two creates after each other hand out the same key', 'key-material.create.new',
    perServer(() => {
      let turn = 0;
      let key: Promise<KeyObject> | undefined;
      return at('keyMaterial', 'generate', always, (right, ctx) => {
        turn += 1;
        key = key === undefined || turn % 2 === 1 ? right(ctx) : key;
        return key;
      });
    })],
  ['shown-by-describe', 'a describe shows the private key that a create handed out',
    'key-material.describe.never-shown',
    perServer(() => {
      const kept = new Map<string, string>();
      return together(
        at('responses', 'created', always, (right, ctx, pair, material) => {
          kept.set(pair.id, material);
          return right(ctx, pair, material);
        }),
        at('responses', 'describedItem', always, (right, ctx, pair) => ({
          ...right(ctx, pair),
          PrivateKeyBody: kept.get(pair.id) ?? '',
        })));
    })],
  ['shown-by-import', 'the answer to an import has a private key', 'key-material.import.never-shown',
    at('responses', 'imported', always, (right, ctx, pair) => ({
      ...right(ctx, pair),
      PrivateKeyBody: '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----',
    }))],
]);

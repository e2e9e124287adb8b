import type { Context } from '../../../targets/ecs/reference/context.ts';
import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import { parseSshBlob } from '../../../targets/reference/keys/public-key.ts';
import type { EcsMutant } from '../mutant.ts';
import { type EcsFault, putMadeUp } from './faults.ts';
import { accept, always, at, perServer, table, together } from './table.ts';

const bodyOf = (ctx: Context): string => ctx.parameters.get('PublicKeyBody') ?? '';

/** An import that refuses some lines. */
const refuses = (summary: string, by: string, fits: (line: string) => boolean): EcsFault => [
  summary,
  `import.${by}`,
  at('material', 'read', always, (right, ctx) =>
    fits(bodyOf(ctx)) ? ctx.behaviours.material.malformed(ctx) : right(ctx),
  ),
];

/** An import that takes material that it should refuse, as some key. */
const takes = (summary: string, by: string, fits: (text: string) => boolean): EcsFault => [
  summary,
  `import.${by}`,
  together(
    at('material', 'missing', always, (right, ctx) => (fits(bodyOf(ctx)) ? undefined : right(ctx))),
    at('material', 'read', always, (right, ctx) =>
      fits(bodyOf(ctx)) ? { algorithm: 'ssh-rsa', blob: Buffer.from(bodyOf(ctx)) } : right(ctx),
    ),
  ),
];

const bitsOf = (line: string): number => {
  const key = parseSshBlob(Buffer.from(line.split(/\s+/)[1] ?? '', 'base64'));
  return key?.type === 'rsa' ? key.modulus.length * 8 : 0;
};

const FAULT = refusal('InternalError', 'The request processing has failed.', 500);

/** Faults of imports. */
// biome-ignore format: a row is a mutant
export const IMPORT_MUTANTS: readonly EcsMutant[] = table('import', [
  ['no-comment',
    ...refuses('a line with a comment is refused', 'line-comment', (text) => /^\S+ \S+ \S/.test(text))],
  ['bare-line-changed', 'of a line without a comment or a newline the last byte of the key is changed',
    'import.line',
    ({ material }) => ({
      material: {
        read(ctx) {
          const key = material.read(ctx);
          const isBare = /^\S+ \S+$/.test(bodyOf(ctx));
          if (!('blob' in key && isBare)) return key;
          return { ...key, blob: Buffer.concat([key.blob.subarray(0, -1), Buffer.of((key.blob.at(-1) ?? 0) ^ 2)]) };
        },
      },
    })],
  ['garbage-500', 'a line whose key is cut off is a fault of the server', 'import.garbage',
    perServer(({ material }) =>
      at('material', 'read', always, (right, ctx) => {
        const key = material.line(ctx, bodyOf(ctx));
        return key !== undefined && !material.isWhole(ctx, key) ? FAULT : right(ctx);
      }))],
  ['ed25519-500', 'an Ed25519 key is a fault of the server', 'import.ed25519',
    at('material', 'read', always, (right, ctx) =>
      bodyOf(ctx).startsWith('ssh-ed25519 ') ? FAULT : right(ctx))],
  ['no-newline',
    ...refuses('a line with a newline at its end is refused', 'line-newline', (text) => text.endsWith('\n'))],
  ['no-1024', ...refuses('keys of 1,024 bits are refused', 'rsa-1024', (text) => bitsOf(text) === 1024)],
  ['no-3072', ...refuses('keys of 3,072 bits are refused', 'rsa-3072', (text) => bitsOf(text) === 3072)],
  ['no-4096', ...refuses('keys of 4,096 bits are refused', 'rsa-4096', (text) => bitsOf(text) === 4096)],
  ['takes-text',
    ...takes('any text is taken as a key', 'text', (text) => text !== '' && !text.startsWith('ssh-'))],
  ['takes-private-key',
    ...takes('a private key is taken', 'private-key', (text) => text.includes('PRIVATE KEY'))],
  ['takes-empty', ...takes('empty material is taken', 'empty', (text) => text === '')],
  ['takes-security-key',
    ...takes('the keys of security keys are taken', 'security-key', (text) => text.startsWith('sk-ssh-'))],
  ['takes-unknown-type', 'a line of any type is taken', 'import.unknown-type',
    at('material', 'read', always, (_right, ctx) =>
      ctx.behaviours.material.line(ctx, bodyOf(ctx)) ?? ctx.behaviours.material.malformed(ctx))],
  ['absent-malformed', 'an import without material is refused as malformed', 'import.absent',
    at('material', 'missing', always, accept)],
  ['other-code', 'material that is no key is refused with another code', 'import.text',
    at('material', 'malformed', always, () => refusal('InvalidKey.Format', 'The key is not valid.'))],
  ['status-500', 'a private key is a fault of the server', 'import.private-key',
    at('material', 'malformed', always, (right, ctx) => ({ ...right(ctx), status: 500 }))],
  ['refused-yet-kept', 'material that is no key is refused and the name is kept all the same', 'import.text',
    perServer((correct) =>
      at('material', 'malformed', always, (right, ctx) => {
        putMadeUp(correct, ctx, ctx.parameters.get('KeyPairName') ?? '');
        return right(ctx);
      }))],
  ['no-created-half', 'the public half of a key pair that was created cannot be imported',
    'import.created-half',
    perServer(({ material, store }) =>
      at('material', 'read', always, (right, ctx) => {
        const key = right(ctx);
        const known =
          'blob' in key &&
          store.all(ctx).some(({ origin, blob }) => origin === 'created' && blob.equals(key.blob));
        return known ? material.malformed(ctx) : key;
      }))],
]);

import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { leaf } from '../../../targets/ec2/reference/outcome.ts';
import { newPrivateKey } from '../../../targets/reference/keys/fresh.ts';
import type { KeyType } from '../../../targets/reference/keys/public-key.ts';
import type { Mutant } from '../mutant.ts';
import { rsaContainer, withSmallExponent } from '../rsa.ts';
import { all, answer, having } from './client-faults.ts';
import { always, at, creating, describing, importing, perServer, table, together } from './table.ts';

/** Whether the request wants PPK. */
export const asksPpk = (ctx: Context): boolean => ctx.parameters.get('KeyFormat') === 'ppk';

/** A text of the private key that went through one more step. */
export function inAnswer(
  form: 'rsaPem' | 'rsaPpk' | 'ed25519Pem' | 'ed25519Ppk',
  step: (text: string) => string,
): Mutant['fault'] {
  return ({ keyMaterial }) => ({
    keyMaterial: {
      [form]: (ctx: Context, key: KeyObject, name: string) => step(keyMaterial[form](ctx, key, name)),
    },
  });
}

/** RSA keys that went through one more step; the handed-out and the stored key agree. */
export function rsaKeys(step: (ctx: Context, key: KeyObject) => KeyObject): Mutant['fault'] {
  return at('keyMaterial', 'generate', always, async (right, ctx, type) => {
    const key = await right(ctx, type);
    return type === 'rsa' ? step(ctx, key) : key;
  });
}

/** Creates of keys of this type hand out so many keys in turn. */
export function canned(type: KeyType, size: number): Mutant['fault'] {
  return perServer(() => {
    const table: Promise<KeyObject>[] = [];
    let turn = 0;
    return at('keyMaterial', 'generate', always, (right, ctx, wanted) => {
      if (wanted !== type) return right(ctx, wanted);
      const place = turn++ % size;
      const key = table[place] ?? right(ctx, type);
      table[place] = key;
      return key;
    });
  });
}

let other: KeyObject | undefined;

/** An RSA key that no server hands out, the same one for all mutants, because it takes a tenth of a second. */
export function anotherRsaKey(): KeyObject {
  other ??= newPrivateKey('rsa', { modulusLength: 2048 });
  return other;
}

/** An RSA key of 1,024 bits. */
export const shortKey = (): KeyObject => newPrivateKey('rsa', { modulusLength: 1024 });

/** The OpenSSH container with the second check number changed. */
export function withOtherCheckBytes(text: string): string {
  const [, head = '', body = '', tail = ''] =
    /^(-----BEGIN[^\n]*\n)([\s\S]*?)(-----END[\s\S]*)$/.exec(text) ?? [];
  const bytes = Buffer.from(body, 'base64');
  // The private section follows its length, which follows the public blob: "openssh-key-v1\0", three strings, count.
  let offset = 15;
  for (let part = 0; part < 3; part += 1) offset += 4 + bytes.readUInt32BE(offset);
  offset += 4;
  offset += 4 + bytes.readUInt32BE(offset) + 4;
  bytes.writeUInt8(bytes.readUInt8(offset + 7) ^ 1, offset + 7);
  return `${head}${(bytes.toString('base64').match(/.{1,70}/g) ?? []).join('\n')}\n${tail}`;
}

/** Faults in which private key is handed out. */
// biome-ignore format: a row is a mutant
export const KEY_MATERIAL_KEYS: readonly Mutant[] = table('key-material', [
  ['same-key-every-time', 'every create of an RSA key hands out the same key', 'key-material.create.rsa.new',
    canned('rsa', 1), { source: 'https://github.com/getmoto/moto/pull/101' }],
  ['canned-ed25519', 'creates of Ed25519 keys hand out two keys in turn', 'key-material.create.ed25519.new',
    canned('ed25519', 2)],
  ['canned-rsa-table', 'creates of RSA keys hand out the keys of a table of two in turn',
    'key-material.create.rsa.new',
    canned('rsa', 2), { source: 'https://github.com/floci-io/floci/pull/3307' }],
  ['fake-pem', 'the private key of an RSA pair is a PEM block with random bytes',
    'key-material.create.rsa-pem.container',
    inAnswer('rsaPem', (text) => text.replaceAll(/[a-z]/g, 'A')),
    { source: 'https://github.com/stackshy/cloudemu/pull/494' }],
  ['public-instead-of-private', 'the create of an RSA key hands out the public half',
    'key-material.create.rsa-pem.container',
    at('keyMaterial', 'rsaPem', always, (_right, _ctx, key) =>
      createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString(),
    ), { source: 'https://github.com/getmoto/moto/pull/7732' }],
  ['rsa-openssh-container', 'RSA keys come in the OpenSSH container’s armour',
    'key-material.create.rsa-pem.container',
    inAnswer('rsaPem', (text) => text.replaceAll('RSA PRIVATE KEY', 'OPENSSH PRIVATE KEY')),
    { source: 'https://github.com/mulgadc/spinifex/pull/683' }],
  ['four-dashes', 'the armour of an RSA key has four dashes, as in the documentation’s example',
    'key-material.create.rsa-pem.container',
    inAnswer('rsaPem', (text) => text.replace('-----BEGIN', '----BEGIN'))],
  ['rsa-encrypted', 'RSA keys are encrypted with a password', 'key-material.create.rsa-pem.container',
    at('keyMaterial', 'rsaPem', always, (_right, _ctx, key) =>
      key.export({ format: 'pem', type: 'pkcs1', cipher: 'aes-128-cbc', passphrase: 'x' }).toString())],
  ['rsa-1024', 'created RSA keys have 1,024 bits', 'key-material.create.rsa-pem.size', rsaKeys(shortKey)],
  ['rsa-1024-ppk', 'RSA keys that are created as PPK have 1,024 bits', 'key-material.create.rsa-ppk.size',
    rsaKeys((ctx, key) => (asksPpk(ctx) ? shortKey() : key))],
  ['rsa-small-exponent', 'created RSA keys have a small public exponent', 'key-material.create.rsa-pem.size',
    rsaKeys((_ctx, key) => withSmallExponent(key))],
  ['stored-half-of-another', 'the public key that is kept of a created RSA pair belongs to another key',
    'key-material.create.rsa-pem.possession',
    perServer(() => {
      const other = anotherRsaKey();
      return at('keyMaterial', 'publicKey', always, (right, ctx, key) =>
        right(ctx, key.asymmetricKeyType === 'rsa' ? other : key));
    }), { source: 'https://github.com/getmoto/moto/pull/7732' }],
  ['stored-half-of-another-ed25519',
    'the public key that is kept of a created Ed25519 pair belongs to another key',
    'key-material.create.ed25519-pem.possession',
    at('keyMaterial', 'publicKey', always, (right, ctx, key) =>
      right(ctx, key.asymmetricKeyType === 'ed25519' ? newPrivateKey('ed25519') : key))],
  ['stored-half-of-another-ppk',
    'the public key that is kept of an Ed25519 pair in PPK belongs to another key',
    'key-material.create.ed25519-ppk.possession',
    at('keyMaterial', 'publicKey', always, (right, ctx, key) =>
      right(
        ctx,
        asksPpk(ctx) && key.asymmetricKeyType === 'ed25519' ? newPrivateKey('ed25519') : key,
      ))],
  ['rsa-ppk-half-of-another', 'the PPK file of an RSA pair holds another key than the one that is kept',
    'key-material.create.rsa-ppk.possession',
    perServer(() => {
      const other = anotherRsaKey();
      return at('keyMaterial', 'rsaPpk', always, (right, ctx, _key, name) => right(ctx, other, name));
    })],
]);

/** Faults in the form of the private key. */
// biome-ignore format: a row is a mutant
export const KEY_MATERIAL_FORMS: readonly Mutant[] = table('key-material', [
  ['rsa-pem-crlf', 'the lines of an RSA key as PEM end with CR LF, written as references',
    'key-material.create.rsa-pem.line-ends',
    inAnswer('rsaPem', (text) => text.replaceAll('\n', '\r\n')),
    { source: 'https://github.com/canonical/pycloudlib/pull/89' }],
  ['ed25519-pem-raw-crlf', 'the lines of an Ed25519 key as PEM end with CR LF in the raw response',
    'key-material.create.ed25519-pem.line-ends',
    answer(all(creating, having('KeyType', 'ed25519')), (text) =>
      text.replace(/-----BEGIN[^<]*/, (key) => key.replaceAll('\n', '\r\n')))],
  ['ppk-is-pem', 'PPK is ignored for RSA keys: they come as PEM', 'key-material.create.rsa-ppk.container',
    at('keyMaterial', 'rsaPpk', always, (_right, ctx, key) => ctx.behaviours.keyMaterial.rsaPem(ctx, key))],
  ['ppk-is-openssh', 'PPK is ignored for Ed25519 keys: they come in the OpenSSH container',
    'key-material.create.ed25519-ppk.container',
    at('keyMaterial', 'ed25519Ppk', always, (_right, ctx, key, name) =>
      ctx.behaviours.keyMaterial.ed25519Pem(ctx, key, name))],
  ['ppk-version-3', 'PPK files call themselves version 3', 'key-material.create.rsa-ppk.container',
    inAnswer('rsaPpk', (text) => text.replace('User-Key-File-2', 'User-Key-File-3'))],
  ['ppk-wrong-mac', 'the Private-MAC of an RSA key in PPK does not fit',
    'key-material.create.rsa-ppk.container',
    inAnswer('rsaPpk', (text) =>
      text.replace(
        /(Private-MAC: )(.)/,
        (_all, head: string, digit: string) => head + (digit === '0' ? '1' : '0'),
      ))],
  ['ppk-no-mac-ed25519', 'an Ed25519 key in PPK has no Private-MAC',
    'key-material.create.ed25519-ppk.container',
    inAnswer('ed25519Ppk', (text) => text.replace(/Private-MAC:.*\r?\n?/, ''))],
  ['ppk-comment-constant-rsa', 'the comment of an RSA key in PPK is the same for all names',
    'key-material.create.rsa-ppk.comment',
    at('keyMaterial', 'ppkComment', always, (right, ctx, name) =>
      ctx.parameters.get('KeyType') === 'ed25519' ? right(ctx, name) : 'imported-openssh-key')],
  ['ppk-comment-empty-ed25519', 'the comment of an Ed25519 key in PPK is empty',
    'key-material.create.ed25519-ppk.comment',
    at('keyMaterial', 'ppkComment', always, (right, ctx, name) =>
      ctx.parameters.get('KeyType') === 'ed25519' ? '' : right(ctx, name))],
  ['ed25519-pkcs8', 'Ed25519 keys come as PKCS#8', 'key-material.create.ed25519-pem.container',
    at('keyMaterial', 'ed25519Pem', always, (_right, _ctx, key) =>
      key.export({ format: 'pem', type: 'pkcs8' }).toString())],
  ['ed25519-is-rsa', 'the key type is ignored: Ed25519 keys are RSA keys',
    'key-material.create.ed25519-pem.container',
    perServer(({ keyMaterial, fingerprints }) =>
      together(
        at('keyMaterial', 'generate', always, (right, ctx) => right(ctx, 'rsa')),
        at('keyMaterial', 'ed25519Pem', always, (_right, ctx, key) => keyMaterial.rsaPem(ctx, key)),
        at('keyMaterial', 'ed25519Ppk', always, (_right, ctx, key, name) =>
          keyMaterial.rsaPpk(ctx, key, name)),
        at('fingerprints', 'createdEd25519', always, (_right, ctx, key) =>
          fingerprints.createdRsa(ctx, key)))), { source: 'https://github.com/getmoto/moto/pull/6904' }],
  ['ed25519-pem-holds-rsa', 'the OpenSSH container of an Ed25519 pair holds an RSA key',
    'key-material.create.ed25519-pem.size',
    together(
      at('keyMaterial', 'generate', always, (right, ctx, type) => right(ctx, asksPpk(ctx) ? type : 'rsa')),
      at('keyMaterial', 'ed25519Pem', always, (_right, _ctx, key) => rsaContainer(key))), { source: 'https://github.com/getmoto/moto/pull/6904' }],
  ['ed25519-ppk-holds-rsa', 'the PPK file of an Ed25519 pair holds an RSA key',
    'key-material.create.ed25519-ppk.size',
    at('keyMaterial', 'generate', always, (right, ctx, type) => right(ctx, asksPpk(ctx) ? 'rsa' : type)),
    { source: 'https://github.com/getmoto/moto/pull/6904' }],
  ['ed25519-check-bytes', 'the two check numbers inside an Ed25519 key differ',
    'key-material.create.ed25519-pem.container',
    inAnswer('ed25519Pem', withOtherCheckBytes)],
  ['import-shows-private', 'import answers with a private key', 'key-material.import.never-shown',
    at('xml', 'fields', importing, (_right, _ctx, fields) => [
      ...fields,
      leaf(
        'keyMaterial',
        newPrivateKey('ed25519').export({ format: 'pem', type: 'pkcs8' }).toString(),
      ),
    ])],
  ['describe-shows-private', 'a describe shows the private key of created pairs',
    'key-material.describe.never-shown',
    perServer(() => {
      const kept = new Map<string, string>();
      return together(
        at('keyMaterial', 'render', always, (right, ctx, key, type, name) => {
          const text = right(ctx, key, type, name);
          kept.set(name, text);
          return text;
        }),
        at('responses', 'describedItem', describing, (right, ctx, pair) => [
          ...right(ctx, pair),
          leaf('keyMaterial', kept.get(pair.name) ?? ''),
        ]));
    })],
]);

import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import { spkiDer } from '../../../targets/reference/keys/public-key.ts';
import { openSshLine } from '../../../targets/reference/keys/public-text.ts';
import type { Mutant } from '../mutant.ts';
import { keyType, publicKey, publicKeyBySent } from './describe.ts';
import { accept, always, at, table } from './table.ts';

/** Faults in lookups by id. */
// biome-ignore format: a row is a mutant
export const DESCRIBE_IDS: readonly Mutant[] = table('describe', [
  ['unknown-id-empty', 'a describe of an unknown id is an empty list', 'describe.describe.unknown-id',
    at('describe', 'unknownId', always, accept)],
  ['unknown-id-not-found', 'a describe of an unknown id is refused as not found',
    'describe.describe.unknown-id',
    at('describe', 'unknownId', always, (right, ctx, id) => {
      const refused = right(ctx, id);
      return refused && ctx.behaviours.identifiers.isKeyPairId(ctx, id)
        ? refusal('InvalidKeyPair.NotFound', `The key pair '${id}' does not exist`)
        : refused;
    }), { source: 'https://github.com/floci-io/floci/pull/1932' }],
  ['unknown-id-passed-over', 'an unknown id beside a known one is ignored',
    'describe.describe.known-and-unknown-id',
    at('describe', 'unknownId', always, (right, ctx, id) =>
      ctx.behaviours.describe.ids(ctx).length > 1 ? undefined : right(ctx, id))],
  ['deleted-id-empty', 'a describe of the id of a deleted key pair is an empty list',
    'describe.describe.deleted-id',
    at('describe', 'unknownId', always, (right, ctx, id) =>
      ctx.store.wasRemoved(id) ? undefined : right(ctx, id))],
  ['malformed-id-code', 'a malformed id is refused with a code of its own', 'describe.describe.malformed-id',
    at('describe', 'unknownId', always, (right, ctx, id) =>
      ctx.behaviours.identifiers.isKeyPairId(ctx, id)
        ? right(ctx, id)
        : refusal('InvalidKeyPairID.Malformed', `Invalid id: '${id}'`))],
  ['malformed-id-ignored', 'a malformed id is ignored, and everything is shown',
    'describe.describe.short-id',
    at('describe', 'ids', always, (right, ctx) =>
      right(ctx).filter((id) => ctx.behaviours.identifiers.isKeyPairId(ctx, id)))],
  ['id-may-be-name', 'a describe takes a name in the place of an id', 'describe.describe.name-as-id',
    at('describe', 'ids', always, (right, ctx) =>
      right(ctx).map((id) => ctx.behaviours.store.byName(ctx, id)?.id ?? id))],
  ['name-may-be-id', 'a describe takes an id in the place of a name', 'describe.describe.id-as-name',
    at('describe', 'names', always, (right, ctx) =>
      right(ctx).map((name) => ctx.behaviours.store.byId(ctx, name)?.name ?? name))],
]);

/** Faults in what a described key pair shows. */
// biome-ignore format: a row is a mutant
export const DESCRIBE_ITEMS: readonly Mutant[] = table('describe', [
  ['created-without-tags', 'a describe shows no tags of created key pairs',
    'describe.describe.agrees-with-create',
    at('responses', 'describedItem', always, (right, ctx, pair) =>
      right(ctx, pair.origin === 'created' ? { ...pair, tags: [] } : pair),
    ), { source: 'https://github.com/getmoto/moto/pull/6919' }],
  ['imported-without-tags', 'a describe shows no tags of imported key pairs',
    'describe.describe.agrees-with-import',
    at('responses', 'describedItem', always, (right, ctx, pair) =>
      right(ctx, pair.origin === 'imported' ? { ...pair, tags: [] } : pair))],
  ['created-ed25519-type-rsa', 'a describe shows created Ed25519 keys as rsa',
    'describe.describe.key-type-created-ed25519',
    keyType((pair) => (pair.origin === 'created' ? 'rsa' : pair.type))],
  ['imported-type-rsa', 'a describe shows imported Ed25519 keys as rsa',
    'describe.describe.key-type-imported-ed25519',
    keyType((pair) => (pair.origin === 'imported' ? 'rsa' : pair.type))],
  ['created-rsa-type-ssh', 'a describe shows created RSA keys as ssh-rsa',
    'describe.describe.key-type-created-rsa',
    keyType((pair) => (pair.type === 'rsa' && pair.origin === 'created' ? 'ssh-rsa' : pair.type))],
  ['imported-rsa-type-upper', 'a describe shows imported RSA keys as RSA',
    'describe.describe.key-type-imported-rsa',
    keyType((pair) => (pair.type === 'rsa' && pair.origin === 'imported' ? 'RSA' : pair.type))],
]);

/** Faults in the public keys that a describe shows. */
// biome-ignore format: a row is a mutant
export const DESCRIBE_PUBLIC_KEYS: readonly Mutant[] = table('describe', [
  ['public-key-never', 'the public key is never shown', 'describe.describe.public-key-asked',
    at('describe', 'includesPublicKey', always, () => false)],
  ['public-key-always', 'the public key is shown without being asked for',
    'describe.describe.public-key-not-asked',
    at('describe', 'includesPublicKey', always, () => true)],
  ['public-key-false-is-true', 'the public key is shown when the flag is false',
    'describe.describe.public-key-false',
    at('describe', 'includesPublicKey', always,
      (_right, ctx) => ctx.parameters.get('IncludePublicKey') !== undefined)],
  ['public-key-no-newline', 'the public key has no newline at its end',
    'describe.describe.public-key-newline-imported',
    publicKey((_pair, right) => right.trimEnd())],
  ['public-key-no-newline-created', 'the public key of a created key pair has no newline at its end',
    'describe.describe.public-key-newline-created',
    publicKey((pair, right) => (pair.origin === 'created' ? right.trimEnd() : right))],
  ['public-key-no-comment', 'the public key of an imported key pair has no comment',
    'describe.describe.public-key-comment-imported',
    publicKey((pair, right) => (pair.origin === 'imported' ? `${openSshLine(pair.publicKey)}\n` : right))],
  ['public-key-no-comment-created', 'the public key of a created key pair has no comment',
    'describe.describe.public-key-comment-created',
    publicKey((pair, right) => (pair.origin === 'created' ? `${openSshLine(pair.publicKey)}\n` : right))],
  ['public-key-id-as-comment', 'the comment of the public key is the id',
    'describe.describe.public-key-comment-created-rsa',
    publicKey((pair) => `${openSshLine(pair.publicKey, pair.id)}\n`)],
  ['public-key-comment-one-word', 'the comment of the public key ends at the first space of the name',
    'describe.describe.public-key-comment-with-spaces',
    publicKey((pair) => `${openSshLine(pair.publicKey, pair.name.split(' ')[0])}\n`)],
  ['public-key-of-first', 'all key pairs show the public key of the first',
    'describe.describe.public-keys-apart',
    at('keyMaterial', 'describedPublicKey', always, (right, ctx, pair) =>
      right(ctx, { ...pair, publicKey: (ctx.store.all()[0] ?? pair).publicKey }))],
  ['public-key-as-sent', 'the public key is shown as it was sent, comment and all',
    'describe.describe.public-key-comment-imported-rsa',
    publicKeyBySent((sent) => sent)],
  ['public-key-leading-zero-lost', 'the public key of RSA pairs has lost the sign byte of its modulus',
    'describe.describe.public-key-imported-rsa-openssh',
    publicKey((pair, right) => {
      if (pair.publicKey.type !== 'rsa') return right;
      const blob = Buffer.from(right.split(' ')[1] ?? '', 'base64').toString('hex');
      return `ssh-rsa ${Buffer.from(blob.replace('0000010100', '00000100'), 'hex').toString('base64')} ${pair.name}\n`;
    })],
  ['public-key-created-der', 'the public key of a created RSA pair is shown as DER',
    'describe.describe.public-key-created-rsa',
    publicKey(({ origin, type, publicKey: key, name }, right) =>
      origin === 'created' && type === 'rsa' ? `ssh-rsa ${spkiDer(key).toString('base64')} ${name}\n` : right)],
  ['public-key-created-point', 'the public key of a created Ed25519 pair is shown without its type inside',
    'describe.describe.public-key-created-ed25519',
    publicKey(({ origin, publicKey: key, name }, right) =>
      origin === 'created' && key.type === 'ed25519'
        ? `ssh-ed25519 ${key.point.toString('base64')} ${name}\n`
        : right)],
]);

/** Faults in the public keys of imported key pairs, each for one of the forms in which material comes. */
// biome-ignore format: a row is a mutant
export const DESCRIBE_IMPORTED_KEYS: readonly Mutant[] = table('describe', [
  ['public-key-last-word-replaced',
    'a describe puts the name in the place of the last word of a line that has no comment',
    'describe.describe.public-key-imported-ed25519-openssh',
    publicKeyBySent((sent, { name }, right) =>
      sent.split(' ').length === 2 ? `${sent.split(' ')[0]} ${name}\n` : right)],
  ['public-key-comment-decoded',
    'a describe shows Ed25519 keys with the comment of their line decoded as a part of the key',
    'describe.describe.public-key-imported-ed25519-openssh-comment',
    publicKeyBySent((sent, { name }, right) => {
      const [, rest] = /^ssh-ed25519 (\S+ .+)$/s.exec(sent) ?? [];
      if (rest === undefined) return right;
      const read = Buffer.from(rest.replaceAll(/[^A-Za-z0-9+/]/g, ''), 'base64');
      return `ssh-ed25519 ${read.toString('base64')} ${name}\n`;
    })],
  ['public-key-line-end-encoded',
    'a describe shows the base64 of a whole Ed25519 line where it was sent with a newline',
    'describe.describe.public-key-imported-ed25519-openssh-newline',
    publicKeyBySent((sent, { name }, right) =>
      /^ssh-ed25519 .*\n$/.test(sent)
        ? `ssh-ed25519 ${Buffer.from(sent).toString('base64')} ${name}\n`
        : right)],
  ['public-key-wrapped', 'a describe shows the base64 of RSA keys in lines of 76 characters',
    'describe.describe.public-key-imported-rsa-openssh-newline',
    publicKeyBySent((_sent, _pair, right) => right.replaceAll(/\S{76}/g, '$&\n'))],
  ['public-key-block-shown', 'a describe shows a key that came as an RFC 4716 block as that block',
    'describe.describe.public-key-imported-rsa-rfc4716',
    publicKeyBySent((sent, _pair, right) => (sent.startsWith('---- BEGIN') ? sent : right))],
  ['public-key-der-shown', 'a describe shows a key that came as the text of its DER as that text',
    'describe.describe.public-key-imported-rsa-der-base64',
    publicKeyBySent((sent, _pair, right) => (sent.startsWith('MII') ? sent : right))],
  ['public-key-no-comment-where-none',
    'a describe puts the name in the place of a comment, and nowhere where there was none',
    'describe.describe.public-key-comment-imported-without',
    publicKeyBySent((sent, { publicKey }, right) =>
      sent.split(' ').length === 2 ? `${openSshLine(publicKey)}\n` : right)],
  ['public-key-comment-of-block', 'a describe keeps the Comment header of an RFC 4716 block as the comment',
    'describe.describe.public-key-comment-imported-rfc4716',
    publicKeyBySent((sent, { publicKey }, right) => {
      const [, comment] = /^Comment: "?(.*?)"?$/m.exec(sent) ?? [];
      return comment === undefined ? right : `${openSshLine(publicKey, comment)}\n`;
    })],
  ['public-key-newline-twice', 'a describe adds a newline to the one with which the material ended',
    'describe.describe.public-key-newline-imported-with',
    publicKeyBySent((sent, _pair, right) => (sent.endsWith('\n') ? `${right}\n` : right))],
]);

/** Faults in the create times that a describe shows. */
// biome-ignore format: a row is a mutant
export const DESCRIBE_TIMES: readonly Mutant[] = table('describe', [
  ['create-time-missing', 'a describe shows no create time', 'describe.describe.create-time-format',
    at('responses', 'describedItem', always, (right, ctx, pair) =>
      right(ctx, pair).filter(({ name }) => name !== 'createTime'),
    ), { source: 'https://github.com/getmoto/moto/pull/6341' }],
  ['create-time-seconds', 'the create time has no decimals', 'describe.describe.create-time-format',
    at('clock', 'timestamp', always, (right, ctx, time) => right(ctx, time).replace(/\.\d+Z/, 'Z'))],
  ['create-time-local', 'the create time of created key pairs is two hours ahead',
    'describe.describe.create-time-created',
    at('responses', 'describedItem', always, (right, ctx, pair) =>
      right(
        ctx,
        pair.origin === 'created'
          ? { ...pair, createdAt: new Date(pair.createdAt.getTime() + 7_200_000) }
          : pair,
      ))],
  ['create-time-fixed', 'the create time of imported key pairs is a fixed day',
    'describe.describe.create-time-imported',
    at('responses', 'describedItem', always, (right, ctx, pair) =>
      right(
        ctx,
        pair.origin === 'imported' ? { ...pair, createdAt: new Date('2026-01-01T00:00:00Z') } : pair,
      ))],
  ['create-time-moves', 'the create time moves with every describe', 'describe.describe.create-time-stable',
    at('clock', 'timestamp', always, (right, ctx) => right(ctx, ctx.behaviours.clock.now(ctx)))],
]);

import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../mutant.ts';
import {
  all,
  answer,
  compressed,
  fields,
  fromSdk,
  having,
  indented,
  items,
  marked,
  prefixed,
  refused,
  refuses,
  repeated,
  rewritten,
  typed,
  unmarked,
  without,
  withoutCharset,
} from './client-faults.ts';
import { always, at, creating, deleting, describing, importing, perServer, table } from './table.ts';

/** Answers that a strict reader of XML understands, and a client that is generated from the service model does not. */
// biome-ignore format: a row is a mutant
export const CLIENT_ANSWERS: readonly Mutant[] = table('client', [
  ['create-compressed', 'the answer to a create of an RSA key is compressed for an SDK',
    'client.create.rsa-pem',
    compressed(all(creating, having('KeyType', 'rsa')))],
  ['create-material-twice', 'a private key in PPK comes twice in one answer', 'client.create.ed25519-ppk',
    fields(all(creating, having('KeyFormat', 'ppk')), repeated('keyMaterial'))],
  ['create-tags-typed', 'the values of tags in the answer to a create carry the type of a schema',
    'client.create.odd-tags',
    answer(creating, typed('value'))],
  ['create-tags-twice', 'the tags in the answer to a create have their value twice', 'client.create.tags',
    answer(creating, (text) => text.replace(/<value>[^<]*<\/value>/g, '$&$&'))],
  ['create-name-long-references',
    'an ampersand in the answer to a create is a character reference of eight digits',
    'client.create.odd-name',
    answer(creating, (text) => text.replaceAll('&amp;', '&#x00000026;'))],
  ['import-name-twice', 'a name that needs escapes comes twice in the answer to an import',
    'client.import.odd-name',
    at('responses', 'imported', always, (right, ctx, pair) =>
      (/[&<>"]/.test(pair.name) ? repeated('keyName') : <T>(nodes: T): T => nodes)(right(ctx, pair)))],
  ['import-fingerprint-twice', 'the answer to an import has its fingerprint twice', 'client.import.plain',
    fields(importing, repeated('keyFingerprint'))],
  ['import-tags-prefixed',
    'the tags in the answer to an import have a prefix of their own for the same namespace',
    'client.import.tags',
    answer(importing, (text) =>
      text
        .replace(/<(\/?)(tagSet|item|key|value)>/g, '<$1tag:$2>')
        .replace(' xmlns="', ' xmlns:tag="http://ec2.amazonaws.com/doc/2016-11-15/" xmlns="'))],
  ['describe-time-without-zone', 'create times have no zone, as Python writes them', 'client.describe.one',
    items(rewritten('createTime', (text) => text.replace('Z', '')))],
  ['describe-public-key-twice', 'a described key pair has its public key twice', 'client.describe.public-key',
    items(repeated('publicKey'))],
  ['describe-tags-twice', 'described tags have their value twice', 'client.describe.tags',
    answer(describing, (text) => text.replace(/<value>[^<]*<\/value>/g, '$&$&'))],
  ['import-tag-long-references',
    'an ampersand in a tag key in the answer to an import is a character reference of eight digits',
    'client.import.odd-tags',
    answer(importing, (text) =>
      text.replace(/<key>[^<]*<\/key>/g, (key) => key.replaceAll('&amp;', '&#x00000026;')))],
  ['describe-escaped-value-twice', 'a described tag value that needs escapes comes twice',
    'client.describe.odd-tags',
    answer(describing, (text) => text.replace(/<value>[^<]*&[^<]*<\/value>/g, '$&$&'))],
  ['describe-several-compressed',
    'a describe by more than two names is compressed for an SDK',
    'client.describe.several',
    compressed(all(describing, (ctx) => ctx.parameters.list('KeyName').length > 2))],
  ['describe-empty-marked', 'a describe that finds nothing begins with a byte order mark',
    'client.describe.nothing-found',
    answer(describing, (text) => (text.includes('<keySet/>') ? marked(text) : text))],
  ['describe-prefixed', 'a describe is written with a prefix for its namespace',
    'client.describe.waiter-existing',
    answer(describing, prefixed)],
  ['delete-true-as-number', 'a delete answers 1 for true', 'client.delete.existing',
    fields(
      deleting,
      rewritten('return', () => '1'))],
  ['delete-unknown-indented', 'the `true` of a delete that finds nothing stands on a line of its own',
    'client.delete.unknown',
    answer(deleting, (text) => (text.includes('keyPairId') ? text : indented('return')(text)))],
]);

/** Refusals that a strict reader of XML understands, and a client that is generated from the service model does not. */
// biome-ignore format: a row is a mutant
export const CLIENT_REFUSALS: readonly Mutant[] = table('client', [
  ['duplicate-two-errors', 'a refused create is answered with two errors', 'client.create.duplicate',
    refused(creating, (text) =>
      text.replace(
        /<\/Error>/,
        '</Error><Error><Code>ValidationError</Code><Message>See the first error</Message></Error>',
      ))],
  ['missing-name-marked', 'a create without a name is refused with a byte order mark before the document',
    'client.create.missing-name',
    refused(
      all(creating, (ctx) => ctx.parameters.get('KeyName') === undefined),
      marked)],
  ['bad-type-prefixed', 'a refused create with a key type is written with a prefix for its namespace',
    'client.create.bad-key-type',
    refused(
      all(creating, (ctx) => ctx.parameters.get('KeyType') !== undefined),
      prefixed)],
  ['dry-run-compressed', 'the answer to a dry run is compressed for an SDK',
    'client.create.dry-run',
    compressed(all(creating, having('DryRun', 'true')))],
  ['unknown-name-indented', 'the code of a refused describe stands on a line of its own',
    'client.describe.unknown-name',
    refused(describing, indented('Code'))],
  ['request-id-other-in-header', 'the request id in the header of a refusal is not the one in its body',
    'client.describe.request-id',
    at('http', 'headers', always, (right, ctx, outcome, body) => ({
      ...right(ctx, outcome, body),
      ...(outcome.kind === 'refusal' && { 'x-amzn-requestid': ctx.behaviours.identifiers.requestId() }),
    }))],
  ['absence-remembered', 'a name that was once not found is not found again, whoever makes it',
    'client.describe.waiter-late',
    perServer(() => {
      const absent = new Set<string>();
      return at('describe', 'unknownName', always, (right, ctx, name) => {
        const key = `${ctx.region} ${name}`;
        const no = right(ctx, name);
        if (no !== undefined) absent.add(key);
        // The answer is that for a name which cannot exist.
        return absent.has(key) ? (no ?? right(ctx, `${name} `)) : undefined;
      });
    })],
]);

/** Faults that depend on how a client writes its request, or on who it says that it is. */
// biome-ignore format: a row is a mutant
export const CLIENT_REQUESTS: readonly Mutant[] = table('client', [
  ['create-wants-charset', 'a create of an SDK is read only when its content type names a charset',
    'client.create.default',
    refuses(all(creating, withoutCharset))],
  ['import-padding-stays-encoded',
    'the padding of base64 stays percent-encoded in a form of an SDK that names no charset',
    'client.import.material-bytes',
    at('protocol', 'parameters', always, (right, request) =>
      !withoutCharset({ request }) || request.body === undefined
        ? right(request)
        : right({
            ...request,
            body: Buffer.from(request.body.toString('latin1').replaceAll('%3D', '%253D'), 'latin1'),
          }),
    ), { source: 'https://github.com/mulgadc/spinifex/commit/42b3ba7fa' }],
  ['create-id-by-client', 'the answer to a create has no id for one SDK', 'client.create.agreement',
    fields(all(creating, fromSdk), without('keyPairId'))],
  ['import-fingerprint-by-client', 'the answer to an import has no fingerprint for one SDK',
    'client.import.agreement',
    fields(all(importing, fromSdk), without('keyFingerprint'))],
  ['describe-public-by-client', 'one SDK is shown no key type', 'client.describe.agreement',
    at('responses', 'describedItem', always, (right, ctx, pair) =>
      (fromSdk(ctx) ? without('keyType') : <T>(nodes: T): T => nodes)(right(ctx, pair)))],
  ['unknown-name-by-client', 'a name that nobody has is refused with another code for one SDK',
    'client.describe.agreement-refused',
    at('describe', 'unknownName', always, (right, ctx, name) => {
      const no = right(ctx, name);
      return no !== undefined && fromSdk(ctx) ? refusal('InvalidKeyPair.Unknown', no.message, 404) : no;
    })],
  ['others-get-no-fingerprint', 'an import under a name that the suite would not give is answered without a fingerprint',
    'client.describe.alike',
    fields(all(importing, unmarked), without('keyFingerprint'))],
  ['others-are-refused', 'a describe of a name that the suite would not give is rejected',
    'client.describe.alike',
    refuses(all(describing, unmarked), refusal('InternalError', 'An internal error has occurred', 500))],
  ['others-lose-their-tags', 'an import by one SDK under a name that the suite would not give has no tags',
    'client.describe.alike',
    fields(all(importing, fromSdk, unmarked), without('tagSet'))],
  ['delete-id-by-client', 'a delete tells one SDK no id', 'client.delete.agreement',
    fields(all(deleting, fromSdk), without('keyPairId'))],
]);

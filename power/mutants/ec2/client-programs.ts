import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../mutant.ts';
import {
  all,
  answer,
  fields,
  having,
  headerUnsigned,
  items,
  refused,
  refuses,
  repeated,
  rewritten,
  without,
} from './client-faults.ts';
import { always, at, creating, deleting, describing, importing, table } from './table.ts';

const NOT_SIGNED = refusal('AuthFailure', 'A header of the request is not signed', 401);

/** Faults that boto3 shows. */
// biome-ignore format: a row is a mutant
export const CLIENT_BOTO3: readonly Mutant[] = table('client', [
  ['true-capitalised', 'a delete answers True, as Python prints a boolean', 'client.delete.returns-true',
    fields(
      deleting,
      rewritten('return', () => 'True'),
    ), { client: 'boto3' }],
  ['create-name-twice', 'the answer to a create has its name twice, and a dictionary a list',
    'client.create.dictionary',
    fields(creating, repeated('keyName')), { client: 'boto3' }],
  ['create-tags-as-members', 'the answer to a create has its tags without items around them',
    'client.create.dictionary-tags',
    answer(creating, (text) =>
      text.replace(/<(tagSet)>.*<\/tagSet>/, (set) => set.replace(/<\/?item>/g, '')),
    ), { client: 'boto3' }],
  ['import-without-id', 'the answer to an import has no id', 'client.import.dictionary',
    fields(importing, without('keyPairId')),
    { source: 'https://github.com/getmoto/moto/pull/5370', client: 'boto3' }],
  ['describe-without-tags', 'a described key pair without tags has no tag set, and a dictionary no list',
    'client.describe.dictionary',
    at('responses', 'describedTagSet', always, (right, ctx, tags) =>
      tags.length === 0 ? [] : right(ctx, tags),
    ), { client: 'boto3' }],
  ['describe-time-zone-twice', 'create times name their zone twice', 'client.describe.dictionary',
    items(rewritten('createTime', (text) => text.replace('Z', '+00:00Z'))), { client: 'boto3' }],
  ['delete-request-id-renamed', 'the request id of a delete is spelled as on a refusal',
    'client.delete.dictionary',
    answer(deleting, (text) => text.replaceAll('requestId>', 'RequestID>')), { client: 'boto3' }],
  ['create-request-id-renamed',
    'the request id of a create is spelled as the protocol of other services has it',
    'client.create.request-id',
    answer(creating, (text) => text.replaceAll('requestId>', 'RequestId>')), { client: 'boto3' }],
  ['duplicate-request-id-renamed', 'the request id of a refused create is spelled as on a success',
    'client.create.client-error',
    refused(creating, (text) => text.replaceAll('RequestID>', 'requestId>')), { client: 'boto3' }],
  ['dry-run-request-id-renamed', 'the request id in the answer to a dry run is spelled requestID',
    'client.create.dry-run-error',
    refused(all(creating, having('DryRun', 'true')), (text) => text.replaceAll('RequestID>', 'requestID>')),
    { client: 'boto3' }],
  ['unknown-name-code-indented', 'the code of a refused describe ends with a newline',
    'client.describe.client-error',
    refused(describing, (text) => text.replace('</Code>', '\n</Code>')), { client: 'boto3' }],
  ['create-wants-signed-headers', 'a create with a header that is not signed is refused',
    'client.create.name-asked-by-client',
    refuses(all(creating, headerUnsigned), NOT_SIGNED), { client: 'boto3' }],
  ['ppk-material-twice', 'a private key in PPK comes twice in one answer', 'client.create.rsa-ppk',
    fields(all(creating, having('KeyFormat', 'ppk')), repeated('keyMaterial')), { client: 'boto3' }],
  ['rsa-pem-blanks', 'the lines of an RSA private key begin with blanks, as a template was indented',
    'client.create.key-file',
    at('keyMaterial', 'rsaPem', always, (right, ctx, key) => right(ctx, key).replace(/^/gm, '    ')),
    { client: 'boto3' }],
  ['ed25519-pem-blank-line', 'an Ed25519 private key begins with an empty line',
    'client.create.key-file-ed25519',
    at('keyMaterial', 'ed25519Pem', always, (right, ctx, key, name) => `\n${right(ctx, key, name)}`),
    { client: 'boto3' }],
]);

/** Faults that the AWS command line shows. */
// biome-ignore format: a row is a mutant
export const CLIENT_AWS_CLI: readonly Mutant[] = table('client', [
  ['material-printed-twice', 'the answer to a create has its private key twice', 'client.create.key-printed',
    fields(creating, repeated('keyMaterial')), { client: 'aws-cli' }],
  ['names-printed-twice', 'a described key pair has its name twice', 'client.describe.query-name',
    items(repeated('keyName')), { client: 'aws-cli' }],
  ['ids-printed-twice', 'a described key pair has its id twice', 'client.describe.query-filter',
    items(repeated('keyPairId')), { client: 'aws-cli' }],
  ['describe-wants-signed-headers', 'a describe with a header that is not signed is refused',
    'client.describe.exit-code',
    refuses(
      all(describing, headerUnsigned),
      refusal('AuthFailure', 'A header of the request is not signed', 401),
    ), { client: 'aws-cli' }],
]);

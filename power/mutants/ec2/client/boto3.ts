import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, deleting, describing, importing } from '../conditions.ts';
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
} from './faults.ts';

const NOT_SIGNED = refusal('AuthFailure', 'A header of the request is not signed', 401);

/** Faults that boto3 shows. */
export const CLIENT_BOTO3: readonly Mutant[] = mutantsOf('client', {
  'true-capitalised': {
    summary: 'a delete answers True, as Python prints a boolean',
    mustBeKilledBy: 'client.delete.returns-true',
    client: 'boto3',
    fault: fields(
      deleting,
      rewritten('return', () => 'True'),
    ),
  },
  'create-name-twice': {
    summary: 'the answer to a create has its name twice, and a dictionary a list',
    mustBeKilledBy: 'client.create.dictionary',
    client: 'boto3',
    fault: fields(creating, repeated('keyName')),
  },
  'create-tags-as-members': {
    summary: 'the answer to a create has its tags without items around them',
    mustBeKilledBy: 'client.create.dictionary-tags',
    client: 'boto3',
    fault: answer(creating, (text) =>
      text.replace(/<(tagSet)>.*<\/tagSet>/, (set) => set.replace(/<\/?item>/g, '')),
    ),
  },
  'import-without-id': {
    summary: 'the answer to an import has no id',
    mustBeKilledBy: 'client.import.dictionary',
    source: 'https://github.com/getmoto/moto/pull/5370',
    client: 'boto3',
    fault: fields(importing, without('keyPairId')),
  },
  'describe-without-tags': {
    summary: 'a described key pair without tags has no tag set, and a dictionary no list',
    mustBeKilledBy: 'client.describe.dictionary',
    client: 'boto3',
    fault: ({ responses }) => ({
      responses: {
        describedTagSet: (ctx, tags) => (tags.length === 0 ? [] : responses.describedTagSet(ctx, tags)),
      },
    }),
  },
  'describe-time-zone-twice': {
    summary: 'create times name their zone twice',
    mustBeKilledBy: 'client.describe.dictionary',
    client: 'boto3',
    fault: items(rewritten('createTime', (text) => text.replace('Z', '+00:00Z'))),
  },
  'delete-request-id-renamed': {
    summary: 'the request id of a delete is spelled as on a refusal',
    mustBeKilledBy: 'client.delete.dictionary',
    client: 'boto3',
    fault: answer(deleting, (text) => text.replaceAll('requestId>', 'RequestID>')),
  },
  'create-request-id-renamed': {
    summary: 'the request id of a create is spelled as the protocol of other services has it',
    mustBeKilledBy: 'client.create.request-id',
    client: 'boto3',
    fault: answer(creating, (text) => text.replaceAll('requestId>', 'RequestId>')),
  },
  'duplicate-request-id-renamed': {
    summary: 'the request id of a refused create is spelled as on a success',
    mustBeKilledBy: 'client.create.client-error',
    client: 'boto3',
    fault: refused(creating, (text) => text.replaceAll('RequestID>', 'requestId>')),
  },
  'dry-run-request-id-renamed': {
    summary: 'the request id in the answer to a dry run is spelled requestID',
    mustBeKilledBy: 'client.create.dry-run-error',
    client: 'boto3',
    fault: refused(all(creating, having('DryRun', 'true')), (text) =>
      text.replaceAll('RequestID>', 'requestID>'),
    ),
  },
  'unknown-name-code-indented': {
    summary: 'the code of a refused describe ends with a newline',
    mustBeKilledBy: 'client.describe.client-error',
    client: 'boto3',
    fault: refused(describing, (text) => text.replace('</Code>', '\n</Code>')),
  },
  'create-wants-signed-headers': {
    summary: 'a create with a header that is not signed is refused',
    mustBeKilledBy: 'client.create.name-asked-by-client',
    client: 'boto3',
    fault: refuses(all(creating, headerUnsigned), NOT_SIGNED),
  },
  'ppk-material-twice': {
    summary: 'a private key in PPK comes twice in one answer',
    mustBeKilledBy: 'client.create.rsa-ppk',
    client: 'boto3',
    fault: fields(all(creating, having('KeyFormat', 'ppk')), repeated('keyMaterial')),
  },
  'rsa-pem-blanks': {
    summary: 'the lines of an RSA private key begin with blanks, as a template was indented',
    mustBeKilledBy: 'client.create.key-file',
    client: 'boto3',
    fault: ({ keyMaterial }) => ({
      keyMaterial: { rsaPem: (ctx, key) => keyMaterial.rsaPem(ctx, key).replace(/^/gm, '    ') },
    }),
  },
  'ed25519-pem-blank-line': {
    summary: 'an Ed25519 private key begins with an empty line',
    mustBeKilledBy: 'client.create.key-file-ed25519',
    client: 'boto3',
    fault: ({ keyMaterial }) => ({
      keyMaterial: { ed25519Pem: (ctx, key, name) => `\n${keyMaterial.ed25519Pem(ctx, key, name)}` },
    }),
  },
});

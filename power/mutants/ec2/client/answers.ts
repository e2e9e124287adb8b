import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, deleting, describing, importing } from '../conditions.ts';
import {
  all,
  answer,
  compressed,
  fields,
  having,
  indented,
  items,
  marked,
  prefixed,
  repeated,
  rewritten,
  typed,
} from './faults.ts';

/** Answers that a strict reader of XML understands, and a client that is generated from the service model does not. */
export const CLIENT_ANSWERS: readonly Mutant[] = mutantsOf('client', {
  'create-compressed': {
    summary: 'the answer to a create of an RSA key is compressed unless the request forbids it',
    mustBeKilledBy: 'client.create.rsa-pem',
    fault: compressed(all(creating, having('KeyType', 'rsa'))),
  },
  'create-material-twice': {
    summary: 'a private key in PPK comes twice in one answer',
    mustBeKilledBy: 'client.create.ed25519-ppk',
    fault: fields(all(creating, having('KeyFormat', 'ppk')), repeated('keyMaterial')),
  },
  'create-tags-typed': {
    summary: 'the values of tags in the answer to a create carry the type of a schema',
    mustBeKilledBy: 'client.create.tags',
    fault: answer(creating, typed('value')),
  },
  'create-name-long-references': {
    summary: 'an ampersand in the answer to a create is a character reference of eight digits',
    mustBeKilledBy: 'client.create.odd-name',
    fault: answer(creating, (text) => text.replaceAll('&amp;', '&#x00000026;')),
  },
  'import-name-twice': {
    summary: 'a name that needs escapes comes twice in the answer to an import',
    mustBeKilledBy: 'client.import.odd-name',
    fault: ({ responses }) => ({
      responses: {
        imported: (ctx, pair) =>
          (/[&<>"]/.test(pair.name) ? repeated('keyName') : <T>(nodes: T): T => nodes)(
            responses.imported(ctx, pair),
          ),
      },
    }),
  },
  'import-fingerprint-twice': {
    summary: 'the answer to an import has its fingerprint twice',
    mustBeKilledBy: 'client.import.plain',
    fault: fields(importing, repeated('keyFingerprint')),
  },
  'import-tags-prefixed': {
    summary: 'the tags in the answer to an import have a prefix of their own for the same namespace',
    mustBeKilledBy: 'client.import.tags',
    fault: answer(importing, (text) =>
      text
        .replace(/<(\/?)(tagSet|item|key|value)>/g, '<$1tag:$2>')
        .replace(' xmlns="', ' xmlns:tag="http://ec2.amazonaws.com/doc/2016-11-15/" xmlns="'),
    ),
  },
  'describe-time-without-zone': {
    summary: 'create times have no zone, as Python writes them',
    mustBeKilledBy: 'client.describe.one',
    fault: items(rewritten('createTime', (text) => text.replace('Z', ''))),
  },
  'describe-public-key-twice': {
    summary: 'a described key pair has its public key twice',
    mustBeKilledBy: 'client.describe.public-key',
    fault: items(repeated('publicKey')),
  },
  'describe-tags-twice': {
    summary: 'described tags have their value twice',
    mustBeKilledBy: 'client.describe.tags',
    fault: answer(describing, (text) => text.replace(/<value>[^<]*<\/value>/g, '$&$&')),
  },
  'describe-several-compressed': {
    summary: 'a describe by more than two names is compressed unless the request forbids it',
    mustBeKilledBy: 'client.describe.several',
    fault: compressed(all(describing, (ctx) => ctx.parameters.list('KeyName').length > 2)),
  },
  'describe-empty-marked': {
    summary: 'a describe that finds nothing begins with a byte order mark',
    mustBeKilledBy: 'client.describe.nothing-found',
    fault: answer(describing, (text) => (text.includes('<keySet/>') ? marked(text) : text)),
  },
  'describe-prefixed': {
    summary: 'a describe is written with a prefix for its namespace',
    mustBeKilledBy: 'client.describe.waiter-existing',
    fault: answer(describing, prefixed),
  },
  'delete-true-as-number': {
    summary: 'a delete answers 1 for true',
    mustBeKilledBy: 'client.delete.existing',
    fault: fields(
      deleting,
      rewritten('return', () => '1'),
    ),
  },
  'delete-unknown-indented': {
    summary: 'the `true` of a delete that finds nothing stands on a line of its own',
    mustBeKilledBy: 'client.delete.unknown',
    fault: answer(deleting, (text) => (text.includes('keyPairId') ? text : indented('return')(text))),
  },
});

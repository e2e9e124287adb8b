import { leaf } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, describing, importing, only } from '../conditions.ts';
import { fields, renamed, rewritten, without } from './faults.ts';

/** Faults in the elements of an answer. */
export const RESPONSE_SHAPE_MEMBERS: readonly Mutant[] = mutantsOf('response-shape', {
  'create-fingerprint-missing': {
    summary: 'the answer to a create has no fingerprint',
    mustBeKilledBy: 'response-shape.create.members',
    fault: fields(creating, without('keyFingerprint')),
  },
  'create-capitals': {
    summary: 'the elements of a create are in capitals',
    mustBeKilledBy: 'response-shape.create.members',
    fault: fields(creating, renamed('keyPairId', 'KeyPairId')),
  },
  'create-material-empty': {
    summary: 'the key material of a create is empty',
    mustBeKilledBy: 'response-shape.create.material-filled',
    fault: fields(
      creating,
      rewritten('keyMaterial', () => ''),
    ),
  },
  'create-fingerprint-short': {
    summary: 'the fingerprint in the answer to a create lacks its last two characters',
    mustBeKilledBy: 'response-shape.create.fingerprint-format',
    fault: fields(
      creating,
      rewritten('keyFingerprint', (text) => text.slice(0, -2)),
    ),
  },
  'create-id-bare': {
    summary: 'the id in the answer to a create has no prefix',
    mustBeKilledBy: 'response-shape.create.id-format',
    fault: fields(
      creating,
      rewritten('keyPairId', (text) => text.replace('key-', '')),
    ),
  },
  'import-fingerprint-missing': {
    summary: 'the answer to an import has no fingerprint',
    mustBeKilledBy: 'response-shape.import.members',
    fault: fields(importing, without('keyFingerprint')),
  },
  'import-fingerprint-upper': {
    summary: 'the fingerprint in the answer to an import lacks its last two characters',
    mustBeKilledBy: 'response-shape.import.fingerprint-format',
    fault: fields(
      importing,
      rewritten('keyFingerprint', (text) => text.slice(0, -2)),
    ),
  },
  'import-id-bare': {
    summary: 'the id in the answer to an import has no prefix',
    mustBeKilledBy: 'response-shape.import.id-format',
    fault: fields(
      importing,
      rewritten('keyPairId', (text) => text.replace('key-', '')),
    ),
  },
  'import-empty-material': {
    summary: 'the answer to an import has an empty element for key material',
    mustBeKilledBy: 'response-shape.import.no-private-key',
    fault: fields(importing, (nodes) => [...nodes, leaf('keyMaterial', '')]),
  },
  'tag-members': {
    summary: 'tags are elements member',
    mustBeKilledBy: 'response-shape.create.tag-items',
    fault: ({ xml }) => ({
      xml: { itemName: (ctx, list) => (list === 'tagSet' ? 'member' : xml.itemName(ctx, list)) },
    }),
  },
  'import-tags-capital': {
    summary: 'keys and values of the tags in the answer to an import are in capitals',
    mustBeKilledBy: 'response-shape.import.tag-items',
    fault: ({ xml }) => ({
      xml: {
        list: only(
          importing,
          (ctx, name, members) =>
            xml.list(
              ctx,
              name,
              members.map((nodes) => renamed('value', 'Value')(renamed('key', 'Key')(nodes))),
            ),
          xml.list,
        ),
      },
    }),
  },
  'describe-tags-capital': {
    summary: 'keys of the tags in a describe are in capitals',
    mustBeKilledBy: 'response-shape.describe.tag-items',
    fault: ({ xml }) => ({
      xml: {
        list: only(
          describing,
          (ctx, name, members) =>
            xml.list(ctx, name, name === 'tagSet' ? members.map(renamed('key', 'Key')) : members),
          xml.list,
        ),
      },
    }),
  },
});

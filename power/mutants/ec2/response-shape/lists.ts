import { leaf } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { describing } from '../conditions.ts';
import { fields, items, renamed, rewritten, without } from './faults.ts';

/** Faults in the lists and items of an answer. */
export const RESPONSE_SHAPE_LISTS: readonly Mutant[] = mutantsOf('response-shape', {
  'describe-members': {
    summary: 'described key pairs are elements member',
    mustBeKilledBy: 'response-shape.describe.items',
    fault: ({ xml }) => ({
      xml: { itemName: (ctx, list) => (list === 'keySet' ? 'member' : xml.itemName(ctx, list)) },
    }),
  },
  'describe-several-sets': {
    summary: 'every described key pair has a list of its own',
    mustBeKilledBy: 'response-shape.describe.members',
    fault: fields(describing, (nodes) =>
      nodes.flatMap((node) =>
        node.name === 'keySet' && 'children' in node && node.children.length > 1
          ? node.children.map((child) => ({ name: 'keySet', children: [child] }))
          : [node],
      ),
    ),
  },
  'describe-empty-no-set': {
    summary: 'a describe that finds nothing has no list',
    mustBeKilledBy: 'response-shape.describe.empty',
    source: 'https://github.com/mulgadc/spinifex/pull/636',
    fault: fields(describing, (nodes) =>
      nodes.filter((node) => !(node.name === 'keySet' && 'children' in node && node.children.length === 0)),
    ),
  },
  'describe-empty-item': {
    summary: 'a describe that finds nothing has a list with an empty item',
    mustBeKilledBy: 'response-shape.describe.empty',
    fault: fields(describing, (nodes) =>
      nodes.map((node) =>
        node.name === 'keySet' && 'children' in node && node.children.length === 0
          ? { name: 'keySet', children: [{ name: 'item', children: [] }] }
          : node,
      ),
    ),
  },
  'describe-type-missing': {
    summary: 'described key pairs have no key type',
    mustBeKilledBy: 'response-shape.describe.members',
    fault: items(without('keyType')),
  },
  'describe-id-bare': {
    summary: 'ids in a describe have no prefix',
    mustBeKilledBy: 'response-shape.describe.id-format',
    fault: items(rewritten('keyPairId', (text) => text.replace('key-', ''))),
  },
  'describe-fingerprint-short': {
    summary: 'fingerprints in a describe lack their last two characters',
    mustBeKilledBy: 'response-shape.describe.fingerprint-format',
    fault: items(rewritten('keyFingerprint', (text) => text.slice(0, -2))),
  },
  'describe-type-upper': {
    summary: 'key types in a describe are in capitals',
    mustBeKilledBy: 'response-shape.describe.key-type-format',
    fault: items(rewritten('keyType', (text) => text.toUpperCase())),
  },
  'describe-time-offset': {
    summary: 'create times in a describe end in an offset',
    mustBeKilledBy: 'response-shape.describe.create-time-format',
    fault: items(rewritten('createTime', (text) => text.replace('Z', '+00:00'))),
  },
  'describe-public-key-empty': {
    summary: 'a describe has an empty element for the public key where none is asked for',
    mustBeKilledBy: 'response-shape.describe.no-public-key',
    fault: ({ describe, responses }) => ({
      responses: {
        describedItem: (ctx, pair) => [
          ...responses.describedItem(ctx, pair),
          ...(describe.includesPublicKey(ctx) ? [] : [leaf('publicKey', '')]),
        ],
      },
    }),
  },
  'describe-public-key-renamed': {
    summary: 'the public key in a describe is spelt publicKeyMaterial',
    mustBeKilledBy: 'response-shape.describe.public-key',
    fault: items(renamed('publicKey', 'publicKeyMaterial')),
  },
  'describe-private-key-empty': {
    summary: 'a describe has an empty element for the private key',
    mustBeKilledBy: 'response-shape.describe.no-private-key',
    fault: items((nodes) => [...nodes, leaf('keyMaterial', '')]),
  },
  'describe-no-tag-set': {
    summary: 'described key pairs without tags have no set of tags',
    mustBeKilledBy: 'response-shape.describe.tag-set',
    fault: items((nodes) =>
      nodes.filter((node) => !(node.name === 'tagSet' && 'children' in node && node.children.length === 0)),
    ),
  },
});

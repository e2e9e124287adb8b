import type { XmlNode } from '../../../targets/ec2/reference/outcome.ts';
import type { PartialTarget } from '../partial-target.ts';
import { type Condition, creating, type Fault, importing } from './table.ts';

type Ec2Partial = PartialTarget<'aws-ec2'>;

/** The action is not known, to whoever may ask. */
const withoutAction =
  (here: Condition): Fault =>
  ({ authorization, protocol }) => ({
    authorization: {
      authorize: (ctx) => (here(ctx) ? protocol.unknownAction(ctx) : authorization.authorize(ctx)),
    },
  });

const without = (nodes: readonly XmlNode[], element: string): readonly XmlNode[] =>
  nodes.filter(({ name }) => name !== element);

/** The reference of EC2 without one of its features each. */
export const EC2_PARTIAL_TARGETS: readonly Ec2Partial[] = [
  {
    id: 'partial/without-import',
    summary: 'ImportKeyPair is an unknown action',
    provider: 'aws-ec2',
    lacks: withoutAction(importing),
    isAbout: ({ operation }) => operation === 'import',
    hides: /import/,
  },
  {
    id: 'partial/without-create',
    summary: 'CreateKeyPair is an unknown action',
    provider: 'aws-ec2',
    lacks: withoutAction(creating),
    isAbout: ({ operation }) => operation === 'create',
    hides: /creat/,
  },
  {
    id: 'partial/without-tags',
    summary: 'tags are ignored and never shown',
    provider: 'aws-ec2',
    lacks: () => ({
      tags: { refuse: () => undefined, stored: () => [] },
      responses: { newTagSet: () => [], describedTagSet: () => [] },
    }),
    isAbout: ({ topic, id }) => topic === 'tags' || /tag/.test(id),
    hides: /tag/,
  },
  {
    id: 'partial/without-filters',
    summary: 'filters are ignored',
    provider: 'aws-ec2',
    lacks: () => ({ filters: { refuse: () => undefined, apply: (_ctx, pairs) => pairs } }),
    isAbout: ({ topic, id }) => topic === 'filter' || /filter|found/.test(id),
    hides: /filter|wildcard/,
  },
  {
    id: 'partial/without-ids',
    summary: 'no answer shows the ID of a key pair',
    provider: 'aws-ec2',
    lacks: ({ responses }) => ({
      responses: {
        created: (ctx, pair, material) => without(responses.created(ctx, pair, material), 'keyPairId'),
        imported: (ctx, pair) => without(responses.imported(ctx, pair), 'keyPairId'),
        describedItem: (ctx, pair) => without(responses.describedItem(ctx, pair), 'keyPairId'),
      },
      deletion: { answeredId: () => undefined },
    }),
    isAbout: ({ topic, id }) => topic === 'identifier' || /\b(id|ids)\b|key-pair-id|\.members$/.test(id),
    unsolved: [
      'history.create.linearizable',
      'import.import.same-key-two-names',
      'quota.import.edge-history',
    ],
  },
  {
    id: 'partial/without-public-keys',
    summary: 'a describe never shows the public key',
    provider: 'aws-ec2',
    lacks: () => ({ describe: { includesPublicKey: () => false } }),
    isAbout: ({ id }) => /public-key/.test(id),
    hides: /public|comment|newline/,
  },
];

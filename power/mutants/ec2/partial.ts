import type { XmlNode } from '../../../targets/ec2/reference/outcome.ts';
import type { PartialTarget } from '../partial-target.ts';
import { always, at, type Condition, creating, type Fault, importing, perServer, together } from './table.ts';

type Ec2Partial = PartialTarget<'aws-ec2'>;

/** The action is not known, to whoever may ask. */
const withoutAction = (here: Condition): Fault =>
  perServer(({ protocol }) =>
    at('authorization', 'authorize', always, (right, ctx) =>
      here(ctx) ? protocol.unknownAction(ctx) : right(ctx),
    ),
  );

const without = (nodes: readonly XmlNode[], element: string): readonly XmlNode[] =>
  nodes.filter(({ name }) => name !== element);

/** The reference of EC2 without one of its features each. */
export const EC2_PARTIAL_TARGETS: readonly Ec2Partial[] = [
  {
    id: 'partial/without-import',
    summary: 'ImportKeyPair is an unknown action',
    provider: 'aws-ec2',
    lacks: withoutAction(importing),
    isAbout: ({ operation, id }) => operation === 'import' || /import/.test(id),
    cannotJudge: {
      'delete.delete.one-of-one-key': 'only an import puts one public key under two names',
      'describe.describe.public-key-comment-with-spaces': 'its comment is compared with that of an import',
      'filter.describe.fingerprint': 'only an import puts one public key under two names',
      'fingerprint.create.two-paths': 'compares a create with an import of the same key',
    },
    hides: /import/,
  },
  {
    id: 'partial/without-create',
    summary: 'CreateKeyPair is an unknown action',
    provider: 'aws-ec2',
    lacks: withoutAction(creating),
    isAbout: ({ operation, id }) => operation === 'create' || /created|(after|with)-create/.test(id),
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
    cannotJudge: { 'wire.import.unicode': 'tags alone carry letters beyond ASCII' },
  },
  {
    id: 'partial/without-filters',
    summary: 'filters are ignored',
    provider: 'aws-ec2',
    lacks: () => ({ filters: { refuse: () => undefined, apply: (_ctx, pairs) => pairs } }),
    isAbout: ({ topic, id }) => topic === 'filter' || /filter|found/.test(id),
    hides: /filter|wildcard/,
    cannotJudge: { 'response-shape.describe.empty': 'a filter that nothing fits asks for the empty answer' },
  },
  {
    id: 'partial/without-ids',
    summary: 'no answer shows the ID of a key pair',
    provider: 'aws-ec2',
    lacks: together(
      at('responses', 'created', always, (right, ctx, pair, material) =>
        without(right(ctx, pair, material), 'keyPairId'),
      ),
      at('responses', 'imported', always, (right, ctx, pair) => without(right(ctx, pair), 'keyPairId')),
      at('responses', 'describedItem', always, (right, ctx, pair) => without(right(ctx, pair), 'keyPairId')),
      at('deletion', 'answeredId', always, () => undefined),
    ),
    isAbout: ({ topic, id }) => topic === 'identifier' || /\b(id|ids)\b|key-pair-id|\.members$/.test(id),
    cannotJudge: {
      'filter.describe.and-nothing-fits-both': 'one of the two filters is on the ID',
      'filter.describe.and-order': 'one of the two filters is on the ID',
      'tags.describe.changed-later': 'CreateTags and DeleteTags take the ID',
    },
  },
  {
    id: 'partial/without-public-keys',
    summary: 'a describe never shows the public key',
    provider: 'aws-ec2',
    lacks: () => ({ describe: { includesPublicKey: () => false } }),
    isAbout: ({ id }) => /public-key/.test(id),
    hides: /public|comment|newline/,
    cannotJudge: Object.fromEntries(
      ['rsa-pem', 'rsa-ppk', 'ed25519-pem', 'ed25519-ppk'].map((key) => [
        `key-material.create.${key}.possession`,
        'the public half is that of a describe',
      ]),
    ),
  },
];

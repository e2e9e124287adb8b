import type { Fields } from '../../../targets/ecs/reference/outcome.ts';
import type { PartialTarget } from '../partial-target.ts';
import { always, at, type Condition, creating, type Fault, importing, perServer } from './table.ts';

type EcsPartial = PartialTarget<'alibaba-ecs'>;

/** The action is not known, to whoever may ask. */
const withoutAction = (here: Condition): Fault =>
  perServer(({ protocol }) =>
    at('authorization', 'authorize', always, (right, ctx) =>
      here(ctx) ? protocol.unknownAction(ctx) : right(ctx),
    ),
  );

const without = (fields: Fields, member: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== member));

/** The reference of ECS without one of its features each; it has no filters but names, fingerprints and tags. */
export const ECS_PARTIAL_TARGETS: readonly EcsPartial[] = [
  {
    id: 'partial/without-import',
    summary: 'ImportKeyPair is an unknown action',
    provider: 'alibaba-ecs',
    lacks: withoutAction(importing),
    isAbout: ({ operation, id }) => operation === 'import' || /import/.test(id),
    cannotJudge: {
      'delete.same-key': 'only an import puts one public key under two names',
      'filter.fingerprint': 'only an import puts one public key under two names',
      'filter.fingerprint-and-name': 'only an import puts one public key under two names',
      'fingerprint.create.one-path': 'compares a create with an import of the same key',
    },
    hides: /import/,
  },
  {
    id: 'partial/without-create',
    summary: 'CreateKeyPair is an unknown action',
    provider: 'alibaba-ecs',
    lacks: withoutAction(creating),
    isAbout: ({ operation, id }) =>
      operation === 'create' || /created|(after|with)-create|time\.create/.test(id),
    hides: /creat/,
  },
  {
    id: 'partial/without-tags',
    summary: 'tags are ignored, and every set of tags is empty',
    provider: 'alibaba-ecs',
    lacks: () => ({
      tags: { refuse: () => undefined, stored: () => [] },
      describe: { passesTags: () => true },
    }),
    isAbout: ({ topic, id }) => topic === 'tags' || /tag/.test(id),
    hides: /tag/,
    cannotJudge: {
      'response-shape.describe.xml-escaping': 'the text stands in the value of a tag',
      'wire.import.unicode': 'tags alone carry letters beyond ASCII',
    },
  },
  {
    id: 'partial/without-ids',
    summary: 'no answer shows the ID of a key pair',
    provider: 'alibaba-ecs',
    lacks: at('responses', 'created', always, (right, ctx, pair, material) =>
      without(right(ctx, pair, material), 'KeyPairId'),
    ),
    isAbout: ({ topic, id }) => topic === 'identifier' || /\bids?\b|\.members$/.test(id),
  },
  {
    id: 'partial/without-public-keys',
    summary: 'a describe never shows the public key',
    provider: 'alibaba-ecs',
    lacks: () => ({ describe: { includesPublicKey: () => false } }),
    isAbout: ({ id }) => /public-key/.test(id),
    hides: /public|comment|newline/,
    cannotJudge: { 'key-material.create.possession': 'the public half is that of a describe' },
  },
];

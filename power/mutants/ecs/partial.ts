import type { Fields } from '../../../targets/ecs/reference/outcome.ts';
import type { PartialTarget } from '../partial-target.ts';
import { type Condition, creating, type Fault, importing } from './table.ts';

type EcsPartial = PartialTarget<'alibaba-ecs'>;

/** The action is not known, to whoever may ask. */
const withoutAction =
  (here: Condition): Fault =>
  ({ authorization, protocol }) => ({
    authorization: {
      authorize: (ctx) => (here(ctx) ? protocol.unknownAction(ctx) : authorization.authorize(ctx)),
    },
  });

const without = (fields: Fields, member: string): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== member));

/** The reference of ECS without one of its features each; it has no filters but names, fingerprints and tags. */
export const ECS_PARTIAL_TARGETS: readonly EcsPartial[] = [
  {
    id: 'partial/without-import',
    summary: 'ImportKeyPair is an unknown action',
    provider: 'alibaba-ecs',
    lacks: withoutAction(importing),
    isAbout: ({ operation }) => operation === 'import',
    hides: /import/,
  },
  {
    id: 'partial/without-create',
    summary: 'CreateKeyPair is an unknown action',
    provider: 'alibaba-ecs',
    lacks: withoutAction(creating),
    isAbout: ({ operation }) => operation === 'create',
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
    unsolved: ['history.delete.leaves-no-trace', 'history.describe.ways-agree', 'wire.import.unicode'],
  },
  {
    id: 'partial/without-ids',
    summary: 'no answer shows the ID of a key pair',
    provider: 'alibaba-ecs',
    lacks: ({ responses }) => ({
      responses: {
        created: (ctx, pair, material) => without(responses.created(ctx, pair, material), 'KeyPairId'),
      },
    }),
    isAbout: ({ topic, id }) => topic === 'identifier' || /\bids?\b|\.members$/.test(id),
  },
  {
    id: 'partial/without-public-keys',
    summary: 'a describe never shows the public key',
    provider: 'alibaba-ecs',
    lacks: () => ({ describe: { includesPublicKey: () => false } }),
    isAbout: ({ id }) => /public-key/.test(id),
    hides: /public|comment|newline/,
  },
];

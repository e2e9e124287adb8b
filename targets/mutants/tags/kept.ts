import type { Tag } from '../../reference/store.ts';
import { creating, importing, only } from '../conditions.ts';
import { type Mutant, mutantsOf } from '../mutant.ts';
import { keeps } from './faults.ts';

/** Faults in keeping labels as they are. */
export const TAGS_KEPT: readonly Mutant[] = mutantsOf('tags', {
  'create-ignored': {
    summary: 'create ignores tags',
    mustBeKilledBy: 'tags.create.described',
    source: 'https://github.com/getmoto/moto/pull/6919',
    fault: keeps(creating, () => []),
  },
  'import-ignored': {
    summary: 'import ignores tags',
    mustBeKilledBy: 'tags.import.described',
    source: 'https://github.com/getmoto/moto/issues/6907',
    fault: keeps(importing, () => []),
  },
  'create-not-answered': {
    summary: 'the answer to a create lacks the tags',
    mustBeKilledBy: 'tags.create.echoed',
    fault: ({ responses }) => ({
      responses: { newTagSet: only(creating, () => [], responses.newTagSet) },
    }),
  },
  'import-not-answered': {
    summary: 'the answer to an import lacks the tags',
    mustBeKilledBy: 'tags.import.echoed',
    fault: ({ responses }) => ({
      responses: { newTagSet: only(importing, () => [], responses.newTagSet) },
    }),
  },
  'first-only': {
    summary: 'create keeps the first tag alone',
    mustBeKilledBy: 'tags.create.described',
    fault: keeps(creating, (tags) => tags.slice(0, 1)),
  },
  swapped: {
    summary: 'import swaps keys and values',
    mustBeKilledBy: 'tags.import.described',
    fault: keeps(importing, (tags) => tags.map(({ key, value }) => ({ key: value, value: key }))),
  },
  'create-leak': {
    summary: 'created key pairs without tags get those of the create before',
    mustBeKilledBy: 'tags.create.untagged-described',
    fault: ({ tags }) => {
      let before: readonly Tag[] = [{ key: 'left', value: 'over' }];
      return {
        tags: {
          stored: only(
            creating,
            (ctx) => {
              const own = tags.stored(ctx);
              const kept = own.length === 0 ? before : own;
              before = kept;
              return kept;
            },
            tags.stored,
          ),
        },
      };
    },
  },
  'create-shared': {
    summary: 'all created key pairs show the tags of the last one',
    mustBeKilledBy: 'tags.create.apart',
    fault: ({ tags, responses }) => {
      let last: readonly Tag[] = [];
      return {
        tags: {
          stored: only(
            creating,
            (ctx) => {
              const own = tags.stored(ctx);
              if (own.length > 0) last = own;
              return own;
            },
            tags.stored,
          ),
        },
        responses: {
          describedItem: (ctx, pair) =>
            responses.describedItem(
              ctx,
              pair.origin === 'created' && pair.tags.length > 0 ? { ...pair, tags: last } : pair,
            ),
        },
      };
    },
  },
  'import-shared': {
    summary: 'all imported key pairs show the tags of the last one',
    mustBeKilledBy: 'tags.import.apart',
    fault: ({ tags, responses }) => {
      let last: readonly Tag[] = [];
      return {
        tags: {
          stored: only(
            importing,
            (ctx) => {
              const own = tags.stored(ctx);
              if (own.length > 0) last = own;
              return own;
            },
            tags.stored,
          ),
        },
        responses: {
          describedItem: (ctx, pair) =>
            responses.describedItem(
              ctx,
              pair.origin === 'imported' && pair.tags.length > 0 ? { ...pair, tags: last } : pair,
            ),
        },
      };
    },
  },
  'create-not-found': {
    summary: 'the filter on a tag does not find created key pairs',
    mustBeKilledBy: 'tags.create.found',
    fault: ({ filters }) => ({
      filters: {
        field: (ctx, name, pair) =>
          name.startsWith('tag:') && pair.origin === 'created' ? [] : filters.field(ctx, name, pair),
      },
    }),
  },
  'import-not-found': {
    summary: 'the filter on a tag does not find imported key pairs',
    mustBeKilledBy: 'tags.import.found',
    fault: ({ filters }) => ({
      filters: {
        field: (ctx, name, pair) =>
          name.startsWith('tag:') && pair.origin === 'imported' ? [] : filters.field(ctx, name, pair),
      },
    }),
  },
  'create-empty-set': {
    summary: 'the answer to a create without tags has an empty set of tags',
    mustBeKilledBy: 'tags.create.untagged-answer',
    fault: ({ responses }) => ({
      responses: {
        newTagSet: only(
          creating,
          (ctx, tags) =>
            tags.length === 0 ? [{ name: 'tagSet', children: [] }] : responses.newTagSet(ctx, tags),
          responses.newTagSet,
        ),
      },
    }),
  },
  'import-empty-set': {
    summary: 'the answer to an import without tags has an empty set of tags',
    mustBeKilledBy: 'tags.import.untagged-answer',
    fault: ({ responses }) => ({
      responses: {
        newTagSet: only(
          importing,
          (ctx, tags) =>
            tags.length === 0 ? [{ name: 'tagSet', children: [] }] : responses.newTagSet(ctx, tags),
          responses.newTagSet,
        ),
      },
    }),
  },
  'described-no-set': {
    summary: 'a describe leaves the set of tags out where there are none',
    mustBeKilledBy: 'tags.import.untagged-described',
    fault: ({ responses }) => ({
      responses: {
        describedTagSet: (ctx, tags) => (tags.length === 0 ? [] : responses.describedTagSet(ctx, tags)),
      },
    }),
  },
});

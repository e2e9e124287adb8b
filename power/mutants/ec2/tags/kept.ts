import type { Tag } from '../../../../targets/reference/store.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, importing, only } from '../conditions.ts';
import { keeps } from './faults.ts';
import { answers, answersOthers, emptySet, notFound, showsLast } from './shown.ts';

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
    fault: answers(creating, () => []),
  },
  'import-not-answered': {
    summary: 'the answer to an import lacks the tags',
    mustBeKilledBy: 'tags.import.echoed',
    fault: answers(importing, () => []),
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
    fault: showsLast(creating, 'created'),
  },
  'import-shared': {
    summary: 'all imported key pairs show the tags of the last one',
    mustBeKilledBy: 'tags.import.apart',
    fault: showsLast(importing, 'imported'),
  },
  'create-not-found': {
    summary: 'the filter on a tag does not find created key pairs',
    mustBeKilledBy: 'tags.create.found',
    fault: notFound('created'),
  },
  'import-not-found': {
    summary: 'the filter on a tag does not find imported key pairs',
    mustBeKilledBy: 'tags.import.found',
    fault: notFound('imported'),
  },
  'create-empty-set': {
    summary: 'the answer to a create without tags has an empty set of tags',
    mustBeKilledBy: 'response-shape.create.no-tag-set',
    fault: emptySet(creating),
  },
  'import-empty-set': {
    summary: 'the answer to an import without tags has an empty set of tags',
    mustBeKilledBy: 'response-shape.import.no-tag-set',
    fault: emptySet(importing),
  },
  'create-answers-others': {
    summary: 'the answer to a create without tags shows those of the create before',
    mustBeKilledBy: 'tags.create.untagged-answer',
    fault: answersOthers(creating),
  },
  'import-answers-others': {
    summary: 'the answer to an import without tags shows those of the import before',
    mustBeKilledBy: 'tags.import.untagged-answer',
    fault: answersOthers(importing),
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

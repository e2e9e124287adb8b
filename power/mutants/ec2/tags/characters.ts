import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, importing, only } from '../conditions.ts';
import { changed, duplicatesBy, keeps, reservedIn } from './faults.ts';

/** Faults in which characters labels may have, and in keeping them apart. */
export const TAGS_CHARACTERS: readonly Mutant[] = mutantsOf('tags', {
  'create-ascii': {
    summary: 'create turns what is beyond ASCII in tags into question marks',
    mustBeKilledBy: 'tags.create.unicode',
    fault: keeps(
      creating,
      changed((text) => text.replaceAll(/[^\0-\x7f]/g, '?')),
    ),
  },
  'import-latin-1': {
    summary: 'import reads the bytes of tags as Latin-1',
    mustBeKilledBy: 'tags.import.unicode',
    fault: keeps(
      importing,
      changed((text) => Buffer.from(text, 'utf8').toString('latin1')),
    ),
  },
  'create-astral-lost': {
    summary: 'create loses characters outside the basic plane in tags',
    mustBeKilledBy: 'tags.create.unicode',
    fault: keeps(
      creating,
      changed((text) => text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '')),
    ),
  },
  'create-markup-stored': {
    summary: 'create keeps tags with their markup characters already escaped',
    mustBeKilledBy: 'tags.create.markup',
    fault: keeps(
      creating,
      changed((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
    ),
  },
  'import-decodes-twice': {
    summary: 'import decodes percent signs in tags a second time',
    mustBeKilledBy: 'tags.import.markup',
    fault: keeps(
      importing,
      changed((text) => text.replaceAll('%41', 'A')),
    ),
  },
  'create-empty-value-lost': {
    summary: 'create drops tags with an empty value',
    mustBeKilledBy: 'tags.create.empty-value',
    fault: keeps(creating, (tags) => tags.filter(({ value }) => value !== '')),
  },
  'import-empty-value-refused': {
    summary: 'import refuses a tag with an empty value',
    mustBeKilledBy: 'tags.import.empty-value',
    fault: ({ tags }) => ({
      tags: {
        emptyKey: only(
          importing,
          (ctx, tag) =>
            tag.value === '' ? refusal('InvalidParameterValue', 'Empty value') : tags.emptyKey(ctx, tag),
          tags.emptyKey,
        ),
      },
    }),
  },
  'create-keys-any-case': {
    summary: 'create takes keys that differ in case alone for duplicates',
    mustBeKilledBy: 'tags.create.case',
    fault: duplicatesBy(creating, ({ key }) => key.toLowerCase()),
  },
  'import-keys-lower': {
    summary: 'import writes keys in lower case',
    mustBeKilledBy: 'tags.import.case',
    fault: keeps(importing, (tags) => tags.map(({ key, value }) => ({ key: key.toLowerCase(), value }))),
  },
  'create-values-unique': {
    summary: 'create refuses two tags of one value',
    mustBeKilledBy: 'tags.create.same-value',
    fault: duplicatesBy(creating, ({ value }) => value),
  },
  'import-values-unique': {
    summary: 'import refuses two tags of one value',
    mustBeKilledBy: 'tags.import.same-value',
    fault: duplicatesBy(importing, ({ value }) => value),
  },
  'create-reserved-anywhere': {
    summary: 'create refuses the reserved text anywhere in a key or value',
    mustBeKilledBy: 'tags.create.reserved-text-elsewhere',
    fault: reservedIn(creating),
  },
  'import-reserved-anywhere': {
    summary: 'import refuses the reserved text anywhere in a key or value',
    mustBeKilledBy: 'tags.import.reserved-text-elsewhere',
    fault: reservedIn(importing),
  },
});

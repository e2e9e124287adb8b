import { leaf, refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { Tag } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';
import { always, at, creating, importing, perServer, table } from './table.ts';
import {
  answers,
  answersOthers,
  bytesOf,
  changed,
  dropsValueless,
  duplicatesBy,
  emptySet,
  keeps,
  lets,
  limit,
  minimumKey,
  notFound,
  reservedIn,
  resourceTypeDefaults,
  showsLast,
} from './tags-faults.ts';

/** Faults in keeping labels as they are. */
// biome-ignore format: a row is a mutant
export const TAGS_KEPT: readonly Mutant[] = table('tags', [
  ['create-ignored', 'create ignores tags', 'tags.create.described',
    keeps(creating, () => []), { source: 'https://github.com/getmoto/moto/pull/6919' }],
  ['import-ignored', 'import ignores tags', 'tags.import.described',
    keeps(importing, () => []), { source: 'https://github.com/getmoto/moto/issues/6907' }],
  ['create-not-answered', 'the answer to a create lacks the tags', 'tags.create.echoed',
    answers(creating, () => [])],
  ['import-not-answered', 'the answer to an import lacks the tags', 'tags.import.echoed',
    answers(importing, () => [])],
  ['first-only', 'create keeps the first tag alone', 'tags.create.described',
    keeps(creating, (tags) => tags.slice(0, 1))],
  ['swapped', 'import swaps keys and values', 'tags.import.described',
    keeps(importing, (tags) => tags.map(({ key, value }) => ({ key: value, value: key })))],
  ['create-leak', 'created key pairs without tags get those of the create before',
    'tags.create.untagged-described',
    perServer(() => {
      let before: readonly Tag[] = [{ key: 'left', value: 'over' }];
      return at('tags', 'stored', creating, (right, ctx) => {
        const own = right(ctx);
        const kept = own.length === 0 ? before : own;
        before = kept;
        return kept;
      });
    })],
  ['create-shared', 'all created key pairs show the tags of the last one', 'tags.create.apart',
    showsLast(creating, 'created')],
  ['import-shared', 'all imported key pairs show the tags of the last one', 'tags.import.apart',
    showsLast(importing, 'imported')],
  ['create-not-found', 'the filter on a tag does not find created key pairs', 'tags.create.found',
    notFound('created')],
  ['import-not-found', 'the filter on a tag does not find imported key pairs', 'tags.import.found',
    notFound('imported')],
  ['create-empty-set', 'the answer to a create without tags has an empty set of tags',
    'response-shape.create.no-tag-set',
    emptySet(creating)],
  ['import-empty-set', 'the answer to an import without tags has an empty set of tags',
    'response-shape.import.no-tag-set',
    emptySet(importing)],
  ['create-answers-others', 'the answer to a create without tags shows those of the create before',
    'tags.create.untagged-answer',
    answersOthers(creating)],
  ['import-answers-others', 'the answer to an import without tags shows those of the import before',
    'tags.import.untagged-answer',
    answersOthers(importing)],
  ['described-no-set', 'a describe leaves the set of tags out where there are none',
    'tags.import.untagged-described',
    at('responses', 'describedTagSet', always, (right, ctx, tags) =>
      tags.length === 0 ? [] : right(ctx, tags))],
]);

/** Faults in which characters labels may have, and in keeping them apart. */
// biome-ignore format: a row is a mutant
export const TAGS_CHARACTERS: readonly Mutant[] = table('tags', [
  ['create-ascii', 'create turns what is beyond ASCII in tags into question marks', 'tags.create.unicode',
    keeps(
      creating,
      changed((text) => text.replaceAll(/[^\0-\x7f]/g, '?')))],
  ['create-numbers-read', 'create keeps the number of tags that look like one', 'tags.create.look-alike',
    keeps(
      creating,
      changed((text) => (/^0\d+$/.test(text) ? String(Number(text)) : text)))],
  ['import-null-lost', 'import takes null in tags for nothing', 'tags.import.look-alike',
    keeps(
      importing,
      changed((text) => (text === 'null' ? '' : text)))],
  ['import-spaces-collapsed', 'import makes one space of spaces in a row in tags', 'tags.import.look-alike',
    keeps(
      importing,
      changed((text) => text.replaceAll(/ +/g, ' ')))],
  ['import-latin-1', 'import reads the bytes of tags as Latin-1', 'tags.import.unicode',
    keeps(
      importing,
      changed((text) => Buffer.from(text, 'utf8').toString('latin1')))],
  ['create-astral-lost', 'create loses characters outside the basic plane in tags', 'tags.create.unicode',
    keeps(
      creating,
      changed((text) => text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '')))],
  ['create-markup-stored', 'create keeps tags with their markup characters already escaped',
    'tags.create.markup',
    keeps(
      creating,
      changed((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')))],
  ['import-decodes-twice', 'import decodes percent signs in tags a second time', 'tags.import.markup',
    keeps(
      importing,
      changed((text) => text.replaceAll('%41', 'A')))],
  ['create-empty-value-lost', 'create drops tags with an empty value', 'tags.create.empty-value',
    keeps(creating, (tags) => tags.filter(({ value }) => value !== ''))],
  ['import-empty-value-refused', 'import refuses a tag with an empty value', 'tags.import.empty-value',
    at('tags', 'emptyKey', importing, (right, ctx, tag) =>
      tag.value === '' ? refusal('InvalidParameterValue', 'Empty value') : right(ctx, tag))],
  ['create-keys-any-case', 'create takes keys that differ in case alone for duplicates', 'tags.create.case',
    duplicatesBy(creating, ({ key }) => key.toLowerCase())],
  ['import-keys-lower', 'import writes keys in lower case', 'tags.import.case',
    keeps(importing, (tags) => tags.map(({ key, value }) => ({ key: key.toLowerCase(), value })))],
  ['create-values-unique', 'create refuses two tags of one value', 'tags.create.same-value',
    duplicatesBy(creating, ({ value }) => value)],
  ['import-values-unique', 'import refuses two tags of one value', 'tags.import.same-value',
    duplicatesBy(importing, ({ value }) => value)],
  ['create-reserved-capitals-dropped', 'create accepts a tag with the reserved prefix in capitals and drops it',
    'tags.create.reserved-other-case',
    at('tags', 'stored', creating, (right, ctx) => right(ctx).filter(({ key }) => !key.startsWith('AWS:')))],
  ['import-reserved-capitals-dropped', 'import accepts a tag with the reserved prefix in capitals and drops it',
    'tags.import.reserved-other-case',
    at('tags', 'stored', importing, (right, ctx) => right(ctx).filter(({ key }) => !key.startsWith('AWS:')))],
  ['create-reserved-anywhere', 'create refuses the reserved text anywhere in a key or value',
    'tags.create.reserved-text-elsewhere',
    reservedIn(creating)],
  ['import-reserved-anywhere', 'import refuses the reserved text anywhere in a key or value',
    'tags.import.reserved-text-elsewhere',
    reservedIn(importing)],
]);

/** Faults in how many labels there may be, and how long. */
// biome-ignore format: a row is a mutant
export const TAGS_LIMITS: readonly Mutant[] = table('tags', [
  ['create-count-49', 'create takes 49 tags at the most', 'tags.create.count-50',
    limit('maximumCount', creating, 49)],
  ['create-count-51', 'create takes 51 tags', 'tags.create.count-51', limit('maximumCount', creating, 51)],
  ['create-count-none', 'create takes any number of tags', 'tags.create.count-51', lets('tooMany', creating)],
  ['import-count-10', 'import takes 10 tags at the most, as EC2 once did', 'tags.import.count-50',
    limit('maximumCount', importing, 10)],
  ['import-count-51', 'import takes 51 tags', 'tags.import.count-51', limit('maximumCount', importing, 51)],
  ['create-key-126', 'create takes keys of 126 characters at the most', 'tags.create.key-127',
    limit('maximumKeyLength', creating, 126)],
  ['create-key-cut', 'create cuts keys at 127 characters and accepts them', 'tags.create.key-128',
    keeps(creating, (tags) => tags.map(({ key, value }) => ({ key: key.slice(0, 127), value })))],
  ['create-key-129', 'create takes keys of 129 characters', 'tags.create.key-129',
    limit('maximumKeyLength', creating, 129)],
  ['create-key-none', 'create takes keys of any length', 'tags.create.key-129', lets('keyTooLong', creating)],
  ['create-key-bytes', 'create counts the bytes of keys', 'tags.create.key-127-unicode',
    bytesOf('key', creating)],
  ['create-key-minimum-2', 'create refuses keys of one character', 'tags.create.key-1', minimumKey(creating)],
  ['import-key-126', 'import takes keys of 126 characters at the most', 'tags.import.key-127',
    limit('maximumKeyLength', importing, 126)],
  ['import-key-cut', 'import cuts keys at 127 characters and accepts them', 'tags.import.key-128',
    keeps(importing, (tags) => tags.map(({ key, value }) => ({ key: key.slice(0, 127), value })))],
  ['import-key-129', 'import takes keys of 129 characters', 'tags.import.key-129',
    limit('maximumKeyLength', importing, 129)],
  ['import-key-bytes', 'import counts the bytes of keys', 'tags.import.key-127-unicode',
    bytesOf('key', importing)],
  ['import-key-minimum-2', 'import refuses keys of one character', 'tags.import.key-1',
    minimumKey(importing)],
  ['create-value-254', 'create takes values of 254 characters at the most', 'tags.create.value-255',
    limit('maximumValueLength', creating, 254)],
  ['create-value-255', 'create takes values of 255 characters at the most', 'tags.create.value-256',
    limit('maximumValueLength', creating, 255)],
  ['create-value-257', 'create takes values of 257 characters', 'tags.create.value-257',
    limit('maximumValueLength', creating, 257)],
  ['create-value-bytes', 'create counts the bytes of values', 'tags.create.value-256-unicode',
    bytesOf('value', creating)],
  ['create-value-cut', 'create cuts values at 256 characters and accepts them', 'tags.create.value-257',
    (correct) => ({
      tags: {
        ...lets('valueTooLong', creating)(correct).tags,
        ...keeps(creating, (tags) => tags.map(({ key, value }) => ({ key, value: value.slice(0, 256) })))(
          correct,
        ).tags,
      },
    })],
  ['import-value-254', 'import takes values of 254 characters at the most', 'tags.import.value-255',
    limit('maximumValueLength', importing, 254)],
  ['import-value-255', 'import takes values of 255 characters at the most', 'tags.import.value-256',
    limit('maximumValueLength', importing, 255)],
  ['import-value-none', 'import takes values of any length', 'tags.import.value-257',
    lets('valueTooLong', importing)],
  ['import-value-bytes', 'import counts the bytes of values', 'tags.import.value-256-unicode',
    bytesOf('value', importing)],
]);

/** Faults in which labels are refused. */
// biome-ignore format: a row is a mutant
export const TAGS_REFUSED: readonly Mutant[] = table('tags', [
  ['create-any-resource-type', 'create takes tags for any resource type', 'tags.create.other-resource-type',
    lets('resourceType', creating)],
  ['import-any-resource-type', 'import takes tags for any resource type', 'tags.import.other-resource-type',
    lets('resourceType', importing)],
  ['create-valueless-dropped', 'create drops a tag without a value', 'tags.create.without-value',
    dropsValueless(creating), { source: 'https://github.com/floci-io/floci/pull/3880' }],
  ['import-valueless-dropped', 'import drops a tag without a value', 'tags.import.without-value',
    dropsValueless(importing), { source: 'https://github.com/floci-io/floci/pull/3880' }],
  ['create-empty-specification', 'create takes a tag specification without tags',
    'tags.create.empty-specification',
    lets('noTags', creating), { source: 'https://github.com/getmoto/moto/pull/5216' }],
  ['import-empty-specification', 'import takes a tag specification without tags',
    'tags.import.empty-specification',
    lets('noTags', importing), { source: 'https://github.com/getmoto/moto/pull/5216' }],
  ['create-resource-type-defaults', 'create takes tags for no resource type as its own',
    'tags.create.no-resource-type',
    resourceTypeDefaults(creating)],
  ['import-resource-type-defaults', 'import takes tags for no resource type as its own',
    'tags.import.no-resource-type',
    resourceTypeDefaults(importing)],
  ['create-reserved-accepted', 'create takes keys with the reserved prefix', 'tags.create.reserved-prefix',
    lets('reservedKey', creating)],
  ['import-reserved-accepted', 'import takes keys with the reserved prefix', 'tags.import.reserved-prefix',
    lets('reservedKey', importing)],
  ['create-duplicate-accepted', 'create takes a key twice', 'tags.create.duplicate-key',
    lets('duplicateKey', creating)],
  ['import-duplicate-accepted', 'import takes a key twice', 'tags.import.duplicate-key',
    lets('duplicateKey', importing)],
  ['create-empty-key-accepted', 'create takes an empty key', 'tags.create.empty-key',
    lets('emptyKey', creating)],
  ['import-empty-key-accepted', 'import takes an empty key', 'tags.import.empty-key',
    lets('emptyKey', importing)],
  ['import-many-lose-one', 'import loses the last of more than three tags', 'tags.import.any-set',
    keeps(importing, (tags) => (tags.length > 3 ? tags.slice(0, -1) : tags))],
  ['item-key-missing', 'a described tag has no value element when its value is empty',
    'response-shape.describe.tag-items',
    at('xml', 'list', always, (right, ctx, name, items) =>
      right(
        ctx,
        name,
        name === 'tagSet'
          ? items.map((item) =>
              item.map((node) => (node.name === 'key' ? leaf('Key', 'text' in node ? node.text : '') : node)),
            )
          : items,
      ))],
]);

/** Faults in labels that are changed later. */
// biome-ignore format: a row is a mutant
export const TAGS_CHANGED: readonly Mutant[] = table('tags', [
  ['later-ignored', 'tags that are changed later stay as they were', 'tags.describe.changed-later',
    at('tags', 'retagged', always, (_right, _ctx, pair) => pair)],
  ['later-alone', 'tags that are given later take the place of all', 'tags.describe.changed-later',
    at('tags', 'retagged', always, (right, ctx, pair, given) =>
      ctx.action === 'CreateTags' ? { ...pair, tags: given } : right(ctx, pair, given))],
  ['later-beside', 'a tag that is given another value stands there twice', 'tags.describe.changed-later',
    at('tags', 'retagged', always, (right, ctx, pair, given) =>
      ctx.action === 'CreateTags' ? { ...pair, tags: [...pair.tags, ...given] } : right(ctx, pair, given))],
  ['later-removes-all', 'the removal of one tag removes all', 'tags.describe.changed-later',
    at('tags', 'retagged', always, (right, ctx, pair, given) =>
      ctx.action === 'DeleteTags' ? { ...pair, tags: [] } : right(ctx, pair, given))],
  ['later-moves-time', 'a change of tags moves the create time', 'tags.describe.changed-later',
    at('tags', 'retagged', always, (right, ctx, pair, given) => ({
      ...right(ctx, pair, given),
      createdAt: new Date(pair.createdAt.getTime() + 1_000),
    }))],
]);

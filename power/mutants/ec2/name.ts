import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../mutant.ts';
import { DUPLICATE, keepResidue } from './faults.ts';
import {
  inventsName,
  keeps,
  lets,
  letsEmpty,
  letsSpace,
  maximumLength,
  neverFree,
  otherCaseRefused,
  refuses,
  refusesName,
} from './name-faults.ts';
import {
  accept,
  always,
  at,
  creating,
  deleting,
  describing,
  importing,
  perServer,
  table,
  together,
} from './table.ts';

/** Faults in which characters a name may have, and in keeping them as they are. */
// biome-ignore format: a row is a mutant
export const NAME_CHARACTERS: readonly Mutant[] = table('name', [
  ['create-empty-accepted', 'create accepts an empty name', 'name.create.empty',
    letsEmpty(creating), { source: 'https://github.com/floci-io/floci/issues/3356' }],
  ['create-absent-accepted', 'create accepts a request without a name and invents one', 'name.create.absent',
    inventsName(creating), { source: 'https://github.com/floci-io/floci/issues/3356' }],
  ['create-empty-other-code', 'create refuses an empty name with a code of its own', 'name.create.empty',
    at('names', 'missing', creating, (right, ctx) =>
      ctx.parameters.get('KeyName') === '' ? refusal('InvalidParameterValue', 'Invalid name') : right(ctx))],
  ['import-empty-accepted', 'import accepts an empty name', 'name.import.empty', letsEmpty(importing)],
  ['import-absent-accepted', 'import accepts a request without a name and invents one', 'name.import.absent',
    inventsName(importing)],
  ['missing-status-422', 'a missing name is refused with the right code and HTTP status 422',
    'name.create.absent',
    at('names', 'missing', always, (right, ctx) => {
      const refused = right(ctx);
      return refused && { ...refused, status: 422 };
    })],
  ['create-leading-space-accepted', 'create accepts a name with a space before it',
    'name.create.leading-space',
    letsSpace('startsWith', creating)],
  ['create-trailing-space-accepted', 'create accepts a name with a space after it',
    'name.create.trailing-space',
    letsSpace('endsWith', creating)],
  ['create-trims', 'create trims the name and accepts it', 'name.create.leading-space',
    together(
      at('names', 'untrimmed', creating, accept),
      at('names', 'stored', creating, (_right, _ctx, name) => name.trim()))],
  ['import-leading-space-accepted', 'import accepts a name with a space before it',
    'name.import.leading-space',
    letsSpace('startsWith', importing)],
  ['import-trailing-space-accepted', 'import accepts a name with a space after it',
    'name.import.trailing-space',
    letsSpace('endsWith', importing)],
  ['create-line-break-accepted', 'create accepts a name with a line break', 'name.create.line-break',
    lets('controlCharacter', creating)],
  ['import-line-break-accepted', 'import accepts a name with a line break', 'name.import.line-break',
    lets('controlCharacter', importing)],
  ['create-accents-accepted', 'create accepts names beyond ASCII', 'name.create.not-ascii',
    lets('nonAscii', creating)],
  ['import-accents-accepted', 'import accepts names beyond ASCII', 'name.import.not-ascii',
    lets('nonAscii', importing)],
  ['import-latin-1-accepted', 'import takes Latin-1 for ASCII', 'name.import.not-ascii',
    at('names', 'nonAscii', importing, (right, ctx, name) =>
      /^[\0-\xff]*$/.test(name) ? undefined : right(ctx, name))],
  ['import-astral-accepted', 'import overlooks characters outside the basic plane', 'name.import.not-ascii',
    at('names', 'nonAscii', importing, (right, ctx, name) =>
      right(ctx, name.replace(/\p{Cs}|[\u{10000}-\u{10ffff}]/gu, '')))],
]);

/** Faults in keeping the characters of a name as they are. */
// biome-ignore format: a row is a mutant
export const NAME_KEPT: readonly Mutant[] = table('name', [
  ['create-only-word-characters', 'create accepts only letters, digits, `_`, `.` and `-`',
    'name.create.printable',
    refuses((name) => !/^[\w.-]*$/.test(name), creating)],
  ['import-no-slash', 'import refuses a slash in a name', 'name.import.each-character',
    refuses((name) => name.includes('/'), importing)],
  ['import-long-with-symbols', 'import loses the last character of names longer than 200 characters',
    'name.import.any-valid',
    keeps((name) => (name.length > 200 ? name.slice(0, -1) : name), importing)],
  ['plus-becomes-space', 'a plus sign in an imported name becomes a space', 'name.import.each-character',
    keeps((name) => name.replaceAll('+', ' '), importing)],
  ['create-decodes-twice', 'create decodes percent signs in a name a second time', 'name.create.printable',
    keeps((name) => name.replaceAll(/%(?![0-9a-f]{2})/gi, ''), creating)],
  ['create-escapes-stored', 'create keeps the name with its ampersands already escaped',
    'name.create.xml-characters',
    keeps((name) => name.replaceAll('&', '&amp;'), creating)],
  ['import-drops-markup', 'import drops everything in angle brackets from a name',
    'name.import.xml-characters',
    keeps((name) => name.replaceAll(/<[^>]*>/g, ''), importing)],
  ['create-numbers-refused', 'create refuses a name that looks like a number', 'name.create.look-alike',
    refusesName(creating, /^\d+$/)],
  ['import-booleans-refused', 'import refuses a name that looks like a boolean', 'name.import.look-alike',
    refusesName(importing, /^(true|false|t|f)$/i)],
  ['create-spaces-collapsed', 'create makes one space of spaces in a row', 'name.create.look-alike',
    keeps((name) => name.replaceAll(/ +/g, ' '), creating)],
  ['import-slashes-collapsed', 'import makes one slash of slashes in a row', 'name.import.look-alike',
    keeps((name) => name.replaceAll(/\/+/g, '/'), importing)],
  ['create-exponents-read', 'create reads 1e3 as a number', 'name.create.look-alike',
    keeps((name) => (/^\d+e\d+$/.test(name) ? String(Number(name)) : name), creating)],
  ['create-ids-refused', 'create refuses a name that is the id of another key pair',
    'name.create.id-and-ending',
    at('duplicates', 'refuse', creating, (right, ctx, name) =>
      right(ctx, name) ?? (ctx.behaviours.store.byId(ctx, name) && DUPLICATE))],
  ['import-ids-as-files', 'import takes the id of a key pair with .json behind it for taken',
    'name.import.id-and-ending',
    at('duplicates', 'refuse', importing, (right, ctx, name) =>
      right(ctx, name) ?? (ctx.behaviours.store.byId(ctx, name.replace(/\.json$/, '')) && DUPLICATE))],
]);

/** Faults in when two names are one, and when a name is free. */
// biome-ignore format: a row is a mutant
export const NAME_IDENTITY: readonly Mutant[] = table('name', [
  ['create-absent-poisons', 'a create without a name breaks every later call',
    'lifecycle.create.refusals-leave-nothing',
    perServer(() => {
      let poisoned = false;
      return together(
        at('names', 'missing', creating, (right, ctx) => {
          poisoned ||= ctx.parameters.get('KeyName') === undefined;
          return right(ctx);
        }),
        at('store', 'all', always, (right, ctx) => {
          if (poisoned) throw new Error('Unexpected error: null');
          return right(ctx);
        }));
    }), { source: 'https://github.com/floci-io/floci/issues/3356' }],
  ['create-folds-case', 'create refuses a name that differs only in case with a code of its own',
    'name.create.case', otherCaseRefused(creating)],
  ['import-folds-case', 'import refuses a name that differs only in case with a code of its own',
    'name.import.case', otherCaseRefused(importing)],
  ['folds-case', 'names that differ only in case are one name everywhere',
    'describe.describe.name-in-other-case',
    at('names', 'key', always, (_right, _ctx, name) => name.toLowerCase())],
  ['delete-takes-other-case', 'a delete also removes the key pair whose name differs only in case',
    'name.create.case',
    at('deletion', 'remove', always, (right, ctx, pair) => {
      const folded = pair.name.toLowerCase();
      for (const one of ctx.store.all()) if (one.name.toLowerCase() === folded) right(ctx, one);
    })],
  ['create-lower-cases', 'create writes names in lower case', 'name.create.printable',
    keeps((name) => name.toLowerCase(), creating)],
  ['create-name-not-reusable', 'a name that was ever created stays taken after its key pair is deleted',
    'name.create.reuse',
    neverFree('created')],
  ['import-name-not-reusable', 'a name that was ever imported stays taken after its key pair is deleted',
    'name.import.reuse',
    neverFree('imported')],
  ['id-follows-name', 'a key pair that takes a deleted one’s name gets its id as well', 'name.create.reuse',
    perServer(() => {
      const ids = new Map<string, string>();
      return at('identifiers', 'keyPairId', always, (right, ctx) => {
        const key = `${ctx.region}/${ctx.parameters.get('KeyName')}`;
        const id = ids.get(key) ?? right(ctx);
        ids.set(key, id);
        return id;
      });
    })],
  ['reuse-shows-old', 'after delete and import of one name, a describe still shows the old fingerprint',
    'name.import.reuse',
    perServer(() => {
      const first = new Map<string, string>();
      return at('fingerprints', 'described', always, (right, ctx, pair) => {
        const key = `${ctx.region}/${pair.name}`;
        const shown = first.get(key) ?? right(ctx, pair);
        if (pair.origin === 'imported') first.set(key, shown);
        return shown;
      });
    })],
  ['create-unique-in-account', 'create refuses a name that another region has', 'name.create.per-region',
    perServer(() => {
      const taken = new Map<string, string>();
      return together(
        at('duplicates', 'refuse', creating, (right, ctx, name) =>
          (taken.get(name) ?? ctx.region) === ctx.region ? right(ctx, name) : DUPLICATE),
        at('store', 'insert', always, (right, ctx, pair) => {
          const refused = right(ctx, pair);
          if (refused === undefined) taken.set(pair.name, ctx.region);
          return refused;
        }),
        at('store', 'remove', always, (right, ctx, pair) => {
          taken.delete(pair.name);
          right(ctx, pair);
        }));
    })],
  ['one-store-for-all-regions', 'all regions share one set of key pairs', 'name.import.per-region',
    at('store', 'ofRegion', always, (_right, regions) => regions.of('everywhere'))],
  ['slow-name-index', 'an imported key pair is not found the first time it is looked for by name',
    'lifecycle.describe.works',
    perServer(() => {
      const lookedFor = new Set<string>();
      return at('store', 'byName', (ctx) => describing(ctx) || deleting(ctx), (right, ctx, name) => {
        const pair = right(ctx, name);
        const found = pair === undefined || pair.origin === 'created' || lookedFor.has(pair.id);
        if (pair !== undefined) lookedFor.add(pair.id);
        return found ? pair : undefined;
      });
    })],
]);

/** Faults in how long a name may be. */
// biome-ignore format: a row is a mutant
export const NAME_LENGTH: readonly Mutant[] = table('name', [
  ['create-limit-minus-one', 'create refuses a name of 255 characters', 'name.create.length-255',
    maximumLength(254, creating)],
  ['create-limit-plus-one', 'create accepts a name of 256 characters', 'name.create.length-256',
    maximumLength(256, creating)],
  ['create-limit-half', 'create refuses a name of more than 128 characters', 'name.create.length-254',
    maximumLength(128, creating)],
  ['create-no-limit', 'create accepts a name of any length', 'name.create.length-1000',
    lets('tooLong', creating)],
  ['create-limit-512', 'create accepts names of up to 512 characters', 'name.create.length-256',
    maximumLength(512, creating)],
  ['create-shortens', 'create shortens an over-long name to 255 characters and accepts it',
    'name.create.length-1000',
    together(
      at('names', 'tooLong', creating, accept),
      at('names', 'stored', creating, (_right, _ctx, name) => name.slice(0, 255)))],
  ['create-minimum-two', 'create refuses a name of one character', 'name.create.length-1',
    refuses((name) => name.length < 2, creating, 'The name is too short')],
  ['import-limit-minus-one', 'import refuses a name of 255 characters', 'name.import.length-255',
    maximumLength(254, importing)],
  ['import-limit-plus-one', 'import accepts a name of 256 characters', 'name.import.length-256',
    maximumLength(256, importing)],
  ['import-limit-half', 'import refuses a name of more than 128 characters', 'name.import.length-254',
    maximumLength(128, importing)],
  ['import-no-limit', 'import accepts a name of any length', 'name.import.length-1000',
    lets('tooLong', importing)],
  ['import-minimum-two', 'import refuses a name of one character', 'name.import.length-1',
    refuses((name) => name.length < 2, importing, 'The name is too short')],
  ['too-long-other-code', 'an over-long name is refused as a validation error with another code',
    'name.create.length-256',
    at('names', 'tooLong', always, (_right, _ctx, name) =>
      name.length > 255 ? refusal('ValidationError', 'The name is too long') : undefined)],
  ['too-long-but-stored',
    'create refuses an over-long name rightly and keeps a key pair under it all the same',
    'name.create.length-1000',
    at('names', 'tooLong', creating, (right, ctx, name) => {
      const refused = right(ctx, name);
      if (refused !== undefined) keepResidue(ctx);
      return refused;
    })],
]);

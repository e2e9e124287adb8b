import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept } from '../conditions.ts';

/** Faults in lookups by name. */
export const DESCRIBE_NAMES: readonly Mutant[] = mutantsOf('describe', {
  'unknown-name-empty': {
    summary: 'a describe of an unknown name is an empty list',
    mustBeKilledBy: 'describe.describe.unknown-name',
    source: 'https://github.com/floci-io/floci/issues/1911',
    fault: () => ({ describe: { unknownName: accept } }),
  },
  'unknown-name-passed-over': {
    summary: 'an unknown name beside a known one is passed over',
    mustBeKilledBy: 'describe.describe.known-and-unknown-name',
    fault: ({ describe }) => ({
      describe: {
        unknownName: (ctx, name) =>
          describe.names(ctx).length > 1 ? undefined : describe.unknownName(ctx, name),
      },
    }),
  },
  'only-first-name-checked': {
    summary: 'of several names only the last is looked for before the answer',
    mustBeKilledBy: 'describe.describe.unknown-name-first',
    fault: ({ describe }) => ({
      describe: {
        unknownName: (ctx, name) =>
          describe.names(ctx).at(-1) === name ? describe.unknownName(ctx, name) : undefined,
      },
    }),
  },
  'unknown-name-constant-message': {
    summary: 'the refusal of an unknown name does not tell the name',
    mustBeKilledBy: 'describe.describe.unknown-name-message',
    fault: ({ describe }) => ({
      describe: {
        unknownName: (ctx, name) =>
          describe.unknownName(ctx, name) && refusal('InvalidKeyPair.NotFound', 'A key pair does not exist'),
      },
    }),
  },
  'unknown-name-tells-all': {
    summary: 'the refusal of one of several names tells all of them',
    mustBeKilledBy: 'describe.describe.only-missing-name-told',
    fault: ({ describe }) => ({
      describe: {
        unknownName: (ctx, name) =>
          describe.unknownName(ctx, name) &&
          refusal(
            'InvalidKeyPair.NotFound',
            `The key pairs '${describe.names(ctx).join(', ')}' do not exist`,
          ),
      },
    }),
  },
  'unknown-name-404': {
    summary: 'a describe of an unknown name has HTTP status 404',
    mustBeKilledBy: 'describe.describe.unknown-name',
    fault: ({ describe }) => ({
      describe: {
        unknownName: (ctx, name) => {
          const refused = describe.unknownName(ctx, name);
          return refused && { ...refused, status: 404 };
        },
      },
    }),
  },
  'deleted-name-empty': {
    summary: 'a describe of a deleted name is an empty list for good',
    mustBeKilledBy: 'describe.describe.deleted-name',
    fault: ({ describe, store }) => {
      const gone = new Set<string>();
      return {
        store: {
          remove: (ctx, pair) => {
            gone.add(pair.name);
            store.remove(ctx, pair);
          },
        },
        describe: {
          unknownName: (ctx, name) => (gone.has(name) ? undefined : describe.unknownName(ctx, name)),
        },
      };
    },
  },
  'name-by-beginning': {
    summary: 'a describe by name shows all names that begin with it',
    mustBeKilledBy: 'describe.describe.by-name',
    fault: ({ describe }) => ({
      describe: {
        selected: (ctx) => {
          const names = describe.names(ctx);
          return names.length === 0
            ? describe.selected(ctx)
            : ctx.store.all().filter((pair) => names.some((name) => pair.name.startsWith(name)));
        },
      },
    }),
  },
  'part-of-name-found': {
    summary: 'the beginning of a name stands for the name',
    mustBeKilledBy: 'describe.describe.part-of-name',
    fault: ({ describe, store }) => ({
      describe: {
        unknownName: (ctx, name) =>
          ctx.store.all().some((pair) => pair.name.startsWith(name))
            ? undefined
            : describe.unknownName(ctx, name),
        selected: (ctx) =>
          describe.names(ctx).length === 0
            ? describe.selected(ctx)
            : describe
                .names(ctx)
                .flatMap(
                  (name) =>
                    store.byName(ctx, name) ??
                    ctx.store.all().find((pair) => pair.name.startsWith(name)) ??
                    [],
                ),
      },
    }),
  },
  'names-ignore-case': {
    summary: 'a describe by name does not look at upper and lower case',
    mustBeKilledBy: 'describe.describe.name-in-other-case',
    fault: ({ describe, store }) => ({
      describe: {
        names: (ctx) =>
          describe
            .names(ctx)
            .map((name) =>
              store.byName(ctx, name) === undefined
                ? (ctx.store.all().find((pair) => pair.name.toLowerCase() === name.toLowerCase())?.name ??
                  name)
                : name,
            ),
      },
    }),
  },
  'names-are-patterns': {
    summary: 'an asterisk in a name stands for any text',
    mustBeKilledBy: 'describe.describe.name-is-no-pattern',
    fault: ({ describe }) => ({
      describe: {
        names: (ctx) =>
          describe.names(ctx).flatMap((name) => {
            if (!name.includes('*')) return [name];
            const stem = name.slice(0, name.indexOf('*'));
            const fitting = ctx.store.all().filter((pair) => pair.name.startsWith(stem));
            return fitting.length === 0 ? [name] : fitting.map((pair) => pair.name);
          }),
      },
    }),
  },
  'names-ignored': {
    summary: 'a describe by several names shows everything',
    mustBeKilledBy: 'describe.describe.several-names',
    fault: ({ describe }) => ({
      describe: {
        selected: (ctx) => (describe.names(ctx).length > 1 ? ctx.store.all() : describe.selected(ctx)),
      },
    }),
  },
  'only-first-name': {
    summary: 'of several names only the first is shown',
    mustBeKilledBy: 'describe.describe.several-names',
    fault: ({ describe }) => ({ describe: { names: (ctx) => describe.names(ctx).slice(0, 1) } }),
  },
  'only-first-id': {
    summary: 'of several ids only the first is shown',
    mustBeKilledBy: 'describe.describe.several-ids',
    fault: ({ describe }) => ({ describe: { ids: (ctx) => describe.ids(ctx).slice(0, 1) } }),
  },
  'ids-ignored': {
    summary: 'a describe by id shows everything',
    mustBeKilledBy: 'describe.describe.by-id',
    fault: ({ describe }) => ({
      describe: {
        selected: (ctx) => (describe.ids(ctx).length > 0 ? ctx.store.all() : describe.selected(ctx)),
      },
    }),
  },
  'created-ids-ignored': {
    summary: 'a describe by the id of a created key pair shows everything',
    mustBeKilledBy: 'describe.describe.created-by-id',
    fault: ({ describe }) => ({
      describe: {
        selected: (ctx) => {
          const pairs = describe.selected(ctx);
          return describe.ids(ctx).length === 1 && pairs[0]?.origin === 'created' ? ctx.store.all() : pairs;
        },
      },
    }),
  },
});

import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept } from '../conditions.ts';

/** Faults in what a describe of several or all key pairs shows. */
export const DESCRIBE_LISTS: readonly Mutant[] = mutantsOf('describe', {
  'repeated-name-twice': {
    summary: 'a name that is given twice is shown twice',
    mustBeKilledBy: 'describe.describe.repeated-name',
    fault: ({ describe, store }) => ({
      describe: {
        selected: (ctx) =>
          describe.names(ctx).length === 0
            ? describe.selected(ctx)
            : describe.names(ctx).flatMap((name) => store.byName(ctx, name) ?? []),
      },
    }),
  },
  'repeated-id-twice': {
    summary: 'an id that is given twice is shown twice',
    mustBeKilledBy: 'describe.describe.repeated-id',
    fault: ({ describe, store }) => ({
      describe: {
        selected: (ctx) =>
          describe.ids(ctx).length === 0
            ? describe.selected(ctx)
            : describe.ids(ctx).flatMap((id) => store.byId(ctx, id) ?? []),
      },
    }),
  },
  'everything-without-created': {
    summary: 'a describe of everything shows imported key pairs only',
    mustBeKilledBy: 'describe.describe.everything',
    fault: ({ describe }) => ({
      describe: {
        selected: (ctx) => {
          const pairs = describe.selected(ctx);
          const everything = describe.names(ctx).length + describe.ids(ctx).length === 0;
          return everything && !ctx.parameters.names().some((name) => name.startsWith('Filter.'))
            ? pairs.filter(({ origin }) => origin === 'imported')
            : pairs;
        },
      },
    }),
  },
  'pages-of-fifty': {
    summary: 'a describe shows fifty key pairs at the most',
    mustBeKilledBy: 'describe.describe.no-paging',
    fault: ({ describe }) => ({
      describe: { answered: (ctx, pairs) => describe.answered(ctx, pairs).slice(0, 50) },
    }),
  },
  'empty-region-refused': {
    summary: 'a describe of everything in an empty region is refused as not found',
    mustBeKilledBy: 'describe.describe.empty-region',
    fault: ({ describe }) => ({
      describe: {
        refuse: (ctx) =>
          describe.refuse(ctx) ??
          (ctx.store.size === 0 ? refusal('InvalidKeyPair.NotFound', 'There are no key pairs') : undefined),
      },
    }),
  },
  'name-and-id-accepted': {
    summary: 'a describe with a name and an id shows both',
    mustBeKilledBy: 'describe.describe.name-and-other-id',
    fault: () => ({ describe: { combination: accept } }),
  },
  'name-and-own-id-accepted': {
    summary: 'a describe with the name and the id of one key pair is accepted',
    mustBeKilledBy: 'describe.describe.name-and-id',
    fault: ({ describe, store }) => ({
      describe: {
        combination: (ctx) => {
          const [name = ''] = describe.names(ctx);
          const same = store.byName(ctx, name)?.id === describe.ids(ctx)[0];
          return same ? undefined : describe.combination(ctx);
        },
      },
    }),
  },
  'blank-name-shows-all': {
    summary: 'a describe of a blank name shows everything',
    mustBeKilledBy: 'describe.describe.blank-name',
    fault: ({ describe }) => ({
      describe: { names: (ctx) => describe.names(ctx).filter((name) => name !== '') },
    }),
  },
  'blank-name-passed-over': {
    summary: 'a blank name beside a known one is passed over',
    mustBeKilledBy: 'describe.describe.known-and-blank-name',
    fault: ({ describe }) => ({
      describe: {
        names: (ctx) => {
          const names = describe.names(ctx);
          return names.length > 1 ? names.filter((name) => name !== '') : names;
        },
      },
    }),
  },
  'blank-name-not-found': {
    summary: 'a blank name is refused as not found',
    mustBeKilledBy: 'describe.describe.blank-name',
    fault: () => ({ describe: { blankName: accept } }),
  },
});

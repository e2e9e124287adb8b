import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, deleting, describing, only } from '../conditions.ts';
import { DUPLICATE } from '../faults/refusals.ts';
import { keeps, neverFree } from './faults.ts';

/** Faults in when two names are one, and when a name is free. */
export const NAME_IDENTITY: readonly Mutant[] = mutantsOf('name', {
  'create-absent-poisons': {
    summary: 'a create without a name breaks every later call',
    mustBeKilledBy: 'lifecycle.create.refusals-leave-nothing',
    source: 'https://github.com/floci-io/floci/issues/3356',
    fault: ({ names, store }) => {
      let poisoned = false;
      return {
        names: {
          missing: only(
            creating,
            (ctx) => {
              poisoned ||= ctx.parameters.get('KeyName') === undefined;
              return names.missing(ctx);
            },
            names.missing,
          ),
        },
        store: {
          all: (ctx) => {
            if (poisoned) throw new Error('Unexpected error: null');
            return store.all(ctx);
          },
        },
      };
    },
  },
  'create-folds-case': {
    summary: 'create takes names that differ only in case for one name',
    mustBeKilledBy: 'name.create.case',
    fault: ({ names }) => ({ names: { key: only(creating, (_c, name) => name.toLowerCase(), names.key) } }),
  },
  'folds-case': {
    summary: 'names that differ only in case are one name everywhere',
    mustBeKilledBy: 'name.import.case',
    fault: () => ({ names: { key: (_ctx, name) => name.toLowerCase() } }),
  },
  'create-lower-cases': {
    summary: 'create writes names in lower case',
    mustBeKilledBy: 'name.create.case',
    fault: keeps((name) => name.toLowerCase(), creating),
  },
  'create-name-not-reusable': {
    summary: 'a name that was ever created stays taken after its key pair is deleted',
    mustBeKilledBy: 'name.create.reuse',
    fault: neverFree('created'),
  },
  'import-name-not-reusable': {
    summary: 'a name that was ever imported stays taken after its key pair is deleted',
    mustBeKilledBy: 'name.import.reuse',
    fault: neverFree('imported'),
  },
  'id-follows-name': {
    summary: 'a key pair that takes a deleted one’s name gets its id as well',
    mustBeKilledBy: 'name.create.reuse',
    fault: ({ identifiers }) => {
      const ids = new Map<string, string>();
      return {
        identifiers: {
          keyPairId: (ctx) => {
            const key = `${ctx.region}/${ctx.parameters.get('KeyName')}`;
            const id = ids.get(key) ?? identifiers.keyPairId(ctx);
            ids.set(key, id);
            return id;
          },
        },
      };
    },
  },
  'reuse-shows-old': {
    summary: 'after delete and import of one name, a describe still shows the old fingerprint',
    mustBeKilledBy: 'name.import.reuse',
    fault: ({ fingerprints }) => {
      const first = new Map<string, string>();
      return {
        fingerprints: {
          described: (ctx, pair) => {
            const key = `${ctx.region}/${pair.name}`;
            const shown = first.get(key) ?? fingerprints.described(ctx, pair);
            if (pair.origin === 'imported') first.set(key, shown);
            return shown;
          },
        },
      };
    },
  },
  'create-unique-in-account': {
    summary: 'create refuses a name that another region has',
    mustBeKilledBy: 'name.create.per-region',
    fault: ({ duplicates, store }) => {
      const taken = new Map<string, string>();
      return {
        duplicates: {
          refuse: only(
            creating,
            (ctx, name) =>
              (taken.get(name) ?? ctx.region) === ctx.region ? duplicates.refuse(ctx, name) : DUPLICATE,
            duplicates.refuse,
          ),
        },
        store: {
          insert: (ctx, pair) => {
            const refused = store.insert(ctx, pair);
            if (refused === undefined) taken.set(pair.name, ctx.region);
            return refused;
          },
          remove: (ctx, pair) => {
            taken.delete(pair.name);
            store.remove(ctx, pair);
          },
        },
      };
    },
  },
  'one-store-for-all-regions': {
    summary: 'all regions share one set of key pairs',
    mustBeKilledBy: 'name.import.per-region',
    fault: () => ({ store: { ofRegion: (regions) => regions.of('everywhere') } }),
  },
  'slow-name-index': {
    summary: 'an imported key pair is not found the first time it is looked for by name',
    mustBeKilledBy: 'lifecycle.describe.works',
    fault: ({ store }) => {
      const lookedFor = new Set<string>();
      return {
        store: {
          byName: only(
            (ctx) => describing(ctx) || deleting(ctx),
            (ctx, name) => {
              const pair = store.byName(ctx, name);
              const found = pair === undefined || pair.origin === 'created' || lookedFor.has(pair.id);
              if (pair !== undefined) lookedFor.add(pair.id);
              return found ? pair : undefined;
            },
            store.byName,
          ),
        },
      };
    },
  },
});

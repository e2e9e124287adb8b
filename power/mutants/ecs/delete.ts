import { firstRefusal, refusal } from '../../../targets/ecs/reference/outcome.ts';
import { accept } from '../ec2/conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { acrossRegions, pairsOf } from './faults.ts';

/** Faults of deletes. */
export const DELETE_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('delete', {
  'says-so-only': {
    summary: 'a delete is accepted and removes nothing',
    mustBeKilledBy: 'lifecycle.delete.works',
    fault: () => ({ deletion: { targets: () => [] } }),
  },
  'first-only': {
    summary: 'of several names only the first is removed',
    mustBeKilledBy: 'delete.several',
    fault: ({ deletion }) => ({ deletion: { targets: (ctx) => deletion.targets(ctx).slice(0, 1) } }),
  },
  'last-only': {
    summary: 'of several names only the last is removed',
    mustBeKilledBy: 'delete.several',
    fault: ({ deletion }) => ({ deletion: { targets: (ctx) => deletion.targets(ctx).slice(-1) } }),
  },
  'maximum-one': {
    summary: 'more than one name is refused',
    mustBeKilledBy: 'delete.several',
    fault: () => ({ deletion: { maximumCount: () => 1 } }),
  },
  'by-prefix': {
    summary: 'a delete removes every key pair whose name starts with one of the names',
    mustBeKilledBy: 'delete.one',
    fault: ({ deletion, store }) => ({
      deletion: {
        targets(ctx) {
          const names = deletion.names(ctx) ?? [];
          return store.all(ctx).filter((pair) => names.some((name) => pair.name.startsWith(name)));
        },
      },
    }),
  },
  'whole-region': {
    summary: 'a delete removes every key pair of the region',
    mustBeKilledBy: 'lifecycle.delete.works',
    fault: ({ store }) => ({ deletion: { targets: (ctx) => store.all(ctx) } }),
  },
  wildcard: {
    summary: 'a star in a name to delete stands for any text',
    mustBeKilledBy: 'delete.no-wildcard',
    fault: ({ deletion, describe, store }) => ({
      deletion: {
        targets(ctx) {
          const names = deletion.names(ctx) ?? [];
          return store
            .all(ctx)
            .filter((pair) => names.some((name) => describe.nameMatcher(ctx, name)(pair.name)));
        },
      },
    }),
  },
  'unknown-removes-newest': {
    summary: 'a delete of a name that nobody has removes the newest key pair',
    mustBeKilledBy: 'delete.unknown',
    fault: ({ deletion, store }) => ({
      deletion: {
        targets(ctx) {
          const targets = deletion.targets(ctx);
          return targets.length > 0 ? targets : store.all(ctx).slice(-1);
        },
      },
    }),
  },
  'unknown-500': {
    summary: 'a delete of a name that nobody has is answered with a fault of the server',
    mustBeKilledBy: 'delete.unknown',
    fault: ({ deletion, store }) => ({
      deletion: {
        unknownName: (ctx, name) =>
          store.byName(ctx, name) === undefined
            ? refusal('InternalError', 'The request processing has failed.', 500)
            : deletion.unknownName(ctx, name),
      },
    }),
  },
  'by-key': {
    summary: 'a delete removes every key pair with the key of the one that is named',
    mustBeKilledBy: 'delete.same-key',
    fault: ({ deletion, store }) => ({
      deletion: {
        targets(ctx) {
          const keys = new Set(deletion.targets(ctx).map(({ fingerprint }) => fingerprint));
          return store.all(ctx).filter(({ fingerprint }) => keys.has(fingerprint));
        },
      },
    }),
  },
  'imported-only': {
    summary: 'a key pair that was created is not removed',
    mustBeKilledBy: 'delete.created',
    fault: ({ deletion }) => ({
      deletion: {
        targets: (ctx) => deletion.targets(ctx).filter(({ origin }) => origin === 'imported'),
      },
    }),
  },
  'created-only': {
    summary: 'a key pair that was imported is not removed',
    mustBeKilledBy: 'lifecycle.delete.works',
    fault: ({ deletion }) => ({
      deletion: { targets: (ctx) => deletion.targets(ctx).filter(({ origin }) => origin === 'created') },
    }),
  },
  'nothing-named-accepted': {
    summary: 'a delete without names is accepted',
    mustBeKilledBy: 'delete.nothing-named',
    fault: ({ deletion }) => ({
      deletion: {
        missing: accept,
        malformed: (ctx) =>
          (ctx.parameters.get('KeyPairNames') ?? '') === '' ? undefined : deletion.malformed(ctx),
      },
    }),
  },
  'nothing-named-removes-all': {
    summary: 'a delete without names is refused and removes everything',
    mustBeKilledBy: 'delete.nothing-named',
    fault: ({ deletion, store }) => ({
      deletion: {
        missing(ctx) {
          const refused = deletion.missing(ctx);
          if (refused !== undefined) for (const pair of store.all(ctx)) store.remove(ctx, pair);
          return refused;
        },
      },
    }),
  },
  'bare-name-accepted': {
    summary: 'a name that is not in a JSON array is accepted',
    mustBeKilledBy: 'delete.not-a-list',
    fault: ({ deletion }) => ({
      deletion: {
        names: (ctx) => deletion.names(ctx) ?? [ctx.parameters.get('KeyPairNames') ?? ''],
      },
    }),
  },
  'not-a-list-other-code': {
    summary: 'names that are not in a JSON array are refused with another code',
    mustBeKilledBy: 'delete.not-a-list',
    fault: () => ({
      deletion: { unsupported: () => refusal('InvalidParameter', 'The names are not valid.') },
    }),
  },
  'not-a-list-500': {
    summary: 'names that are not in a JSON array are a fault of the server',
    mustBeKilledBy: 'delete.not-a-list',
    fault: () => ({
      deletion: { unsupported: () => refusal('InternalError', 'Unexpected token.', 500) },
    }),
  },
  'refused-yet-removed': {
    summary: 'a list with a name that nobody has is refused, and the others are removed',
    mustBeKilledBy: 'delete.several',
    fault: ({ deletion, store }) => ({
      deletion: {
        refuse(ctx) {
          const refused = deletion.refuse(ctx);
          const targets = deletion.targets(ctx);
          if (refused !== undefined || targets.length < 2) return refused;
          for (const pair of targets.slice(1)) store.remove(ctx, pair);
          return firstRefusal(() => deletion.unsupported(ctx));
        },
      },
    }),
  },
  'every-region': {
    summary: 'a delete removes the names in every region',
    mustBeKilledBy: 'isolation.delete.one',
    fault: acrossRegions((others) => ({ deletion, store }) => ({
      deletion: {
        remove(ctx, pair) {
          deletion.remove(ctx, pair);
          for (const other of others(ctx)) {
            const twin = store.byName(other, pair.name);
            if (twin !== undefined) store.remove(other, twin);
          }
        },
      },
    })),
  },
  elsewhere: {
    summary: 'a name that the region does not have is removed in another',
    mustBeKilledBy: 'isolation.delete.elsewhere',
    fault: acrossRegions((others) => ({ deletion, store }) => ({
      deletion: {
        targets(ctx) {
          const names = new Set(deletion.names(ctx));
          const targets = deletion.targets(ctx);
          if (targets.length > 0) return targets;
          for (const other of others(ctx)) {
            for (const pair of pairsOf([other])) if (names.has(pair.name)) store.remove(other, pair);
          }
          return [];
        },
      },
    })),
  },
});

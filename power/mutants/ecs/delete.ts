import { firstRefusal, refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsMutant } from '../mutant.ts';
import { acrossRegions, pairsOf } from './faults.ts';
import { accept, always, at, perServer, table, together } from './table.ts';

/** Faults of deletes. */
// biome-ignore format: a row is a mutant
export const DELETE_MUTANTS: readonly EcsMutant[] = table('delete', [
  ['says-so-only', 'a delete is accepted and removes nothing', 'lifecycle.delete.works',
    at('deletion', 'targets', always, () => [])],
  ['first-only', 'of several names only the first is removed', 'delete.several',
    at('deletion', 'targets', always, (right, ctx) => right(ctx).slice(0, 1))],
  ['last-only', 'of several names only the last is removed', 'delete.several',
    at('deletion', 'targets', always, (right, ctx) => right(ctx).slice(-1))],
  ['maximum-one', 'more than one name is refused', 'delete.several',
    at('deletion', 'maximumCount', always, () => 1)],
  ['by-prefix', 'a delete removes every key pair whose name starts with one of the names', 'delete.one',
    perServer(({ deletion, store }) =>
      at('deletion', 'targets', always, (_right, ctx) => {
        const names = deletion.names(ctx) ?? [];
        return store.all(ctx).filter((pair) => names.some((name) => pair.name.startsWith(name)));
      }))],
  ['whole-region', 'a delete removes every key pair of the region', 'lifecycle.delete.works',
    at('deletion', 'targets', always, (_right, ctx) => ctx.behaviours.store.all(ctx))],
  ['wildcard', 'a star in a name to delete stands for any text', 'delete.no-wildcard',
    perServer(({ deletion, describe, store }) =>
      at('deletion', 'targets', always, (_right, ctx) => {
        const names = deletion.names(ctx) ?? [];
        return store
          .all(ctx)
          .filter((pair) => names.some((name) => describe.nameMatcher(ctx, name)(pair.name)));
      }))],
  ['unknown-removes-newest', 'a delete of a name that nobody has removes the newest key pair',
    'delete.unknown',
    perServer(({ store }) =>
      at('deletion', 'targets', always, (right, ctx) => {
        const targets = right(ctx);
        return targets.length > 0 ? targets : store.all(ctx).slice(-1);
      }))],
  ['unknown-500', 'a delete of a name that nobody has is answered with a fault of the server',
    'delete.unknown',
    at('deletion', 'unknownName', always, (right, ctx, name) =>
      ctx.behaviours.store.byName(ctx, name) === undefined
        ? refusal('InternalError', 'The request processing has failed.', 500)
        : right(ctx, name))],
  ['unknown-keeps-all', 'a delete of several names of which nobody has one is accepted and removes nothing',
    'delete.known-and-unknown',
    at('deletion', 'targets', always, (right, ctx) => {
      const targets = right(ctx);
      return targets.length < new Set(ctx.behaviours.deletion.names(ctx)).size ? [] : targets;
    })],
  ['by-key', 'a delete removes every key pair with the key of the one that is named', 'delete.same-key',
    perServer(({ store }) =>
      at('deletion', 'targets', always, (right, ctx) => {
        const keys = new Set(right(ctx).map(({ fingerprint }) => fingerprint));
        return store.all(ctx).filter(({ fingerprint }) => keys.has(fingerprint));
      }))],
  ['imported-only', 'a key pair that was created is not removed', 'delete.created',
    at('deletion', 'targets', always, (right, ctx) =>
      right(ctx).filter(({ origin }) => origin === 'imported'))],
  ['created-only', 'a key pair that was imported is not removed', 'lifecycle.delete.works',
    at('deletion', 'targets', always, (right, ctx) =>
      right(ctx).filter(({ origin }) => origin === 'created'))],
  ['nothing-named-accepted', 'a delete without names is accepted', 'delete.nothing-named',
    together(
      at('deletion', 'missing', always, accept),
      at('deletion', 'malformed', always, (right, ctx) =>
        (ctx.parameters.get('KeyPairNames') ?? '') === '' ? undefined : right(ctx)))],
  ['nothing-named-removes-all', 'a delete without names is refused and removes everything',
    'delete.nothing-named',
    perServer(({ store }) =>
      at('deletion', 'missing', always, (right, ctx) => {
        const refused = right(ctx);
        if (refused !== undefined) for (const pair of store.all(ctx)) store.remove(ctx, pair);
        return refused;
      }))],
  ['bare-name-accepted', 'a name that is not in a JSON array is accepted', 'delete.not-a-list',
    at('deletion', 'names', always, (right, ctx) => right(ctx) ?? [ctx.parameters.get('KeyPairNames') ?? ''])],
  ['not-a-list-other-code', 'names that are not in a JSON array are refused with another code',
    'delete.not-a-list',
    at('deletion', 'unsupported', always, () => refusal('InvalidParameter', 'The names are not valid.'))],
  ['not-a-list-500', 'names that are not in a JSON array are a fault of the server', 'delete.not-a-list',
    at('deletion', 'unsupported', always, () => refusal('InternalError', 'Unexpected token.', 500))],
  ['refused-yet-removed', 'a list with a name that nobody has is refused, and the others are removed',
    'delete.several',
    perServer(({ deletion, store }) =>
      at('deletion', 'refuse', always, (right, ctx) => {
        const refused = right(ctx);
        const targets = deletion.targets(ctx);
        if (refused !== undefined || targets.length < 2) return refused;
        for (const pair of targets.slice(1)) store.remove(ctx, pair);
        return firstRefusal(() => deletion.unsupported(ctx));
      }))],
  ['every-region', 'a delete removes the names in every region', 'isolation.delete.one',
    acrossRegions((others) => perServer(({ store }) =>
      at('deletion', 'remove', always, (right, ctx, pair) => {
        right(ctx, pair);
        for (const other of others(ctx)) {
          const twin = store.byName(other, pair.name);
          if (twin !== undefined) store.remove(other, twin);
        }
      })))],
  ['elsewhere', 'a name that the region does not have is removed in another', 'isolation.delete.elsewhere',
    acrossRegions((others) => perServer(({ deletion, store }) =>
      at('deletion', 'targets', always, (right, ctx) => {
        const names = new Set(deletion.names(ctx));
        const targets = right(ctx);
        if (targets.length > 0) return targets;
        for (const other of others(ctx)) {
          for (const pair of pairsOf([other])) if (names.has(pair.name)) store.remove(other, pair);
        }
        return [];
      })))],
  ['blanks-in-list-refused', 'a JSON array with blanks between its parts is rejected', 'delete.blanks-in-list',
    at('deletion', 'names', always, (right, ctx) =>
      /[\s]/.test(ctx.parameters.get('KeyPairNames') ?? '') ? undefined : right(ctx))],
  ['json-string-accepted', 'a JSON text is accepted as a list of one name', 'delete.json-string',
    at('deletion', 'names', always, (right, ctx) => {
      const text = ctx.parameters.get('KeyPairNames') ?? '';
      return right(ctx) ?? (/^".*"$/.test(text) ? [text.slice(1, -1)] : undefined);
    }), { source: 'https://github.com/aliyun/aliyun-cli/issues/76' }],
  ['json-object-accepted', 'the texts of a JSON object are accepted as names', 'delete.json-object',
    at('deletion', 'names', always, (right, ctx) => {
      const text = ctx.parameters.get('KeyPairNames') ?? '';
      return right(ctx) ?? /^\{.*: ?"(.*)"\}$/.exec(text)?.slice(1);
    })],
  ['comma-list-accepted', 'names with commas between are accepted', 'delete.comma-list',
    at('deletion', 'names', always, (right, ctx) => {
      const text = ctx.parameters.get('KeyPairNames') ?? '';
      return right(ctx) ?? (/^[\w-]+(,[\w-]+)+$/.test(text) ? text.split(',') : undefined);
    }), { source: 'https://github.com/aliyun/aliyun-openapi-python-sdk/issues/16' }],
  ['unquoted-list-accepted', 'names in brackets need no quotes', 'delete.unquoted-list',
    at('deletion', 'names', always, (right, ctx) => {
      const text = ctx.parameters.get('KeyPairNames') ?? '';
      return right(ctx) ?? (/^\[[\w,-]+\]$/.test(text) ? text.slice(1, -1).split(',') : undefined);
    })],
]);

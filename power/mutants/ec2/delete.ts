import type { Context } from '../../../targets/ec2/reference/context.ts';
import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import { wildcardMatcher } from '../../../targets/ec2/reference/wildcard.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';
import { acrossRegions, rememberingRemoval } from './faults.ts';
import { accept, always, at, perServer, table, together } from './table.ts';

/** The name in a delete. */
export const nameIn = (ctx: Context): string | undefined => ctx.parameters.get('KeyName') || undefined;
/** The id in a delete. */
export const idIn = (ctx: Context): string | undefined => ctx.parameters.get('KeyPairId') || undefined;

/** A delete by name alone that finds its key pair in another way. */
export function byName(find: (ctx: Context, name: string) => KeyPair | undefined): Mutant['fault'] {
  return at('deletion', 'target', always, (right, ctx) => {
    const name = nameIn(ctx);
    return name === undefined || idIn(ctx) !== undefined ? right(ctx) : find(ctx, name);
  });
}

/** Faults in which key pair a delete removes. */
// biome-ignore format: a row is a mutant
export const DELETE_TARGETS: readonly Mutant[] = table('delete', [
  ['id-ignored', 'delete by id answers `true` and deletes nothing', 'delete.delete.by-id',
    at('deletion', 'target', always, (right, ctx) => (idIn(ctx) === undefined ? right(ctx) : undefined)),
    { source: 'https://github.com/floci-io/floci/issues/2185' }],
  ['created-name-stays', 'delete by name does not remove created key pairs', 'delete.delete.created-by-name',
    at('deletion', 'remove', always, (right, ctx, pair) => {
      if (pair.origin !== 'created' || idIn(ctx) !== undefined) right(ctx, pair);
    })],
  ['created-id-stays', 'delete by id does not remove created key pairs', 'delete.delete.created-by-id',
    at('deletion', 'remove', always, (right, ctx, pair) => {
      if (pair.origin !== 'created' || idIn(ctx) === undefined) right(ctx, pair);
    })],
  ['by-fingerprint', 'delete by name removes the newest key pair with the same public key',
    'delete.delete.one-of-one-key',
    at('deletion', 'target', always, (right, ctx) => {
      const pair = right(ctx);
      return pair && ctx.store.all().findLast(({ fingerprint }) => fingerprint === pair.fingerprint);
    })],
  ['by-beginning', 'delete by name takes the beginning of a name for the name', 'delete.delete.part-of-name',
    byName((ctx, name) => ctx.store.all().find((pair) => pair.name.startsWith(name)))],
  ['by-pattern', 'delete by name takes the name for a pattern', 'delete.delete.name-is-no-pattern',
    byName((ctx, name) => ctx.store.all().find((pair) => wildcardMatcher(name)(pair.name)))],
  ['longer-names-too', 'delete by name also removes key pairs whose names begin with that name',
    'delete.delete.by-name',
    at('deletion', 'remove', always, (right, ctx, pair) => {
      const longer = ctx.store.all().filter(({ name }) => name.startsWith(pair.name) && name !== pair.name);
      for (const one of [pair, ...longer]) right(ctx, one);
    })],
  ['case-folded', 'delete by name does not look at upper and lower case', 'delete.delete.name-in-other-case',
    byName((ctx, name) => ctx.store.all().find((pair) => pair.name.toLowerCase() === name.toLowerCase()))],
  ['name-may-be-id', 'delete takes an id in the place of the name', 'delete.delete.id-as-name',
    byName((ctx, name) => ctx.behaviours.store.byName(ctx, name) ?? ctx.store.byId(name))],
  ['id-may-be-name', 'delete takes a name in the place of the id', 'delete.delete.name-as-id',
    perServer(({ store }) =>
      together(
        at('deletion', 'malformedId', always, (right, ctx, id) =>
          store.byName(ctx, id) === undefined ? right(ctx, id) : undefined),
        at('deletion', 'neverExisted', always, (right, ctx, id) =>
          store.byName(ctx, id) === undefined ? right(ctx, id) : undefined),
        at('deletion', 'target', always, (right, ctx) => store.byName(ctx, idIn(ctx) ?? '') ?? right(ctx))))],
  ['id-by-first-digits', 'delete by id compares the first eight digits, as many as ids of EC2 once had',
    'delete.delete.near-id',
    ({ deletion }) => {
      const find = (ctx: Context): KeyPair | undefined => {
        const beginning = idIn(ctx)?.slice(0, 'key-'.length + 8);
        return beginning === undefined
          ? undefined
          : ctx.store.all().find(({ id }) => id.startsWith(beginning));
      };
      return {
        deletion: {
          neverExisted: (ctx, id) => (find(ctx) === undefined ? deletion.neverExisted(ctx, id) : undefined),
          target: (ctx) => deletion.target(ctx) ?? find(ctx),
        },
      };
    }],
  ['deleted-id-falls-back', 'delete takes the name where the id is of a deleted key pair',
    'delete.delete.deleted-id-and-name',
    at('deletion', 'target', always, (right, ctx) =>
      right(ctx) ?? ctx.behaviours.store.byName(ctx, nameIn(ctx) ?? ''))],
  ['unknown-name-beside-id', 'delete refuses an unknown name also beside an id',
    'delete.delete.unknown-name-and-id',
    at('deletion', 'refuse', always, (right, ctx) => {
      const name = nameIn(ctx);
      const isUnknown = name !== undefined && ctx.behaviours.store.byName(ctx, name) === undefined;
      return isUnknown && idIn(ctx) !== undefined
        ? refusal('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`)
        : right(ctx);
    })],
]);

/** Faults in deletes by name and id together. */
// biome-ignore format: a row is a mutant
export const DELETE_NAME_AND_ID: readonly Mutant[] = table('delete', [
  ['name-wins', 'of a name and an id of different key pairs the name wins', 'delete.delete.name-and-other-id',
    at('deletion', 'target', always,
      (right, ctx) => ctx.behaviours.store.byName(ctx, nameIn(ctx) ?? '') ?? right(ctx))],
  ['name-and-id-refused', 'delete refuses a name and an id together', 'delete.delete.name-and-id',
    at('deletion', 'nothingGiven', always, (right, ctx) =>
      nameIn(ctx) !== undefined && idIn(ctx) !== undefined
        ? refusal('InvalidParameterCombination', 'Give a name or an id')
        : right(ctx))],
  ['name-and-id-both-removed', 'a delete with a name and another id removes both key pairs',
    'delete.delete.name-and-other-id',
    at('deletion', 'remove', always, (right, ctx, pair) => {
      const named = ctx.behaviours.store.byName(ctx, nameIn(ctx) ?? '');
      right(ctx, pair);
      if (named !== undefined) right(ctx, named);
    })],
]);

/** Faults in deletes of what is not there. */
// biome-ignore format: a row is a mutant
export const DELETE_UNKNOWN: readonly Mutant[] = table('delete', [
  ['unknown-name-refused', 'delete of an unknown name is refused as not found', 'delete.delete.unknown-name',
    at('deletion', 'unknownName', always, (_right, ctx, name) =>
      ctx.behaviours.store.byName(ctx, name) === undefined
        ? refusal('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`)
        : undefined,
    ), { source: 'https://github.com/cloud-barista/cb-spider/issues/37' }],
  ['unknown-name-false', 'delete of an unknown name answers `false`', 'delete.delete.unknown-name',
    at('deletion', 'returned', always, (_right, _ctx, pair) => pair !== undefined)],
  ['second-delete-refused', 'the second delete of a name is refused as not found', 'delete.delete.name-twice',
    perServer(({ store }) => {
      const gone = new Set<string>();
      return together(
        at('deletion', 'remove', always, (_right, ctx, pair) => {
          gone.add(pair.name);
          store.remove(ctx, pair);
        }),
        at('deletion', 'unknownName', always, (_right, ctx, name) =>
          gone.has(name) && store.byName(ctx, name) === undefined
            ? refusal('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`)
            : undefined));
    })],
  ['deleted-id-refused', 'delete by the id of a removed key pair is refused', 'delete.delete.deleted-id',
    at('deletion', 'neverExisted', always, (_right, ctx, id) =>
      ctx.behaviours.store.byId(ctx, id) === undefined
        ? refusal('InvalidParameterValue', `Invalid value '${id}' for keyPairId.`)
        : undefined)],
  ['former-id-follows-name', 'delete by the id of a removed key pair removes the new one of its name',
    'delete.delete.id-of-former-name',
    (correct) => {
      const { deletion, store } = correct;
      const { names, remove } = rememberingRemoval(correct);
      const target: typeof deletion.target = (ctx) =>
        deletion.target(ctx) ?? store.byName(ctx, names.get(idIn(ctx) ?? '') ?? '');
      return { deletion: { remove, target } };
    }],
  ['never-existed-accepted', 'delete by an id that never was one is accepted',
    'delete.delete.never-existed-id',
    at('deletion', 'neverExisted', always, accept)],
  ['malformed-id-accepted', 'delete by a text that is no id is accepted', 'delete.delete.malformed-id',
    () => ({ deletion: { malformedId: accept, neverExisted: accept } })],
  ['malformed-id-code', 'delete by a text that is no id is refused as a malformed key pair id',
    'delete.delete.malformed-id',
    at('deletion', 'malformedId', always,
      (right, ctx, id) => right(ctx, id) && refusal('InvalidKeyPairID.Malformed', `Invalid id: ${id}`))],
  ['malformed-id-passed-over', 'a malformed id beside a name is ignored',
    'delete.delete.name-and-malformed-id',
    perServer(({ identifiers, store }) =>
      together(
        at('deletion', 'malformedId', always, (right, ctx, id) =>
          (nameIn(ctx) === undefined ? right(ctx, id) : undefined)),
        at('deletion', 'neverExisted', always, (right, ctx, id) =>
          identifiers.isKeyPairId(ctx, id) ? right(ctx, id) : undefined),
        at('deletion', 'target', always, (right, ctx) => right(ctx) ?? store.byName(ctx, nameIn(ctx) ?? ''))))],
  ['nothing-named-accepted', 'delete with neither name nor id is accepted', 'delete.delete.nothing-named',
    at('deletion', 'nothingGiven', always, accept)],
  ['nothing-named-deletes-all', 'delete with neither name nor id is refused rightly and empties the region',
    'delete.delete.nothing-named',
    at('deletion', 'nothingGiven', always, (right, ctx) => {
      const refused = right(ctx);
      const nothing = refused !== undefined && ctx.parameters.get('KeyName') === undefined;
      if (nothing) for (const pair of ctx.store.all()) ctx.behaviours.deletion.remove(ctx, pair);
      return refused;
    })],
  ['empty-name-deletes-first', 'delete with an empty name removes some key pair', 'delete.delete.empty-name',
    together(
      at('deletion', 'nothingGiven', always, (right, ctx) =>
        ctx.parameters.get('KeyName') === '' ? undefined : right(ctx)),
      at('deletion', 'target', always, (right, ctx) =>
        (ctx.parameters.get('KeyName') === '' ? ctx.store.all()[0] : right(ctx))))],
]);

/** Faults in what a delete says, and in the regions it reaches. */
// biome-ignore format: a row is a mutant
export const DELETE_ANSWERS: readonly Mutant[] = table('delete', [
  ['no-id-answered', 'the answer to a delete by name lacks the id', 'delete.delete.answers-id',
    at('deletion', 'answeredId', always, (right, ctx, pair) =>
      idIn(ctx) === undefined ? undefined : right(ctx, pair),
    ), { source: 'https://github.com/floci-io/floci/pull/3727' }],
  ['no-id-answered-by-id', 'the answer to a delete by id lacks the id', 'delete.delete.answers-id-by-id',
    at('deletion', 'answeredId', always, (right, ctx, pair) =>
      idIn(ctx) === undefined ? right(ctx, pair) : undefined)],
  ['id-echoed', 'a delete by the id of a removed key pair tells that id', 'delete.delete.deleted-id',
    at('deletion', 'answeredId', always, (right, ctx, pair) => right(ctx, pair) ?? idIn(ctx))],
  ['id-invented', 'a delete of an unknown name tells some id', 'delete.delete.unknown-name',
    at('deletion', 'answeredId', always,
      (right, ctx, pair) => right(ctx, pair) ?? ctx.behaviours.identifiers.keyPairId(ctx))],
  ['answers-false', 'a delete by id removes the key pair and answers `false`',
    'delete.delete.acknowledged-by-id',
    at('deletion', 'returned', always, (_right, ctx) => idIn(ctx) === undefined)],
  ['answers-false-by-name', 'a delete by name removes the key pair and answers `false`',
    'delete.delete.acknowledged',
    at('deletion', 'returned', always, (_right, ctx, pair) => idIn(ctx) !== undefined || pair === undefined)],
  ['every-region', 'delete removes the key pair of that name in every region', 'delete.delete.other-region',
    acrossRegions((others) =>
      at('deletion', 'remove', always, (right, ctx, pair) => {
        right(ctx, pair);
        for (const other of others(ctx)) {
          const twin = ctx.behaviours.store.byName(other, pair.name);
          if (twin !== undefined) right(other, twin);
        }
      }))],
  ['any-region', 'delete looks in other regions when its own has no such name',
    'delete.delete.only-in-other-region',
    acrossRegions((others) =>
      at('deletion', 'target', always, (right, ctx) => {
        const own = right(ctx);
        const name = nameIn(ctx);
        if (own !== undefined || name === undefined || idIn(ctx) !== undefined) return own;
        for (const other of others(ctx)) {
          const pair = ctx.behaviours.store.byName(other, name);
          if (pair !== undefined) other.store.remove(pair.id);
        }
        return undefined;
      }))],
  ['ids-of-every-region', 'delete by id reaches into other regions', 'delete.delete.id-of-other-region',
    acrossRegions((others) =>
      at('deletion', 'neverExisted', always, (right, ctx, id) => {
        for (const other of others(ctx)) other.store.remove(id);
        return right(ctx, id);
      }))],
]);

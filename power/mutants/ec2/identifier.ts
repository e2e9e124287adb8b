import { createHash } from 'node:crypto';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import type { Mutant } from '../mutant.ts';
import { rememberingRemoval } from './faults.ts';
import { always, at, creating, importing, perServer, table, together } from './table.ts';

/** Ids made in another way by some action. */
function idsOf(
  condition: (ctx: Context) => boolean,
  make: (ctx: Context, right: string) => string,
): Mutant['fault'] {
  return together(
    at('identifiers', 'keyPairId', condition, (right, ctx) => make(ctx, right(ctx))),
    at('identifiers', 'isKeyPairId', always, (_right, _ctx, text) => /^key-/i.test(text)),
  );
}

function hashOf(...parts: readonly (string | undefined)[]): string {
  return `key-${createHash('sha1').update(parts.join('/')).digest('hex').slice(0, 17)}`;
}

/** Faults in the ids of key pairs. */
// biome-ignore format: a row is a mutant
export const IDENTIFIER_MUTANTS: readonly Mutant[] = table('identifier', [
  ['create-short', 'ids of created key pairs have eight digits', 'identifier.create.format',
    idsOf(creating, (_ctx, right) => right.slice(0, 12))],
  ['import-short', 'ids of imported key pairs have sixteen digits', 'identifier.import.format',
    idsOf(importing, (_ctx, right) => right.slice(0, -1))],
  ['import-upper-case', 'ids of imported key pairs are in upper case', 'identifier.import.format',
    idsOf(importing, (_ctx, right) => `key-${right.slice(4).toUpperCase()}`)],
  ['other-prefix', 'ids of created key pairs begin with `keypair-`', 'identifier.create.format',
    idsOf(creating, (_ctx, right) => right.replace('key-', 'keypair-'))],
  ['describe-long', 'a describe shows the ids with one digit more', 'identifier.describe.format',
    at('responses', 'describedItem', always, (right, ctx, pair) =>
      right(ctx, { ...pair, id: `${pair.id}0` }))],
  ['create-from-name', 'the id of a created key pair follows from its name',
    'identifier.create.new-each-time',
    idsOf(creating, (ctx) => hashOf(ctx.region, ctx.parameters.get('KeyName')))],
  ['import-from-name', 'the id of an imported key pair follows from its name and region',
    'identifier.import.new-each-time',
    idsOf(importing, (ctx) => hashOf(ctx.region, ctx.parameters.get('KeyName')))],
  ['create-from-name-alone', 'created key pairs of one name have one id in all regions',
    'identifier.create.per-region',
    idsOf(creating, (ctx) => hashOf(ctx.parameters.get('KeyName')))],
  ['import-from-name-alone', 'imported key pairs of one name have one id in all regions',
    'identifier.import.per-region',
    idsOf(importing, (ctx) => hashOf(ctx.parameters.get('KeyName')))],
  ['import-from-key', 'the id of an imported key pair follows from its public key and name',
    'identifier.import.not-from-key',
    idsOf(importing, (ctx) =>
      hashOf(ctx.region, ctx.parameters.get('KeyName'), ctx.parameters.get('PublicKeyMaterial')))],
  ['import-few', 'ids of imported key pairs repeat after forty', 'identifier.import.unique',
    perServer(() => {
      const made: string[] = [];
      let turn = 0;
      return at('identifiers', 'keyPairId', importing, (right, ctx) => {
        const place = turn++ % 40;
        const id = made[place] ?? right(ctx);
        made[place] = id;
        return id;
      });
    })],
  ['create-pairwise', 'two creates one after the other get one id', 'identifier.create.unique',
    perServer(() => {
      let turn = 0;
      let last = '';
      return at('identifiers', 'keyPairId', creating, (right, ctx) => {
        if (turn++ % 2 === 0) last = right(ctx);
        return last;
      });
    })],
  ['create-answer-other', 'a create answers another id than a describe shows', 'identifier.create.described',
    at('responses', 'created', always, (right, ctx, pair, material) =>
      right(ctx, { ...pair, id: ctx.behaviours.identifiers.keyPairId(ctx) }, material))],
  ['import-answer-other', 'an import answers another id than a describe shows', 'identifier.import.described',
    at('responses', 'imported', always, (right, ctx, pair) =>
      right(ctx, { ...pair, id: ctx.behaviours.identifiers.keyPairId(ctx) }))],
  ['create-unaddressable', 'created key pairs cannot be described by id', 'identifier.create.addresses',
    at('store', 'byId', always, (right, ctx, id) => {
      const pair = right(ctx, id);
      return pair?.origin === 'created' ? undefined : pair;
    })],
  ['import-unaddressable', 'imported key pairs cannot be described by id', 'identifier.import.addresses',
    at('store', 'byId', always, (right, ctx, id) => {
      const pair = right(ctx, id);
      return pair?.origin === 'imported' ? undefined : pair;
    })],
  ['import-id-missing', 'the answer to an import has no id', 'identifier.import.format',
    at('responses', 'imported', always, (right, ctx, pair) =>
      right(ctx, pair).filter(({ name }) => name !== 'keyPairId'),
    ), { source: 'https://github.com/getmoto/moto/pull/5370' }],
  ['describe-id-missing', 'a describe shows no ids', 'identifier.describe.format',
    at('responses', 'describedItem', always, (right, ctx, pair) =>
      right(ctx, pair).filter(({ name }) => name !== 'keyPairId'),
    ), { source: 'https://github.com/getmoto/moto/pull/5370' }],
  ['list-shows-others', 'a describe of everything shows new ids each time', 'identifier.describe.stable',
    at('responses', 'describedItem', always, (right, ctx, pair) =>
      right(
        ctx,
        ctx.behaviours.describe.names(ctx).length + ctx.behaviours.describe.ids(ctx).length === 0
          ? { ...pair, id: ctx.behaviours.identifiers.keyPairId(ctx) }
          : pair,
      ))],
  ['former-id-shows-new', 'the id of a deleted key pair shows the new one of its name',
    'identifier.describe.not-after-delete',
    (correct) => {
      const { store } = correct;
      const { names, remove } = rememberingRemoval(correct);
      return {
        deletion: { remove },
        store: { byId: (ctx, id) => store.byId(ctx, id) ?? store.byName(ctx, names.get(id) ?? '') },
      };
    }],
]);

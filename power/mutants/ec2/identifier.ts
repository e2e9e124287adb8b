import { createHash } from 'node:crypto';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { type Mutant, mutantsOf } from '../mutant.ts';
import { creating, importing, only } from './conditions.ts';
import { rememberingRemoval } from './faults/removed.ts';

/** Ids made in another way by some action. */
function idsOf(
  condition: (ctx: Context) => boolean,
  make: (ctx: Context, right: string) => string,
): Mutant['fault'] {
  return ({ identifiers }) => ({
    identifiers: {
      keyPairId: only(condition, (ctx) => make(ctx, identifiers.keyPairId(ctx)), identifiers.keyPairId),
      isKeyPairId: (_ctx, text) => /^key-/i.test(text),
    },
  });
}

function hashOf(...parts: readonly (string | undefined)[]): string {
  return `key-${createHash('sha1').update(parts.join('/')).digest('hex').slice(0, 17)}`;
}

/** Faults in the ids of key pairs. */
export const IDENTIFIER_MUTANTS: readonly Mutant[] = mutantsOf('identifier', {
  'create-short': {
    summary: 'ids of created key pairs have eight digits',
    mustBeKilledBy: 'identifier.create.format',
    fault: idsOf(creating, (_ctx, right) => right.slice(0, 12)),
  },
  'import-short': {
    summary: 'ids of imported key pairs have sixteen digits',
    mustBeKilledBy: 'identifier.import.format',
    fault: idsOf(importing, (_ctx, right) => right.slice(0, -1)),
  },
  'import-upper-case': {
    summary: 'ids of imported key pairs are in upper case',
    mustBeKilledBy: 'identifier.import.format',
    fault: idsOf(importing, (_ctx, right) => `key-${right.slice(4).toUpperCase()}`),
  },
  'other-prefix': {
    summary: 'ids of created key pairs begin with `keypair-`',
    mustBeKilledBy: 'identifier.create.format',
    fault: idsOf(creating, (_ctx, right) => right.replace('key-', 'keypair-')),
  },
  'describe-long': {
    summary: 'a describe shows the ids with one digit more',
    mustBeKilledBy: 'identifier.describe.format',
    fault: ({ responses }) => ({
      responses: {
        describedItem: (ctx, pair) => responses.describedItem(ctx, { ...pair, id: `${pair.id}0` }),
      },
    }),
  },
  'create-from-name': {
    summary: 'the id of a created key pair follows from its name',
    mustBeKilledBy: 'identifier.create.new-each-time',
    fault: idsOf(creating, (ctx) => hashOf(ctx.region, ctx.parameters.get('KeyName'))),
  },
  'import-from-name': {
    summary: 'the id of an imported key pair follows from its name and region',
    mustBeKilledBy: 'identifier.import.new-each-time',
    fault: idsOf(importing, (ctx) => hashOf(ctx.region, ctx.parameters.get('KeyName'))),
  },
  'create-from-name-alone': {
    summary: 'created key pairs of one name have one id in all regions',
    mustBeKilledBy: 'identifier.create.per-region',
    fault: idsOf(creating, (ctx) => hashOf(ctx.parameters.get('KeyName'))),
  },
  'import-from-name-alone': {
    summary: 'imported key pairs of one name have one id in all regions',
    mustBeKilledBy: 'identifier.import.per-region',
    fault: idsOf(importing, (ctx) => hashOf(ctx.parameters.get('KeyName'))),
  },
  'import-from-key': {
    summary: 'the id of an imported key pair follows from its public key and name',
    mustBeKilledBy: 'identifier.import.not-from-key',
    fault: idsOf(importing, (ctx) =>
      hashOf(ctx.region, ctx.parameters.get('KeyName'), ctx.parameters.get('PublicKeyMaterial')),
    ),
  },
  'import-few': {
    summary: 'ids of imported key pairs repeat after forty',
    mustBeKilledBy: 'identifier.import.unique',
    fault: ({ identifiers }) => {
      const made: string[] = [];
      let turn = 0;
      return {
        identifiers: {
          keyPairId: only(
            importing,
            (ctx) => {
              const place = turn++ % 40;
              const id = made[place] ?? identifiers.keyPairId(ctx);
              made[place] = id;
              return id;
            },
            identifiers.keyPairId,
          ),
        },
      };
    },
  },
  'create-pairwise': {
    summary: 'two creates one after the other get one id',
    mustBeKilledBy: 'identifier.create.unique',
    fault: ({ identifiers }) => {
      let turn = 0;
      let last = '';
      return {
        identifiers: {
          keyPairId: only(
            creating,
            (ctx) => {
              if (turn++ % 2 === 0) last = identifiers.keyPairId(ctx);
              return last;
            },
            identifiers.keyPairId,
          ),
        },
      };
    },
  },
  'create-answer-other': {
    summary: 'a create answers another id than a describe shows',
    mustBeKilledBy: 'identifier.create.described',
    fault: ({ responses, identifiers }) => ({
      responses: {
        created: (ctx, pair, material) =>
          responses.created(ctx, { ...pair, id: identifiers.keyPairId(ctx) }, material),
      },
    }),
  },
  'import-answer-other': {
    summary: 'an import answers another id than a describe shows',
    mustBeKilledBy: 'identifier.import.described',
    fault: ({ responses, identifiers }) => ({
      responses: {
        imported: (ctx, pair) => responses.imported(ctx, { ...pair, id: identifiers.keyPairId(ctx) }),
      },
    }),
  },
  'create-unaddressable': {
    summary: 'created key pairs cannot be described by id',
    mustBeKilledBy: 'identifier.create.addresses',
    fault: ({ store }) => ({
      store: {
        byId: (ctx, id) => {
          const pair = store.byId(ctx, id);
          return pair?.origin === 'created' ? undefined : pair;
        },
      },
    }),
  },
  'import-unaddressable': {
    summary: 'imported key pairs cannot be described by id',
    mustBeKilledBy: 'identifier.import.addresses',
    fault: ({ store }) => ({
      store: {
        byId: (ctx, id) => {
          const pair = store.byId(ctx, id);
          return pair?.origin === 'imported' ? undefined : pair;
        },
      },
    }),
  },
  'import-id-missing': {
    summary: 'the answer to an import has no id',
    mustBeKilledBy: 'identifier.import.format',
    source: 'https://github.com/getmoto/moto/pull/5370',
    fault: ({ responses }) => ({
      responses: {
        imported: (ctx, pair) => responses.imported(ctx, pair).filter(({ name }) => name !== 'keyPairId'),
      },
    }),
  },
  'describe-id-missing': {
    summary: 'a describe shows no ids',
    mustBeKilledBy: 'identifier.describe.format',
    source: 'https://github.com/getmoto/moto/pull/5370',
    fault: ({ responses }) => ({
      responses: {
        describedItem: (ctx, pair) =>
          responses.describedItem(ctx, pair).filter(({ name }) => name !== 'keyPairId'),
      },
    }),
  },
  'list-shows-others': {
    summary: 'a describe of everything shows new ids each time',
    mustBeKilledBy: 'identifier.describe.stable',
    fault: ({ responses, identifiers, describe }) => ({
      responses: {
        describedItem: (ctx, pair) =>
          responses.describedItem(
            ctx,
            describe.names(ctx).length + describe.ids(ctx).length === 0
              ? { ...pair, id: identifiers.keyPairId(ctx) }
              : pair,
          ),
      },
    }),
  },
  'former-id-shows-new': {
    summary: 'the id of a deleted key pair shows the new one of its name',
    mustBeKilledBy: 'identifier.describe.not-after-delete',
    fault: (correct) => {
      const { store } = correct;
      const { names, remove } = rememberingRemoval(correct);
      return {
        deletion: { remove },
        store: { byId: (ctx, id) => store.byId(ctx, id) ?? store.byName(ctx, names.get(id) ?? '') },
      };
    },
  },
});

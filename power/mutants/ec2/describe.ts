import { leaf, refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';
import { accept, always, at, describing, perServer, table, together } from './table.ts';

/** A public key shown in another way. */
export function publicKey(show: (pair: KeyPair, right: string) => string): Mutant['fault'] {
  return at('keyMaterial', 'describedPublicKey', always, (right, ctx, pair) => show(pair, right(ctx, pair)));
}

/** A public key of an imported key pair shown in a way that depends on the text that was sent. */
export function publicKeyBySent(
  show: (sent: string, pair: KeyPair, right: string) => string,
): Mutant['fault'] {
  return ({ store, keyMaterial }) => {
    const texts = new Map<string, string>();
    return {
      store: {
        insert: (ctx, pair) => {
          const material = ctx.parameters.get('PublicKeyMaterial');
          if (material !== undefined) texts.set(pair.id, Buffer.from(material, 'base64').toString('latin1'));
          return store.insert(ctx, pair);
        },
      },
      keyMaterial: {
        describedPublicKey: (ctx, pair) => {
          const right = keyMaterial.describedPublicKey(ctx, pair);
          const sent = texts.get(pair.id);
          return sent === undefined ? right : show(sent, pair, right);
        },
      },
    };
  };
}

/** Key types shown in another way. */
export function keyType(show: (pair: KeyPair) => string): Mutant['fault'] {
  return at('responses', 'describedItem', always, (right, ctx, pair) =>
    right(ctx, pair).map((node) => (node.name === 'keyType' ? leaf('keyType', show(pair)) : node)),
  );
}

/** Faults in lookups by name. */
// biome-ignore format: a row is a mutant
export const DESCRIBE_NAMES: readonly Mutant[] = table('describe', [
  ['unknown-name-empty', 'a describe of an unknown name is an empty list', 'describe.describe.unknown-name',
    at('describe', 'unknownName', always, accept),
    { source: 'https://github.com/floci-io/floci/issues/1911' }],
  ['unknown-name-passed-over', 'an unknown name beside a known one is ignored',
    'describe.describe.known-and-unknown-name',
    at('describe', 'unknownName', always, (right, ctx, name) =>
      ctx.behaviours.describe.names(ctx).length > 1 ? undefined : right(ctx, name))],
  ['only-first-name-checked', 'of several names only the last is looked for before the answer',
    'describe.describe.unknown-name-first',
    at('describe', 'unknownName', always, (right, ctx, name) =>
      ctx.behaviours.describe.names(ctx).at(-1) === name ? right(ctx, name) : undefined)],
  ['unknown-name-constant-message', 'the refusal of an unknown name does not tell the name',
    'describe.describe.unknown-name-message',
    at('describe', 'unknownName', always, (right, ctx, name) =>
      right(ctx, name) && refusal('InvalidKeyPair.NotFound', 'A key pair does not exist'))],
  ['unknown-name-tells-all', 'the refusal of one of several names tells all of them',
    'describe.describe.only-missing-name-told',
    at('describe', 'unknownName', always, (right, ctx, name) =>
      right(ctx, name) &&
      refusal(
        'InvalidKeyPair.NotFound',
        `The key pairs '${ctx.behaviours.describe.names(ctx).join(', ')}' do not exist`))],
  ['unknown-name-404', 'a describe of an unknown name has HTTP status 404', 'describe.describe.unknown-name',
    at('describe', 'unknownName', always, (right, ctx, name) => {
      const refused = right(ctx, name);
      return refused && { ...refused, status: 404 };
    })],
  ['deleted-name-empty', 'a describe of a deleted name is an empty list for good',
    'describe.describe.deleted-name',
    perServer(() => {
      const gone = new Set<string>();
      return together(
        at('store', 'remove', always, (right, ctx, pair) => {
          gone.add(pair.name);
          right(ctx, pair);
        }),
        at('describe', 'unknownName', always, (right, ctx, name) =>
          (gone.has(name) ? undefined : right(ctx, name))));
    })],
  ['name-by-beginning', 'a describe by name shows all names that begin with it', 'describe.describe.by-name',
    at('describe', 'selected', always, (right, ctx) => {
      const names = ctx.behaviours.describe.names(ctx);
      return names.length === 0
        ? right(ctx)
        : ctx.store.all().filter((pair) => names.some((name) => pair.name.startsWith(name)));
    })],
  ['part-of-name-found', 'the beginning of a name stands for the name', 'describe.describe.part-of-name',
    perServer(({ describe, store }) =>
      together(
        at('describe', 'unknownName', always, (right, ctx, name) =>
          ctx.store.all().some((pair) => pair.name.startsWith(name))
            ? undefined
            : right(ctx, name)),
        at('describe', 'selected', always, (right, ctx) => describe.names(ctx).length === 0
    ? right(ctx)
    : describe
        .names(ctx)
        .flatMap(
          (name) =>
            store.byName(ctx, name) ??
            ctx.store.all().find((pair) => pair.name.startsWith(name)) ??
            [],
        ))))],
  ['names-ignore-case', 'a describe by name does not look at upper and lower case',
    'describe.describe.name-in-other-case',
    at('describe', 'names', always, (right, ctx) =>
      right(ctx).map((name) =>
        ctx.behaviours.store.byName(ctx, name) === undefined
          ? (ctx.store.all().find((pair) => pair.name.toLowerCase() === name.toLowerCase())?.name ?? name)
          : name,
      ))],
  ['names-are-patterns', 'an asterisk in a name stands for any text', 'describe.describe.name-is-no-pattern',
    at('describe', 'names', always, (right, ctx) =>
      right(ctx).flatMap((name) => {
        if (!name.includes('*')) return [name];
        const stem = name.slice(0, name.indexOf('*'));
        const fitting = ctx.store.all().filter((pair) => pair.name.startsWith(stem));
        return fitting.length === 0 ? [name] : fitting.map((pair) => pair.name);
      }))],
  ['names-ignored', 'a describe by several names shows everything', 'describe.describe.several-names',
    at('describe', 'selected', always, (right, ctx) =>
      ctx.behaviours.describe.names(ctx).length > 1 ? ctx.store.all() : right(ctx))],
  ['only-first-name', 'of several names only the first is shown', 'describe.describe.several-names',
    at('describe', 'names', always, (right, ctx) => right(ctx).slice(0, 1))],
  ['only-first-id', 'of several ids only the first is shown', 'describe.describe.several-ids',
    at('describe', 'ids', always, (right, ctx) => right(ctx).slice(0, 1))],
  ['ids-ignored', 'a describe by id shows everything', 'describe.describe.by-id',
    at('describe', 'selected', always, (right, ctx) =>
      ctx.behaviours.describe.ids(ctx).length > 0 ? ctx.store.all() : right(ctx))],
  ['created-ids-ignored', 'a describe by the id of a created key pair shows everything',
    'describe.describe.created-by-id',
    at('describe', 'selected', always, (right, ctx) => {
      const pairs = right(ctx);
      return ctx.behaviours.describe.ids(ctx).length === 1 && pairs[0]?.origin === 'created'
        ? ctx.store.all()
        : pairs;
    })],
  ['id-before-combination', 'an unknown id is looked at before it is seen that a name is there too',
    'describe.describe.name-and-unknown-id',
    at('describe', 'combination', always, (right, ctx) =>
      ctx.behaviours.describe
        .ids(ctx)
        .map((id) => ctx.behaviours.describe.unknownId(ctx, id))
        .find((refused) => refused !== undefined) ?? right(ctx))],
  ['unknown-id-message', 'the message for an unknown id does not name it',
    'describe.describe.message-unknown-id',
    at('describe', 'unknownId', always,
      (right, ctx, id) => right(ctx, id) && refusal('InvalidParameterValue', 'Bad value'))],
  ['combination-message', 'the message for a name and an id together says something else',
    'describe.describe.message-name-and-id',
    at('describe', 'combination', always,
      (right, ctx) => right(ctx) && refusal('InvalidParameterCombination', 'Bad request'))],
  ['unknown-filter-message', 'the message for an unknown filter does not name it',
    'describe.describe.message-unknown-filter',
    at('filters', 'unknown', always,
      (right, ctx, filter) => right(ctx, filter) && refusal('InvalidParameterValue', 'Bad filter'))],
  ['name-is-an-id', 'a name that is the id of another key pair is taken for the id',
    'describe.describe.name-of-an-id',
    at('store', 'byName', describing, (right, ctx, name) => ctx.behaviours.store.byId(ctx, name) ?? right(ctx, name))],
]);

/** Faults in what a describe of several or all key pairs shows. */
// biome-ignore format: a row is a mutant
export const DESCRIBE_LISTS: readonly Mutant[] = table('describe', [
  ['repeated-name-twice', 'a name that is given twice is shown twice', 'describe.describe.repeated-name',
    at('describe', 'selected', always, (right, ctx) =>
      ctx.behaviours.describe.names(ctx).length === 0
        ? right(ctx)
        : ctx.behaviours.describe.names(ctx).flatMap((name) => ctx.behaviours.store.byName(ctx, name) ?? []))],
  ['repeated-id-twice', 'an id that is given twice is shown twice', 'describe.describe.repeated-id',
    at('describe', 'selected', always, (right, ctx) =>
      ctx.behaviours.describe.ids(ctx).length === 0
        ? right(ctx)
        : ctx.behaviours.describe.ids(ctx).flatMap((id) => ctx.behaviours.store.byId(ctx, id) ?? []))],
  ['everything-without-created', 'a describe of everything shows imported key pairs only',
    'describe.describe.everything',
    at('describe', 'selected', always, (right, ctx) => {
      const pairs = right(ctx);
      const everything =
        ctx.behaviours.describe.names(ctx).length + ctx.behaviours.describe.ids(ctx).length === 0;
      return everything && !ctx.parameters.names().some((name) => name.startsWith('Filter.'))
        ? pairs.filter(({ origin }) => origin === 'imported')
        : pairs;
    })],
  ['pages-of-fifty', 'a describe shows fifty key pairs at the most', 'describe.describe.no-paging',
    at('describe', 'answered', always, (right, ctx, pairs) => right(ctx, pairs).slice(0, 50))],
  ['empty-region-refused', 'a describe of everything in an empty region is refused as not found',
    'describe.describe.empty-region',
    at('describe', 'refuse', always, (right, ctx) =>
      right(ctx) ??
      (ctx.store.size === 0 ? refusal('InvalidKeyPair.NotFound', 'There are no key pairs') : undefined))],
  ['name-and-id-accepted', 'a describe with a name and an id shows both',
    'describe.describe.name-and-other-id',
    at('describe', 'combination', always, accept)],
  ['name-and-own-id-accepted', 'a describe with the name and the id of one key pair is accepted',
    'describe.describe.name-and-id',
    at('describe', 'combination', always, (right, ctx) => {
      const [name = ''] = ctx.behaviours.describe.names(ctx);
      const same = ctx.behaviours.store.byName(ctx, name)?.id === ctx.behaviours.describe.ids(ctx)[0];
      return same ? undefined : right(ctx);
    })],
  ['blank-name-shows-all', 'a describe of a blank name shows everything', 'describe.describe.blank-name',
    at('describe', 'names', always, (right, ctx) => right(ctx).filter((name) => name !== ''))],
  ['blank-name-passed-over', 'a blank name beside a known one is ignored',
    'describe.describe.known-and-blank-name',
    at('describe', 'names', always, (right, ctx) => {
      const names = right(ctx);
      return names.length > 1 ? names.filter((name) => name !== '') : names;
    })],
  ['blank-name-not-found', 'a blank name is refused as not found', 'describe.describe.blank-name',
    at('describe', 'blankName', always, accept)],
]);

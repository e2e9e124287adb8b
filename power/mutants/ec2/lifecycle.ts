import { setTimeout } from 'node:timers/promises';
import { leaf, refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';
import {
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

/** Milliseconds by which an answer comes before its effect. */
const LATE_MS = 300;

/** Faults in whether an action works at all. */
// biome-ignore format: a row is a mutant
export const LIFECYCLE_BASICS: readonly Mutant[] = table('lifecycle', [
  // Who says that there is no such action says the truth; that is a lack of coverage and no fault.
  ['create-forbidden', 'nobody may create', 'lifecycle.create.works',
    at('authorization', 'authorize', creating, () => refusal('UnauthorizedOperation', 'Not yours'))],
  ['import-forbidden', 'nobody may import', 'lifecycle.import.works',
    at('authorization', 'authorize', importing, () => refusal('UnauthorizedOperation', 'Not yours'))],
  ['import-answers-other-name', 'import answers with a name of its own', 'lifecycle.import.works',
    at('responses', 'imported', always, (right, ctx, pair) =>
      right(ctx, { ...pair, name: `imported-${pair.name}` }))],
  ['describe-nothing', 'a describe is always empty', 'lifecycle.describe.works',
    at('describe', 'answered', always, () => [])],
  ['describe-first-only', 'a describe by name shows the oldest key pair, whatever the name',
    'lifecycle.describe.works',
    at('describe', 'selected', always, (right, ctx) =>
      ctx.behaviours.describe.names(ctx).length === 0 ? right(ctx) : ctx.store.all().slice(0, 1))],
  ['delete-says-true', 'delete by name answers `true` and deletes nothing', 'lifecycle.delete.works',
    at('deletion', 'remove', always, () => undefined),
    { source: 'https://github.com/floci-io/floci/issues/2185' }],
  ['delete-all', 'delete removes every key pair of the region', 'lifecycle.delete.works',
    at('deletion', 'remove', always, (right, ctx) => {
      for (const pair of ctx.store.all()) right(ctx, pair);
    })],
  ['delete-latest', 'delete removes the key pair that was made last', 'lifecycle.delete.works',
    at('deletion', 'target', always, (right, ctx) =>
      right(ctx) === undefined ? undefined : ctx.store.all().at(-1))],
  ['delete-by-name-later', 'a delete by name is answered before it is done', 'lifecycle.delete.works',
    at('deletion', 'remove', (ctx) => ctx.parameters.get('KeyName') !== undefined, (right, ctx, pair) => {
      void setTimeout(LATE_MS).then(() => right(ctx, pair));
    })],
  ['import-later', 'an import is answered before the key pair is there', 'lifecycle.describe.works',
    at('store', 'insert', importing, (right, ctx, pair) => {
      const refused = ctx.behaviours.duplicates.refuse(ctx, pair.name);
      if (refused === undefined) void setTimeout(LATE_MS).then(() => right(ctx, pair));
      return refused;
    })],
]);

/** Faults that show when calls follow each other. */
// biome-ignore format: a row is a mutant
export const LIFECYCLE_SEQUENCES: readonly Mutant[] = table('lifecycle', [
  ['answer-other-id', 'the id in the answer to a create is not the one that is kept',
    'lifecycle.create.whole-life',
    at('responses', 'created', always, (right, ctx, pair, material) =>
      right(ctx, { ...pair, id: ctx.behaviours.identifiers.keyPairId(ctx) }, material))],
  ['describe-time-moves', 'the create time is that of the describe', 'lifecycle.create.whole-life',
    at('clock', 'timestamp', always, (right, ctx, time) =>
      right(ctx, describing(ctx) ? ctx.behaviours.clock.now(ctx) : time))],
  ['describe-changes-key', 'an imported key pair shows another public key at every other describe',
    'lifecycle.import.whole-life',
    perServer(() => {
      let turn = 0;
      return at('keyMaterial', 'describedPublicKey', always, (right, ctx, pair) => {
        const shown = right(ctx, pair);
        turn += 1;
        return turn % 2 === 0 && pair.origin === 'imported' ? shown.replace('AAAA', 'AAAB') : shown;
      });
    })],
  ['list-shows-deleted', 'a describe of everything goes on showing deleted key pairs',
    'lifecycle.import.whole-life',
    perServer(({ describe }) => {
      const gone: KeyPair[] = [];
      return together(
        at('store', 'remove', always, (right, ctx, pair) => {
          if (pair.origin === 'imported') gone.push(pair);
          right(ctx, pair);
        }),
        at('describe', 'selected', always, (right, ctx) => {
          const pairs = right(ctx);
          const everything = describe.names(ctx).length + describe.ids(ctx).length === 0;
          return everything ? [...pairs, ...gone.slice(-50)] : pairs;
        }));
    })],
  ['list-shows-created-twice', 'a describe of everything shows created key pairs twice',
    'lifecycle.create.whole-life',
    at('describe', 'selected', always, (right, ctx) => {
      const pairs = right(ctx);
      const everything =
        ctx.behaviours.describe.names(ctx).length + ctx.behaviours.describe.ids(ctx).length === 0;
      return everything ? [...pairs, ...pairs.filter(({ origin }) => origin === 'created')] : pairs;
    })],
  ['one-key-one-name', 'import of a key that another name has is refused',
    'lifecycle.import.one-key-many-names',
    at('duplicates', 'refuse', importing, (right, ctx, name) => {
      const sent = JSON.stringify(ctx.behaviours.material.read(ctx));
      return ctx.store.all().some(({ publicKey }) => JSON.stringify(publicKey) === sent)
        ? refusal('InvalidKeyPair.Duplicate', 'The key already exists')
        : right(ctx, name);
    })],
  ['delete-takes-the-same-key', 'delete takes all key pairs of the same public key along',
    'lifecycle.import.one-key-many-names',
    at('deletion', 'remove', always, (right, ctx, pair) => {
      for (const other of ctx.store.all()) {
        if (other.fingerprint === pair.fingerprint) right(ctx, other);
      }
    })],
  ['refused-leaves-nameless', 'an import without a name is refused, and a key pair without a name is listed',
    'lifecycle.import.refusals-leave-nothing',
    at('names', 'missing', importing, (right, ctx) => {
      const refused = right(ctx);
      const any = ctx.store.all()[0];
      if (refused !== undefined && any !== undefined) {
        const id = ctx.behaviours.identifiers.keyPairId(ctx);
        ctx.store.put('', { ...any, id, name: '' });
      }
      return refused;
    }), { source: 'https://github.com/floci-io/floci/issues/3356' }],
  ['refused-untrimmed-leaves-trimmed',
    'a create with an untrimmed name is refused, and a key pair of the trimmed name is listed',
    'lifecycle.create.refusals-leave-nothing',
    at('names', 'untrimmed', creating, (right, ctx, name) => {
      const refused = right(ctx, name);
      const any = ctx.store.all()[0];
      if (refused !== undefined && any !== undefined) {
        const id = ctx.behaviours.identifiers.keyPairId(ctx);
        ctx.store.put(name.trim(), { ...any, id, name: name.trim() });
      }
      return refused;
    })],
  ['markup-poisons-list', 'a name with markup makes every describe unreadable', 'name.create.xml-characters',
    at('xml', 'element', describing, (right, ctx, node) =>
      'text' in node && node.name === 'keyName' ? `<keyName>${node.text}</keyName>` : right(ctx, node))],
  ['delete-poisons-next', 'the first describe of a name after its delete fails', 'lifecycle.delete.works',
    perServer(() => {
      const deleted = new Set<string>();
      return at('authorization', 'authorize', always, (right, ctx) => {
        if (deleting(ctx)) deleted.add(ctx.parameters.get('KeyName') ?? '');
        const poisoned = describing(ctx) && deleted.delete(ctx.parameters.get('KeyName.1') ?? '');
        return poisoned ? refusal('InternalError', 'Try again', 500) : right(ctx);
      });
    })],
  ['answer-lacks-name', 'the answer to a create has no name', 'lifecycle.create.works',
    at('xml', 'fields', creating, (_right, _ctx, fields) =>
      fields.map((node) => (node.name === 'keyName' ? leaf('name', '') : node)))],
]);

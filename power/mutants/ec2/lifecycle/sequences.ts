import { leaf, refusal } from '../../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../../targets/reference/store.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, deleting, describing, importing, only } from '../conditions.ts';

/** Faults that show when calls follow each other. */
export const LIFECYCLE_SEQUENCES: readonly Mutant[] = mutantsOf('lifecycle', {
  'answer-other-id': {
    summary: 'the id in the answer to a create is not the one that is kept',
    mustBeKilledBy: 'lifecycle.create.whole-life',
    fault: ({ responses, identifiers }) => ({
      responses: {
        created: (ctx, pair, material) =>
          responses.created(ctx, { ...pair, id: identifiers.keyPairId(ctx) }, material),
      },
    }),
  },
  'describe-time-moves': {
    summary: 'the create time is that of the describe',
    mustBeKilledBy: 'lifecycle.create.whole-life',
    fault: ({ clock }) => ({
      clock: {
        timestamp: (ctx, time) => clock.timestamp(ctx, describing(ctx) ? clock.now(ctx) : time),
      },
    }),
  },
  'describe-changes-key': {
    summary: 'an imported key pair shows another public key at every other describe',
    mustBeKilledBy: 'lifecycle.import.whole-life',
    fault: ({ keyMaterial }) => {
      let turn = 0;
      return {
        keyMaterial: {
          describedPublicKey: (ctx, pair) => {
            const shown = keyMaterial.describedPublicKey(ctx, pair);
            turn += 1;
            return turn % 2 === 0 && pair.origin === 'imported' ? shown.replace('AAAA', 'AAAB') : shown;
          },
        },
      };
    },
  },
  'list-shows-deleted': {
    summary: 'a describe of everything goes on showing deleted key pairs',
    mustBeKilledBy: 'lifecycle.import.whole-life',
    fault: ({ store, describe }) => {
      const gone: KeyPair[] = [];
      return {
        store: {
          remove: (ctx, pair) => {
            if (pair.origin === 'imported') gone.push(pair);
            store.remove(ctx, pair);
          },
        },
        describe: {
          selected: (ctx) => {
            const pairs = describe.selected(ctx);
            const everything = describe.names(ctx).length + describe.ids(ctx).length === 0;
            return everything ? [...pairs, ...gone.slice(-50)] : pairs;
          },
        },
      };
    },
  },
  'list-shows-created-twice': {
    summary: 'a describe of everything shows created key pairs twice',
    mustBeKilledBy: 'lifecycle.create.whole-life',
    fault: ({ describe }) => ({
      describe: {
        selected: (ctx) => {
          const pairs = describe.selected(ctx);
          const everything = describe.names(ctx).length + describe.ids(ctx).length === 0;
          return everything ? [...pairs, ...pairs.filter(({ origin }) => origin === 'created')] : pairs;
        },
      },
    }),
  },
  'one-key-one-name': {
    summary: 'import of a key that another name has is refused',
    mustBeKilledBy: 'lifecycle.import.one-key-many-names',
    fault: ({ duplicates, material }) => ({
      duplicates: {
        refuse: only(
          importing,
          (ctx, name) => {
            const sent = JSON.stringify(material.read(ctx));
            return ctx.store.all().some(({ publicKey }) => JSON.stringify(publicKey) === sent)
              ? refusal('InvalidKeyPair.Duplicate', 'The key already exists')
              : duplicates.refuse(ctx, name);
          },
          duplicates.refuse,
        ),
      },
    }),
  },
  'delete-takes-the-same-key': {
    summary: 'delete takes all key pairs of the same public key along',
    mustBeKilledBy: 'lifecycle.import.one-key-many-names',
    fault: ({ deletion }) => ({
      deletion: {
        remove: (ctx, pair) => {
          for (const other of ctx.store.all()) {
            if (other.fingerprint === pair.fingerprint) deletion.remove(ctx, other);
          }
        },
      },
    }),
  },
  'refused-leaves-nameless': {
    summary: 'an import without a name is refused, and a key pair without a name is listed',
    mustBeKilledBy: 'lifecycle.import.refusals-leave-nothing',
    source: 'https://github.com/floci-io/floci/issues/3356',
    fault: ({ names }) => ({
      names: {
        missing: only(
          importing,
          (ctx) => {
            const refused = names.missing(ctx);
            const any = ctx.store.all()[0];
            if (refused !== undefined && any !== undefined) {
              const id = ctx.behaviours.identifiers.keyPairId(ctx);
              ctx.store.put('', { ...any, id, name: '' });
            }
            return refused;
          },
          names.missing,
        ),
      },
    }),
  },
  'refused-untrimmed-leaves-trimmed': {
    summary: 'a create with an untrimmed name is refused, and a key pair of the trimmed name is listed',
    mustBeKilledBy: 'lifecycle.create.refusals-leave-nothing',
    fault: ({ names }) => ({
      names: {
        untrimmed: only(
          creating,
          (ctx, name) => {
            const refused = names.untrimmed(ctx, name);
            const any = ctx.store.all()[0];
            if (refused !== undefined && any !== undefined) {
              const id = ctx.behaviours.identifiers.keyPairId(ctx);
              ctx.store.put(name.trim(), { ...any, id, name: name.trim() });
            }
            return refused;
          },
          names.untrimmed,
        ),
      },
    }),
  },
  'markup-poisons-list': {
    summary: 'a name with markup makes every describe unreadable',
    mustBeKilledBy: 'name.create.xml-characters',
    fault: ({ xml }) => ({
      xml: {
        element: only(
          describing,
          (ctx, node) =>
            'text' in node && node.name === 'keyName'
              ? `<keyName>${node.text}</keyName>`
              : xml.element(ctx, node),
          xml.element,
        ),
      },
    }),
  },
  'delete-poisons-next': {
    summary: 'the describe after a delete fails once',
    mustBeKilledBy: 'lifecycle.describe.works',
    fault: ({ authorization }) => {
      let deleted = false;
      return {
        authorization: {
          authorize: (ctx) => {
            const poisoned = deleted && describing(ctx);
            deleted = deleting(ctx) || (deleted && !poisoned);
            return poisoned ? refusal('InternalError', 'Try again', 500) : authorization.authorize(ctx);
          },
        },
      };
    },
  },
  'answer-lacks-name': {
    summary: 'the answer to a create has no name',
    mustBeKilledBy: 'lifecycle.create.works',
    fault: ({ xml }) => ({
      xml: {
        fields: only(
          creating,
          (_ctx, fields) => fields.map((node) => (node.name === 'keyName' ? leaf('name', '') : node)),
          xml.fields,
        ),
      },
    }),
  },
});

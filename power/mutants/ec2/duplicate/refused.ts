import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept, creating, importing, only } from '../conditions.ts';
import { DUPLICATE } from '../faults/refusals.ts';

/** Faults in what happens to a name that is taken. */
export const DUPLICATE_REFUSED: readonly Mutant[] = mutantsOf('duplicate', {
  'import-overwrites': {
    summary: 'import replaces a key pair of the same name',
    mustBeKilledBy: 'duplicate.import-after-import',
    source: 'https://github.com/floci-io/floci/issues/1845',
    fault: ({ duplicates }) => ({
      duplicates: { refuse: only(importing, accept, duplicates.refuse) },
    }),
  },
  'create-overwrites': {
    summary: 'create replaces a key pair of the same name',
    mustBeKilledBy: 'duplicate.create-after-create',
    fault: ({ duplicates }) => ({
      duplicates: { refuse: only(creating, accept, duplicates.refuse) },
    }),
  },
  'create-over-imported': {
    summary: 'create replaces an imported key pair of the same name',
    mustBeKilledBy: 'duplicate.create-after-import',
    fault: ({ duplicates }) => ({
      duplicates: {
        refuse: only(
          creating,
          (ctx, name) =>
            ctx.behaviours.store.byName(ctx, name)?.origin === 'imported'
              ? undefined
              : duplicates.refuse(ctx, name),
          duplicates.refuse,
        ),
      },
    }),
  },
  'import-over-created': {
    summary: 'import replaces a created key pair of the same name',
    mustBeKilledBy: 'duplicate.import-after-create',
    fault: ({ duplicates }) => ({
      duplicates: {
        refuse: only(
          importing,
          (ctx, name) =>
            ctx.behaviours.store.byName(ctx, name)?.origin === 'created'
              ? undefined
              : duplicates.refuse(ctx, name),
          duplicates.refuse,
        ),
      },
    }),
  },
  'create-returns-existing': {
    summary: 'create under a taken name answers with a new key and keeps the old one',
    mustBeKilledBy: 'duplicate.create-after-create',
    fault: ({ duplicates, store }) => ({
      duplicates: { refuse: only(creating, accept, duplicates.refuse) },
      store: {
        insert: only(
          creating,
          (ctx, pair) =>
            ctx.behaviours.store.byName(ctx, pair.name) === undefined ? store.insert(ctx, pair) : undefined,
          store.insert,
        ),
      },
    }),
  },
  'import-idempotent': {
    summary: 'import of the same key under the same name is accepted again',
    mustBeKilledBy: 'duplicate.import-same-key',
    fault: ({ duplicates, store, material }) => ({
      duplicates: {
        refuse: only(
          importing,
          (ctx, name) => {
            const held = ctx.behaviours.store.byName(ctx, name);
            const sent = material.read(ctx);
            const same =
              held !== undefined &&
              !('kind' in sent) &&
              JSON.stringify(held.publicKey) === JSON.stringify(sent);
            return same ? undefined : duplicates.refuse(ctx, name);
          },
          duplicates.refuse,
        ),
      },
      store: {
        insert: (ctx, pair) =>
          ctx.behaviours.duplicates.refuse(ctx, pair.name) === undefined &&
          ctx.behaviours.store.byName(ctx, pair.name) !== undefined
            ? undefined
            : store.insert(ctx, pair),
      },
    }),
  },
  'material-before-duplicate': {
    summary: 'import looks at the material before it looks at the name',
    mustBeKilledBy: 'duplicate.import-before-material',
    fault: ({ duplicates, material }) => ({
      duplicates: {
        refuse: only(
          importing,
          (ctx, name) => {
            const read = material.read(ctx);
            return 'kind' in read ? read : duplicates.refuse(ctx, name);
          },
          duplicates.refuse,
        ),
      },
    }),
  },
  'refuses-and-overwrites': {
    summary: 'a duplicate import is refused rightly, but the new key replaces the old one',
    mustBeKilledBy: 'duplicate.import-after-import',
    fault: ({ duplicates, material, fingerprints }) => ({
      duplicates: {
        refuse: only(
          importing,
          (ctx, name) => {
            const held = ctx.behaviours.store.byName(ctx, name);
            const publicKey = material.read(ctx);
            if (held !== undefined && !('kind' in publicKey)) {
              ctx.store.remove(held.id);
              const fingerprint =
                publicKey.type === 'rsa'
                  ? fingerprints.importedRsa(ctx, publicKey)
                  : fingerprints.importedEd25519(ctx, publicKey);
              ctx.store.put(name, { ...held, publicKey, fingerprint });
            }
            return held === undefined ? duplicates.refuse(ctx, name) : DUPLICATE;
          },
          duplicates.refuse,
        ),
      },
    }),
  },
  'refuses-and-drops-tags': {
    summary: 'a duplicate create is refused rightly, but the existing key pair loses its tags',
    mustBeKilledBy: 'duplicate.create-after-create',
    fault: ({ duplicates }) => ({
      duplicates: {
        refuse: only(
          creating,
          (ctx, name) => {
            const held = ctx.behaviours.store.byName(ctx, name);
            if (held !== undefined) {
              ctx.store.remove(held.id);
              ctx.store.put(name, { ...held, tags: [] });
            }
            return duplicates.refuse(ctx, name);
          },
          duplicates.refuse,
        ),
      },
    }),
  },
  'refuses-and-deletes': {
    summary: 'a duplicate import is refused rightly, but the existing key pair is gone',
    mustBeKilledBy: 'duplicate.import-after-create',
    fault: ({ duplicates }) => ({
      duplicates: {
        refuse: only(
          importing,
          (ctx, name) => {
            const held = ctx.behaviours.store.byName(ctx, name);
            const refused = duplicates.refuse(ctx, name);
            if (held?.origin === 'created') ctx.store.remove(held.id);
            return refused;
          },
          duplicates.refuse,
        ),
      },
    }),
  },
  'other-code': {
    summary: 'a duplicate is refused with a code of its own',
    mustBeKilledBy: 'duplicate.create-after-create',
    fault: ({ duplicates }) => ({
      duplicates: {
        refuse: (ctx, name) =>
          duplicates.refuse(ctx, name) && refusal('KeyPairAlreadyExists', 'The keypair already exists'),
      },
    }),
  },
  'status-409': {
    summary: 'a duplicate import is refused with HTTP status 409',
    mustBeKilledBy: 'duplicate.import-after-import',
    fault: ({ duplicates }) => ({
      duplicates: {
        refuse: only(
          importing,
          (ctx, name) => {
            const refused = duplicates.refuse(ctx, name);
            return refused && { ...refused, status: 409 };
          },
          duplicates.refuse,
        ),
      },
    }),
  },
});

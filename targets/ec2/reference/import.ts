import type { PublicKey } from '../../reference/keys/public-key.ts';
import type { KeyPair } from '../../reference/store.ts';
import type { Context } from './context.ts';
import { firstRefusal, type Outcome, type Prepared, type Refusal, success } from './outcome.ts';

/** ImportKeyPair: keeps a public key that the caller has the private half of. */
export function importKeyPair(ctx: Context): Refusal | Prepared {
  const { names, material, tags, duplicates, quota } = ctx.behaviours;
  const name = ctx.parameters.get('KeyName') ?? '';
  // Inferred: which of several faults speaks first, apart from what is said below.
  const refused = firstRefusal(
    () => names.missing(ctx),
    () => material.missing(ctx),
    () => names.refuse(ctx, name),
    () => tags.refuse(ctx),
    // Observed: a name that exists is refused before anybody looks at the material.
    () => duplicates.refuse(ctx, names.stored(ctx, name)),
  );
  if (refused !== undefined) return refused;
  const key = material.read(ctx);
  if ('kind' in key) return key;
  // Inferred: a full region is told last.
  const full = quota.refuse(ctx);
  return full ?? { kind: 'prepared', perform: () => keep(ctx, names.stored(ctx, name), key) };
}

async function keep(ctx: Context, name: string, publicKey: PublicKey): Promise<Outcome> {
  const { fingerprints, identifiers, clock, tags, store, responses } = ctx.behaviours;
  const pair: KeyPair = {
    id: identifiers.keyPairId(ctx),
    name,
    type: publicKey.type,
    origin: 'imported',
    publicKey,
    fingerprint:
      publicKey.type === 'rsa'
        ? fingerprints.importedRsa(ctx, publicKey)
        : fingerprints.importedEd25519(ctx, publicKey),
    createdAt: clock.now(ctx),
    tags: tags.stored(ctx),
  };
  const refused = await store.insert(ctx, pair);
  return refused ?? success(responses.imported(ctx, pair));
}

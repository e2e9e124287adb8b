import type { ImportedKey } from './behaviours/material.ts';
import type { Context } from './context.ts';
import { firstRefusal, type Outcome, type Prepared, type Refusal, success } from './outcome.ts';
import type { EcsKeyPair } from './pair.ts';

/** ImportKeyPair: keeps a public key that the caller has the private half of. */
export function importKeyPair(ctx: Context): Refusal | Prepared {
  const { names, material, tags, resourceGroups, duplicates, quota } = ctx.behaviours;
  const name = ctx.parameters.get('KeyPairName') ?? '';
  // Inferred: which of several faults speaks first.
  const refused = firstRefusal(
    () => names.missing(ctx),
    () => material.missing(ctx),
    () => names.refuse(ctx, name),
    () => tags.refuse(ctx),
    () => resourceGroups.unknown(ctx),
  );
  if (refused !== undefined) return refused;
  const key = material.read(ctx);
  if ('kind' in key) return key;
  const full = firstRefusal(
    () => duplicates.refuse(ctx, names.stored(ctx, name)),
    () => quota.refuse(ctx),
  );
  return full ?? { kind: 'prepared', perform: () => keep(ctx, names.stored(ctx, name), key) };
}

async function keep(ctx: Context, name: string, key: ImportedKey): Promise<Outcome> {
  const { fingerprints, identifiers, clock, tags, resourceGroups, store, responses } = ctx.behaviours;
  const pair: EcsKeyPair = {
    id: identifiers.keyPairId(ctx),
    name,
    origin: 'imported',
    ...key,
    fingerprint: fingerprints.rendered(ctx, fingerprints.imported(ctx, key.blob)),
    createdAt: clock.now(ctx),
    tags: tags.stored(ctx),
    resourceGroup: resourceGroups.stored(ctx),
  };
  const refused = await store.insert(ctx, pair);
  return refused ?? success(responses.imported(ctx, pair));
}

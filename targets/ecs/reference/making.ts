import type { ImportedKey } from './behaviours/material.ts';
import type { Context, EcsKeyPair } from './context.ts';
import { type Fields, firstRefusal, type Outcome, type Prepared, type Refusal, success } from './outcome.ts';

/** CreateKeyPair: makes an RSA key, keeps its public half and hands the private half out once. */
export function createKeyPair(ctx: Context): Refusal | Prepared {
  const { names, tags, resourceGroups, duplicates, quota } = ctx.behaviours;
  const name = ctx.parameters.get('KeyPairName') ?? '';
  // Inferred: which of several faults speaks first.
  const refused = firstRefusal(
    () => names.missing(ctx),
    () => names.refuse(ctx, name),
    () => tags.refuse(ctx),
    () => resourceGroups.unknown(ctx),
    () => duplicates.refuse(ctx, names.stored(ctx, name)),
    // Asked before the costly generation, and again when the pair is taken in.
    () => quota.refuse(ctx),
  );
  return refused ?? { kind: 'prepared', perform: () => create(ctx, names.stored(ctx, name)) };
}

async function create(ctx: Context, name: string): Promise<Outcome> {
  const { keyMaterial, fingerprints, responses } = ctx.behaviours;
  const privateKey = await keyMaterial.generate(ctx);
  const blob = keyMaterial.blob(ctx, privateKey);
  const digest = fingerprints.created(ctx, blob, privateKey);
  const material = keyMaterial.render(ctx, privateKey);
  return keep(ctx, { name, origin: 'created', algorithm: 'ssh-rsa', blob }, digest, (pair) =>
    responses.created(ctx, pair, material),
  );
}

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
  return full ?? { kind: 'prepared', perform: () => bring(ctx, names.stored(ctx, name), key) };
}

function bring(ctx: Context, name: string, key: ImportedKey): Promise<Outcome> {
  const { fingerprints, responses } = ctx.behaviours;
  const digest = fingerprints.imported(ctx, key.blob);
  return keep(ctx, { name, origin: 'imported', ...key }, digest, (pair) => responses.imported(ctx, pair));
}

/** Takes a new pair in, with what every pair is given. */
async function keep(
  ctx: Context,
  made: Pick<EcsKeyPair, 'name' | 'origin' | 'algorithm' | 'blob'>,
  digest: Buffer,
  answered: (pair: EcsKeyPair) => Fields,
): Promise<Outcome> {
  const { fingerprints, identifiers, clock, tags, resourceGroups, store } = ctx.behaviours;
  const pair: EcsKeyPair = {
    ...made,
    id: identifiers.keyPairId(ctx),
    fingerprint: fingerprints.rendered(ctx, digest),
    createdAt: clock.now(ctx),
    tags: tags.stored(ctx),
    resourceGroup: resourceGroups.stored(ctx),
  };
  const refused = await store.insert(ctx, pair);
  return refused ?? success(answered(pair));
}

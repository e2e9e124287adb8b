import type { Context } from './context.ts';
import { firstRefusal, type Outcome, type Prepared, type Refusal, success } from './outcome.ts';
import type { EcsKeyPair } from './pair.ts';

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
  const { keyMaterial, fingerprints, identifiers, clock, tags, resourceGroups, store, responses } =
    ctx.behaviours;
  const privateKey = await keyMaterial.generate(ctx);
  const blob = keyMaterial.blob(ctx, privateKey);
  const pair: EcsKeyPair = {
    id: identifiers.keyPairId(ctx),
    name,
    origin: 'created',
    algorithm: 'ssh-rsa',
    blob,
    fingerprint: fingerprints.rendered(ctx, fingerprints.created(ctx, blob, privateKey)),
    createdAt: clock.now(ctx),
    tags: tags.stored(ctx),
    resourceGroup: resourceGroups.stored(ctx),
  };
  const material = keyMaterial.render(ctx, privateKey);
  const refused = await store.insert(ctx, pair);
  return refused ?? success(responses.created(ctx, pair, material));
}

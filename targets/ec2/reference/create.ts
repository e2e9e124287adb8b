import type { KeyPair } from '../../reference/store.ts';
import type { Context } from './context.ts';
import { firstRefusal, type Outcome, type Prepared, type Refusal, success } from './outcome.ts';

/** CreateKeyPair: makes a key, keeps its public half and hands the private half out once. */
export function createKeyPair(ctx: Context): Refusal | Prepared {
  const { names, types, tags, duplicates, quota } = ctx.behaviours;
  const name = ctx.parameters.get('KeyName') ?? '';
  // Inferred: which of several faults speaks first, apart from what is said below.
  const refused = firstRefusal(
    () => names.missing(ctx),
    () => types.refuseKeyType(ctx),
    () => types.refuseKeyFormat(ctx),
    () => names.refuse(ctx, name),
    () => tags.refuse(ctx),
    () => duplicates.refuse(ctx, names.stored(ctx, name)),
    // Asked before the costly generation, and again when the pair is taken in.
    () => quota.refuse(ctx),
  );
  return refused ?? { kind: 'prepared', perform: () => create(ctx, names.stored(ctx, name)) };
}

async function create(ctx: Context, name: string): Promise<Outcome> {
  const { types, keyMaterial, fingerprints, identifiers, clock, tags, store, responses } = ctx.behaviours;
  const type = types.keyType(ctx);
  const privateKey = await keyMaterial.generate(ctx, type);
  const pair: KeyPair = {
    id: identifiers.keyPairId(ctx),
    name,
    type,
    origin: 'created',
    publicKey: keyMaterial.publicKey(ctx, privateKey),
    fingerprint:
      type === 'rsa'
        ? fingerprints.createdRsa(ctx, privateKey)
        : fingerprints.createdEd25519(ctx, privateKey),
    createdAt: clock.now(ctx),
    tags: tags.stored(ctx),
  };
  const material = keyMaterial.render(ctx, privateKey, type, name);
  const refused = await store.insert(ctx, pair);
  return refused ?? success(responses.created(ctx, pair, material));
}

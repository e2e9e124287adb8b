import type { PublicKey } from '../../reference/keys/public-key.ts';
import type { KeyPair } from '../../reference/store.ts';
import type { Context } from './context.ts';
import { firstRefusal, type Outcome, type Prepared, type Refusal, success, type XmlNode } from './outcome.ts';

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
  const { types, keyMaterial, fingerprints, responses } = ctx.behaviours;
  const type = types.keyType(ctx);
  const privateKey = await keyMaterial.generate(ctx, type);
  const publicKey = keyMaterial.publicKey(ctx, privateKey);
  const digest = type === 'rsa' ? fingerprints.createdRsa : fingerprints.createdEd25519;
  const material = keyMaterial.render(ctx, privateKey, type, name);
  const made = { name, type, origin: 'created', publicKey, fingerprint: digest(ctx, privateKey) } as const;
  return keep(ctx, made, (pair) => responses.created(ctx, pair, material));
}

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
  return full ?? { kind: 'prepared', perform: () => bring(ctx, names.stored(ctx, name), key) };
}

function bring(ctx: Context, name: string, publicKey: PublicKey): Promise<Outcome> {
  const { fingerprints, responses } = ctx.behaviours;
  const { type } = publicKey;
  const digest = type === 'rsa' ? fingerprints.importedRsa : fingerprints.importedEd25519;
  const made = { name, type, origin: 'imported', publicKey, fingerprint: digest(ctx, publicKey) } as const;
  return keep(ctx, made, (pair) => responses.imported(ctx, pair));
}

/** Takes a new pair in, with what every pair is given. */
async function keep(
  ctx: Context,
  made: Omit<KeyPair, 'id' | 'createdAt' | 'tags'>,
  answered: (pair: KeyPair) => readonly XmlNode[],
): Promise<Outcome> {
  const { identifiers, clock, tags, store } = ctx.behaviours;
  const pair = {
    ...made,
    id: identifiers.keyPairId(ctx),
    createdAt: clock.now(ctx),
    tags: tags.stored(ctx),
  };
  const refused = await store.insert(ctx, pair);
  return refused ?? success(answered(pair));
}

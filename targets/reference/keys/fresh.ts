import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** Kinds of keys with what each needs. */
interface Kinds {
  readonly rsa: { readonly modulusLength: number; readonly publicExponent?: number };
  readonly ec: { readonly namedCurve: string };
  readonly ed25519: undefined;
}

/**
 * A new private key, made at once; its public half is `createPublicKey(key)`. It is made as text and read again: a
 * key object that `generateKeyPairSync` returns shares its lock with the job that made it, and where the garbage
 * collector frees that job during an export of the key, Node 20 waits for ever (in the destructor of `KeyGenJob`, seen
 * in a reference server that exported JWKs). The rules of biome.json keep everybody else from that function.
 */
export function newPrivateKey<Kind extends keyof Kinds>(
  kind: Kind,
  ...options: Kinds[Kind] extends undefined ? [] : [Kinds[Kind]]
): KeyObject {
  const make = generateKeyPairSync as (kind: string, options: object) => { readonly privateKey: string };
  const { privateKey } = make(kind, {
    ...options[0],
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return createPrivateKey(privateKey);
}

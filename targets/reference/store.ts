import type { KeyType, PublicKey } from './keys/public-key.ts';

/** A label on a key pair. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** A key pair as the service keeps it. The private half is never stored. */
export interface KeyPair {
  readonly id: string;
  readonly name: string;
  readonly type: KeyType;
  readonly origin: 'created' | 'imported';
  readonly publicKey: PublicKey;
  readonly fingerprint: string;
  readonly createdAt: Date;
  readonly tags: readonly Tag[];
}

/** What a store needs to know of a key pair; each protocol keeps more. */
export interface Stored {
  readonly id: string;
}

/**
 * The key pairs of one region. It holds no rule: what may be put, found or removed is decided by its caller.
 * Every method is one synchronous step, so a caller that checks and puts without awaiting is atomic.
 */
export class KeyPairStore<Pair extends Stored = KeyPair> {
  readonly #byId = new Map<string, { readonly pair: Pair; readonly nameKey: string }>();
  readonly #byName = new Map<string, Pair>();
  readonly #removedIds = new Set<string>();

  /** Number of key pairs held. */
  get size(): number {
    return this.#byId.size;
  }

  /** Adds a pair, findable by `nameKey`. An older pair under the same key stays listed but hidden by name. */
  put(nameKey: string, pair: Pair): void {
    this.#byId.set(pair.id, { pair, nameKey });
    this.#byName.set(nameKey, pair);
  }

  /** Removes the pair with this id, if there is one, and remembers the id. */
  remove(id: string): void {
    const entry = this.#byId.get(id);
    if (entry === undefined) return;
    this.#byId.delete(id);
    this.#removedIds.add(id);
    if (this.#byName.get(entry.nameKey) === entry.pair) this.#byName.delete(entry.nameKey);
  }

  /** The pair that was put last under this key. */
  byName(nameKey: string): Pair | undefined {
    return this.#byName.get(nameKey);
  }

  /** The pair with this id. */
  byId(id: string): Pair | undefined {
    return this.#byId.get(id)?.pair;
  }

  /** Whether a pair with this id was here and has been removed. */
  wasRemoved(id: string): boolean {
    return this.#removedIds.has(id);
  }

  /** All pairs, in the order they were put. */
  all(): Pair[] {
    return Array.from(this.#byId.values(), (entry) => entry.pair);
  }
}

/** One store per region, made when first asked for. */
export class RegionStores<Pair extends Stored = KeyPair> {
  readonly #stores = new Map<string, KeyPairStore<Pair>>();

  /** The store of a region. */
  of(region: string): KeyPairStore<Pair> {
    let store = this.#stores.get(region);
    if (store === undefined) {
      store = new KeyPairStore<Pair>();
      this.#stores.set(region, store);
    }
    return store;
  }
}

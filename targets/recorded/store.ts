import { randomBytes } from 'node:crypto';

/** A key pair as the recorded target keeps it. */
export interface RecordedPair {
  readonly name: string;
  readonly id: string;
  readonly type: string;
  readonly fingerprint: string;
  /** The SSH line without a comment. */
  readonly publicKey: string;
  readonly created: Date;
  readonly tags: readonly (readonly [key: string, value: string])[];
}

/** Whether a name or an id is in use, was once, or never. */
export type State = 'existing' | 'deleted' | 'unknown';

/** The key pairs of the account, and what was deleted before: the classes of the recordings tell these apart. */
export class PairStore {
  readonly #keepsDeletedNames: boolean;
  readonly #pairs = new Map<string, RecordedPair>();
  readonly #deletedIds = new Set<string>();
  readonly #deletedNames = new Set<string>();

  /** @param keepsDeletedNames whether a name whose pair was deleted differs from one that never had a pair */
  constructor(keepsDeletedNames: boolean) {
    this.#keepsDeletedNames = keepsDeletedNames;
  }

  /** Keeps a new pair under an id of its own. */
  add(pair: Omit<RecordedPair, 'id' | 'created'>): RecordedPair {
    const added = { ...pair, id: `key-0${randomBytes(8).toString('hex')}`, created: new Date() };
    this.#pairs.set(added.id, added);
    return added;
  }

  remove({ id, name }: RecordedPair): void {
    this.#pairs.delete(id);
    this.#deletedIds.add(id);
    if (this.#keepsDeletedNames) this.#deletedNames.add(name);
  }

  /** All pairs, ordered by neither name nor time, as in ST-P 23. */
  all(): RecordedPair[] {
    return [...this.#pairs.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  named(name: string): RecordedPair | undefined {
    return this.all().find((pair) => pair.name === name);
  }

  withId(id: string): RecordedPair | undefined {
    return this.#pairs.get(id);
  }

  /** A name may be the id of another pair. */
  stateOfName(name: string): State {
    if (this.named(name) !== undefined) return 'existing';
    return this.#deletedNames.has(name) ? 'deleted' : 'unknown';
  }

  stateOfId(id: string): State {
    if (this.#pairs.has(id)) return 'existing';
    return this.#deletedIds.has(id) ? 'deleted' : 'unknown';
  }
}

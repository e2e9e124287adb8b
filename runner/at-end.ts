import { type CleanupAction, cleanUp } from './cleanup.ts';

/** An action with its time limit in milliseconds, as it is when its time has come. */
interface Undo {
  readonly action: CleanupAction;
  limitMs(): number;
}

/** What the run has to undo when all checks have ended. */
export class AtEnd {
  readonly #actions: Undo[] = [];
  readonly #shared = new Map<string, Promise<unknown>>();
  readonly #spent = new Set<string>();

  add(undo: Undo): void {
    this.#actions.push(undo);
  }

  /** The thing called `key`: made by the first who asks; everyone gets the same thing or the same failure. */
  shared<T>(
    key: string,
    limitMs: () => number,
    make: () => Promise<T>,
    remove: (made: T, signal: AbortSignal) => Promise<void>,
  ): Promise<T> {
    const made = this.#shared.get(key);
    // The key stands for the type: a suite uses one key with one `make` only.
    if (made !== undefined) return made as Promise<T>;
    const making = make();
    this.#shared.set(key, making);
    this.add({
      limitMs,
      action: async (signal) => {
        const thing = await making.then(
          (value) => ({ value }),
          () => undefined,
        );
        if (thing !== undefined) await remove(thing.value, signal);
      },
    });
    return making;
  }

  /** The key of the first thing of a kind that can still be lent, to someone who has got `others` already. */
  borrow(kind: string, others: ReadonlyMap<string, unknown>): string {
    for (let number = 1; ; number += 1) {
      const key = `${kind}, ${number}`;
      if (!this.#spent.has(key) && !others.has(key)) return key;
    }
  }

  /** To be told when a thing that was lent may be gone or changed. */
  spend(key: string): void {
    this.#spent.add(key);
  }

  /** Undoes everything, last registered first; what is shared is made anew from then on. */
  async undo(): Promise<void> {
    this.#shared.clear();
    this.#spent.clear();
    for (let undo = this.#actions.pop(); undo !== undefined; undo = this.#actions.pop())
      await cleanUp(undo.action, undo.limitMs());
  }
}

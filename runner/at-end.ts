import { type CleanupAction, type CleanupFailure, cleanUp } from './cleanup.ts';

/** A cleanup with the requirement whose check it comes from, and its time limit in milliseconds. */
interface Undo extends CleanupAction {
  readonly requirement: string;
  readonly limitMs: number;
}

/** What the run has to undo when all checks have ended. */
export class AtEnd {
  readonly #actions: Undo[] = [];
  readonly #shared = new Map<string, Promise<unknown>>();

  add(undo: Undo): void {
    this.#actions.push(undo);
  }

  /** The thing called `key`: made by the first who asks; everyone gets the same thing or the same failure. */
  shared<T>(
    key: string,
    asker: { readonly requirement: string; readonly limitMs: number },
    make: () => Promise<T>,
    remove: (made: T, signal: AbortSignal) => Promise<void>,
  ): Promise<T> {
    const made = this.#shared.get(key);
    // The key stands for the type: a suite uses one key with one `make` only.
    if (made !== undefined) return made as Promise<T>;
    const making = make();
    this.#shared.set(key, making);
    this.add({
      ...asker,
      what: key,
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

  /** Undoes everything, last registered first; what is shared is made anew from then on. */
  async undo(): Promise<readonly (CleanupFailure & { readonly requirement: string })[]> {
    const failures: (CleanupFailure & { readonly requirement: string })[] = [];
    this.#shared.clear();
    for (let action = this.#actions.pop(); action !== undefined; action = this.#actions.pop()) {
      const failure = await cleanUp(action, action.limitMs);
      if (failure !== undefined) failures.push({ ...failure, requirement: action.requirement });
    }
    return failures;
  }
}

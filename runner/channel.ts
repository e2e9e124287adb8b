/**
 * A one-reader stream of values that are put in from anywhere. Nothing put in is lost: values wait until they are read,
 * also those put in before the end was announced.
 */
export class Channel<T> {
  readonly #waiting: T[] = [];
  #wake: (() => void) | undefined;
  #end: { readonly error?: unknown } | undefined;

  put(value: T): void {
    this.#waiting.push(value);
    this.#wake?.();
  }

  /** Ends the stream after the values that wait; with an error the reader gets it at the end. */
  end(error?: unknown): void {
    this.#end ??= error === undefined ? {} : { error };
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    for (;;) {
      while (this.#waiting.length > 0) yield this.#waiting.shift() as T;
      if (this.#end !== undefined) {
        if ('error' in this.#end) throw this.#end.error;
        return;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }
}

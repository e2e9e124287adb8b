import { hash } from 'node:crypto';

/** Deterministic values for one check: the same seed and label give the same sequence on every machine. */
export class Random {
  readonly #key: string;
  #counter = 0;
  #pool: Buffer = Buffer.alloc(0);

  constructor(seed: number, label: string) {
    this.#key = `${seed}/${label}`;
  }

  /** `length` bytes. */
  bytes(length: number): Buffer {
    while (this.#pool.length < length) {
      const block = hash('sha512', `${this.#key}/${this.#counter++}`, 'buffer');
      this.#pool = Buffer.concat([this.#pool, block]);
    }
    const taken = this.#pool.subarray(0, length);
    this.#pool = this.#pool.subarray(length);
    return taken;
  }

  /** A whole number from `minimum` to `maximum`, both included. */
  integer(minimum: number, maximum: number): number {
    return minimum + (this.bytes(6).readUIntBE(0, 6) % (maximum - minimum + 1));
  }

  /** One of the given values. */
  pick<T>(values: readonly [T, ...T[]]): T {
    return values[this.integer(0, values.length - 1)] ?? values[0];
  }

  /** Text of `length` characters from the alphabet. */
  text(length: number, alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'): string {
    return Array.from(this.bytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
  }
}

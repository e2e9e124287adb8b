import { generateKeyPair, generatePrime, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeySource } from '../../targets/reference/keys/source.ts';
import { RSA_EXPONENT, rsaKeyOf } from './rsa.ts';

const primeOf = promisify<number, { readonly bigint: true }, bigint>(generatePrime);
const keyPairOf = promisify(generateKeyPair);

/** Bits of a modulus that the reference makes. */
const RSA_BITS = 2048;

/**
 * RSA keys for many servers that live for a second each. Every pair of primes makes another key, so a
 * handful of primes is enough for all servers of a power run, and no run spends its time on generating keys. Such
 * keys share factors: they are for tests alone.
 */
export class KeyTable {
  readonly #primes: Promise<bigint>[] = [];
  readonly #keys = new Map<number, Promise<KeyObject>>();
  readonly #small: Promise<KeyObject>[] = [];
  readonly #bits: number;
  readonly #exponent: bigint;

  /** @param bits of the modulus, an even number */
  constructor(bits: number = RSA_BITS, exponent: bigint = RSA_EXPONENT) {
    this.#bits = bits;
    this.#exponent = exponent;
  }

  /** A source for one server, which gives every key of the table once, in order. */
  source(): KeySource {
    let next = 0;
    let nextSmall = 0;
    return {
      rsa: () => this.#key(next++),
      ed25519: () => this.#smallKey(nextSmall++),
    };
  }

  #smallKey(index: number): Promise<KeyObject> {
    const key = this.#small[index] ?? keyPairOf('ed25519').then(({ privateKey }) => privateKey);
    this.#small[index] = key;
    return key;
  }

  #key(index: number): Promise<KeyObject> {
    let key = this.#keys.get(index);
    if (key === undefined) {
      key = this.#make(index);
      this.#keys.set(index, key);
    }
    return key;
  }

  async #make(index: number): Promise<KeyObject> {
    // Numbered along the triangle (1,0) (2,0) (2,1) (3,0) ..., so that a new prime is needed as late as possible.
    let row = 1;
    let column = index;
    while (column >= row) {
      column -= row;
      row += 1;
    }
    const [p, q] = await Promise.all([this.#prime(row), this.#prime(column)]);
    return rsaKeyOf(p, q, this.#exponent);
  }

  #prime(index: number): Promise<bigint> {
    const prime = this.#primes[index] ?? this.#suitablePrime();
    this.#primes[index] = prime;
    return prime;
  }

  async #suitablePrime(): Promise<bigint> {
    const prime = await primeOf(this.#bits / 2, { bigint: true });
    return (prime - 1n) % this.#exponent === 0n ? this.#suitablePrime() : prime;
  }
}

const unusual = new Map<string, KeyTable>();

/** A source for one server of RSA keys that the reference would not make; it gives every key once. */
export function unusualRsa(bits: number, exponent: bigint = RSA_EXPONENT): () => Promise<KeyObject> {
  const name = `${bits} ${exponent}`;
  const table = unusual.get(name) ?? new KeyTable(bits, exponent);
  unusual.set(name, table);
  return table.source().rsa;
}

import { generateKeyPair, generatePrime, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeySource } from '../reference/keys/source.ts';
import { RSA_EXPONENT, rsaKeyOf } from './rsa.ts';

const primeOf = promisify<number, { readonly bigint: true }, bigint>(generatePrime);
const keyPairOf = promisify(generateKeyPair);

const PRIME_BITS = 1024;

/**
 * RSA keys for many servers that live for a second each. Every pair of primes makes another key of 2,048 bits, so a
 * handful of primes is enough for all servers of a power run, and no run spends its time on generating keys. Such
 * keys share factors: they are for tests alone.
 */
export class KeyTable {
  readonly #primes: Promise<bigint>[] = [];
  readonly #keys = new Map<number, Promise<KeyObject>>();
  readonly #small: Promise<KeyObject>[] = [];

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
    return rsaKeyOf(p, q);
  }

  #prime(index: number): Promise<bigint> {
    const prime = this.#primes[index] ?? suitablePrime();
    this.#primes[index] = prime;
    return prime;
  }
}

async function suitablePrime(): Promise<bigint> {
  const prime = await primeOf(PRIME_BITS, { bigint: true });
  return (prime - 1n) % RSA_EXPONENT === 0n ? suitablePrime() : prime;
}

import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** Where a server gets private keys from. Each call gives a key that this source never gave before. */
export interface KeySource {
  /** A private RSA key of 2048 bits with exponent 65537. */
  rsa(): Promise<KeyObject>;
  /** A private Ed25519 key. */
  ed25519(): Promise<KeyObject>;
}

/** How far ahead to generate: `size` RSA keys held ready, at most `concurrency` generations at a time. */
export interface PoolOptions {
  /** @default 2 */
  readonly size?: number;
  /** @default 2 */
  readonly concurrency?: number;
}

const generate = promisify(generateKeyPair);
const RSA_BITS = 2048;
const RSA_EXPONENT = 65537;

/**
 * A source that keeps RSA keys ready, because one takes a tenth of a second; share it between servers. It begins with the
 * first key that is asked for: generating takes every core, and whoever starts a server wants an answer of it first.
 */
export function pooledKeySource(options: PoolOptions = {}): KeySource {
  const size = options.size ?? 2;
  const concurrency = options.concurrency ?? 2;
  const ready: KeyObject[] = [];
  const waiting: {
    readonly resolve: (key: KeyObject) => void;
    readonly reject: (reason: unknown) => void;
  }[] = [];
  let running = 0;

  function pump(): void {
    while (running < concurrency && ready.length + running < size + waiting.length) {
      running += 1;
      generate('rsa', { modulusLength: RSA_BITS, publicExponent: RSA_EXPONENT }).then(
        ({ privateKey }) => settle(() => deliver(privateKey)),
        (reason: unknown) => settle(() => waiting.shift()?.reject(reason)),
      );
    }
  }

  function deliver(key: KeyObject): void {
    const waiter = waiting.shift();
    if (waiter === undefined) ready.push(key);
    else waiter.resolve(key);
  }

  function settle(finish: () => void): void {
    running -= 1;
    finish();
    if (waiting.length > 0) pump();
    // Generating ahead goes in rounds with an unreferenced timer between them: it continues while a server
    // listens, but no generation holds the process open for the next one.
    else if (running === 0) setTimeout(pump, 0).unref();
  }

  return {
    rsa: () =>
      new Promise((resolve, reject) => {
        const key = ready.shift();
        if (key === undefined) waiting.push({ resolve, reject });
        else resolve(key);
        pump();
      }),
    ed25519: async () => (await generate('ed25519')).privateKey,
  };
}

let shared: KeySource | undefined;

/** The source that servers of one process share unless they are given another; made on first use. */
export function sharedKeySource(): KeySource {
  shared ??= pooledKeySource();
  return shared;
}

import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { newPrivateKey } from '../build/targets/reference/keys/fresh.js';

/**
 * Private RSA keys made beforehand, so that what is measured is the suite and not the search for primes.
 * The file is made once and belongs to the scratch folder; the keys protect nothing.
 */
export function prepareKeys(file, count) {
  const made = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  while (made.length < count) {
    const privateKey = newPrivateKey('rsa', { modulusLength: 2048 });
    made.push(privateKey.export({ type: 'pkcs1', format: 'pem' }));
  }
  writeFileSync(file, JSON.stringify(made));
}

/** A key source for the reference that hands out the prepared RSA keys one after the other, and Ed25519 keys as asked. */
export function preparedKeys(file) {
  const table = JSON.parse(readFileSync(file, 'utf8'));
  let next = 0;
  return {
    async rsa() {
      const pem = table[next % table.length];
      next += 1;
      return createPrivateKey(pem);
    },
    async ed25519() {
      return newPrivateKey('ed25519');
    },
  };
}

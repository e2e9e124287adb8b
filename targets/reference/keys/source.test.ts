import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { pooledKeySource, sharedKeySource } from './source.ts';

describe('a pooled key source', () => {
  test('never hands out the same key twice', async () => {
    const source = pooledKeySource({ size: 2, concurrency: 2 });
    const keys = await Promise.all(Array.from({ length: 5 }, () => source.rsa()));
    const moduli = keys.map((key) => key.export({ format: 'jwk' }).n);
    expect(new Set(moduli).size).toBe(5);
    expect(keys.map((key) => key.asymmetricKeyDetails?.modulusLength)).toEqual([
      2048, 2048, 2048, 2048, 2048,
    ]);
    const [one, other] = await Promise.all([source.ed25519(), source.ed25519()]);
    expect(one?.equals(other)).toBe(false);
  });

  test('is shared by the whole process', () => {
    expect(sharedKeySource()).toBe(sharedKeySource());
  });

  test('generates ahead once a key was asked for, so that the next one is there at once', async () => {
    const source = pooledKeySource({ size: 1, concurrency: 1 });
    await source.rsa();
    // One generation takes a tenth of a second; the slowest of a thousand stays far below this.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const before = performance.now();
    await source.rsa();
    expect(performance.now() - before).toBeLessThan(20);
  });

  test('does not keep the process alive until the pool is full', async () => {
    const script = `
      import { createJiti } from 'jiti';
      const { pooledKeySource } = await createJiti(${JSON.stringify(import.meta.url)}).import('./source.ts');
      await pooledKeySource({ size: 10_000 }).rsa();
    `;
    const child = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 10_000,
    });
    await expect(child).resolves.toMatchObject({ stdout: '', stderr: '' });
  });
});

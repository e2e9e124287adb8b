import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { limited } from './limit.ts';

const aborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason), { once: true }));

it('comes also when garbage was collected meanwhile, alone, combined, and combined again', async () => {
  const other = new AbortController();
  const combined = limited(300, other.signal);
  const waiting = [limited(300), combined, AbortSignal.any([combined, other.signal])].map(aborted);
  v8.setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  v8.setFlagsFromString('--no-expose-gc');
  // What was collected is forgotten in a later turn.
  for (let times = 0; times < 5; times += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (const reason of await Promise.all(waiting)) expect(reason).toMatchObject({ name: 'TimeoutError' });
});

it('comes earlier with another signal', () => {
  const other = new AbortController();
  const signal = limited(3_600_000, other.signal);
  other.abort(new Error('enough'));
  expect(signal.reason).toMatchObject({ message: 'enough' });
});

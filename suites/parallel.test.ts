import { expect, test } from 'vitest';
import { everyInParallel, inParallel } from './parallel.ts';

const failAt =
  (bad: number, done: number[]) =>
  async (item: number): Promise<void> => {
    await Promise.resolve();
    if (item === bad) throw new Error(`no ${item}`);
    done.push(item);
  };

test('inParallel starts nothing more after the first error', async () => {
  const done: number[] = [];
  await expect(inParallel([1, 2, 3, 4], 1, failAt(2, done))).rejects.toThrow('no 2');
  expect(done).toEqual([1]);
});

test('everyInParallel does all the others and ends with the error', async () => {
  const done: number[] = [];
  await expect(everyInParallel([1, 2, 3, 4], 2, failAt(2, done))).rejects.toThrow('no 2');
  expect(done.toSorted()).toEqual([1, 3, 4]);
});

import { expect, test } from 'vitest';
import type { Contract } from '../specs/contract.ts';
import type { Outcome } from '../targets/target.ts';
import type { CheckContext } from './check.ts';
import { everyPair } from './lookups.ts';

const PAGED = {
  operations: {
    describe: {
      parameters: [
        { role: 'page-number', schema: {} },
        { role: 'page-size', schema: { maximum: 2 } },
      ],
    },
  },
} as unknown as Contract;

/** A context whose describes are answered in turn, each with names and a total number. */
function answering(pages: readonly (readonly [names: string, total: number])[]): {
  readonly ctx: CheckContext;
  readonly asked: () => number;
} {
  let asked = 0;
  const call = (): Promise<Outcome> => {
    const [names, totalCount] = pages[asked++] ?? ['', 0];
    const keyPairs = [...names].map((name) => ({ name }));
    return Promise.resolve({ kind: 'accepted', status: 200, keyPairs, totalCount } as unknown as Outcome);
  };
  const ctx = {
    contract: PAGED,
    region: 'here',
    call,
    look: call,
    must: () => {},
  } as unknown as CheckContext;
  return { ctx, asked: () => asked };
}

const namesOf = async (ctx: CheckContext): Promise<string> =>
  (await everyPair(ctx)).pairs.map(({ name }) => name).join('');

test('pages are read until one is not full', async () => {
  const { ctx, asked } = answering([
    ['ab', 3],
    ['c', 3],
  ]);
  expect(await namesOf(ctx)).toBe('abc');
  expect(asked()).toBe(2);
});

test('pages that change while they are read are read again', async () => {
  const { ctx, asked } = answering([
    ['ab', 4],
    ['d', 3],
    ['bc', 3],
    ['d', 3],
  ]);
  expect(await namesOf(ctx)).toBe('bcd');
  expect(asked()).toBe(4);
});

test('a target whose total number is never right is not asked for ever', async () => {
  const { ctx, asked } = answering(
    Array.from({ length: 10 }, (_, turn) => [turn % 2 === 0 ? 'ab' : 'c', 9] as const),
  );
  expect(await namesOf(ctx)).toBe('abc');
  expect(asked()).toBe(10);
});

import { expect, it } from 'vitest';
import type { CheckContext } from '../suites/check.ts';
import { anyPair, bystander, deletePair } from '../suites/flows.ts';
import { body, fakeClient, fakeOptions, fakeTarget, runAll } from './testing/fakes.ts';

type Work = (ctx: CheckContext) => Promise<void>;

/** The names that each check got, and all calls. */
async function borrowed(works: readonly Work[], frugal: boolean) {
  const client = fakeClient();
  const checks = Object.fromEntries(works.map((work, index) => [`check-${index}`, body(work)]));
  await runAll({ ...fakeOptions(checks), clients: [client], frugal, target: fakeTarget({ concurrency: 1 }) });
  const made = client.calls.filter(({ operation }) => operation === 'import').slice(1);
  const deleted = client.calls.filter(({ operation }) => operation === 'delete').slice(1);
  return { made, deleted };
}

const two: Work = async (ctx) => {
  const [one, other] = [await bystander(ctx), await anyPair(ctx, { beside: true })];
  expect(one.name).not.toBe(other.name);
};

const deleting: Work = async (ctx) => {
  const { name } = await bystander(ctx);
  await deletePair(ctx, name);
};

it('a frugal run lends plain key pairs from check to check and deletes them when all have ended', async () => {
  const { made, deleted } = await borrowed([two, two, two], true);
  expect(made).toHaveLength(2);
  expect(deleted.map(({ parameters }) => parameters.name).toSorted()).toEqual(
    made.map(({ parameters }) => parameters.name).toSorted(),
  );
});

it('any other run makes each of them anew', async () => {
  const { made, deleted } = await borrowed([two, two, two], false);
  expect([made.length, deleted.length]).toEqual([6, 6]);
});

it('what a delete named is lent no more', async () => {
  const { made } = await borrowed([deleting, two], true);
  expect(made).toHaveLength(3);
});

it('a key pair that must be special is its own', async () => {
  const named: Work = async (ctx) => void (await anyPair(ctx, { name: ctx.name() }));
  const { made, deleted } = await borrowed([named, named], true);
  expect([made.length, deleted.length]).toEqual([2, 2]);
});

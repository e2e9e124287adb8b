import { describe, expect, it } from 'vitest';
import type { Aftermath } from '../suites/check.ts';
import type { KeyPairCall } from '../targets/target.ts';
import { body, difference, fakeClient, fakeOptions, finishedOf, refusal, runAll } from './testing/fakes.ts';

const plain = { operation: 'import', parameters: { name: 'x' } } as const;
const nameless = { operation: 'import', parameters: {} } as const;

/** A target that lists what was made, and after a nameless import of a region rejects every call there. */
function poisonable(): ReturnType<typeof fakeClient> {
  const broken = new Set<string>();
  const made = new Map<string, string>();
  return fakeClient((call: KeyPairCall) => {
    const { operation, region, parameters } = call;
    const { name, names } = parameters;
    if (broken.has(region)) return refusal(call, 500, 'InternalError');
    if (operation === 'import' && name === undefined) {
      broken.add(region);
      return refusal(call, 400, 'MissingParameter');
    }
    if (operation === 'import' && name !== undefined) made.set(name, region);
    if (operation === 'delete' && name !== undefined) made.delete(name);
    const asked = name ?? names?.[0] ?? '';
    const keyPairs = operation === 'describe' && made.get(asked) !== region ? [] : [{ name: asked }];
    return { kind: 'accepted', status: 200, keyPairs, exchange: refusal(call, 200, '').exchange };
  });
}

describe('checks whose calls are known to break targets', () => {
  it('run last, each where the target still works, and the last knows who broke what', async () => {
    const regions: string[] = [];
    let told: readonly Aftermath[] = [];
    const poison = body(
      async (ctx) => {
        regions.push(ctx.region);
        await ctx.call(nameless);
      },
      { hazard: () => 'nameless' },
    );
    const harmless = body(
      async (ctx) => {
        regions.push(ctx.region);
        await ctx.call(plain);
      },
      { hazard: () => 'huge' },
    );
    const last = body(
      (ctx) => {
        told = [...ctx.aftermath];
      },
      { hazard: () => 'aftermath' },
    );
    const innocent = body(async (ctx) => {
      const outcome = await ctx.call(plain);
      if (outcome.kind !== 'accepted') ctx.must(difference('broken', outcome.exchange));
    });
    const events = await runAll(
      fakeOptions({ poison, again: poison, last, harmless, innocent }, { clients: [poisonable()] }),
    );
    const verdicts = [...finishedOf(events)].map(([id, { verdict }]) => `${id} ${verdict}`);
    expect(verdicts).toEqual(['innocent pass', 'harmless pass', 'poison pass', 'again pass', 'last pass']);
    expect(regions).toEqual(['two', 'two', 'one']);
    expect(told.map(({ requirement, effect }) => [requirement, effect.exchange?.response.status])).toEqual([
      ['poison', 500],
      ['again', 500],
    ]);
  });

  it('are inconclusive when no region works any more and nothing says why it should', async () => {
    const poison = body(async (ctx) => void (await ctx.call(nameless)), { hazard: () => 'nameless' });
    const given = { one: poison, two: poison, three: poison, four: poison };
    const finished = finishedOf(await runAll(fakeOptions(given, { clients: [poisonable()] })));
    expect(finished.get('four')).toMatchObject({
      verdict: 'inconclusive',
      reason: 'no region works since one ran',
    });
  });
});

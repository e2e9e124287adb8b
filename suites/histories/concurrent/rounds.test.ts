import { describe, expect, test } from 'vitest';
import type { Act, Plan } from './play.ts';
import { plansFor } from './rounds.ts';

const BOTH = ['import', 'create'] as const;
const ACTS: readonly Act[] = [...BOTH, 'delete', 'look', 'list'];
const changing = (act: Act): boolean => act !== 'look' && act !== 'list';

/** Whether two clients of one name do this at the same time, on a name in this state. */
function meet(plans: readonly Plan[], one: Act, other: Act, taken: boolean): boolean {
  return plans.some(
    ({ clients, names, before = [] }) =>
      before.length > 0 === taken &&
      clients.some((script, index) =>
        clients.some(
          (beside, place) =>
            place !== index &&
            place % names === index % names &&
            script.includes(one) &&
            beside.includes(other),
        ),
      ),
  );
}

describe('the plans of concurrent histories', () => {
  const pairs = ACTS.flatMap((one) => ACTS.map((other) => [one, other] as const)).filter(
    ([one, other]) => changing(one) || changing(other),
  );

  test.each(pairs)('%s and %s overlap on a free and on a taken name', (one, other) => {
    const plans = plansFor({ makes: BOTH, cheapCreates: true });
    expect([false, true].filter((taken) => !meet(plans, one, other, taken))).toEqual([]);
  });

  test('creates that cost much are few, and still meet every make', () => {
    const plans = plansFor({ makes: BOTH, cheapCreates: false });
    const acts = plans.flatMap(({ clients, before = [] }) => [...clients.flat(), ...before]);
    expect(acts.filter((act) => act === 'create')).toHaveLength(3);
    expect([meet(plans, 'create', 'create', false), meet(plans, 'create', 'import', false)]).toEqual([
      true,
      true,
    ]);
  });

  test('a target that makes key pairs in one way only gets no other', () => {
    for (const make of BOTH) {
      const acts = plansFor({ makes: [make], cheapCreates: true }).flatMap(({ clients }) => clients.flat());
      expect(acts.filter((act) => act !== make && BOTH.some((one) => one === act))).toEqual([]);
    }
  });

  test('two to eight clients take part', () => {
    for (const { clients } of plansFor({ makes: BOTH, cheapCreates: true })) {
      expect(clients.length).toBeGreaterThanOrEqual(2);
      expect(clients.length).toBeLessThanOrEqual(8);
    }
  });
});

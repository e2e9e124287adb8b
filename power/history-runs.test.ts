import { describe, expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import type { HistoryBudget } from '../suites/check.ts';
import type { KeyPair } from '../targets/reference/store.ts';
import { findingsIn, historiesOn } from './history-runs.ts';
import { NO_OP } from './mutants/ec2/controls.ts';
import { HISTORY_MUTANTS } from './mutants/ec2/history.ts';
import { describing } from './mutants/ec2/table.ts';
import type { Mutant } from './mutants/mutant.ts';
import { unsteady } from './mutants/unsteady.ts';

const contract = await readContract('aws-ec2');
const SMALL: HistoryBudget = { count: 1, steps: 8 };

/** `node bench/histories.mjs` plays many seeds. */
it.each(['aws-ec2', 'alibaba-ecs'] as const)(
  'histories find nothing on a reference of %s that answers in random order with random delays',
  async (provider) => {
    const found = await historiesOn(unsteady(provider, 7), {
      contract: await readContract(provider),
      seed: 7,
      histories: SMALL,
    });
    expect(findingsIn(found)).toEqual([]);
    expect(found.get('history.describe.ways-agree')?.verdict).toBe('pass');
  },
);

describe('a fault of a public report that lies between the rules', () => {
  const reported = HISTORY_MUTANTS.filter(({ id }) => id.startsWith('history/reported-'));

  it.each(reported)('$id is detected by a history', async (mutant) => {
    const only = ['history.describe.ways-agree'];
    const found = await historiesOn(mutant, { contract, seed: 3, histories: SMALL, selection: { only } });
    expect(found.get('history.describe.ways-agree')?.verdict).toBe('fail');
  });
});

describe('a finding of histories is told by the fewest calls', () => {
  /** The steps of the first finding of a requirement. */
  const stepsOf = async (id: string, requirement: string): Promise<readonly string[]> => {
    const mutant = HISTORY_MUTANTS.find((one) => one.id === id);
    if (mutant === undefined) throw new Error(`no mutant ${id}`);
    const selection = { only: [requirement] };
    const found = await historiesOn(mutant, { contract, seed: 5, histories: SMALL, selection });
    const [finding] = found.get(requirement)?.findings ?? [];
    return (finding?.facts.steps ?? []) as readonly string[];
  };
  const between = HISTORY_MUTANTS.filter(({ kind }) => kind === 'between');

  it.each(between.filter((_, index) => index % 40 === 0))(
    'a key pair, a look by name and the look that differs: $id',
    async ({ id }) => {
      const steps = await stepsOf(id, 'history.describe.ways-agree');
      expect(steps.length).toBeGreaterThan(1);
      expect(steps.length, steps.join('\n')).toBeLessThanOrEqual(6);
    },
  );

  it('a name that is made, deleted and made again, and nothing else', async () => {
    const steps = await stepsOf('history/inherits-tags', 'history.delete.leaves-no-trace');
    expect(steps.length, steps.join('\n')).toBeLessThanOrEqual(8);
  });
});

describe('a server whose lists and filters show a change later than a describe by name', () => {
  const LAG_MS = 250;
  const lagging: Mutant = {
    ...NO_OP,
    id: 'control/lagging',
    fault: ({ store }) => {
      const changes: { readonly at: number; readonly pair: KeyPair; readonly made: boolean }[] = [];
      const note = (pair: KeyPair, made: boolean): void =>
        void changes.push({ at: performance.now(), pair, made });
      return {
        store: {
          async insert(ctx, pair) {
            const refused = await store.insert(ctx, pair);
            if (refused === undefined) note(pair, true);
            return refused;
          },
          remove(ctx, pair) {
            note(pair, false);
            store.remove(ctx, pair);
          },
          all(ctx) {
            if (!describing(ctx)) return store.all(ctx);
            const recent = changes.filter(({ at }) => performance.now() - at < LAG_MS);
            const unseen = new Set(recent.filter(({ made }) => made).map(({ pair }) => pair.id));
            return store.all(ctx).filter(({ id }) => !unseen.has(id));
          },
        },
      };
    },
  };
  const only = ['history.describe.ways-agree'];
  const histories = { count: 1, steps: 1 };

  it('is reported as late, with the time, and not as one that misses key pairs', async () => {
    const found = await historiesOn(lagging, { contract, seed: 3, histories, selection: { only } });
    const { verdict, findings = [] } = found.get('history.describe.ways-agree') ?? {};
    expect(verdict).toBe('fail');
    expect(findings.map(({ observed }) => observed).join()).toMatch(
      /right \d+ ms later: eventual consistency/,
    );
  });

  it('is right when it declares that changes show late', async () => {
    const found = await historiesOn(lagging, {
      contract,
      seed: 3,
      histories,
      selection: { only },
      consistencyMs: 20_000,
    });
    expect(findingsIn(found)).toEqual([]);
    expect(found.get('history.describe.ways-agree')?.settlings?.map(({ way }) => way)).toContain('a list');
  });
});

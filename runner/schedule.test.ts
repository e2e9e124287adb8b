import { describe, expect, it } from 'vitest';
import { arrange, workOff } from './schedule.ts';
import { body, type FakeChecks, fakeChecks } from './testing/fakes.ts';

const phasesOf = (given: FakeChecks): readonly (readonly string[])[] =>
  arrange(fakeChecks(given).checks).map(({ checks }) => checks.map((check) => check.requirement.id));

describe('the order of a run', () => {
  it('has a phase for bases, one for the many, one for the exclusive and one for quota', () => {
    const given = {
      quota: [body(), { topic: 'quota' }],
      alone: body(() => {}, { exclusive: true }),
      many: body(),
      basis: [body(), { basis: 'import' }],
    } as const;
    expect(phasesOf(given)).toEqual([['basis'], ['many'], ['alone'], ['quota']]);
    expect(arrange(fakeChecks(given).checks).map(({ mode }) => mode)).toEqual([
      'alone',
      'together',
      'alone',
      'alone',
    ]);
  });

  it('takes what a basis needs into the first phase, before it', () => {
    const phases = phasesOf({ basis: [body(), { basis: 'import', needs: ['early'] }], early: body() });
    expect(phases[0]).toEqual(['early', 'basis']);
  });

  it('moves a check behind an exclusive one that it needs', () => {
    const phases = phasesOf({
      a: [body(), { needs: ['alone'] }],
      alone: body(() => {}, { exclusive: true }),
    });
    expect(phases).toEqual([[], [], ['alone', 'a'], []]);
  });

  it('deals out checks with many calls over the first half, so that nobody waits for one at the end', () => {
    const long = body(() => {}, { kind: 'burst' });
    const phases = phasesOf({ a: body(), b: body(), c: body(), d: body(), x: long, y: long });
    expect(phases[1]).toEqual(['x', 'a', 'y', 'b', 'c', 'd']);
  });

  it('deals out those of a topic that have keys generated over the whole', () => {
    const created = [body(), { operation: 'create', topic: 'key-material' }] as const;
    const other = [body(), { operation: 'create', topic: 'fingerprint' }] as const;
    const phases = phasesOf({ x: created, y: created, z: other, a: body(), b: body(), c: body(), d: body() });
    expect(phases[1]).toEqual(['x', 'z', 'a', 'b', 'y', 'c', 'd']);
  });
});

describe('working off', () => {
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  it('gives long jobs half of the places at the most while cheap ones wait', async () => {
    const running = new Set<string>();
    let mostLong = 0;
    let cheapWaiting = 6;
    const isLong = (job: string): boolean => job.startsWith('long');
    await workOff({
      jobs: ['long1', 'long2', 'long3', 'long4', 'a', 'b', 'c', 'd', 'e', 'f'],
      limit: 4,
      isReady: () => true,
      isLong,
      execute: async (job) => {
        running.add(job);
        if (!isLong(job)) cheapWaiting--;
        if (cheapWaiting > 0) mostLong = Math.max(mostLong, [...running].filter(isLong).length);
        await pause(isLong(job) ? 40 : 5);
        running.delete(job);
      },
    });
    expect(mostLong).toBe(2);
  });

  it('uses all places for long jobs when nothing else waits', async () => {
    let running = 0;
    let most = 0;
    await workOff({
      jobs: [1, 2, 3, 4],
      limit: 4,
      isReady: () => true,
      isLong: () => true,
      execute: async () => {
        most = Math.max(most, ++running);
        await pause(5);
        running--;
      },
    });
    expect(most).toBe(4);
  });

  it('starts a job only when it is ready', async () => {
    const done: string[] = [];
    await workOff({
      jobs: ['second', 'first'],
      limit: 2,
      isReady: (job) => job === 'first' || done.includes('first'),
      isLong: () => false,
      execute: async (job) => {
        await pause(1);
        done.push(job);
      },
    });
    expect(done).toEqual(['first', 'second']);
  });

  it('breaks rather than waits for ever when no job can become ready', async () => {
    const work = { jobs: [1], limit: 1, isReady: () => false, isLong: () => false };
    await expect(workOff({ ...work, execute: async () => {} })).rejects.toThrow(
      '1 checks wait for each other',
    );
  });
});

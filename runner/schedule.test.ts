import { describe, expect, it } from 'vitest';
import { arrange, workOff } from './schedule.ts';
import { body, type FakeChecks, fakeChecks } from './testing/fakes.ts';

const phasesOf = (given: FakeChecks): readonly (readonly string[])[] =>
  arrange(fakeChecks(given).checks).map(({ checks }) => checks.map((check) => check.requirement.id));

describe('the order of a run', () => {
  it('has a phase for bases, one for the many, one for the exclusive, one for quota and one for hazards', () => {
    const given = {
      last: body(() => {}, { hazard: () => 'aftermath' }),
      nameless: body(() => {}, { hazard: () => 'nameless' }),
      huge: body(() => {}, { hazard: () => 'huge' }),
      quota: [body(), { topic: 'quota' }],
      alone: body(() => {}, { exclusive: true }),
      many: body(),
      basis: [body(), { basis: 'import' }],
    } as const;
    expect(phasesOf(given)).toEqual([
      ['basis'],
      ['many'],
      ['alone'],
      ['quota'],
      ['huge', 'nameless', 'last'],
    ]);
    expect(arrange(fakeChecks(given).checks).map(({ mode }) => mode)).toEqual([
      'alone',
      'together',
      'alone',
      'alone',
      'apart',
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
    expect(phases).toEqual([[], [], ['alone', 'a'], [], []]);
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
        return 'done';
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
        return 'done';
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
        return 'done';
      },
    });
    expect(done).toEqual(['first', 'second']);
  });

  it('breaks rather than waits for ever when no job can become ready', async () => {
    const work = { jobs: [1], limit: 1, isReady: () => false, isLong: () => false };
    await expect(workOff({ ...work, execute: async () => 'done' })).rejects.toThrow(
      '1 checks wait for each other',
    );
  });

  it('does again alone what asks for it, and only then what needs it', async () => {
    const log: string[] = [];
    const done = new Set<string>();
    let running = 0;
    await workOff({
      jobs: ['needy', 'shaky', 'other'],
      limit: 3,
      isReady: (job) => job !== 'needy' || done.has('shaky'),
      isLong: () => false,
      execute: async (job, company) => {
        running += 1;
        await pause(5);
        log.push(
          `${job}${company.again ? ' again' : ''}, ${running} running${company.had() ? ', in company' : ''}`,
        );
        running -= 1;
        if (job === 'shaky' && !company.again) return 'again';
        done.add(job);
        return 'done';
      },
    });
    expect(log).toEqual([
      'shaky, 2 running, in company',
      'other, 1 running, in company',
      'shaky again, 1 running',
      'needy, 1 running',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { RunEvent, RunStarted } from '../runner/events.ts';
import type { RunOptions } from '../runner/options.ts';
import { eventOfShard, shareOf } from '../runner/shard.ts';
import { body, difference, fakeClient, fakeOptions, refusal, runAll } from '../runner/testing/fakes.ts';
import { Inconclusive } from '../suites/check.ts';
import { mergeShards, type ShardLog } from './merge.ts';

const wrong = body((ctx) => ctx.must(difference(ctx.name())));

function options(rest: Partial<RunOptions> = {}): RunOptions {
  const checks = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `check.${index}`,
      index % 3 === 0 ? wrong : ([body(), { needs: index % 4 === 1 ? ['check.0'] : ['base'] }] as const),
    ]),
  );
  const silent = body(() => {
    throw new Inconclusive('too busy');
  });
  return fakeOptions({ base: body(), silent, ...checks }, rest);
}

async function shardLogs(count: number, of: RunOptions = options()): Promise<ShardLog[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, position) => {
      const index = position + 1;
      const { own, run } = shareOf({ index, count }, of.selected, of.checks);
      const selection = { ...of.selection, shard: [`${index}/${count}`] };
      const events = await runAll({ ...of, selected: run, selection });
      return { label: `shard-${index}`, events: events.flatMap((event) => eventOfShard(event, own) ?? []) };
    }),
  );
}

/** An event log without times, in the order of the plan. */
function timeless(events: readonly RunEvent[]): readonly unknown[] {
  const without = (event: RunEvent): unknown => {
    const {
      startedAt: _,
      finishedAt: __,
      durationMs: ___,
      exchanges: ____,
      ...rest
    } = event as unknown as Record<string, unknown>;
    // Names are random in every run.
    return JSON.parse(JSON.stringify(rest).replaceAll(/kpc-abc123-[a-z0-9]+/g, 'NAME'));
  };
  const started = events.find((event): event is RunStarted => event.type === 'run-started');
  const order = started?.requirements.map(({ requirement }) => requirement.id) ?? [];
  const place = (event: RunEvent): number =>
    event.type === 'run-finished' ? Infinity : 'requirement' in event ? order.indexOf(event.requirement) : -1;
  return events.toSorted((a, b) => place(a) - place(b) || 0).map(without);
}

function changed(log: ShardLog | undefined, change: (started: RunStarted) => Partial<RunStarted>): ShardLog {
  if (log === undefined) throw new Error('there is no such shard');
  return {
    ...log,
    events: log.events.map((event) =>
      event.type === 'run-started' ? { ...event, ...change(event) } : event,
    ),
  };
}

describe('merging shards', () => {
  it.each([1, 2, 3])('gives the log that one run would have written: %i', async (count) => {
    const merged = mergeShards(await shardLogs(count));
    if (merged.kind !== 'merged') throw new Error(merged.why);
    expect(timeless(merged.events)).toEqual(timeless(await runAll(options())));
  });

  it('is the same in whatever order the shards come', async () => {
    const logs = await shardLogs(3);
    expect(mergeShards(logs.toReversed())).toEqual(mergeShards(logs));
  });

  it('keeps a partial selection', async () => {
    const some = { ...options(), selected: ['base', 'check.0', 'check.1', 'check.2', 'check.3', 'check.5'] };
    const merged = mergeShards(await shardLogs(2, some));
    if (merged.kind !== 'merged') throw new Error(merged.why);
    expect(timeless(merged.events)).toEqual(timeless(await runAll(some)));
  });

  it('is incomplete without one of them', async () => {
    const [first, , third] = await shardLogs(3);
    const logs = [first, third].flatMap((log) => log ?? []);
    expect(mergeShards(logs)).toEqual({ kind: 'incomplete', why: 'shard 2 of 3 is missing' });
  });

  it('is incomplete when one was killed, interrupted or found nobody', async () => {
    const [first, second] = await shardLogs(2);
    const killed = {
      label: 'k',
      events: (second?.events ?? []).filter(({ type }) => type !== 'run-finished'),
    };
    const ended = (rest: object): ShardLog => ({
      label: 'e',
      events: (second?.events ?? []).map((event) =>
        event.type === 'run-finished' ? { ...event, ...rest } : event,
      ),
    });
    const whys = [killed, ended({ interrupted: true }), ended({ unreachable: 'refused' })].map((log) => {
      const merged = mergeShards([first ?? killed, log]);
      return merged.kind === 'incomplete' && merged.why;
    });
    expect(whys).toEqual([
      'k has no end: the run was killed; run it again',
      'e was interrupted; run it again',
      'e could not reach the target: refused',
    ]);
  });

  it.each<[string, (started: RunStarted) => Partial<RunStarted>]>([
    ['seed', () => ({ seed: 8 })],
    ['version of the suite', ({ tool }) => ({ tool: { ...tool, version: '9' } })],
    ['target', ({ target }) => ({ target: { ...target, name: 'another' } })],
    ['target', ({ target }) => ({ target: { ...target, endpoint: 'http://ec2.example.test/' } })],
    ['regions', ({ target }) => ({ target: { ...target, regions: ['four'] } })],
    ['reading', () => ({ reading: 'documented' })],
    ['quota mode', () => ({ quota: 'skip' })],
    ['selection', ({ selection }) => ({ selection: { ...selection, only: ['x'] } })],
    ['requirements', ({ requirements }) => ({ requirements: requirements.slice(1) })],
    ['number of shards', () => ({ selection: { shard: ['2/3'] } })],
  ])('refuses one of another %s', async (what, change) => {
    const [first, second] = await shardLogs(2);
    if (first === undefined) throw new Error('there is no first shard');
    expect(() => mergeShards([first, changed(second, change)])).toThrow(
      `shard-2 is no part of the run of shard-1: another ${what}`,
    );
  });

  it.each([
    ['with a name', undefined],
    ['named by its address', (port: number) => `127.0.0.1:${port}`],
  ])('takes the same target at another port of this machine, %s', async (_, named) => {
    const logs = await shardLogs(2);
    const moved = logs.map((log, port) =>
      changed(log, ({ target }) => ({
        target: {
          ...target,
          endpoint: `http://127.0.0.1:${port + 1}/`,
          name: named?.(port + 1) ?? target.name,
        },
      })),
    );
    expect(mergeShards(moved).kind).toBe('merged');
  });

  it('refuses a whole run, the same shard twice, and nothing', async () => {
    const [first] = await shardLogs(2);
    if (first === undefined) throw new Error('there is no first shard');
    expect(() => mergeShards([{ label: 'whole', events: [] }])).toThrow('whole is not an event log');
    expect(() => mergeShards([changed(first, () => ({ selection: {} }))])).toThrow('is not a shard');
    expect(() => mergeShards([first, { ...first, label: 'again' }])).toThrow('are both shard 1');
    expect(() => mergeShards([])).toThrow('no shard is given');
  });

  it('tells what any shard left behind, once', async () => {
    const leaving = fakeClient((call) =>
      call.operation === 'delete' ? refusal(call, 500, 'No') : undefined,
    );
    const base = options({ clients: [leaving] });
    const merged = mergeShards(await shardLogs(2, base));
    if (merged.kind !== 'merged') throw new Error(merged.why);
    const left = (events: readonly RunEvent[]): readonly RunEvent[] =>
      events.filter(({ type }) => type === 'cleanup-failed');
    expect(left(merged.events)).toEqual(left(await runAll(options({ clients: [leaving] }))));
  });
});

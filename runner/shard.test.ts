import { describe, expect, it } from 'vitest';
import { UsageError } from '../targets/usage-error.ts';
import { eventOfShard, parseShard, shardOf, shareOf } from './shard.ts';
import { body, fakeChecks, fakeOptions, runAll } from './testing/fakes.ts';

const { checks } = fakeChecks({
  base: body(),
  ...Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`check.${index}`, [body(), { needs: ['base'] }] as const]),
  ),
});
const ids = checks.map(({ requirement }) => requirement.id);

describe('a shard', () => {
  it.each(['1/1', '2/5', '12/12'])('is written like %s', (text) => {
    const [index, count] = text.split('/').map(Number);
    expect(parseShard(text)).toEqual({ index, count });
  });

  it.each(['0/5', '6/5', '1', '1/0', '-1/5', 'a/b', '1/5/5', ''])('is not written like "%s"', (text) => {
    expect(parseShard(text)).toBeUndefined();
  });

  it('answers for a requirement that no other answers for', () => {
    const shares = [1, 2, 3].map((index) => [...shareOf({ index, count: 3 }, ids, checks).own]);
    expect(shares.flat().toSorted()).toEqual(ids.toSorted());
  });

  it('runs what its own requirements need, and nothing else', () => {
    const home = shardOf('base', 2);
    const away = shareOf({ index: 3 - home, count: 2 }, ids, checks);
    expect(away.own.has('base')).toBe(false);
    expect(away.run).toEqual(ids.filter((id) => id === 'base' || away.own.has(id)));
  });

  it('does not run what the selection leaves out, even when its own need it', () => {
    const selected = ids.filter((id) => id !== 'base');
    const share = shareOf({ index: 1, count: 1 }, selected, checks);
    expect(share.run).toEqual(selected);
  });

  it('without a requirement of its own is refused', () => {
    expect(() => shareOf({ index: shardOf('base', 2) === 1 ? 2 : 1, count: 2 }, ['base'], checks)).toThrow(
      UsageError,
    );
  });

  it('tells the verdicts of its own requirements only', async () => {
    const options = fakeOptions({ own: body(), need: body() });
    const events = (await runAll(options)).flatMap((event) => eventOfShard(event, new Set(['own'])) ?? []);
    expect(events.flatMap((event) => (event.type === 'check-finished' ? [event.requirement] : []))).toEqual([
      'own',
    ]);
    const [started] = events;
    expect(started?.type === 'run-started' && started.requirements.map(({ selected }) => selected)).toEqual([
      true,
      false,
    ]);
    expect(events.at(-1)?.type).toBe('run-finished');
  });
});

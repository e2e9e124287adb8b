import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../targets/target.ts';
import { judgeWithin, spanBetween } from './time.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');

function exchange(date: string | undefined, startedAt = NOON): Exchange {
  const headers: [string, string][] = date === undefined ? [] : [['Date', date]];
  return {
    startedAt,
    durationMs: 10,
    response: { status: 200, headers, body: new Uint8Array() },
  } as unknown as Exchange;
}

describe('spanBetween', () => {
  it('follows the clock of the target where the answers have a Date header', () => {
    const skewed = exchange('Sun, 01 Mar 2026 15:30:00 GMT');
    const span = spanBetween(skewed, skewed);
    expect(judgeWithin('2026-03-01T15:30:00.999Z', span)).toBeUndefined();
    expect(judgeWithin('2026-03-01T12:00:00.000Z', span)).toBeDefined();
  });

  it('falls back to our own clock with a wide tolerance', () => {
    const span = spanBetween(exchange(undefined), exchange('no date'));
    expect(judgeWithin('2026-03-01T12:14:00.000Z', span)).toBeUndefined();
    expect(judgeWithin('2026-03-01T12:16:00.000Z', span)).toBeDefined();
  });
});

describe('judgeWithin', () => {
  const span = spanBetween(
    exchange('Sun, 01 Mar 2026 12:00:00 GMT'),
    exchange('Sun, 01 Mar 2026 12:00:02 GMT'),
  );

  it('refuses a time in the past, and none at all', () => {
    expect(judgeWithin('2013-10-29T00:00:00.000Z', span)?.summary).toContain('not the time at which');
    expect(judgeWithin(undefined, span)?.observed).toBe('no create time');
    expect(judgeWithin('yesterday', span)?.observed).toBe('"yesterday"');
  });

  it('takes a time to the minute for all of that minute', () => {
    const late = spanBetween(
      exchange('Sun, 01 Mar 2026 12:00:40 GMT'),
      exchange('Sun, 01 Mar 2026 12:00:42 GMT'),
    );
    expect(judgeWithin('2026-03-01T12:00Z', late)).toBeUndefined();
    expect(judgeWithin('2026-03-01T12:00:00Z', late)).toBeDefined();
    expect(judgeWithin('2026-03-01T11:59Z', late)).toBeDefined();
  });

  it('recognises a local time', () => {
    expect(judgeWithin('2026-03-01T14:00:01.000Z', span)?.hints).toEqual([
      'it is off by 2 hours: a local time instead of UTC?',
    ]);
  });
});

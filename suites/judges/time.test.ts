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
    expect(
      judgeWithin({ value: '2026-03-01T15:30:00.999Z', exchange: exchange(undefined) }, span),
    ).toBeUndefined();
    expect(
      judgeWithin({ value: '2026-03-01T12:00:00.000Z', exchange: exchange(undefined) }, span),
    ).toMatchObject({ code: 'wrong-create-time' });
  });

  it('falls back to our own clock with a wide tolerance', () => {
    const span = spanBetween(exchange(undefined), exchange('no date'));
    expect(
      judgeWithin({ value: '2026-03-01T12:14:00.000Z', exchange: exchange(undefined) }, span),
    ).toBeUndefined();
    expect(
      judgeWithin({ value: '2026-03-01T12:16:00.000Z', exchange: exchange(undefined) }, span),
    ).toMatchObject({ code: 'wrong-create-time' });
  });
});

describe('judgeWithin', () => {
  const span = spanBetween(
    exchange('Sun, 01 Mar 2026 12:00:00 GMT'),
    exchange('Sun, 01 Mar 2026 12:00:02 GMT'),
  );

  it('refuses a time in the past, and none at all', () => {
    expect(
      judgeWithin({ value: '2013-10-29T00:00:00.000Z', exchange: exchange(undefined) }, span),
    ).toMatchObject({ code: 'wrong-create-time' });
    expect(judgeWithin({ value: undefined, exchange: exchange(undefined) }, span)).toMatchObject({
      facts: { observed: undefined },
    });
    expect(judgeWithin({ value: 'yesterday', exchange: exchange(undefined) }, span)).toMatchObject({
      facts: { observed: 'yesterday' },
    });
  });

  it('takes a time to the minute for all of that minute', () => {
    const late = spanBetween(
      exchange('Sun, 01 Mar 2026 12:00:40 GMT'),
      exchange('Sun, 01 Mar 2026 12:00:42 GMT'),
    );
    expect(judgeWithin({ value: '2026-03-01T12:00Z', exchange: exchange(undefined) }, late)).toBeUndefined();
    expect(judgeWithin({ value: '2026-03-01T12:00:00Z', exchange: exchange(undefined) }, late)).toMatchObject(
      { code: 'wrong-create-time' },
    );
    expect(judgeWithin({ value: '2026-03-01T11:59Z', exchange: exchange(undefined) }, late)).toMatchObject({
      code: 'wrong-create-time',
    });
  });

  it('recognises a local time', () => {
    expect(
      judgeWithin({ value: '2026-03-01T14:00:01.000Z', exchange: exchange(undefined) }, span),
    ).toMatchObject({ facts: { hours: 2 } });
  });
});

import { describe, expect, it } from 'vitest';
import { clientResults } from './clients.ts';
import { planned } from './testing/events.ts';

const one = (
  id: string,
  operation: 'create' | 'delete',
  clients: object,
): Parameters<typeof clientResults>[0][number] => ({
  requirement: planned(id).requirement.id,
  operation,
  clients,
});

describe('a run by its clients', () => {
  const results = [
    one('a', 'create', { wire: 'pass', sdk: 'pass', boto3: 'unsupported' }),
    one('b', 'delete', { sdk: 'pass', boto3: 'fail' }),
    one('c', 'delete', { sdk: 'fail', boto3: 'fail' }),
    one('d', 'delete', { wire: 'skipped' }),
  ];

  it('counts the verdicts of each client by operation, without what was skipped', () => {
    expect(clientResults(results, ['wire', 'sdk', 'boto3'])?.table).toEqual([
      { client: 'wire', operation: 'create', pass: 1, fail: 0, notJudged: 0 },
      { client: 'sdk', operation: 'create', pass: 1, fail: 0, notJudged: 0 },
      { client: 'sdk', operation: 'delete', pass: 1, fail: 1, notJudged: 0 },
      { client: 'boto3', operation: 'create', pass: 0, fail: 0, notJudged: 1 },
      { client: 'boto3', operation: 'delete', pass: 0, fail: 2, notJudged: 0 },
    ]);
  });

  it('names what one client passes and another fails', () => {
    expect(clientResults(results, ['wire', 'sdk', 'boto3'])?.disagreements).toEqual([
      { requirement: 'b', operation: 'delete', clients: { sdk: 'pass', boto3: 'fail' } },
    ]);
  });

  it('is told only where there are two', () => {
    expect(clientResults([one('a', 'create', { wire: 'fail' })], ['wire', 'sdk'])).toBeUndefined();
  });
});

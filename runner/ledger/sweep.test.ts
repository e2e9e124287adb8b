import { expect, it } from 'vitest';
import { readContract } from '../../specs/compiled.ts';
import { startService } from '../ownership/testing/service.ts';
import type { Entry } from './read.ts';
import { sweepRegion } from './sweep.ts';

const PREFIX = 'k3v9x2m4q7-';

function entryOf(seq: number): Entry {
  return {
    run: 'one',
    seq,
    provider: 'aws-ec2',
    endpoint: 'http://127.0.0.1:1/',
    region: 'us-east-1',
    operation: 'create',
    names: [nameOf(seq)],
    at: '2026-01-02T03:04:05.000Z',
    state: { kind: 'unanswered' },
    removed: false,
    prefix: PREFIX,
  };
}

function nameOf(seq: number): string {
  return `${PREFIX}${String(seq).padStart(12, '0')}`;
}

it('200,000 key pairs in a region are looked through, and those of the ledger alone are deleted', async () => {
  const contract = await readContract('aws-ec2');
  const others = Array.from({ length: 200_000 }, (_, index) => `other-${index}`);
  const entries = Array.from({ length: 2_000 }, (_, index) => entryOf(index + 1));
  const there = entries.slice(0, 3).map(({ seq }) => nameOf(seq));
  const client = startService([...others, ...there]);
  const { signal } = new AbortController();
  const swept = await sweepRegion({ client, contract, signal, consistencyMs: 0 }, 'us-east-1', entries);
  expect(swept.problems).toEqual([]);
  expect(swept.deleted).toEqual(there);
  expect(swept.gone).toHaveLength(2_000);
  expect(client.kept.length).toBe(others.length);
});

it('200,000 key pairs with the prefix that no create sent are left alone and told', async () => {
  const contract = await readContract('aws-ec2');
  const others = Array.from({ length: 200_000 }, (_, index) => nameOf(1_000_000 + index));
  const entries = Array.from({ length: 2_000 }, (_, index) => entryOf(index + 1));
  const client = startService(others);
  const { signal } = new AbortController();
  const swept = await sweepRegion({ client, contract, signal, consistencyMs: 0 }, 'us-east-1', entries);
  expect(swept.problems).toHaveLength(200_000);
  expect(swept.gone).toHaveLength(2_000);
  expect(client.sent('delete')).toEqual([]);
});

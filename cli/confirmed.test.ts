import { expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import { verdictsOnRecordings } from './confirmed.ts';

const contract = await readContract('aws-ec2');
const count = (verdicts: ReadonlyMap<string, string>, verdict: string): number =>
  [...verdicts.values()].filter((one) => one === verdict).length;

it('no requirement refuses an answer that the real service was recorded to give', async () => {
  const extrapolations = contract.recordings?.extrapolations.map(({ id }) => id) ?? [];
  const verdicts = await verdictsOnRecordings(contract, { extrapolations, clients: ['wire'] });
  const wrong = [...verdicts].filter(([, verdict]) => !['pass', 'unsupported', 'skipped'].includes(verdict));
  expect(wrong).toEqual([]);
  expect(count(verdicts, 'pass')).toBeGreaterThan(150);
}, 120_000);

it('recorded answers alone, without a step beyond them, are judged too', async () => {
  const only = ['error-shape.*', 'dry-run.*', 'key-material.create.*', 'duplicate.*'];
  const verdicts = await verdictsOnRecordings(contract, { only, clients: ['wire'] });
  expect(count(verdicts, 'fail')).toBe(0);
  expect(count(verdicts, 'pass')).toBeGreaterThan(10);
}, 120_000);

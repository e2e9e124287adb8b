import { expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import { verdictsOnRecordings } from './confirmed.ts';

const contract = await readContract('aws-ec2');
const all = contract.recordings?.extrapolations.map(({ id }) => id) ?? [];

it.each([
  ['alone', [], 40],
  ['with what follows from them', all, 150],
])(
  'no requirement refuses the answers that were recorded, %s',
  async (_how, extrapolations, atLeast) => {
    const verdicts = [...(await verdictsOnRecordings(contract, { extrapolations, clients: ['wire'] }))];
    // A preparation that was never recorded leaves its check inconclusive.
    const wrong = verdicts.filter(
      ([, verdict]) => !['pass', 'unsupported', 'inconclusive', 'skipped'].includes(verdict),
    );
    expect(wrong).toEqual([]);
    // Answers with 501 are judged by nobody.
    expect(verdicts.filter(([, verdict]) => verdict === 'pass').length).toBeGreaterThan(atLeast);
  },
  120_000,
);

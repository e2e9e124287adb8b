import { describe, expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import type { Citation } from '../specs/contract.ts';
import { citedSources, documentsOf, sourcesInWords } from './sources.ts';
import { contractOf, requirement } from './testing/fakes.ts';

const contract = contractOf([], {
  documents: [
    { id: 'recording', title: 'Recording', publisher: 'P', role: 'recording' },
    { id: 'guide', title: 'Guide', publisher: 'P', role: 'mission' },
  ],
  observations: [
    {
      id: 'seen',
      statement: 'Seen.',
      grade: 'observed',
      sources: [{ document: 'recording', at: 'row 35' }],
      date: '2026-09-25',
      region: 'us-east-1',
    },
  ],
});
const resting = (...sources: Citation[]) => requirement('a', { sources });

describe('the sources of a requirement', () => {
  it('are documents, also those behind observations, mission documents first, each once', () => {
    const rests = resting({ observation: 'seen' }, { document: 'recording' }, { document: 'guide' });
    expect(documentsOf(rests, contract)).toEqual(['guide', 'recording']);
  });

  it('are told in words', () => {
    const rests = resting(
      { observation: 'seen' },
      { document: 'guide', at: 'page 3' },
      { document: 'guide' },
    );
    expect(sourcesInWords(rests, contract)).toEqual([
      'observed 2026-09-25 us-east-1 (recording: row 35)',
      'guide: page 3',
      'guide',
    ]);
  });

  it('hold the facts of the rejections that were recorded for what they cite', async () => {
    const real = await readContract('aws-ec2');
    const observed = (id: string) =>
      citedSources([resting({ observation: id })], real).observations.map(({ recorded }) => recorded);
    expect(observed('1c-delete-nothing-named')).toEqual([
      [expect.objectContaining({ operation: 'delete', status: 400, code: 'MissingParameter' })],
    ]);
    // A success has no such facts.
    expect(observed('2-delete-elements')).toEqual([undefined]);
  });
});

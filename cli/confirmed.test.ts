import { expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import { verdictsOnRecordings } from './confirmed.ts';

const contract = await readContract('aws-ec2');
const all = contract.recordings?.extrapolations.map(({ id }) => id) ?? [];

/** A name that is not the run's own is not used where no recorded list shows that it is free. Extrapolated lists do. */
const NOT_ASKED = ['describe.describe.name-of-an-id', 'name.import.id-and-ending', 'name.import.look-alike'];

it.each([
  ['alone', [], 80, NOT_ASKED],
  ['with what follows from them', all, 390, []],
])(
  'every requirement passes on the answers that were recorded or has never met one, to the SDK as well, %s',
  async (_how, extrapolations, atLeast, notAsked) => {
    const verdicts = [...(await verdictsOnRecordings(contract, { extrapolations }))];
    // Answers with 501 are judged by nobody.
    const wrong = verdicts.filter(([, verdict]) => !['pass', 'unsupported', 'skipped'].includes(verdict));
    expect(wrong.toSorted()).toEqual(notAsked.map((id) => [id, 'inconclusive']));
    expect(verdicts.filter(([, verdict]) => verdict === 'pass').length).toBeGreaterThan(atLeast);
  },
  400_000,
);

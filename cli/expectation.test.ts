import { expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import type { Expectation } from '../specs/contract.ts';
import { expectationInWords } from './expectation.ts';

const contract = {
  ...(await readContract('aws-ec2')),
  refusals: {
    taken: { id: 'taken', code: 'Taken', status: 409, sources: [] },
    bad: { id: 'bad', code: 'Bad', status: 400, sources: [] },
  },
};

it.each<[Expectation, string]>([
  [{ outcome: 'accepted' }, 'accepted'],
  [{ refusal: 'taken' }, 'rejected with Taken (status 409)'],
  [{ refusal: ['taken', 'bad'] }, 'rejected with Taken (status 409) or Bad (status 400)'],
  [
    { either: [{ outcome: 'accepted' }, { refusal: 'bad' }] },
    'either accepted, or rejected with Bad (status 400)',
  ],
  [{ rule: 'formats/key-pair-id' }, 'as in the rule formats/key-pair-id (rules.yaml)'],
  [
    { rule: 'fingerprints/created-rsa' },
    'SHA-1 over the PKCS#8 DER of the private key, hexadecimal with colons (rule fingerprints/created-rsa)',
  ],
  [{ property: 'nothing changed' }, 'nothing changed'],
])('%j reads "%s"', (expectation, words) => {
  expect(expectationInWords(expectation, contract)).toBe(words);
});

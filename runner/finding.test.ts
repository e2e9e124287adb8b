import { describe, expect, it } from 'vitest';
import type { Contract } from '../specs/contract.ts';
import type { Mismatch } from '../suites/check.ts';
import type { Exchange } from '../targets/target.ts';
import { type FindingContext, findingOf } from './finding.ts';

const contract = { operations: { create: { name: 'CreatePair' } } } as unknown as Contract;
const exchange = { call: { operation: 'create', region: 'here', parameters: {} } } as unknown as Exchange;
const context: FindingContext = {
  requirement: 'a',
  client: 'wire',
  contract,
  clean: (text) => text.replaceAll('secret', '[redacted]'),
  exchanges: [1],
  reproduce: {},
};

function wrongName(expected: string, observed: string | undefined): Mismatch {
  return { code: 'wrong-name', facts: { expected, observed }, exchange };
}

const identity = (mismatch: Mismatch, rest: Partial<FindingContext> = {}): string =>
  findingOf(mismatch, { ...context, ...rest }).fingerprint;

describe('a finding', () => {
  it('carries code, facts and words of the difference, its place and the way to see it again', () => {
    const reproduce = { curl: 'curl ...' };
    expect(findingOf({ ...wrongName('x', 'y'), hints: ['h'] }, { ...context, reproduce })).toMatchObject({
      requirement: 'a',
      client: 'wire',
      code: 'wrong-name',
      harm: 'value',
      facts: { expected: 'x', observed: 'y' },
      summary: 'CreatePair returns the wrong name',
      expected: '"x"',
      observed: '"y"',
      hints: ['h'],
      exchanges: [1],
      reproduce,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  it('holds no secret, neither in its facts nor in its words', () => {
    const found = findingOf(wrongName('x', 'a secret'), context);
    expect(JSON.stringify(found)).not.toContain('secret ');
    expect(found).toMatchObject({ facts: { observed: 'a [redacted]' }, observed: '"a [redacted]"' });
  });
});

describe('the fingerprint of a finding', () => {
  it('is the same whatever values the run made up', () => {
    expect(identity(wrongName('one', 'One'))).toBe(identity(wrongName('two', 'Two')));
  });

  it('differs by requirement, client, code and the facts that every run has', () => {
    const all = [
      identity(wrongName('x', 'y')),
      identity(wrongName('x', undefined)),
      identity({ code: 'wrong-id', facts: { expected: 'x', observed: 'y' }, exchange }),
      identity(wrongName('x', 'y'), { requirement: 'b' }),
      identity(wrongName('x', 'y'), { client: 'sdk' }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

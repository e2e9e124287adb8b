import { describe, expect, it } from 'vitest';
import type { Contract } from '../specs/contract.ts';
import type { Mismatch } from '../suites/check.ts';
import type { ExpectedAnswer } from '../suites/findings/answers.ts';
import type { CallParameters, Exchange } from '../targets/target.ts';
import type { Finding } from './events.ts';
import { type FindingContext, findingOf } from './finding.ts';

const parameters = [
  { role: 'name', name: 'PairName' },
  { role: 'key-type', name: 'Type' },
  { role: 'key-format', name: 'Format' },
  { role: 'dry-run', name: 'Rehearse' },
];
const contract = {
  operations: { create: { name: 'CreatePair', parameters }, import: { name: 'ImportPair', parameters } },
  requirements: ['name', 'key-type-format', 'dry-run', 'wire'].map((topic) => ({ id: topic, topic })),
} as unknown as Contract;
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

describe('the cause of a finding', () => {
  const rejected = (code: string): ExpectedAnswer => ({ kind: 'rejected', code, status: 400 });
  /** Cause of a call under a requirement of a topic that is answered in this way. */
  const cause = (
    topic: string,
    parameters: CallParameters,
    { code = 'wrongly-accepted', due = ['Bad'], operation = 'create' }: Case = {},
  ): Finding['cause'] => {
    const observed =
      code === 'wrongly-accepted'
        ? { kind: 'accepted', status: 200 }
        : { kind: 'rejected', code: 'Else', status: 400, message: '' };
    const facts = { detail: 'somehow', expected: due.map(rejected), observed };
    const call = { operation, region: 'here', parameters };
    const mismatch = { code, facts, exchange: { call } } as unknown as Mismatch;
    return findingOf(mismatch, { ...context, requirement: topic }).cause;
  };
  interface Case {
    readonly code?: string;
    readonly due?: readonly string[];
    readonly operation?: string;
  }

  it('is the parameter of which values are accepted that must be rejected, in whichever operation', () => {
    const name = cause('name', { name: 'a' });
    const type = cause('key-type-format', { name: 'a', keyType: 'b' });
    const format = cause('key-type-format', { name: 'a', keyType: 'b', keyFormat: 'c' });
    expect(new Set([name, type, format].map(({ key }) => key)).size).toBe(3);
    expect([name, type, format].map(({ title }) => title)).toEqual(
      ['PairName', 'Type', 'Format'].map(
        (one) => `Values of ${one} are accepted instead of rejected with Bad (HTTP 400)`,
      ),
    );
    expect(cause('name', { name: 'other' }, { operation: 'import' })).toEqual(name);
    expect(cause('name', { name: 'a' }, { due: ['Bad', 'Worse'] }).key).toBe(name.key);
    expect(cause('name', { name: 'a' }, { due: ['Worse'] }).key).not.toBe(name.key);
  });

  it('is no parameter where the requirement is not about the values of one', () => {
    expect(cause('wire', { name: 'a' }).title).toBe('Accepted instead of rejected with Bad (HTTP 400)');
    expect(cause('name', {}).key).toBe(cause('wire', { name: 'a' }).key);
  });

  it('is one for a dry run that is carried out and one that is rejected as what it is not', () => {
    const accepted = cause('dry-run', { dryRun: true });
    expect(cause('dry-run', { dryRun: true }, { code: 'wrong-error' }).key).toBe(accepted.key);
    expect(accepted.title).toBe('With Rehearse, calls are not rejected with Bad (HTTP 400)');
    expect(cause('name', { name: 'a' }, { code: 'wrong-error' }).key).not.toBe(
      cause('name', { name: 'a' }).key,
    );
  });

  it('is one for a value that has the wrong format and one that never changes', () => {
    const keyOf = (code: string, facts: object): string =>
      findingOf({ code, facts, exchange } as unknown as Mismatch, context).cause.key;
    const shape = { answer: 'create/plain', place: 'x', expected: 'e', observed: 'o', others: [] };
    const format = keyOf('wrong-shape', { ...shape, aspect: 'value', path: 'requestId' });
    const same = { observed: 'o', answers: ['create/plain', 'create/plain'] };
    expect(keyOf('repeated-member', { ...same, member: 'RequestID' })).toBe(format);
    expect(keyOf('repeated-member', { ...same, member: 'other' })).not.toBe(format);
    expect(keyOf('wrong-shape', { ...shape, aspect: 'order', path: 'requestId' })).not.toBe(format);
  });

  it('is one for names that several of many calls get, and for two calls that no order explains', () => {
    const keyOf = (code: string, facts: object): string =>
      findingOf({ code, facts, exchange } as unknown as Mismatch, context).cause.key;
    const race = { lanes: [], staleMs: 0 };
    const several = keyOf('wrong-winners', { winners: 2, calls: 8 });
    expect(keyOf('wrong-winners', { winners: 5, calls: 8 })).toBe(several);
    expect(keyOf('history-race', { ...race, contradiction: 'makes' })).toBe(several);
    expect(keyOf('history-race', { ...race, contradiction: 'lists' })).not.toBe(several);
    expect(keyOf('wrong-winners', { winners: 0, calls: 8 })).not.toBe(several);
  });
});

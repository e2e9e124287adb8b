import { describe, expect, it } from 'vitest';
import type { Mismatch } from '../suites/check.ts';
import { findingOf } from './finding.ts';

const context = { requirement: 'a', client: 'wire', exchanges: [1], reproduce: {}, values: [] } as const;
const difference: Mismatch = { summary: 'wrong status', expected: 'HTTP 400', observed: 'HTTP 200' };
const identity = (parts: Partial<Mismatch>, values: readonly string[] = []): string =>
  findingOf({ ...difference, ...parts }, { ...context, values }).fingerprint;

describe('a finding', () => {
  it('carries the difference, its place and the way to see it again', () => {
    const reproduce = { curl: 'curl ...' };
    expect(findingOf({ ...difference, hints: ['h'] }, { ...context, reproduce })).toEqual({
      requirement: 'a',
      client: 'wire',
      summary: 'wrong status',
      expected: 'HTTP 400',
      observed: 'HTTP 200',
      hints: ['h'],
      exchanges: [1],
      reproduce,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });
});

describe('the fingerprint of a finding', () => {
  it.each([
    ['names of the run', 'kpc-abc123-aaaaaaaaaaaa', 'kpc-zzz999-bbbbbbbbbbbb'],
    ['ids', 'key-0a1b2c3d4e5f60718', 'key-9f8e7d6c5b4a39281'],
    [
      'request ids',
      '59dbff89-35bd-4eac-99ed-be587EXAMPLE'.replace('EXAMPLE', '1234567'),
      '00000000-35bd-4eac-99ed-be5871234567',
    ],
    ['fingerprints in hex', '1f:51:ae:28:bf:89:e9:d8:1f:25', '00:11:22:33:44:55:66:77:88:99'],
    [
      'fingerprints in base64',
      '8u1SZ4kxEnOOSy/oIM7EvLCwMvjPCpLYyuy8xeFqtIc=',
      'Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaWo=',
    ],
    ['times', '2026-01-02T03:04:05.678Z', '2025-12-31T23:59:59Z'],
    ['ports', 'http://127.0.0.1:4566/', 'http://127.0.0.1:5000/'],
    ['durations', 'after 12 ms', 'after 345.6 ms'],
    [
      'key pairs of others',
      'shows "x" (other), which it must not, and shows 7 key pairs that nobody asked for',
      'shows "x" (other), which it must not',
    ],
    ['names of others', '"x" (wanted) and 7 others, e.g. "y", "z"', '"x" (wanted) and 1 others, e.g. "q"'],
    ['names with suffixes', '"kpc-abc123-aaaaaaaaaaaa-wanted"', '"kpc-abc123-bbbbbbbbbbbb-nobody"'],
    [
      'how many key pairs of others are listed, and which',
      '["kpc-abc123-aaaaaaaaaaaa","kpc-abc123-bbbbbbbbbbbb","odd one"]',
      '["kpc-zzz999-cccccccccccc", "kpc-zzz999-dddddddddddd"]',
    ],
    ['places in a body', 'not readable XML: 41:60: no "]]>"', 'not readable XML: 45:7: no "]]>"'],
    [
      'which two of many answers are alike',
      '"x" in the answer to create/a and in the answer to create/b',
      '"x" in the answer to create/a and in the answer to describe/c',
    ],
    [
      'how often the same answer came',
      'these:\naccepted\naccepted\nrefused with A\nin all',
      'these:\naccepted\nrefused with A\nrefused with A\nin all',
    ],
    ['winners of a race', '3 of 8 calls at the same time get it', '2 of 8 calls at the same time get it'],
  ])('is free of %s', (_, one, other) => {
    expect(identity({ observed: `got ${one}.` })).toBe(identity({ observed: `got ${other}.` }));
  });

  it('is free of names of exact length that the check gave', () => {
    expect(identity({ observed: 'q shown' }, ['q'])).toBe(identity({ observed: 'z shown' }, ['z']));
  });

  it('is free of the order in which values of the check are listed', () => {
    const set = (...names: readonly string[]): string =>
      `The names {${names.map((n) => `'${n}'`).join(', ')}}`;
    const values = ['x', 'y'];
    const one = identity({ observed: set('x-here', 'y-gone') }, values);
    expect(identity({ observed: set('y-gone', 'x-here') }, values)).toBe(one);
    expect(identity({ observed: set('y-gone') }, values)).not.toBe(one);
    const tags = identity({ observed: '{"x0"="a", "y1"="b"}' }, values);
    expect(identity({ observed: '{"y1"="b", "x0"="a"}' }, values)).toBe(tags);
  });

  it('keeps a list that holds nothing of the run as it is', () => {
    expect(identity({ observed: '"a", "b"' })).not.toBe(identity({ observed: '"b", "a"' }));
  });

  it.each<[string, Partial<Mismatch>]>([
    ['status', { observed: 'HTTP 500' }],
    ['error code', { observed: 'InvalidParameterCombination' }],
    ['summary', { summary: 'wrong code' }],
    ['expectation', { expected: 'HTTP 403' }],
  ])('differs with the %s', (_, parts) => {
    expect(identity(parts)).not.toBe(identity({}));
  });

  it('tells two long error codes apart', () => {
    const one = identity({ observed: 'InvalidParameterCombination' });
    expect(identity({ observed: 'InvalidKeyPairDuplicateName' })).not.toBe(one);
  });

  it('differs between requirements and clients', () => {
    const all = [
      findingOf(difference, context),
      findingOf(difference, { ...context, requirement: 'b' }),
      findingOf(difference, { ...context, client: 'sdk' }),
    ];
    expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });

  it('of a generated case does not depend on the value that was found', () => {
    const found = (seed: number, value: string): Partial<Mismatch> => ({
      observed: `${value} of length ${value.length} was refused`,
      counterexample: { seed, path: '0', value, runs: 3, shrinks: 1 },
    });
    expect(identity(found(1, '"a"'))).toBe(identity(found(2, '"bb"')));
  });
});

import { describe, expect, it } from 'vitest';
import { bindChecks } from './plan.ts';
import { body, contractOf, fakeChecks, requirement } from './testing/fakes.ts';

const needsOf = (given: Parameters<typeof fakeChecks>[0]): Record<string, readonly string[]> =>
  Object.fromEntries(fakeChecks(given).checks.map(({ requirement: { id }, needs }) => [id, needs]));

describe('binding requirements to bodies', () => {
  it('keeps the order of the contract', () => {
    expect(Object.keys(needsOf({ b: body(), a: body() }))).toEqual(['b', 'a']);
  });

  it('needs what the requirement needs and the basis of every operation the body uses, once', () => {
    const needs = needsOf({
      'import.works': [body(() => {}, { uses: ['import'] }), { basis: 'import' }],
      other: body(),
      check: [body(() => {}, { uses: ['import', 'delete'] }), { needs: ['other', 'import.works'] }],
    });
    expect(needs.check).toEqual(['other', 'import.works']);
  });

  it('lets a basis rely on the bases before its own only, so that two cannot wait for each other', () => {
    const uses = { uses: ['create', 'describe', 'delete'] } as const;
    const needs = needsOf({
      'delete.works': [body(() => {}, uses), { basis: 'delete' }],
      'describe.works': [body(() => {}, uses), { basis: 'describe' }],
      'create.works': [body(() => {}, uses), { basis: 'create' }],
    });
    expect(needs).toEqual({
      'delete.works': ['create.works', 'describe.works'],
      'describe.works': ['create.works'],
      'create.works': [],
    });
  });

  it('refuses a check of an unknown suite and names the place', () => {
    const contract = contractOf([requirement('a', { check: 'nosuite/x' })]);
    expect(() => bindChecks(contract, {})).toThrow(
      'a (requirements.yaml:1): check "nosuite/x" names no suite; there are ',
    );
  });

  it('refuses an unknown body and names those there are', () => {
    const contract = contractOf([requirement('a', { check: 'suite/toString' })]);
    const suites = { suite: { topic: 'name', bodies: { known: body() } } } as const;
    expect(() => bindChecks(contract, suites)).toThrow(
      'suite "suite" has no body "toString"; there are known',
    );
  });

  it('refuses a need that is no requirement', () => {
    expect(() => fakeChecks({ a: [body(), { needs: ['b'] }] })).toThrow('needs "b", which is no requirement');
  });

  it('refuses needs that go in a circle and shows it', () => {
    const given = {
      a: [body(), { needs: ['b'] }],
      b: [body(), { needs: ['c'] }],
      c: [body(), { needs: ['b'] }],
    } as const;
    expect(() => fakeChecks(given)).toThrow('needs go in a circle: b -> c -> b');
  });

  it('refuses a requirement that needs itself', () => {
    expect(() => fakeChecks({ a: [body(), { needs: ['a'] }] })).toThrow('circle: a -> a');
  });
});

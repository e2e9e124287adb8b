import { expect, it } from 'vitest';
import { replacedBy } from './baseline.ts';
import { watched } from './mutant-server.ts';
import { CATALOGUES } from './mutants/index.ts';

it('tells every call of a behaviour by name, also those from one behaviour to another', () => {
  const names = { key: (name: string): string => name.toLowerCase() };
  const store = {
    find: (all: { readonly names: typeof names }, name: string): string => `found ${all.names.key(name)}`,
  };
  const behaviours = { names, store };
  const called: string[] = [];
  const all = watched(behaviours, (name) => called.push(name));
  expect(all.store.find(all, 'One')).toBe('found one');
  expect(called).toEqual(['store.find', 'names.key']);
});

it('names what the fault of every mutant replaces, and nothing for the correct server', () => {
  for (const { noOp, mutants } of Object.values(CATALOGUES)) {
    expect(replacedBy(noOp)).toEqual([]);
    const nothing = mutants.filter((mutant) => replacedBy(mutant).length === 0);
    expect(nothing.map(({ id }) => id)).toEqual([]);
  }
});

import { describe, expect, it } from 'vitest';
import type { Contract } from '../specs/contract.ts';
import { UsageError } from '../targets/usage-error.ts';
import { bindChecks } from './plan.ts';
import { type Selection, selectChecks } from './select.ts';
import { body, contractOf, requirement } from './testing/fakes.ts';

const contract: Contract = contractOf(
  [
    requirement('import.works', { check: 'suite/any', topic: 'import' }),
    requirement('name.long', { check: 'suite/any', needs: ['import.works'] }),
    requirement('name.short', { check: 'suite/any', level: 'should', sources: [{ observation: 'seen' }] }),
    requirement('tags.many', { check: 'suite/any', topic: 'tags', needs: ['name.long'] }),
  ],
  {
    documents: [
      { id: 'guide', title: 'Guide', publisher: 'P', role: 'mission' },
      { id: 'recording', title: 'Recording', publisher: 'P', role: 'recording' },
    ],
    observations: [
      { id: 'seen', statement: 'Seen.', grade: 'observed', sources: [{ document: 'recording' }] },
    ],
  },
);
const checks = bindChecks(contract, { suite: { topic: 'name', bodies: { any: body() } } });
const select = (selection: Selection): readonly string[] => selectChecks(checks, selection, contract);

describe('a selection', () => {
  it('is everything by default', () => {
    expect(select({})).toEqual(['import.works', 'name.long', 'name.short', 'tags.many']);
    expect(select({ only: [], skip: [], topics: [] })).toHaveLength(4);
  });

  it('brings in all that the selected need', () => {
    expect(select({ only: ['tags.many'] })).toEqual(['import.works', 'name.long', 'tags.many']);
  });

  it('takes globs', () => {
    expect(select({ only: ['name.s*', '*.works'] })).toEqual(['import.works', 'name.short']);
  });

  it('takes a dot in an id for a dot', () => {
    expect(() => select({ only: ['name*long*x'] })).toThrow(UsageError);
    expect(() => select({ only: ['nameXlong'] })).toThrow(
      "no requirement 'nameXlong'; did you mean 'name.long'?",
    );
  });

  it('does not run what is to be skipped, even when something needs it', () => {
    expect(select({ skip: ['import.*'] })).toEqual(['name.long', 'name.short', 'tags.many']);
    expect(select({ topics: ['tags'], skip: ['name.long'] })).toEqual(['tags.many']);
  });

  it('takes topics, levels and documents, which must all agree', () => {
    expect(select({ topics: ['name'], levels: ['should'] })).toEqual(['name.short']);
    expect(select({ documents: ['recording'] })).toEqual(['name.short']);
    expect(() => select({ topics: ['tags'], levels: ['should'] })).toThrow('nothing is selected');
  });

  it.each<[Selection, string]>([
    [{ only: ['name.log'] }, "no requirement 'name.log'; did you mean 'name.long'?"],
    [{ only: ['zzz*'] }, "no requirement fits 'zzz*'; list shows them all"],
    [{ skip: ['tags.mony'] }, "no requirement 'tags.mony'; did you mean 'tags.many'?"],
    [{ topics: ['nam'] }, "no topic 'nam'; did you mean 'name'?"],
    [{ topics: ['paging'] }, "no topic 'paging'; there are import, name, tags"],
    [{ documents: ['gide'] }, "no document 'gide'; did you mean 'guide'?"],
    [{ levels: ['mast'] }, "no level 'mast'; did you mean 'must'?"],
  ])('refuses %j', (selection, message) => {
    expect(() => select(selection)).toThrow(new UsageError(message));
  });

  it('refuses a glob that fits nothing although another one fits', () => {
    expect(() => select({ only: ['name.*', 'nope.*'] })).toThrow("no requirement fits 'nope.*'");
  });

  it('refuses to select nothing', () => {
    expect(() => select({ skip: ['*'] })).toThrow('nothing is selected');
  });
});

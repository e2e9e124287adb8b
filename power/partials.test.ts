import { describe, expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import type { Requirement } from '../specs/contract.ts';
import type { Measurement } from './measurement.ts';
import { CATALOGUES, catalogueOf } from './mutants/index.ts';
import type { PartialTarget } from './mutants/partial-target.ts';
import type { MutantResult } from './outcome.ts';
import { partialComplaints, partialPowerOf, partialRows, unjudgedLines, visibleOn } from './partials.ts';

const requirements = ['about', 'right', 'wrong', 'needs', 'waits'].map((id) => ({ id }) as Requirement);
const target = {
  id: 'partial/without-it',
  summary: 'it is missing',
  isAbout: ({ id }: Requirement) => id === 'about',
  cannotJudge: { needs: 'it is asked by it' },
} as unknown as PartialTarget;
const measured = (verdicts: Measurement['verdicts']): Measurement => ({
  subject: target.id,
  verdicts,
  reasons: {},
  durationMs: 1,
});
const fine = measured({ about: 'fail', right: 'pass', wrong: 'pass', needs: 'blocked', waits: 'pass' });
const killed = (id: string, fate: MutantResult['fate']): MutantResult => ({ id, fate }) as MutantResult;

describe('the power on the reference without one feature', () => {
  it('is met where what is about something else passes, but for what cannot be judged, and mutants are detected', () => {
    const power = partialPowerOf(target, fine, requirements, [killed('a', 'killed')]);
    expect(power).toMatchObject({ about: 1, others: 4, passed: 3, falseFindings: [], notJudged: [] });
    expect(partialComplaints([power])).toEqual([]);
    expect(partialRows([power])[1]).toEqual([
      '`partial/without-it`',
      'it is missing',
      '3',
      '1',
      '3',
      '0',
      '1 of 1',
    ]);
    expect(unjudgedLines([power])).toEqual(['- `partial/without-it`, `needs`: it is asked by it']);
  });

  it('is missed by a false finding', () => {
    const power = partialPowerOf(target, measured({ ...fine.verdicts, wrong: 'fail' }), requirements, []);
    expect(partialComplaints([power])).toEqual(['target partial/without-it: false findings of wrong']);
  });

  it.each(['blocked', 'unsupported', 'inconclusive'] as const)(
    'is missed by a requirement about something else that is %s for no known reason',
    (verdict) => {
      const power = partialPowerOf(target, measured({ ...fine.verdicts, waits: verdict }), requirements, []);
      expect(partialComplaints([power])).toEqual([
        'target partial/without-it: not judged, and not known to need what is missing: waits',
      ]);
    },
  );

  it('is missed by a reason that is no longer true', () => {
    const power = partialPowerOf(target, measured({ ...fine.verdicts, needs: 'pass' }), requirements, []);
    expect(partialComplaints([power])).toEqual([
      'target partial/without-it: said to need what is missing, and judged: needs',
    ]);
  });

  it('is missed by more than one missed mutant in twenty', () => {
    const results = Array.from({ length: 20 }, (_, index) => killed(`m${index}`, 'killed'));
    const missing = (count: number): readonly MutantResult[] =>
      results.map((one, index) => (index < count ? { ...one, fate: 'survived' } : one));
    const complaints = (count: number): readonly string[] =>
      partialComplaints([partialPowerOf(target, fine, requirements, missing(count))]);
    expect(complaints(1)).toEqual([]);
    expect(complaints(2)).toEqual(['target partial/without-it: 2 of 20 mutants missed: m0, m1']);
  });

  it('tries mutants whose requirement passes without the feature, and none that hides in it', () => {
    const partial = { ...target, hides: /hidden/ };
    const mutants = ['a', 'hidden', 'other'].map((id) => ({
      id,
      mustBeKilledBy: id === 'other' ? 'about' : 'right',
    }));
    const tried = visibleOn(partial, fine, mutants as never, 9, 1);
    expect(tried.map(({ id }) => id)).toEqual(['a']);
  });
});

describe.each(Object.keys(CATALOGUES) as (keyof typeof CATALOGUES)[])(
  'the partial targets of %s',
  (provider) => {
    it('name requirements of the contract, and none twice', async () => {
      const known = new Set((await readContract(provider)).requirements.map(({ id }) => id));
      const { partialTargets } = catalogueOf(provider);
      const named = partialTargets.flatMap(({ cannotJudge = {} }) => Object.keys(cannotJudge));
      expect(named.filter((id) => !known.has(id))).toEqual([]);
      expect(new Set(partialTargets.map(({ id }) => id)).size).toBe(partialTargets.length);
    });
  },
);

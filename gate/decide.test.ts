import { describe, expect, it } from 'vitest';
import { UsageError } from '../targets/usage-error.ts';
import { compare } from './compare.ts';
import { decide, type GatedReport } from './decide.ts';
import { parsePolicy } from './policy.ts';
import { attempt, baseline, failed, passed, print, unjudged } from './testing/judged.ts';

const report = (...results: GatedReport['results']): GatedReport => ({ label: 'moto', results });
const policy = (...rules: readonly object[]): ReturnType<typeof parsePolicy> =>
  parsePolicy(JSON.stringify({ rules: rules.map((rule) => ({ name: 'a rule', ...rule })) }), 'policy.yaml');
const holds = (rule: object, ...results: GatedReport['results']): readonly boolean[] =>
  decide(policy(rule), [report(...results)]).map((decision) => decision.holds);

describe('a rule', () => {
  it('on failures counts those of the requirements that it is about', () => {
    const must = { maxFailures: 0, where: { level: ['must'], evidence: ['observed'] } };
    const should = { ...failed('a', [print(1)]), level: 'should' } as const;
    const inferred = { ...failed('b', [print(2)]), evidence: 'inferred' } as const;
    expect(holds(must, should, inferred, passed('c'))).toEqual([true]);
    expect(holds(must, should, failed('d', [print(3)]))).toEqual([false]);
  });

  it('on a topic or a document looks at nothing else', () => {
    const tags = { ...failed('a', [print(1)]), topic: 'tags' } as const;
    expect(holds({ maxFailures: 0, where: { topic: ['name'] } }, tags, passed('b'))).toEqual([true]);
    expect(holds({ maxFailures: 0, where: { topic: ['tags'] } }, tags, passed('b'))).toEqual([false]);
    const other = { ...failed('a', [print(1)]), documents: ['other'] };
    expect(holds({ maxFailures: 0, where: { document: ['guide'] } }, other, passed('b'))).toEqual([true]);
    expect(holds({ maxFailures: 0, where: { requirement: ['a*'] } }, other, passed('b'))).toEqual([false]);
  });

  it.each([
    ['maxInconclusive', 'inconclusive'],
    ['maxBlocked', 'blocked'],
    ['maxDefects', 'defect'],
    ['maxUnsupported', 'unsupported'],
    ['maxSkipped', 'skipped'],
  ] as const)('%s counts %s', (limit, verdict) => {
    expect(holds({ [limit]: 1 }, passed('a'), unjudged('b', verdict))).toEqual([true]);
    expect(holds({ [limit]: 0 }, passed('a'), unjudged('b', verdict))).toEqual([false]);
  });

  it('on coverage holds at the limit and not below it, and never rounds up to it', () => {
    const results = Array.from({ length: 19 }, (_, index) => passed(`a.${index}`));
    expect(holds({ minCoveragePercent: 95 }, ...results, unjudged('b'))).toEqual([true]);
    const [decision] = decide(policy({ minCoveragePercent: 95.001 }), [report(...results, unjudged('b'))]);
    expect(decision).toMatchObject({ holds: false, why: 'coverage 95%, least 95.001% (b)' });
  });

  it('on divergence takes failures of all that were planned', () => {
    const results = [failed('a', [print(1)]), passed('b'), unjudged('c'), unjudged('d')];
    expect(holds({ maxDivergencePercent: 25 }, ...results)).toEqual([true]);
    expect(holds({ maxDivergencePercent: 24 }, ...results)).toEqual([false]);
  });

  it('counts informational failures only where it asks for them', () => {
    const may = { ...failed('a', [print(1)]), level: 'may', gating: false } as const;
    expect(holds({ maxFailures: 0 }, may, passed('b'))).toEqual([true]);
    expect(holds({ maxDivergencePercent: 0 }, may, passed('b'))).toEqual([true]);
    expect(holds({ maxFailures: 0, include: ['informational'] }, may, passed('b'))).toEqual([false]);
    expect(holds({ maxFailures: 0, where: { level: ['may', 'must'] } }, may, passed('b'))).toEqual([false]);
  });

  it('counts what the baseline excuses only where it asks for it', () => {
    const results = [failed('a', [print(1)]), { ...unjudged('b', 'blocked'), blockedBy: 'a' }];
    const comparison = compare(
      baseline({ requirement: 'a', fingerprint: [print(1)] }),
      [results],
      '2026-11-22',
    );
    const decisions = (include: object): readonly boolean[] =>
      decide(policy({ maxFailures: 0, ...include }, { maxBlocked: 0, ...include }), [
        { label: 'moto', results, comparison },
      ]).map((decision) => decision.holds);
    expect(decisions({})).toEqual([true, true]);
    expect(decisions({ include: ['expected'] })).toEqual([false, false]);
  });

  it('fails where nothing was judged', () => {
    const [decision] = decide(policy({ maxFailures: 0 }), [report(unjudged('a'), unjudged('b'))]);
    expect(decision).toMatchObject({ holds: false, why: 'none of its 2 requirements was tested' });
  });

  it('names what is too much', () => {
    const results = Array.from({ length: 7 }, (_, index) => failed(`a.${index}`, [print(1)]));
    const [decision] = decide(policy({ maxFailures: 1 }), [report(...results)]);
    expect(decision?.why).toBe('failures 7, most 1 (a.0, a.1, a.2, a.3, a.4 and 2 more)');
  });

  it('does not count failures that a baseline excuses completely', () => {
    const results = attempt(failed('a', [print(1)]), failed('b', [print(2), print(3)]));
    const entries = baseline(
      { requirement: 'a', fingerprint: [print(1)] },
      { requirement: 'b', fingerprint: [print(2)] },
    );
    const comparison = compare(entries, [results], '2026-11-22');
    const [decision] = decide(policy({ maxFailures: 0 }), [{ label: 'moto', results, comparison }]);
    expect(decision?.why).toBe('failures 1, most 0 (b)');
  });
});

describe('a policy', () => {
  it('with a rule that fits nothing is refused', () => {
    const rule = { maxFailures: 0, where: { topic: ['nmae'] } };
    expect(() => decide(policy({ maxFailures: 1 }, rule), [report(passed('a'))])).toThrow(
      /^policy\.yaml:1 rule 'a rule' fits no requirement/,
    );
  });

  it.each([
    ['topic', ['lifecycle', 'fingerprnit', 'qouta'], 'fingerprnit'],
    ['requirement', ['a', 'fingerprnit.*'], 'fingerprnit.*'],
    ['requirement', ['fingerprnit.*', 'a*'], 'fingerprnit.*'],
    ['requirement', ['a', 'a.b'], 'a.b'],
    ['document', ['guide', 'guied'], 'guied'],
  ])(
    'whose %s lists %j, of which %s fits nothing, is refused, and the value named',
    (key, values, culprit) => {
      const rule = { maxFailures: 0, where: { [key]: values } };
      const one = { ...passed('a'), topic: 'lifecycle', documents: ['guide'] } as const;
      expect(() => decide(policy(rule), [report(one)])).toThrow(
        expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(`'${culprit}'`) }),
      );
      const without = {
        ...rule,
        where: { [key]: values.filter((value) => value !== culprit && value !== 'qouta') },
      };
      expect(decide(policy(without), [report(one)]).map(({ holds }) => holds)).toEqual([true]);
    },
  );

  it('that looks at nothing of a report is refused', () => {
    const rule = { maxFailures: 0, where: { topic: ['tags'] } };
    const tags = { ...passed('a'), topic: 'tags' } as const;
    expect(() => decide(policy(rule), [report(tags), report(passed('b'))])).toThrow(UsageError);
  });

  it.each([
    ['no limit', 'rules:\n  - name: x\n', /policy\.yaml:2/],
    [
      'a mistyped limit',
      'rules:\n  - name: x\n    maxFailure: 0\n',
      /:3:5 unknown key 'maxFailure'.*did you mean 'maxFailures'/,
    ],
    [
      'an unknown level',
      'rules:\n  - name: x\n    maxFailures: 0\n    where: {level: [most]}\n',
      /:4:21 .*did you mean 'must'/,
    ],
    ['no rule', 'rules: []\n', /policy\.yaml:1/],
  ])('with %s is refused with its place', (_, text, expected) => {
    expect(() => parsePolicy(text, 'policy.yaml')).toThrow(expected);
  });
});

import { describe, expect, it } from 'vitest';
import type { Finding, PlannedRequirement } from '../runner/events.ts';
import { type Cause, causesOf } from './causes.ts';
import { reportOf } from './model.ts';
import { checked, finding, finished, planned, started } from './testing/events.ts';

type Failure = readonly [
  id: string,
  finding: Partial<Finding>,
  requirement?: Partial<PlannedRequirement['requirement']>,
];

function causes(...failures: readonly Failure[]): readonly Cause[] {
  return causesOf(
    reportOf([
      started(failures.map(([id, , requirement]) => planned(id, requirement))),
      ...failures.map(([id, rest]) =>
        checked(id, 'fail', { findings: [finding(id, { hints: [], ...rest })] }),
      ),
      finished(),
    ]),
  );
}

function groups(...failures: readonly Failure[]): readonly (readonly string[])[] {
  return causes(...failures).map(({ results }) => results.map(({ requirement }) => requirement));
}

const SPKI = { hints: ['it is SHA-1 over the DER SubjectPublicKeyInfo'] };

describe('causesOf', () => {
  it('puts nine requirements behind one wrong digest into one group', () => {
    const nine = Array.from(
      { length: 9 },
      (_, index): Failure => [
        `fingerprint.${index}`,
        { ...SPKI, observed: `${index}5:bd:01:29:0b:4e:fb:13`, expected: `value ${index}` },
        { topic: 'fingerprint' },
      ],
    );
    const [cause, ...others] = causes(...nine);
    expect(others).toEqual([]);
    expect(cause?.results).toHaveLength(9);
    expect(cause?.title).toBe('fingerprint: it is SHA-1 over the DER SubjectPublicKeyInfo');
  });

  it('keeps two different digests apart', () => {
    expect(groups(['a', SPKI], ['b', { hints: ['it is SHA-256 over the SSH blob'] }])).toEqual([
      ['a'],
      ['b'],
    ]);
  });

  it('groups the same wrong answer to the same rule of a topic, whatever the message says', () => {
    const refused = (name: string): Partial<Finding> => ({
      expected: 'refused with A (HTTP 400)',
      observed: `refused with B (HTTP 400): no '${name}'\nat all`,
    });
    expect(groups(['a', refused('x')], ['b', refused('y')])).toEqual([['a', 'b']]);
    expect(groups(['a', refused('x')], ['b', refused('y'), { topic: 'tags' }])).toEqual([['a'], ['b']]);
    expect(groups(['a', refused('x')], ['b', { ...refused('x'), expected: 'accepted' }])).toEqual([
      ['a'],
      ['b'],
    ]);
  });

  it('takes several answers of one race for one observation, in any order', () => {
    const race = (...answers: readonly string[]): Partial<Finding> => ({
      expected: 'exactly one accepted',
      observed: answers.join('\n'),
    });
    const [yes, no] = ['accepted (HTTP 200)', 'refused with D (HTTP 400): x'];
    expect(groups(['a', race(yes, no, yes)], ['b', race(no, yes)])).toEqual([['a', 'b']]);
  });

  it('groups the same long fact across topics and expectations', () => {
    const observed = 'the body of the armour holds "(" at character 16, which is not base64';
    expect(
      groups(
        ['a', { observed, expected: 'a readable key' }],
        ['b', { observed, expected: 'a PPK file' }, { topic: 'key-material' }],
      ),
    ).toEqual([['a', 'b']]);
  });

  it('counts a fact of a few words within its topic only', () => {
    const shown = (name: string): Partial<Finding> => ({ observed: `a describe shows "${name}"` });
    expect(groups(['a', shown('x')], ['b', shown('y')], ['c', shown('z'), { topic: 'wire' }])).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
  });

  it('goes by the summary where only a value was observed', () => {
    const value = (observed: string, summary: string): Partial<Finding> => ({ observed, summary });
    expect(
      groups(
        ['a', value('"1"', 'the count is wrong')],
        ['b', value('"2"', 'the count is wrong')],
        ['c', value('"1"', 'the id is wrong')],
      ),
    ).toEqual([['a', 'b'], ['c']]);
  });

  it('puts what gates first and larger groups before smaller ones', () => {
    const inform = { evidence: 'inferred' } as const;
    const [one, two] = [{ hints: ['one'] }, { hints: ['two'] }];
    const three = { hints: ['three'] };
    expect(
      groups(['i1', one, inform], ['i2', one, inform], ['g1', two], ['h1', three], ['h2', three]),
    ).toEqual([['h1', 'h2'], ['g1'], ['i1', 'i2']]);
  });

  it('calls a group of one by its own summary', () => {
    expect(causes(['a', { summary: 'the dry run creates', observed: 'accepted' }])[0]?.title).toBe(
      'the dry run creates',
    );
  });

  it('leaves out what did not fail', () => {
    const report = reportOf([started([planned('a')]), checked('a', 'pass'), finished()]);
    expect(causesOf(report)).toEqual([]);
  });
});

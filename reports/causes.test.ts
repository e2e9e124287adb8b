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
      ...failures.map(([id, rest]) => checked(id, 'fail', { findings: [finding(id, rest)] })),
      checked('passed', 'pass'),
      finished(),
    ]),
  );
}

function groups(...failures: readonly Failure[]): readonly (readonly string[])[] {
  return causes(...failures).map(({ results }) => results.map(({ requirement }) => requirement));
}

function of(key: string, harm: Finding['harm'] = 'value'): Partial<Finding> {
  return { cause: { key, title: `all of ${key}` }, harm };
}

describe('causesOf', () => {
  it('groups by the cause of the first finding, across topics, whatever the words', () => {
    const reworded = { ...of('digest'), summary: 'in other words', observed: 'also', hints: [] };
    expect(groups(['a', of('digest')], ['b', reworded, { topic: 'tags' }], ['c', of('other')])).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
  });

  it('puts what gates first, then what hurts most, then larger groups', () => {
    const inform = { evidence: 'inferred' } as const;
    expect(
      groups(
        ['text', of('t', 'text')],
        ['i', of('i', 'crash'), inform],
        ['effect', of('e', 'effect')],
        ['crash', of('c', 'crash')],
        ['e1', of('f', 'effect')],
        ['e2', of('f', 'effect')],
      ),
    ).toEqual([['crash'], ['e1', 'e2'], ['effect'], ['text'], ['i']]);
  });

  it('calls a group by its cause, and a group of one by its own summary', () => {
    expect(causes(['a', of('x')], ['b', of('x')])[0]?.title).toBe('all of x');
    expect(causes(['a', { ...of('x'), summary: 'the dry run creates' }])[0]?.title).toBe(
      'the dry run creates',
    );
  });
});

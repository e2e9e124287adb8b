import { expect, it } from 'vitest';
import { reportOf } from './model.ts';
import { replayed } from './replay.ts';
import { checked, finding, finished, planned, started } from './testing/events.ts';

const FINGERPRINT = finding('a').fingerprint;

it.each([
  ['still fails in the same way', checked('a', 'fail'), 1, /^still fails: a name of 256/],
  [
    'fails in another way',
    checked('a', 'fail', { findings: [finding('a', { fingerprint: 'ffff', summary: 'other' })] }),
    1,
    /^still failing, with another finding \(ffff\): other$/,
  ],
  ['is met', checked('a', 'pass'), 0, /^fixed/],
  ['is blocked', checked('a', 'blocked', { reason: 'needs b' }), 3, /^inconclusive: blocked, needs b$/],
  ['was interrupted', undefined, 3, /^inconclusive: inconclusive/],
] as const)('a failure that %s', (_, event, exitCode, text) => {
  const report = reportOf([started([planned('a')]), ...(event === undefined ? [] : [event, finished()])]);
  expect(replayed(report, 'a', FINGERPRINT)).toEqual({ exitCode, text: expect.stringMatching(text) });
});

it('cannot be told of a requirement that the suite does not have any more', () => {
  expect(replayed(reportOf([started([]), finished()]), 'a', FINGERPRINT).exitCode).toBe(3);
});

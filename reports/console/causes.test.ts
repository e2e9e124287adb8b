import { expect, it } from 'vitest';
import { renderConsole } from '../console.ts';
import { reportOf } from '../model.ts';
import { checked, finding, finished, planned, started } from '../testing/events.ts';

it('says once what several failures have in common, and nothing of single ones', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const report = reportOf([
    started([...ids, 'alone'].map((id) => planned(id))),
    ...ids.map((id) =>
      checked(id, 'fail', {
        findings: [finding(id, { cause: { key: 'md5', title: 'Wrong fingerprint: MD5 over the blob' } })],
      }),
    ),
    checked('alone', 'fail', { findings: [finding('alone', { cause: { key: 'other', title: 'another' } })] }),
    finished(),
  ]);
  const text = renderConsole(report);
  expect(text).toContain(
    'Failures grouped by likely cause\n  4 ×   Wrong fingerprint: MD5 over the blob: a, b, c and 1 more\n',
  );
  expect(text).not.toMatch(/1 ×/);
});

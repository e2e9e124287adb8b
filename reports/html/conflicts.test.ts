import { expect, it } from 'vitest';
import { reportOf } from '../model.ts';
import type { Report } from '../report.ts';
import { finished, started } from '../testing/events.ts';
import { renderHtml } from './report.ts';

const report = reportOf([started([]), finished()]);
const conflict: Report['conflicts'][number] = {
  id: 'c1',
  subject: 'How long a name may be',
  observed: '255 characters',
  documented: '255 bytes <b>',
  follows: 'documented',
  requirements: [],
};

it('says which side a target follows and what each side says, folding what was not judged', () => {
  const page = renderHtml({
    ...report,
    conflicts: [conflict, { ...conflict, id: 'c2', subject: 'Unseen', follows: 'not-judged' }],
  });
  expect(page).toMatch(
    /How long a name may be[\s\S]*the documents<[\s\S]*255 characters[\s\S]*255 bytes &lt;b&gt;/,
  );
  expect(page).toMatch(/<summary>1 that this run did not settle<\/summary>[\s\S]*Unseen/);
});

it('has no section where the texts agree', () => {
  expect(renderHtml(report)).not.toContain('Where the texts differ');
});

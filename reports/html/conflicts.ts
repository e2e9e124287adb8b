import type { ConflictResult, Followed } from '../conflicts.ts';
import type { Report } from '../report.ts';
import { html, type Markup, type Part } from './markup.ts';

const SIDES: Readonly<Record<Followed, string>> = {
  observed: 'the service as observed',
  documented: 'the documents',
  both: 'both',
  neither: 'neither',
  mixed: 'mixed',
  'not-judged': 'not tested',
};

/** Where the texts contradict each other or the service: what each side says, and which one the target follows. */
export function conflictTable({ conflicts }: Report): Part {
  const judged = conflicts.filter(({ follows }) => follows !== 'not-judged');
  const rest = conflicts.filter(({ follows }) => follows === 'not-judged');
  if (conflicts.length === 0) return undefined;
  return html`<section aria-labelledby="readings"><h2 id="readings">Where the documentation conflicts</h2>
<p class="soft small">Documents contradict each other, or the real service. The target follows one side.</p>
${judged.length > 0 && table(judged)}
${
  rest.length > 0 &&
  html`<details class="more"><summary>${rest.length} that this run did not settle</summary>${table(rest)}</details>`
}
</section>`;
}

function table(conflicts: readonly ConflictResult[]): Markup {
  return html`<div class="scroll"><table class="stack sides-table"><thead><tr><th scope="col">Subject</th><th scope="col">Follows</th><th scope="col">Observed</th><th scope="col">Documented</th></tr></thead>
<tbody>${conflicts.map(
    ({ id, subject, follows, observed, documented }) =>
      html`<tr><th scope="row">${subject} <span class="grade">${id}</span></th><td data-label="Follows:"><b>${SIDES[follows]}</b></td><td data-label="Observed:">${observed}</td><td data-label="Documented:">${documented}</td></tr>\n`,
  )}</tbody></table></div>`;
}

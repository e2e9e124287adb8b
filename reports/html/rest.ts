import { VERDICTS, type Verdict } from '../../runner/verdict.ts';
import { count } from '../conclusion.ts';
import { leftoversOf } from '../decide.ts';
import type { Expected, ExpectedById } from '../expected.ts';
import type { Report, Result } from '../report.ts';
import { capital } from '../text/capital.ts';
import { requirementLink } from './anchors.ts';
import { baselineMarks } from './baseline.ts';
import { itemData } from './filters.ts';
import { html, type Markup, type Part } from './markup.ts';
import { signOf, VERDICT_WORDS } from './words.ts';

/** Everything that did not fail: a folded list for each verdict that occurs, met requirements last. */
export function otherResults({ results }: Report, expected: ExpectedById): Part {
  const order = [...VERDICTS.filter((verdict) => verdict !== 'pass' && verdict !== 'fail'), 'pass' as const];
  const verdicts = new Map(results.map((result) => [result.requirement, result.verdict]));
  return order.map((verdict) => {
    const own = results.filter((result) => result.verdict === verdict);
    if (own.length === 0) return undefined;
    const { word, meaning } = VERDICT_WORDS[verdict];
    return html`<details class="fold" data-group><summary><h2>${capital(word)} (<span data-count>${own.length}</span>)</h2></summary>
<p class="soft small">${meaning}</p>
<ul class="rows">${own.map((result) => row(result, expected.get(result.requirement) ?? [], verdicts))}</ul></details>
`;
  });
}

function row(result: Result, expected: readonly Expected[], verdicts: ReadonlyMap<string, Verdict>): Markup {
  return html`<li id="${result.requirement}" tabindex="-1" ${itemData(result, expected)}><span>${signOf(result.verdict)}</span><span>${result.statement}${baselineMarks(expected)}</span><span class="grade">${result.level}, ${result.evidence}</span><span class="id">${result.requirement}</span>${whyOf(
    result,
    verdicts,
  )}${result.decidedBy !== undefined && html`<span class="reason"><code>${result.decidedBy}</code></span>`}${expected.map(({ place, text }) => html`<span class="reason">Baseline (${place}): ${text}</span>`)}${result.remarks.map((remark) => html`<span class="reason">Remark: ${remark}</span>`)}${
    result.defect !== undefined && html`<pre class="reason">${result.defect}</pre>`
  }</li>\n`;
}

/** Why there is no other verdict: the requirement in the way, as a link, or the reason in words. */
function whyOf({ reason, blockedBy }: Result, verdicts: ReadonlyMap<string, Verdict>): Part {
  const blocker = blockedBy === undefined ? undefined : verdicts.get(blockedBy);
  if (blockedBy !== undefined && blocker !== undefined)
    return html`<span class="reason">Blocked by ${requirementLink(blockedBy)} (${VERDICT_WORDS[blocker].word})</span>`;
  return reason !== undefined && html`<span class="reason">Why: ${reason}</span>`;
}

/** What the run says of itself and of declarations: leftovers on the target, capabilities that are not as declared. */
export function notices({ cleanup, capabilities }: Report): Part {
  const { left, unknown } = leftoversOf(cleanup);
  const wrong = capabilities.filter(
    ({ declared, observed }) => declared !== undefined && declared !== observed,
  );
  return [
    cleanup.length > 0 &&
      html`<section aria-labelledby="left"><h2 id="left">Leftovers on the target</h2><p>${count(left.length, 'thing')} made by the run could not be removed.${
        unknown.length > 0 && html` It is unknown whether ${unknown.length} more of this list are left.`
      }</p><details class="more"><summary>Each of them</summary><ul>${cleanup
        .slice(0, 50)
        .map(
          ({ what, requirement, reason }) => html`<li>${what} (made by ${requirement}): ${reason}</li>`,
        )}</ul></details>${
        cleanup.length > 50 && html`<p>and ${cleanup.length - 50} more in report.json</p>`
      }</section>`,
    wrong.length > 0 &&
      html`<section aria-labelledby="declared"><h2 id="declared">Not as declared</h2><ul>${wrong.map(
        ({ capability, declared, observed }) =>
          html`<li>${capability}: declared ${yesNo(declared === true)}, observed ${yesNo(observed)}</li>`,
      )}</ul></section>`,
  ];
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

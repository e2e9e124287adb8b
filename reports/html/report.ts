import type { Comparison } from '../../gate/outcome.ts';
import { VERDICTS } from '../../runner/verdict.ts';
import { type Cause, causesOf } from '../causes.ts';
import { count } from '../conclusion.ts';
import type { ConflictResult, Followed } from '../conflicts.ts';
import { type ExpectedById, expectedOf } from '../expected.ts';
import type { Report } from '../report.ts';
import { capital } from '../text/capital.ts';
import { causeAnchor, findingAnchors } from './anchors.ts';
import { baselineSection } from './baseline.ts';
import { clientTable } from './clients.ts';
import { bothSides, type FailureContext, failure, stepsPart } from './failure.ts';
import { choicesOf, filterForm } from './filters.ts';
import { heatMap } from './heat-map.ts';
import { html, type Markup, type Part } from './markup.ts';
import { documentTable, overview, runFacts, titleOf, verdictLinks } from './overview.ts';
import { renderPage } from './page.ts';
import { notices, otherResults } from './rest.ts';
import { VERDICT_WORDS } from './words.ts';

/**
 * `index.html`: the report as one page for people.
 * @param comparison what a baseline makes of the run, where it was held against one
 */
export function renderHtml(report: Report, comparison?: Comparison): string {
  const causes = causesOf(report);
  const expected = comparison === undefined ? NOTHING : expectedOf(report, comparison);
  const context = { report, anchors: findingAnchors(report) };
  return renderPage({
    title: `${titleOf(report.target)}: key-pair conformance`,
    top: overview(report),
    skip: 'Skip to the causes',
    main: html`${filterForm(choicesOf(report, expected), 'requirement, error code, message')}
${verdictLinks(report)}
<section id="results" tabindex="-1" aria-labelledby="failures"><h2 id="failures">${headingOf(causes)}</h2>
${causes.map((cause) => causeSection(cause, context, expected))}
</section>
${baselineSection(comparison)}
${notices(report)}
${heatMap(report)}
${documentTable(report)}
${clientTable(report)}
${conflictTable(report)}
${otherResults(report, expected)}
${runFacts(report)}`,
    footer: glossary(report),
  });
}

const NOTHING: ExpectedById = new Map();

function headingOf(causes: readonly Cause[]): string {
  if (causes.length === 0) return 'No requirement failed';
  const failed = causes.reduce((sum, { results }) => sum + results.length, 0);
  return `${count(failed, 'failure')} with ${count(causes.length, 'cause')}`;
}

/** A cause: what the target does and to whom, its first finding in full view, then every requirement that it fails. */
function causeSection(cause: Cause, context: FailureContext, expected: ExpectedById): Markup {
  const { title, gating, harm, results } = cause;
  const anchor = causeAnchor(cause);
  const [first] = results;
  const shown = first?.findings[0];
  const about = [...new Set(results.map(({ topic }) => topic))].join(', ');
  return html`<section class="cause${!gating && ' informs'}" id="${anchor}" tabindex="-1" data-group><header><h3><a href="#${anchor}">${capital(title)}</a></h3>
<p class="small soft"><span data-count>${results.length}</span> ${results.length === 1 ? 'requirement' : 'requirements'} · ${HARM_WORDS[harm]} · ${about}${
    !gating && ` · informational (${first?.level}, ${first?.evidence})`
  }</p></header>
${shown !== undefined && html`<div class="shown">${bothSides(shown)}${stepsPart(shown)}</div>`}
${results.map((result) => failure(result, context, expected.get(result.requirement) ?? []))}</section>
`;
}

/** What a difference does to users. */
const HARM_WORDS: Readonly<Record<Cause['harm'], string>> = {
  crash: 'crash',
  effect: 'wrong effect',
  value: 'wrong value',
  code: 'wrong error code',
  text: 'wrong text',
};

function glossary({ tool }: Report): Markup {
  return html`<h2>How to read this</h2>
<dl><dt>Divergence and coverage</dt><dd>Divergence is the share of all planned requirements that fail; coverage the share that was tested (pass or fail). Both have the same denominator, which does not change when fewer requirements are selected or tested.</dd>
<dt>Level</dt><dd>must and should can make a target non-conformant; a failure of may is informational.</dd>
<dt>Evidence</dt><dd>observed: a dated response of the real service. documented: a published text. inferred: a conclusion of this project; such a failure is informational.</dd>
<dt>Cause</dt><dd>Failures are put together when the target shows the same diagnosis, the same wrong response to the same rule, or the same fact. Whether it is one fault in the code is for its maintainers to say.</dd>
${VERDICTS.map((verdict) => html`<dt>${VERDICT_WORDS[verdict].word}</dt><dd>${VERDICT_WORDS[verdict].meaning}</dd>`)}</dl>
<p>Secrets, signatures and private keys are removed from all exchanges. Made by ${tool.name} ${tool.version}; report.json beside this page holds all of it for machines.</p>`;
}

const SIDES: Readonly<Record<Followed, string>> = {
  observed: 'the service as observed',
  documented: 'the documents',
  both: 'both',
  neither: 'neither',
  mixed: 'mixed',
  'not-judged': 'not tested',
};

/** Where the texts contradict each other or the service: what each side says, and which one the target follows. */
function conflictTable({ conflicts }: Report): Part {
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

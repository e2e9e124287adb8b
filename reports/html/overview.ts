import { VERDICTS } from '../../runner/verdict.ts';
import { conclusionOf } from '../conclusion.ts';
import { consistencyInWords } from '../consistency.ts';
import { percent } from '../console/figures.ts';
import type { DocumentFigures, Report } from '../report.ts';
import { capital } from '../text/capital.ts';
import { html, type Markup } from './markup.ts';
import { stampOf, VERDICT_WORDS } from './words.ts';

/** The head of the page: who was tested, what it comes to, and the two figures. */
export function overview(report: Report): Markup {
  const { target, summary, run } = report;
  const { kind, text } = conclusionOf(report);
  const { planned, verdicts } = summary;
  const about = [target.provider, target.software, `tested ${run.startedAt.slice(0, 10)}`];
  return html`<h1>${titleOf(target)}</h1>
<p class="conclusion">${stampOf(kind)}${capital(text)}.</p>
<p class="small soft">${about.filter((part) => part !== undefined).join(' · ')}</p>
<div class="figures">
${figure('Divergence', summary.divergence, 'bad', `${verdicts.fail} of ${planned} requirements failed`)}
${figure('Coverage', summary.coverage, 'fill', `${verdicts.pass + verdicts.fail} of ${planned} requirements tested`)}
</div>`;
}

/** The verdicts that occur, each leading to its requirements. */
export function verdictLinks({ summary: { verdicts } }: Report): Markup {
  const present = VERDICTS.filter((verdict) => verdicts[verdict] > 0);
  return html`<ul class="verdicts" aria-label="Requirements by verdict">${present.map((verdict) => {
    const { sign, tone, word } = VERDICT_WORDS[verdict];
    return html`<li><a href="#verdict=${verdict}"><span class="sign ${tone}" aria-hidden="true">${sign}</span><b>${verdicts[verdict]}</b> ${word}</a></li>`;
  })}</ul>`;
}

/** How the target was tested: what somebody needs who makes the same run again. */
export function runFacts({ target, run, tool }: Report): Markup {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Endpoint', target.endpoint],
    ['Server header', target.software],
    ['Embeds', target.embeds?.join(', ')],
    ['Contract', target.provider],
    ['Conflict policy', run.reading],
    ['Clients', run.clients.join(', ')],
    ['Seed', String(run.seed)],
    ['Name prefix', run.namePrefix],
    ['Started', `${run.startedAt.replace('T', ' ').replace(/\.\d+Z$/, '')} UTC`],
    ['Took', `${(run.durationMs / 1000).toFixed(1)} s`],
    ['Consistency', run.consistency && capital(consistencyInWords(run.consistency))],
    ['Suite', `${tool.name} ${tool.version}`],
    ['Options', choicesOf(run.selection)],
  ];
  return html`<section aria-labelledby="run"><h2 id="run">About this run</h2>
<dl class="facts">${facts.map(([name, value]) => value !== undefined && html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></section>`;
}

/** What a page is about: the target, with its version where its owner tells it. */
export function titleOf({ name, version }: Report['target']): string {
  return version === undefined ? name : `${name} ${version}`;
}

function figure(name: string, share: number | null, tone: 'bad' | 'fill', basis: string): Markup {
  return html`<div class="figure"><span class="soft">${name}</span><b>${percent(share)}</b><span class="small soft">${basis}</span>${bar(share, tone)}</div>`;
}

function bar(share: number | null, tone: 'bad' | 'fill'): Markup {
  return html`<svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="2"/><rect class="${tone}" width="${((share ?? 0) * 100).toFixed(2)}" height="2"/></svg>`;
}

/** A line for each source document: mission documents always, further ones folded below. */
export function documentTable({ byDocument }: Report): Markup {
  const mission = byDocument.filter((document) => document.mission);
  const further = byDocument.filter((document) => !document.mission);
  return html`<section aria-labelledby="documents"><h2 id="documents">By source document</h2>
<p class="soft small">A requirement counts for every document that it rests on.</p>
<div class="scroll">${tableOf(mission)}</div>
${
  further.length > 0 &&
  html`<details class="more"><summary>${further.length} further documents and recordings</summary><div class="scroll">${tableOf(further)}</div></details>`
}
</section>`;
}

function tableOf(documents: readonly DocumentFigures[]): Markup {
  return html`<table class="stack"><thead><tr><th scope="col">Document</th>${COLUMNS.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${documents.map(
    (document) =>
      html`<tr><th scope="row">${document.planned === 0 ? document.title : html`<a href="#documents=${document.id}">${document.title}</a>`}</th>${cellsOf(
        document,
      ).map((cell, index) => html`<td class="number" data-label="${COLUMNS[index]}">${cell}</td>`)}</tr>\n`,
  )}</tbody></table>`;
}

const COLUMNS = ['Planned', 'Pass', 'Fail', 'Not tested', 'Divergence', 'Coverage'] as const;

function cellsOf({ planned, verdicts, divergence, coverage }: DocumentFigures): readonly string[] {
  const unjudged = planned - verdicts.pass - verdicts.fail;
  const counts = [planned, verdicts.pass, verdicts.fail, unjudged].map(String);
  return [...counts, percent(divergence), percent(coverage)];
}

function choicesOf(selection: Report['run']['selection']): string | undefined {
  const given = Object.entries(selection).map(([name, values]) => `--${name} ${values.join(',')}`);
  return given.length === 0 ? undefined : given.join(' ');
}

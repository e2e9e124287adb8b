import { percent } from '../console/figures.ts';
import { html, type Markup, type Part } from '../html/markup.ts';
import { signOf } from '../html/words.ts';
import type { Figures } from '../report.ts';
import { columnsOf } from './data.ts';
import type { Matrix, MatrixTarget } from './matrix.ts';
import { strip } from './strip.ts';
import { linesOf, type TargetLine } from './versions.ts';

/** Where the cells of a matrix lead. */
export interface Links {
  target(column: number): string;
  topic(column: number, topic: string): string;
  requirement(id: string): string;
}

/** Topics against targets: one number per cell, the share that passes, with a bar that says the same without color. */
export function topicTable(matrix: Matrix, links: Links): Markup {
  const { targets, topics } = matrix;
  const shown = columnsOf(matrix);
  const order = orderOf(matrix);
  const cell = (column: number, content: Part, tone = ''): Markup =>
    html`<td class="${tone}" data-c="${column}"${!shown.includes(column) && ' hidden'}>${content}</td>`;
  const row = (title: string, textOf: (target: MatrixTarget) => Part): Markup =>
    html`<tr class="sum"><th scope="row">${title}</th>${order.map((column) => cell(column, targets[column] && textOf(targets[column])))}</tr>\n`;
  return html`<section aria-labelledby="topics"><h2 id="topics">Topics by target</h2>
<p class="soft small">Percent of the requirements of a topic that pass; the bar shows the same. A cell leads to the topic on that target.</p>
<div class="grid" role="region" aria-label="Table of topics" tabindex="0"><table class="targets">${head(matrix, links, 'Topic')}
<tbody>${row('Conformant', ({ conclusion }) => CONFORMS[conclusion.kind] ?? html`<span class="soft">${conclusion.kind}</span>`)}
${row('Gating that pass', ({ passed }) => html`<b>${percent(passed)}</b>`)}
${row('Divergence', ({ figures, rated }) => percent(rated ? figures.divergence : null))}
${row('Coverage', ({ figures }) => percent(figures.coverage))}
${topics.map(
  ({ topic, figures }) =>
    html`<tr><th scope="row"><a href="#topic=${topic}">${topic}</a></th>${order.map((column) => {
      const own = figures[column] ?? null;
      if (own === null) return cell(column, '·', 'none');
      const judged = own.verdicts.pass + own.verdicts.fail > 0;
      const number = judged ? passing(own) : '–';
      return cell(
        column,
        html`<a href="${links.topic(column, topic)}">${number}</a>`,
        judged ? `s${step(own)}` : 'none',
      );
    })}</tr>\n`,
)}</tbody></table></div></section>`;
}

const CONFORMS: Readonly<Partial<Record<MatrixTarget['conclusion']['kind'], Markup>>> = {
  conformant: signOf('pass'),
  'non-conformant': signOf('fail'),
};

/** Columns in the order of rank, versions of one target side by side. */
function orderOf(matrix: Matrix): readonly number[] {
  return linesOf(matrix).flatMap(({ columns }) => columns);
}

function head(matrix: Matrix, links: Links, corner: string): Markup {
  const shown = columnsOf(matrix);
  const lines = linesOf(matrix);
  return html`<thead><tr><th scope="col">${corner}</th>${lines.flatMap((line) =>
    line.columns.map((column) => {
      const { name = '', version } = matrix.targets[column] ?? {};
      return html`<th scope="col" data-c="${column}"${!shown.includes(column) && ' hidden'}><a href="${links.target(column)}"><span>${name}</span>${version !== undefined && html`<small>${version}</small>`}</a>${line.columns.length > 1 && column === line.newest && trend(matrix, line)}</th>`;
    }),
  )}</tr></thead>`;
}

/** The share of passing requirements over the versions, as a line. */
export function trend({ targets }: Matrix, { columns }: TargetLine): Part {
  const shares = columns.flatMap((column) => targets[column]?.passed ?? []);
  if (shares.length < 2) return undefined;
  const points = shares.map(
    (share, index) => `${Math.round((index * 40) / (shares.length - 1))},${Math.round(11 - share * 10)}`,
  );
  const [first = 0, last = 0] = [shares[0], shares.at(-1)];
  return html`<svg class="trend" viewBox="-1 0 42 12" role="img" aria-label="over ${shares.length} versions: ${percent(first)} to ${percent(last)}"><polyline points="${points.join(' ')}"/></svg>`;
}

function passing({ verdicts, planned }: Figures): string {
  const share = planned === 0 ? 0 : (100 * verdicts.pass) / planned;
  // A single failure never reads as 100, a single pass never as 0.
  return String(share > 99 && share < 100 ? 99 : share > 0 && share < 1 ? 1 : Math.round(share));
}

function step({ verdicts, planned }: Figures): number {
  if (planned === 0 || verdicts.pass === 0) return 0;
  return verdicts.pass === planned
    ? 10
    : Math.min(9, Math.max(1, Math.floor((10 * verdicts.pass) / planned)));
}

/** One row per requirement with a strip of cells; what each target does is drawn when a row is opened. */
export function requirementTable(matrix: Matrix, links: Links): Markup {
  const shown = columnsOf(matrix);
  const { targets, requirements } = matrix;
  const drawn = orderOf(matrix).filter((column) => shown.includes(column));
  return html`<section id="results" tabindex="-1" aria-labelledby="requirements" data-group><h2 id="requirements">Requirements (<span data-count>${requirements.length}</span>)</h2>
<p class="soft small key">${KEY}</p>
<div class="grid" role="region" aria-label="Table of requirements" tabindex="0"><table class="strips">${head(matrix, links, 'Requirement')}
<tbody>${requirements.map(
    (row) =>
      html`<tr data-result id="${row.requirement}" data-topic="${row.topic}" data-level="${row.level}" data-evidence="${row.evidence}"><th scope="row"><a href="${links.requirement(row.requirement)}">${row.statement}</a><span class="id">${row.requirement}</span></th><td colspan="${drawn.length}">${strip(row, drawn, targets)}</td></tr>\n`,
  )}</tbody></table></div></section>`;
}

const mark = (tone: string, path: string, word: string): Markup =>
  html`<span><svg viewBox="0 0 10 10" aria-hidden="true"><path class="${tone}" d="M0 0${path}"/></svg> ${word}</span>`;

const KEY = html`${mark('p', 'm1 7h8v2h-8z', 'pass')} ${mark('f', 'm1 1h8v8h-8z', 'fail')} ${mark('f', 'm1 1h8v8h-8zm2 2v4h4v-4z', 'fail (informational)')} ${mark('o', 'm2 3h6v4h-6zm1.5 1v2h3v-2z', 'blocked or inconclusive')} ${mark('n', 'm3 4.5h4v1h-4z', 'unsupported')}`;

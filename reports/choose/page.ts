import { percent } from '../console/figures.ts';
import { html, type Markup, type Part } from '../html/markup.ts';
import { renderPage } from '../html/page.ts';
import { embedded, pageData } from '../matrix/data.ts';
import type { Matrix } from '../matrix/matrix.ts';
import type { PageFrame } from '../matrix/page.ts';
import { MATRIX_STYLE } from '../matrix/style.ts';
import { linesOf } from '../matrix/versions.ts';
import { CHOOSE_SCRIPT } from './script.ts';
import { USES } from './uses.ts';

/** A use that this contract has requirements for, with the places of its rows. */
interface Offered {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly rows: readonly number[];
}

/** For the reader who chooses: pick what a program uses, see the newest version of each target ranked for that. */
export function renderChoosePage(matrix: Matrix, around: PageFrame = {}): string {
  const offered = offeredIn(matrix);
  const { links } = around;
  const hrefOf = (column: number): string =>
    links?.target(column) ?? matrix.targets[column]?.href ?? 'index.html';
  return renderPage({
    title: 'Choose a target by what you use',
    skip: 'Skip to the ranking',
    style: MATRIX_STYLE + CHOOSE_STYLE,
    script: CHOOSE_SCRIPT,
    head: around.head,
    top: html`<h1>Choose by what you use</h1>
<p class="soft">Pick what your program does with key pairs. Targets are ranked by the share of the requirements that matter to it which pass; what was not tested does not count as passed.</p>
${around.nav ?? html`<nav class="sitenav" aria-label="Pages"><a href="index.html">All targets and requirements</a></nav>`}`,
    main: html`<form id="uses" hidden aria-label="What your program uses">${offered.map(
      ({ id, label, about, rows }) =>
        html`<label><input type="checkbox" name="use" value="${id}"> <b>${label}</b> <span class="soft small">${about} (${rows.length})</span></label>\n`,
    )}<p><button type="button" id="clear">Clear</button></p></form>
<section id="results" tabindex="-1" aria-labelledby="ranking"><h2 id="ranking">Ranking</h2>
<p id="told" class="soft small" aria-live="polite"></p>
<ol id="ranked" class="ranked"></ol>
${table(matrix, offered, hrefOf)}</section>
${embedded('data', pageData(matrix, hrefOf))}
${embedded(
  'offered',
  offered.map(({ id, rows }) => [id, rows]),
)}`,
    footer: html`<p>Low figures can come from one missing feature: the reasons name what fails most. Each target leads to all of its results.</p>`,
  });
}

function offeredIn({ requirements }: Matrix): readonly Offered[] {
  return USES.flatMap(({ id, label, about, needs }) => {
    const rows = requirements.flatMap((requirement, index) => (needs(requirement) ? [index] : []));
    return rows.length === 0 ? [] : [{ id, label, about, rows }];
  });
}

/** Every use against every target, which also says it where scripts are off. */
function table(matrix: Matrix, offered: readonly Offered[], hrefOf: (column: number) => string): Markup {
  const lines = linesOf(matrix);
  const share = (rows: readonly number[], column: number): Part => {
    const cells = rows.flatMap((row) => matrix.requirements[row]?.cells[column] ?? []);
    if (cells.length === 0 || matrix.targets[column]?.rated !== true) return '–';
    return percent(cells.filter(({ verdict }) => verdict === 'pass').length / cells.length);
  };
  return html`<h2 id="all">Every use</h2><div class="grid" role="region" aria-label="Table of uses" tabindex="0"><table class="targets uses"><thead><tr><th scope="col">Use</th>${lines.map(
    ({ newest }) =>
      html`<th scope="col"><a href="${hrefOf(newest)}">${matrix.targets[newest]?.label}</a></th>`,
  )}</tr></thead><tbody>${offered.map(
    ({ label, rows }) =>
      html`<tr><th scope="row">${label}</th>${lines.map(({ newest }) => html`<td>${share(rows, newest)}</td>`)}</tr>\n`,
  )}</tbody></table></div>`;
}

const CHOOSE_STYLE = `
#uses{display:grid;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr));gap:.3rem 1.2rem;margin:1.2rem 0}
#uses label{display:block;padding:.3rem 0;min-height:1.7rem}#uses p{grid-column:1/-1;margin:0}
.ranked{padding:0;list-style:none;counter-reset:rank}
.ranked li{display:grid;grid-template-columns:2rem minmax(8rem,14rem) 1fr;gap:.2rem .8rem;padding:.55rem 0;border-bottom:1px solid var(--hair);counter-increment:rank}
.ranked li::before{content:counter(rank) ".";color:var(--soft);text-align:right}
.ranked .share{display:flex;gap:.6rem;align-items:center;font-variant-numeric:tabular-nums}
.ranked meter{width:min(20rem,50%);height:.8rem}.ranked .why{grid-column:2/-1;font-size:.88rem;color:var(--soft);margin:0}
@media (max-width:42rem){.ranked li{grid-template-columns:1.5rem 1fr}.ranked .share{grid-column:2}}
`;

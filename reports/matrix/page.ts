import { EVIDENCE_GRADES, LEVELS } from '../../specs/contract.ts';
import { type Choice, filterForm } from '../html/filters.ts';
import { html, type Markup, type Part } from '../html/markup.ts';
import { renderPage } from '../html/page.ts';
import { PAGES_TITLE } from '../pages.ts';
import { columnsOf, embedded, pageData } from './data.ts';
import type { Matrix } from './matrix.ts';
import { slugsOf } from './model.ts';
import { MATRIX_SCRIPT } from './script.ts';
import { MATRIX_STYLE } from './style.ts';
import { type Links, requirementTable, topicTable } from './tables.ts';
import { linesOf } from './versions.ts';

/** Most columns that fit a wide screen without a box of their own to scroll in. */
const FEW = 24;

/** So few columns have room for names that are not turned. */
const VERY_FEW = 5;

/** What a page has around the matrix where it is part of a site. */
export interface PageFrame {
  readonly links?: Links;
  readonly nav?: Part;
  readonly head?: Part;
}

/** The matrix as one page: topics by target, then every requirement with a strip of cells. */
export function renderMatrixPage(matrix: Matrix, around: PageFrame = {}): string {
  const { targets, requirements, provider } = matrix;
  const links = around.links ?? linksWithin(matrix);
  const shown = columnsOf(matrix).length;
  const room = shown <= VERY_FEW ? 'few wide' : shown <= FEW ? 'few' : '';
  return renderPage({
    title: PAGES_TITLE,
    skip: 'Skip to the requirements',
    style: MATRIX_STYLE,
    script: MATRIX_SCRIPT,
    head: around.head,
    top: html`<h1>${PAGES_TITLE}</h1>
<p class="conclusion">${requirements.length} requirements of the contract ${provider}, ${targets.length} ${targets.length === 1 ? 'result' : 'results'}, best first.</p>
<p class="soft small">Targets rank by the gating requirements that pass. Divergence is the share of all planned requirements that fail, coverage the share that was tested: low divergence with low coverage says little.</p>
${around.nav ?? html`<nav class="sitenav" aria-label="Pages"><a href="choose.html">Choose a target by what you use</a></nav>`}`,
    main: html`<div class="${room}">${filterForm(choicesOf(matrix), 'requirement, statement, difference')}
${columnChooser(matrix)}
${topicTable(matrix, links)}
${requirementTable(matrix, links)}</div>
${targetList(matrix)}
${embedded('data', pageData(matrix, links.target))}`,
    footer: html`<h2>How to read this</h2><dl><dt>–</dt><dd>Too little was tested to give a figure; such targets come last.</dd><dt>Independent targets</dt><dd>Versions of one target and targets that embed each other's code count once.</dd><dt>Differ</dt><dd>At least one target passes and another fails; what was not judged is set aside.</dd></dl>`,
  });
}

/** Links of a page that stands alone: into the reports where they are beside it, else to its own filters. */
function linksWithin({ targets }: Matrix): Links {
  const slugs = slugsOf(targets.map(({ label }) => label));
  const slug = (column: number): string => slugs.get(targets[column]?.label ?? '') ?? '';
  return {
    target: (column) => targets[column]?.href ?? `#fails=${slug(column)}`,
    topic(column, topic) {
      const href = targets[column]?.href;
      return href === undefined ? `#topic=${topic}&fails=${slug(column)}` : `${href}#topic=${topic}`;
    },
    requirement: (id) => `#${id}`,
  };
}

/** Which columns are shown, versions of one target together. */
function columnChooser(matrix: Matrix): Markup {
  const shown = columnsOf(matrix);
  return html`<details class="columns" id="columns" hidden><summary>Columns: versions and targets</summary>${linesOf(
    matrix,
  ).map(
    ({ name, columns }) =>
      html`<fieldset><legend>${name}</legend>${columns.map(
        (column) =>
          html`<label><input type="checkbox" value="${column}"${shown.includes(column) && ' checked'}> ${matrix.targets[column]?.version ?? 'no version'}</label>`,
      )}</fieldset>`,
  )}</details>`;
}

function targetList({ targets }: Matrix): Markup {
  const families = new Set(targets.map(({ family }) => family));
  return html`<section aria-labelledby="targets"><h2 id="targets">Results</h2>
<p class="soft small">${targets.length} results, ${families.size} independent ${families.size === 1 ? 'target' : 'targets'}.</p>
<ul>${targets.map(
    ({ label, software, embeds, startedAt, suite, command, conclusion }) =>
      html`<li><b>${label}</b>${embeds.length > 0 && ` (embeds ${embeds.join(', ')})`}, tested ${startedAt.slice(0, 10)} with ${suite}: ${conclusion.text}${software !== undefined && html` <span class="soft">${software}</span>`}${command !== undefined && html` <code>${command}</code>`}</li>\n`,
  )}</ul></section>`;
}

function choicesOf({ requirements, targets, topics }: Matrix): readonly Choice[] {
  const slugs = [...slugsOf(targets.map(({ label }) => label))].map(
    ([label, slug]) => [slug, label] as const,
  );
  const present = (key: 'level' | 'evidence', values: readonly string[]): Choice['values'] =>
    values.filter((value) => requirements.some((row) => row[key] === value)).map((value) => [value, value]);
  return [
    { name: 'fails', label: 'Fails on', none: 'any', values: slugs },
    { name: 'passes', label: 'Passes on', none: 'any', values: slugs },
    {
      name: 'show',
      label: 'Only',
      values: [
        ['differ', 'where targets differ'],
        ['changed', 'changed between versions'],
      ],
    },
    { name: 'topic', label: 'Topic', values: topics.map(({ topic }) => [topic, topic]) },
    { name: 'level', label: 'Level', values: present('level', LEVELS) },
    { name: 'evidence', label: 'Evidence', values: present('evidence', EVIDENCE_GRADES) },
  ];
}

import { VERDICTS } from '../../runner/verdict.ts';
import { EVIDENCE_GRADES, LEVELS, OPERATION_ROLES } from '../../specs/contract.ts';
import { type Choice, filterForm } from '../html/filters.ts';
import { html } from '../html/markup.ts';
import { renderPage } from '../html/page.ts';
import { VERDICT_WORDS } from '../html/words.ts';
import type { Matrix, MatrixRow } from './model.ts';
import { choiceTable, requirementRow, targetTable, versionSection } from './tables.ts';

/** The matrix as one page: the choice first, then who the targets are, what changed, and every requirement. */
export function renderMatrixPage(matrix: Matrix): string {
  const { targets, requirements, versions, provider } = matrix;
  const changed = new Set(versions.flatMap(({ changes }) => changes.map(({ requirement }) => requirement)));
  return renderPage({
    title: 'Key-pair conformance of several targets',
    top: html`<h1>Key-pair APIs side by side</h1>
<p class="conclusion">${requirements.length} requirements of the contract ${provider}, ${targets.length} reports.</p>
<p class="soft">Divergence is the share of all planned requirements that a target answered otherwise than required, coverage the share that it answered at all. Low divergence with low coverage says little; read both.</p>`,
    main: html`${choiceTable(matrix)}
${targetTable(matrix)}
${versionSection(matrix)}
${filterForm(choicesOf(matrix), 'requirement, statement, difference')}
<section id="results" tabindex="-1" aria-labelledby="requirements" data-group><h2 id="requirements">Requirements (<span data-count>${requirements.length}</span>)</h2>
<div class="scroll"><table class="matrix stack"><thead><tr><th scope="col">Requirement</th>${targets.map(({ label }) => html`<th scope="col">${label}</th>`)}<th scope="col" class="number">Independent targets that meet it</th></tr></thead>
<tbody>${requirements.map((row, index) => requirementRow(row, index, targets, changed.has(row.requirement)))}</tbody></table></div></section>`,
    footer: html`<h2>How to read this</h2><dl>${VERDICTS.map(
      (verdict) => html`<dt>${VERDICT_WORDS[verdict].word}</dt><dd>${VERDICT_WORDS[verdict].meaning}</dd>`,
    )}<dt>Independent targets</dt><dd>Versions of one target and targets that embed each other's code count once. A family whose members do not agree is counted as an answer, but not as meeting the requirement.</dd></dl>`,
  });
}

function choicesOf({ requirements, documents, targets, topics }: Matrix): readonly Choice[] {
  const present = (key: keyof MatrixRow, values: readonly string[]): Choice['values'] =>
    values.filter((value) => requirements.some((row) => row[key] === value)).map((value) => [value, value]);
  const used = new Set(requirements.flatMap((row) => row.documents));
  const verdicts = VERDICTS.filter((verdict) =>
    requirements.some(({ cells }) => cells.some((cell) => cell?.verdict === verdict)),
  );
  return [
    { name: 'topic', label: 'Topic', values: topics.map(({ topic }) => [topic, topic]) },
    { name: 'operation', label: 'Operation', values: present('operation', OPERATION_ROLES) },
    {
      name: 'documents',
      label: 'Document',
      values: documents.filter(({ id }) => used.has(id)).map(({ id, title }) => [id, title]),
    },
    { name: 'level', label: 'Level', values: present('level', LEVELS) },
    { name: 'evidence', label: 'Evidence', values: present('evidence', EVIDENCE_GRADES) },
    {
      name: 'verdict',
      label: 'Any target',
      values: verdicts.map((verdict) => [verdict, VERDICT_WORDS[verdict].word]),
    },
    {
      name: 'show',
      label: 'Only',
      values: [
        ['differ', 'where targets differ'],
        ['changed', 'changed between versions'],
      ],
    },
    {
      name: 'sort',
      label: 'Order',
      none: 'as listed',
      values: [
        ['failures', 'most failures first'],
        ...targets.map(({ label }, index) => [`t${index}`, `failures of ${label}`] as const),
      ],
    },
  ];
}

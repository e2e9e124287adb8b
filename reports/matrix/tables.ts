import { percent } from '../console/figures.ts';
import { CHANGE_KINDS, type Change } from '../diff.ts';
import { changeInWords } from '../diff-render.ts';
import { html, type Markup, type Part } from '../html/markup.ts';
import { signOf, stampOf, VERDICT_WORDS } from '../html/words.ts';
import type { Figures } from '../report.ts';
import type { Matrix, MatrixCell, MatrixRow, MatrixTarget, VersionChange } from './model.ts';

/** For the reader who chooses: the two figures and the topics of every target. */
export function choiceTable({ targets, topics }: Matrix): Markup {
  return html`<section aria-labelledby="choose"><h2 id="choose">At a glance</h2>
<p class="soft small">Requirements met of those planned. A topic leads to its requirements.</p>
<div class="scroll"><table class="heat wide"><thead><tr><th scope="col">Topic</th>${targets.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr></thead>
<tbody><tr><th scope="row">Conclusion</th>${targets.map(({ conclusion }) => html`<td class="plain">${stampOf(conclusion.kind)}</td>`)}</tr>
<tr><th scope="row">Divergence</th>${targets.map(({ figures }) => html`<td class="plain">${percent(figures.divergence)}</td>`)}</tr>
<tr><th scope="row">Coverage</th>${targets.map(({ figures }) => html`<td class="plain">${percent(figures.coverage)}</td>`)}</tr>
${topics.map(
  ({ topic, figures }) =>
    html`<tr><th scope="row"><a href="#topic=${topic}">${topic}</a></th>${figures.map(topicCell)}</tr>\n`,
)}</tbody></table></div></section>`;
}

/** Shaded by what is not met, whatever the reason: an unanswered requirement is no help to its reader either. */
function topicCell(figures: Figures | null): Markup {
  if (figures === null) return html`<td class="empty">not in its suite</td>`;
  const { planned, verdicts } = figures;
  const open = planned - verdicts.pass - verdicts.fail;
  const rest = [verdicts.fail > 0 && `${verdicts.fail} failed`, open > 0 && `${open} not judged`].filter(
    Boolean,
  );
  if (rest.length === 0) return html`<td class="clean">✓ ${verdicts.pass} of ${planned}</td>`;
  const shade = Math.min(4, 1 + Math.floor((1 - verdicts.pass / planned) * 4));
  const tone = verdicts.fail > 0 ? `h${shade}` : 'open';
  return html`<td class="${tone}">${verdicts.pass} of ${planned}<span class="rest">${rest.join(', ')}</span></td>`;
}

/** Who the targets are, and which of them count as one witness. */
export function targetTable({ targets }: Matrix): Markup {
  const families = new Set(targets.map(({ family }) => family));
  return html`<section aria-labelledby="targets"><h2 id="targets">Targets</h2>
<p class="soft small">${targets.length} reports, ${families.size} independent ${families.size === 1 ? 'target' : 'targets'}. Versions of one target, and targets that embed the code of another, count as one witness.</p>
<div class="scroll"><table><thead><tr><th scope="col">Target</th><th scope="col">Says of itself</th><th scope="col">Embeds</th><th scope="col">Witness</th><th scope="col">Judged</th><th scope="col">Suite</th></tr></thead>
<tbody>${targets.map(
    ({ label, software, embeds, family, startedAt, suite }) =>
      html`<tr><th scope="row">${label}</th><td>${software ?? '-'}</td><td>${embeds.length === 0 ? '-' : embeds.join(', ')}</td><td>${family}</td><td>${startedAt.slice(0, 10)}</td><td>${suite}</td></tr>\n`,
  )}</tbody></table></div></section>`;
}

/** What changed between versions of one target, a folded list for each pair. */
export function versionSection({ versions }: Matrix): Part {
  if (versions.length === 0) return undefined;
  return html`<section aria-labelledby="versions"><h2 id="versions">Between versions</h2>${versions.map(versionChange)}</section>`;
}

function versionChange({ from, to, changes }: VersionChange): Markup {
  const sorted = CHANGE_KINDS.flatMap((kind) => changes.filter((change) => change.kind === kind));
  const counts = [...new Set(sorted.map(wordOf))].map(
    (word) => `${changes.filter((change) => wordOf(change) === word).length} ${word}`,
  );
  const title = html`<b>${from} → ${to}</b>: ${counts.length === 0 ? 'nothing changed' : counts.join(', ')}`;
  if (changes.length === 0) return html`<p>${title}</p>`;
  return html`<details class="more" open><summary>${title}</summary><ul class="rows">${changes.map(
    (change) =>
      html`<li><span>${signOf(change.after?.verdict ?? 'skipped')}</span><a class="id" href="#text=${encodeURIComponent(change.requirement)}">${change.requirement}</a><span class="grade">${wordOf(change)}${!change.gating && ' · informs only'}</span><span class="statement">${textOfChange(change)}</span></li>\n`,
  )}</ul></details>`;
}

/** A requirement that could not be judged in the earlier version was not broken by the later one. */
function wordOf({ kind, before }: Change): string {
  if (kind === 'no-longer-blocked' || (kind === 'newly-broken' && before?.verdict !== 'pass'))
    return 'fails, not judged before';
  return kind.replaceAll('-', ' ');
}

function textOfChange({ kind, before, after }: Change): string {
  if (kind !== 'changed-in-kind' || before === undefined || after === undefined)
    return `${textOf(before)} → ${textOf(after)}`;
  return changeInWords(before, after);
}

function textOf(side: VersionChange['changes'][number]['before']): string {
  if (side === undefined) return 'not in the suite';
  const { word } = VERDICT_WORDS[side.verdict];
  return side.findings.length === 0 ? word : `${word}: ${[...new Set(side.findings)].join('; ')}`;
}

/** One requirement with its cell at every target; what failed, and how, is folded below its name. */
export function requirementRow(
  row: MatrixRow,
  index: number,
  targets: readonly MatrixTarget[],
  changed: boolean,
): Markup {
  const { requirement, statement, level, evidence, cells, agreement } = row;
  const verdicts = [...new Set(cells.flatMap((cell) => (cell === null ? [] : [cell.verdict])))];
  const failures = cells.filter((cell) => cell?.verdict === 'fail').length;
  const flags = [verdicts.length > 1 && 'differ', changed && 'changed'].filter((flag) => flag !== false);
  const order = cells.map(
    (cell, column) => html` data-order-t${column}="${cell === null ? 9 : ORDER.indexOf(cell.verdict)}"`,
  );
  return html`<tr data-result data-topic="${row.topic}" data-operation="${row.operation}" data-documents="${row.documents.join(' ')}" data-level="${level}" data-evidence="${evidence}" data-verdict="${verdicts.join(' ')}" data-show="${flags.join(' ')}" data-order-failures="${-failures}" data-order-listed="${index}"${order}>
<th scope="row"><details class="more"><summary><span class="id">${requirement}</span></summary><p class="small">${statement}</p>${cells.map((cell, column) => cellDetails(cell, targets[column]?.label ?? ''))}</details><span class="grade">${level}, ${evidence}</span></th>${cells.map(
    (cell, column) => cellMark(cell, targets[column]?.label ?? ''),
  )}<td class="number" data-label="Independent:">${agreement.independent === 0 ? '-' : `${agreement.met} of ${agreement.independent}`}</td></tr>
`;
}

/** How the verdicts sort: what needs attention stands first. */
const ORDER: readonly MatrixCell['verdict'][] = [
  'fail',
  'defect',
  'inconclusive',
  'blocked',
  'unsupported',
  'pass',
  'skipped',
];

function cellMark(cell: MatrixCell | null, label: string): Markup {
  if (cell === null)
    return html`<td class="verdict" data-label="${label}"><span class="soft">not in its suite</span></td>`;
  const { sign, tone, word } = VERDICT_WORDS[cell.verdict];
  return html`<td class="verdict" data-label="${label}"><span class="whole"><span class="sign ${tone}" aria-hidden="true">${sign}</span> ${word}</span></td>`;
}

function cellDetails(cell: MatrixCell | null, label: string): Part {
  if (cell === null || cell.verdict === 'pass') return undefined;
  const [finding] = cell.findings;
  if (finding === undefined) {
    return html`<p class="small"><b>${label}</b>: ${VERDICT_WORDS[cell.verdict].word}${cell.reason !== undefined && `, ${cell.reason}`}</p>`;
  }
  return html`<p class="small"><b>${label}</b>: ${finding.summary}<br>expected ${finding.expected}<br>observed ${finding.observed}</p>`;
}

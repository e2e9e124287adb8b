import { kindInWords } from '../../gate/words.ts';
import { VERDICTS } from '../../runner/verdict.ts';
import { EVIDENCE_GRADES, LEVELS, OPERATION_ROLES } from '../../specs/contract.ts';
import type { Expected, ExpectedById } from '../expected.ts';
import type { Report, Result } from '../report.ts';
import { html, type Markup, type Part } from './markup.ts';
import { VERDICT_WORDS } from './words.ts';

/** A choice of values; the empty one stands for all. */
export interface Choice {
  readonly name: string;
  readonly label: string;
  /** What the empty value is called; `all` unless given. */
  readonly none?: string;
  readonly values: readonly (readonly [value: string, word: string])[];
}

/** The filter form: the search in view, choices folded. Hidden until the script runs, because it does nothing without. */
export function filterForm(choices: readonly Choice[], placeholder: string): Markup {
  return html`<form id="filters" class="filters" hidden role="search" aria-label="Filter requirements">
<div class="row"><label class="wide">Search <kbd>/</kbd><input type="search" name="text" placeholder="${placeholder}" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"></label>
<p class="told"><output id="matching" aria-live="polite"></output><button type="button" id="clear" hidden>Clear filters</button><span class="unseen" id="said" aria-live="polite"></span></p></div>
<details id="choices"><summary>Filters</summary><div class="row">${choices.map(
    ({ name, label, none, values }) =>
      html`<label>${label}<select name="${name}"><option value="">${none ?? 'all'}</option>${values.map(([value, word]) => html`<option value="${value}">${word}</option>`)}</select></label>\n`,
  )}</div></details>
</form>
<p class="nothing" id="nothing" hidden>No requirement matches these filters.</p>`;
}

/** The choices of a report page. */
export function choicesOf(report: Report, expected: ExpectedById): readonly Choice[] {
  const present = (key: keyof Result, values: readonly string[]): readonly (readonly [string, string])[] =>
    values
      .filter((value) => report.results.some((result) => result[key] === value))
      .map((value) => [value, value]);
  const kinds = new Set([...expected.values()].flat().map(({ kind }) => kind));
  return [
    { name: 'topic', label: 'Topic', values: report.byTopic.map(({ topic }) => [topic, topic]) },
    { name: 'operation', label: 'Operation', values: present('operation', OPERATION_ROLES) },
    {
      name: 'documents',
      label: 'Document',
      values: report.byDocument.filter(({ planned }) => planned > 0).map(({ id, title }) => [id, title]),
    },
    { name: 'level', label: 'Level', values: present('level', LEVELS) },
    { name: 'evidence', label: 'Evidence', values: present('evidence', EVIDENCE_GRADES) },
    {
      name: 'verdict',
      label: 'Verdict',
      values: present('verdict', VERDICTS).map(([value]) => [value, wordOf(value)]),
    },
    ...(kinds.size === 0
      ? []
      : [
          {
            name: 'baseline',
            label: 'Baseline',
            values: [...kinds].map((kind) => [kind, kindInWords(kind)] as const),
          },
        ]),
  ];
}

function wordOf(value: string): string {
  return (
    VERDICTS.filter((verdict) => verdict === value).map((verdict) => VERDICT_WORDS[verdict].word)[0] ?? value
  );
}

/** What the filters compare, as attributes of an item. */
export function itemData(
  { topic, operation, documents, level, evidence, verdict }: Result,
  expected: readonly Expected[],
): Part {
  return html`data-result data-topic="${topic}" data-operation="${operation}" data-documents="${documents.join(' ')}" data-level="${level}" data-evidence="${evidence}" data-verdict="${verdict}"${expected.length > 0 && html` data-baseline="${expected.map(({ kind }) => kind).join(' ')}"`}`;
}

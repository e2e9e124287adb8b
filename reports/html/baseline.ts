import {
  type Comparison,
  type Outcome,
  type OutcomeKind,
  UNEXPECTED_KINDS,
  unexpectedOf,
} from '../../gate/outcome.ts';
import { countsOf, kindInWords, placeIn } from '../../gate/words.ts';
import { count } from '../conclusion.ts';
import type { Expected } from '../expected.ts';
import { capital } from '../text/capital.ts';
import { html, type Markup, type Part } from './markup.ts';

/** What a baseline makes of the run: its word, its counts, and everything that it did not expect. */
export function baselineSection(comparison: Comparison | undefined): Part {
  if (comparison === undefined) return undefined;
  const unexpected = unexpectedOf(comparison);
  const holds = unexpected.length === 0;
  const counts = countsOf(comparison);
  const attempts = comparison.attempts > 1 && ` ${capital(count(comparison.attempts, 'attempt'))}.`;
  return html`<section aria-labelledby="baseline"><h2 id="baseline">Against the baseline</h2>
<p class="conclusion"><strong class="stamp ${holds ? 'pass' : 'fail'}">${holds ? 'Holds' : 'Broken'}</strong>${counts === '' ? 'Nothing fails' : capital(counts)}.${attempts}</p>
<p class="soft small">The verdicts on this page are those of the target; the baseline <code>${comparison.file}</code> only says which of them were expected.</p>
${
  !holds &&
  UNEXPECTED_KINDS.map((kind) => {
    const own = unexpected.filter((outcome) => outcome.kind === kind);
    const listed = own.map((outcome) => outcomeRow(outcome, comparison));
    return (
      own.length > 0 &&
      html`<details class="more"${FIRST.has(kind) && ' open'}><summary>${capital(kindInWords(kind, own.length))} (${own.length})</summary><ul class="rows">${listed}</ul></details>\n`
    );
  })
}
</section>`;
}

/** What is new stands open; what only has to be tidied up in the file is folded. */
const FIRST: ReadonlySet<OutcomeKind> = new Set(['unexpected-failure', 'changed-fingerprint', 'expired']);

function outcomeRow(outcome: Outcome, comparison: Comparison): Markup {
  const { requirement } = outcome;
  const target = requirement.includes('*')
    ? `#text=${encodeURIComponent(requirement.replaceAll('*', ''))}`
    : `#${encodeURIComponent(requirement)}`;
  return html`<li><span class="sign fail" aria-hidden="true">!</span><a class="id" href="${target}">${placeIn(outcome, comparison)}</a><span class="statement">${outcome.text}</span></li>\n`;
}

const UNEXPECTED: ReadonlySet<string> = new Set(UNEXPECTED_KINDS);

/** The classes of a requirement, beside its name. */
export function baselineMarks(expected: readonly Expected[]): Part {
  const kinds = [...new Set(expected.map(({ kind }) => kind))];
  return kinds.map(
    (kind) =>
      html` <span class="class ${UNEXPECTED.has(kind) ? 'fail' : 'none'}">${kindInWords(kind)}</span>`,
  );
}

/** What the baseline says of a requirement, entry by entry. */
export function baselineNotes(expected: readonly Expected[]): Part {
  return expected.map(({ kind, place, text, issue, expires }): Markup => {
    const more = [issue, expires !== undefined && `until ${expires}`].filter(
      (part) => part !== undefined && part,
    );
    return html`<p class="hint"><b>${capital(kindInWords(kind))}</b> (${place}): ${text}${more.length > 0 && ` (${more.join(', ')})`}</p>`;
  });
}

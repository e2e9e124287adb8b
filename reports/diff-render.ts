import { verdictBecause } from '../runner/verdict.ts';
import { escapeLine } from '../specs/escape.ts';
import { count } from './conclusion.ts';
import { percent } from './console/figures.ts';
import {
  CHANGE_KINDS,
  type Change,
  type ChangeKind,
  type ChangeSide,
  type DiffReport,
  type ReportDiff,
} from './diff.ts';
import { markdownCode, markdownText } from './text/markdown.ts';

export const DIFF_FORMATS = ['text', 'markdown', 'json'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

const TITLES: Readonly<Record<ChangeKind, string>> = {
  'newly-broken': 'Newly broken',
  'no-longer-blocked': 'No longer blocked, and fails',
  fixed: 'Fixed',
  'changed-in-kind': 'Fails differently',
  'no-longer-judged': 'No longer tested',
  'newly-met': 'Passes now, was not tested before',
  removed: 'No longer in the suite',
};

/** The comparison for people, for a pull request, or for machines. */
export function renderDiff(diff: ReportDiff, format: DiffFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(diff, null, 2)}\n`;
    case 'text':
      return lines(diff, TEXT);
    case 'markdown':
      return lines(diff, MARKDOWN);
  }
}

/** How the parts of a comparison are written. */
interface Notation {
  readonly heading: (text: string) => readonly string[];
  readonly item: (id: string, text: string) => readonly string[];
  readonly plain: (text: string) => string;
}

const TEXT: Notation = {
  heading: (text) => ['', text],
  item: (id, text) => [`  ${escapeLine(id)}`, `      ${escapeLine(text)}`],
  plain: escapeLine,
};

const MARKDOWN: Notation = {
  heading: (text) => ['', `### ${text}`, ''],
  item: (id, text) => [`- ${markdownCode(id)}: ${markdownText(text)}`],
  plain: markdownText,
};

function lines(diff: ReportDiff, notation: Notation): string {
  const { before, after, changes, newGatingFailures, sawLess } = diff;
  const body = CHANGE_KINDS.flatMap((kind) => {
    const own = changes.filter((change) => change.kind === kind);
    if (own.length === 0) return [];
    return [
      ...notation.heading(`${TITLES[kind]} (${own.length})`),
      ...own.flatMap((change) => notation.item(change.requirement, textOf(change))),
    ];
  });
  const conclusion =
    newGatingFailures === 0
      ? 'No new failure that gates'
      : `${count(newGatingFailures, 'new failure')} that gate`;
  const once = changes.filter(({ kind, seen }) => NEWS.has(kind) && seen.of === 1).length;
  return `${[
    ...(diff.sorted === true ? ['sorted by version, the earlier one first'] : []),
    notation.plain(`before: ${identity(before)}`),
    ...(notation === MARKDOWN ? [''] : []),
    notation.plain(`after:  ${identity(after)}`),
    ...body,
    '',
    ...(once === 0
      ? []
      : [
          notation.plain(
            `${once === 1 ? '1 difference was' : `${once} differences were`} seen only once; ${ONCE}`,
          ),
        ]),
    ...sawLess.map((why) => notation.plain(`The later report saw less: ${why}`)),
    `${conclusion}; divergence ${percent(before.divergence)} → ${percent(after.divergence)}, coverage ${percent(before.coverage)} → ${percent(after.coverage)}`,
  ].join('\n')}\n`;
}

/** What a race or a slow target can bring about as well. */
const NEWS: ReadonlySet<ChangeKind> = new Set([
  'newly-broken',
  'no-longer-blocked',
  'fixed',
  'changed-in-kind',
]);
const ONCE = 'a report of a run with --baseline FILE --attempts 3 shows which repeat';

function identity({ target, suite, startedAt, seed }: DiffReport): string {
  const software = target.software === undefined ? '' : ` (${target.software})`;
  const version = target.version === undefined ? '' : ` ${target.version}`;
  return `${target.name}${version}${software}, ${startedAt.slice(0, 10)}, ${suite}, seed ${seed}`;
}

function textOf({ kind, gating, before, after, seen }: Change): string {
  const informs = kind === 'newly-broken' && !gating ? ' (informational)' : '';
  const times = seen.of === 1 ? '' : ` (in ${seen.times} of ${seen.of} attempts)`;
  if (kind === 'changed-in-kind' && before !== undefined && after !== undefined) {
    return `${changeInWords(before, after)}${times}`;
  }
  return `${wordsOf(before)} → ${wordsOf(after)}${informs}${times}`;
}

/** What is otherwise in a failure that was there before: its summary, or what was observed under the same summary. */
export function changeInWords(before: ChangeSide, after: ChangeSide): string {
  const known = new Set(before.fingerprints);
  const index = Math.max(
    0,
    after.fingerprints.findIndex((fingerprint) => !known.has(fingerprint)),
  );
  const summary = after.findings[index] ?? '';
  const earlier = before.findings.indexOf(summary);
  if (earlier === -1) return `${listed(before.findings)} → ${listed(after.findings)}`;
  return `${summary}: ${before.observed[earlier] ?? ''} → ${after.observed[index] ?? ''}`;
}

function listed(findings: readonly string[]): string {
  return [...new Set(findings)].join('; ');
}

function wordsOf(side: ChangeSide | undefined): string {
  if (side === undefined) return 'not in the suite';
  if (side.findings.length > 0) return `${side.verdict}: ${[...new Set(side.findings)].join('; ')}`;
  return side.reason === undefined || side.verdict === 'skipped'
    ? side.verdict
    : verdictBecause(side.verdict, side.reason);
}

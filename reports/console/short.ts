import { escapeLine } from '../../specs/escape.ts';
import { quote } from '../../targets/shell.ts';
import { type Cause, causesOf } from '../causes.ts';
import { count, leftoversOf } from '../decide.ts';
import { DEFAULT_FOLDER } from '../files.ts';
import type { Report, Result } from '../report.ts';
import { CLI, targetInWords } from '../rerun.ts';
import { columnsOf, wrap } from '../text/wrap.ts';
import { conclusionLine } from './figures.ts';
import { type Layout, quotedLine } from './layout.ts';

const MOST_CAUSES = 5;
const MOST_LINES_OF_TITLE = 2;
const MOST_LEFTOVERS = 3;
const MARGIN = '     ';
/** Characters of a fingerprint that a person has to type. */
export const SHORT_ID = 8;

/** What the summary points to. */
export interface ShortOptions {
  /** Directory of the report; missing where nothing was written. */
  readonly out?: string;
}

/**
 * The result of a run on one screen: what was tested, the verdict with its figures, the most harmful causes with one
 * example each, and where to go from there. At most 40 lines at 80 columns.
 */
export function renderShort(report: Report, layout: Layout, { out }: ShortOptions = {}): string {
  const causes = causesOf(report);
  const gating = causes.filter((cause) => cause.gating);
  const sections: readonly (readonly string[])[] = [
    titleLines(report, layout),
    [...wrap(conclusionLine(report, layout), layout.width), ...verdictLine(report, layout)],
    causeLines(gating, whereOf(out), layout),
    [...informationalLine(report), ...leftoverLines(report, layout)],
    nextLines(report, gating, out, layout),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/**
 * A failed requirement, its difference and its short id: `FAIL name.create.empty  expected rejected, got accepted
 * [58f38f6b]`. What does not fit beside the requirement is on a second line.
 */
export function failureLine(result: Result, { width, style }: Layout): string {
  const [finding] = result.findings;
  const word = result.gating ? style.red('FAIL') : style.yellow('info');
  const id = finding === undefined ? '' : `  [${finding.fingerprint.slice(0, SHORT_ID)}]`;
  const room = width - columnsOf(`FAIL ${result.requirement}  ${id}`);
  const head = `${word} ${style.bold(escapeLine(result.requirement))}`;
  const texts = examplesOf(result);
  const fitting = (columns: number): string | undefined => texts.find((text) => columnsOf(text) <= columns);
  const beside = fitting(room);
  if (beside !== undefined) return `${head}  ${beside}${style.dim(id)}`;
  const below = width - MARGIN.length;
  return `${head}${style.dim(id)}\n${MARGIN}${fitting(below) ?? cut(texts[0] ?? '', below)}`;
}

function titleLines(report: Report, layout: Layout): readonly string[] {
  const { tool, run } = report;
  const text = [
    `${tool.name} ${tool.version}`,
    targetInWords(report),
    `seed ${run.seed}`,
    `${(run.durationMs / 1000).toFixed(0)} s`,
  ].join(' · ');
  return wrap(escapeLine(text), layout.width).map((line) => layout.style.dim(quotedLine(line)));
}

/** How the selected requirements came out, by the seven verdicts. */
function verdictLine({ summary, results }: Report, layout: Layout): readonly string[] {
  const { skipped, ...shown } = summary.verdicts;
  if (results.length === skipped) return [];
  const parts = Object.entries(shown).flatMap(([verdict, number]) =>
    number === 0 ? [] : [`${number} ${verdict}`],
  );
  return wrap(parts.join(', '), layout.width);
}

/** What a command needs to find the report, where it is not in the usual place. */
function whereOf(out: string | undefined): string {
  return out === undefined || out === DEFAULT_FOLDER ? '' : ` --report ${escapeLine(quote(out))}`;
}

function causeLines(causes: readonly Cause[], where: string, layout: Layout): readonly string[] {
  if (causes.length === 0) return [];
  const shown = causes.slice(0, MOST_CAUSES);
  const heading =
    causes.length > shown.length
      ? `The ${shown.length} most harmful of ${count(causes.length, 'cause')}`
      : count(causes.length, 'cause');
  return [
    layout.style.bold(heading),
    ...shown.flatMap((cause, index) => oneCause(cause, index + 1, { where, layout })),
  ];
}

function oneCause(
  { title, results }: Cause,
  number: number,
  { where, layout }: { readonly where: string; readonly layout: Layout },
): readonly string[] {
  const [example] = results;
  const label = `${number}. `;
  const indent = ' '.repeat(label.length);
  const room = layout.width - label.length;
  const heading = results.length === 1 ? title : `${title} (${count(results.length, 'requirement')})`;
  const lines = limited(wrap(escapeLine(heading), room), MOST_LINES_OF_TITLE);
  const [finding] = example?.findings ?? [];
  return [
    ...lines.map((line, index) => `${index === 0 ? label : indent}${line}`),
    ...(example === undefined ? [] : [indent + layout.style.dim(exampleLine(example, room))]),
    ...(finding === undefined
      ? []
      : [`${indent}${CLI} replay ${finding.fingerprint.slice(0, SHORT_ID)}${where}`]),
  ];
}

function exampleLine(example: Result, room: number): string {
  const lines = examplesOf(example).map((text) => `e.g. ${example.requirement}: ${text}`);
  return lines.find((line) => columnsOf(line) <= room) ?? cut(lines.at(-1) ?? '', room);
}

/** What was expected and what came, in a line, and shorter and shorter; the last says only what is wrong. */
function examplesOf({ findings, statement }: Result): readonly string[] {
  const [finding] = findings;
  if (finding === undefined) return [escapeLine(statement)];
  const { summary } = finding;
  const [expected, observed] = [finding.expected, finding.observed].map(oneLine);
  const [short, shortObserved] = [expected, observed].map(withoutStatus);
  const texts = [
    `expected ${expected}, got ${observed}`,
    ...(short === shortObserved ? [] : [`expected ${short}, got ${shortObserved}`]),
    oneLine(summary),
  ];
  return texts.map(escapeLine);
}

/** `rejected with X (HTTP 400): the message` without what stands behind X. */
function withoutStatus(text = ''): string {
  return text.replace(/ \(HTTP (\d+)\)(?:: .*)?/g, (_, status: string) =>
    text.startsWith('an unreadable') ? ` (${status})` : '',
  );
}

function informationalLine({ summary }: Report): readonly string[] {
  const { fail } = summary.informing.verdicts;
  return fail === 0 ? [] : [`${count(fail, 'informational failure')} (level may, or inferred evidence).`];
}

function leftoverLines({ cleanup }: Report, layout: Layout): readonly string[] {
  const { left, unknown } = leftoversOf(cleanup);
  const list = (head: string, pairs: Report['cleanup']): readonly string[] => {
    if (pairs.length === 0) return [];
    const named = pairs.slice(0, MOST_LEFTOVERS).map(({ what }) => cut(escapeLine(what), layout.width - 2));
    const more = pairs.length - named.length;
    return [
      head,
      ...named.map((what) => `  ${what}`),
      ...(more > 0 ? [`  and ${more} more, see report.json`] : []),
    ];
  };
  return [
    ...list(`${count(left.length, 'leftover')} on the target:`, left),
    ...list('Unknown whether left on the target:', unknown),
  ];
}

function nextLines(
  { summary }: Report,
  causes: readonly Cause[],
  out: string | undefined,
  layout: Layout,
): readonly string[] {
  const finding = causes[0]?.results[0]?.findings[0];
  const id = finding?.fingerprint.slice(0, SHORT_ID);
  const failed = summary.verdicts.fail > 0;
  const place = out === undefined ? [] : [`Report   ${quote(`${out}/index.html`)}`];
  const next = [
    ...(id === undefined ? [] : [`${CLI} explain ${id}${whereOf(out)}`]),
    ...(out === undefined || !failed
      ? []
      : [`${CLI} open${id === undefined ? '' : ` ${id}`}${whereOf(out)}`]),
  ];
  return [
    ...place.map((line) => escapeLine(line)),
    ...next.map((line, index) => `${index === 0 ? 'Next     ' : '         '}${escapeLine(line)}`),
    ...(failed ? [layout.style.dim('--verbose prints every failure.')] : []),
  ];
}

function oneLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** The beginning of an escaped line, as far as there is room. */
function cut(line: string, room: number): string {
  if (columnsOf(line) <= room) return line;
  return `${wrap(line, room - 1)[0] ?? ''}…`;
}

function limited(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines;
  return lines.slice(0, most).map((line, index) => (index === most - 1 ? `${line}…` : line));
}

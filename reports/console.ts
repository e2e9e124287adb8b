import { escapeLine } from '../specs/escape.ts';
import { type Cause, causesOf } from './causes.ts';
import { consistencyInWords } from './consistency.ts';
import { clientLines, disagreementLines } from './console/clients.ts';
import { failureBlock } from './console/failure.ts';
import { conclusionLine, figureTable } from './console/figures.ts';
import { command, field, type Layout, paragraph, quotedLine } from './console/layout.ts';
import { unjudgedLines } from './console/unjudged.ts';
import type { Report } from './report.ts';
import { rerunCommand, targetInWords } from './rerun.ts';
import { createStyle } from './text/style.ts';
import { wrap } from './text/wrap.ts';

const MOST_LEFTOVERS = 10;

export interface ConsoleOptions {
  /** Columns to wrap at; 100 by default. */
  readonly width?: number;
  readonly colour?: boolean;
  /** Only the last line. */
  readonly quiet?: boolean;
  /** Directory of the report; missing where nothing was written. */
  readonly out?: string;
}

/**
 * The report as text for people: a block for each failure, the differences that only inform, what could not be judged
 * and why, the figures per document and topic, and one last line with the conclusion.
 * Texts of the target are escaped: nothing of them can steer the terminal.
 */
export function renderConsole(report: Report, options: ConsoleOptions = {}): string {
  const layout: Layout = {
    width: Math.max(40, Math.min(options.width ?? 100, 140)),
    style: createStyle(options.colour === true),
    ...(options.out !== undefined && { out: options.out }),
  };
  const last = conclusionLine(report, layout);
  if (options.quiet === true || report.run.unreachable !== undefined) return `${last}\n`;
  const failed = report.results.filter(({ verdict, gating }) => verdict === 'fail' && gating);
  const sections: readonly (readonly string[])[] = [
    titleLines(report, layout),
    ...failed.map((result) => failureBlock(result, report, layout)),
    section('Informational failures (level may, or inferred)', informingLines(report, layout), layout),
    section('Failures grouped by likely cause', causeLines(report, layout), layout),
    section('Not tested', unjudgedLines(report, layout), layout),
    section('Suite defects: please report them', defectLines(report, layout), layout),
    section('Conflicting documentation: behavior of this target', conflictLines(report, layout), layout),
    section('Results by client', clientLines(report, layout), layout),
    section('Where clients disagree', disagreementLines(report, layout), layout),
    section('Leftovers on the target', cleanupLines(report, layout), layout),
    section('Capabilities that are not as declared', capabilityLines(report, layout), layout),
    figureTable(report, layout),
    [last],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function titleLines(report: Report, layout: Layout): readonly string[] {
  const { tool, run } = report;
  const facts = [
    `${tool.name} ${tool.version}`,
    targetInWords(report),
    `seed ${run.seed}`,
    `conflict policy: ${run.reading}`,
    `${(run.durationMs / 1000).toFixed(1)} s`,
    ...(run.consistency === undefined ? [] : [consistencyInWords(run.consistency)]),
  ];
  return wrap(escapeLine(facts.join(' · ')), layout.width).map((line) => layout.style.dim(quotedLine(line)));
}

function section(title: string, lines: readonly string[], layout: Layout): readonly string[] {
  return lines.length === 0 ? [] : [layout.style.bold(title), ...lines];
}

/** Differences that cannot fail a gate are told in a few lines each, below the ones that can. */
function informingLines(report: Report, layout: Layout): readonly string[] {
  return report.results
    .filter((result) => result.verdict === 'fail' && !result.gating)
    .flatMap(({ requirement, level, evidence, statement, findings }) => [
      '',
      ...paragraph(`${requirement} (${level}, ${evidence})`, layout),
      ...field('requires', statement, layout),
      ...findings
        .slice(0, 1)
        .flatMap(({ expected, observed }) => [
          ...field('expected', expected, layout),
          ...field('observed', observed, layout),
        ]),
      ...command('again', rerunCommand(report, requirement), layout),
    ]);
}

function defectLines(report: Report, layout: Layout): readonly string[] {
  const lines = report.results.flatMap((result) =>
    result.defect === undefined
      ? []
      : [
          ...paragraph(`${result.requirement}: ${result.defect}`, layout),
          ...command('again', rerunCommand(report, result.requirement), layout),
        ],
  );
  if (lines.length === 0) return [];
  return [
    ...lines,
    ...paragraph(
      'These are bugs in this suite, not in the target. Attach defects.md to your bug report.',
      layout,
    ),
  ];
}

function cleanupLines(report: Report, layout: Layout): readonly string[] {
  const more = report.cleanup.length - MOST_LEFTOVERS;
  return [
    ...report.cleanup
      .slice(0, MOST_LEFTOVERS)
      .flatMap(({ requirement, what, reason }) =>
        paragraph(`${what} (made by ${requirement}): ${reason}`, layout),
      ),
    ...(more > 0 ? paragraph(`and ${more} more, see report.json`, layout) : []),
  ];
}

function capabilityLines(report: Report, layout: Layout): readonly string[] {
  return report.capabilities
    .filter(({ declared, observed }) => declared !== undefined && declared !== observed)
    .flatMap(({ capability, declared }) =>
      paragraph(
        `${capability}: declared ${yesNo(declared === true)}, observed ${yesNo(declared !== true)}`,
        layout,
      ),
    );
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

const MOST_NAMES = 3;
/** Room for a count of three digits and its sign. */
const COUNT_WIDTH = 6;

/** What several failures have in common, where anything: one line for each cause of more than one. */
function causeLines(report: Report, layout: Layout): readonly string[] {
  return causesOf(report)
    .filter(({ results }) => results.length > 1)
    .flatMap((cause) => field(`${cause.results.length} ×`, textOf(cause), layout, COUNT_WIDTH));
}

function textOf({ title, results }: Cause): string {
  const named = results.slice(0, MOST_NAMES).map(({ requirement }) => requirement);
  const more = results.length - named.length;
  return `${title}: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Room for the longest side. */
const SIDE_WIDTH = 12;

/** Where the texts contradict each other or the service: the side that the target takes, and what it says. */
function conflictLines(report: Report, layout: Layout): readonly string[] {
  const judged = report.conflicts.filter(({ follows }) => follows !== 'not-judged');
  if (judged.length === 0) return [];
  const rest = report.conflicts.length - judged.length;
  return [
    ...judged.flatMap((conflict) => {
      const { follows, subject, id } = conflict;
      const says = follows === 'observed' || follows === 'documented' ? `: ${conflict[follows]}` : '';
      return field(follows, `${subject} (${id})${says}`, layout, SIDE_WIDTH);
    }),
    ...(rest === 0 ? [] : field('not tested', `${rest} more; see report.json`, layout, SIDE_WIDTH)),
  ];
}

import { type Comparison, unexpectedOf } from '../gate/outcome.ts';
import { countsOf, kindInWords, placeIn } from '../gate/words.ts';
import { VERDICTS } from '../runner/verdict.ts';
import { type Cause, causesOf } from './causes.ts';
import { conclusionOf, count } from './conclusion.ts';
import { percent } from './console/figures.ts';
import { selectedPart } from './figures.ts';
import type { Figures, Report } from './report.ts';
import { rerunCommand } from './rerun.ts';
import { markdownBlock, markdownCode, markdownTable, markdownText } from './text/markdown.ts';

/** Lines of `summary.md` at the most: a CI step summary is read at a glance and has a limit of its own. */
export const MOST_LINES = 50;

const NAMED = 3;
const MOST_UNEXPECTED = 10;

/**
 * `summary.md`: conclusion, figures and the failures by cause, for the summary of a CI step.
 * @param comparison what a baseline makes of the run, where it was held against one
 */
export function renderSummary(report: Report, comparison?: Comparison): string {
  const causes = causesOf(report);
  const head = [...headLines(report), ...(comparison === undefined ? [] : baselineLines(comparison))];
  const tail = tailLines(report, causes);
  const room = MOST_LINES - head.length - tail.length;
  return `${[...head, ...causeLines(causes, room), ...tail].join('\n')}\n`;
}

function headLines(report: Report): readonly string[] {
  const { target, run, tool, summary } = report;
  const facts = [
    `${tool.name} ${tool.version}`,
    `${target.provider} at ${target.endpoint}`,
    ...(target.software === undefined ? [] : [target.software]),
    `seed ${run.seed}`,
    `${run.reading} reading`,
  ];
  const counts = VERDICTS.filter((verdict) => summary.verdicts[verdict] > 0)
    .map((verdict) => `${summary.verdicts[verdict]} ${verdict}`)
    .join(', ');
  const documents = report.byDocument.filter(({ mission }) => mission);
  const part = selectedPart(report);
  return [
    `## ${markdownText(target.version === undefined ? target.name : `${target.name} ${target.version}`)}: ${markdownText(conclusionOf(report).text)}`,
    '',
    markdownText(facts.join(' · ')),
    '',
    `${part === undefined ? `**Divergence ${percent(summary.divergence)}** · **coverage ${percent(summary.coverage)}** of ${count(summary.planned, 'planned requirement')}` : `**${part}**`} (${counts})`,
    '',
    ...markdownTable(
      ['Source document', 'planned', 'pass', 'fail', 'divergence', 'coverage'].map((title, index) => ({
        title,
        align: index === 0 ? 'left' : 'right',
      })),
      [
        ...documents.map((document) => rowOf(markdownText(document.title), document)),
        rowOf('**all requirements**', summary),
      ],
    ),
    '',
  ];
}

/** The baseline in a few lines: its word, its counts, and the first things that it did not expect. */
function baselineLines(comparison: Comparison): readonly string[] {
  const unexpected = unexpectedOf(comparison);
  const counts = countsOf(comparison);
  const word = unexpected.length === 0 ? 'holds' : `broken, ${unexpected.length} unexpected`;
  const shown = unexpected.slice(0, MOST_UNEXPECTED);
  const more = unexpected.length - shown.length;
  return [
    `**Baseline** ${markdownCode(comparison.file)}: ${word} (${counts === '' ? 'nothing fails' : counts})`,
    '',
    ...shown.map((outcome) => {
      const text = outcome.text.length > 200 ? `${outcome.text.slice(0, 199)}…` : outcome.text;
      return `- ${kindInWords(outcome.kind)}: ${markdownCode(placeIn(outcome, comparison))}: ${markdownText(text)}`;
    }),
    ...(more > 0 ? [`- and ${more} more, see index.html`] : []),
    ...(shown.length > 0 ? [''] : []),
  ];
}

function rowOf(title: string, { planned, verdicts, divergence, coverage }: Figures): readonly string[] {
  const counts = [planned, verdicts.pass, verdicts.fail].map(String);
  return [title, ...counts, percent(divergence), percent(coverage)];
}

function causeLines(causes: readonly Cause[], room: number): readonly string[] {
  if (causes.length === 0) return [];
  const failed = causes.reduce((sum, { results }) => sum + results.length, 0);
  const title = `### ${count(failed, 'failure')}, ${count(causes.length, 'cause')}`;
  // Title, two blank lines, and perhaps the line that says how many are left out.
  const shown = causes.length + 3 <= room ? causes : causes.slice(0, Math.max(0, room - 4));
  const more = causes.length - shown.length;
  return [
    title,
    '',
    ...shown.map(causeLine),
    ...(more > 0 ? [`- and ${count(more, 'further cause')}, see index.html`] : []),
    '',
  ];
}

function causeLine({ title, gating, results }: Cause): string {
  const named = results.slice(0, NAMED).map(({ requirement }) => markdownCode(requirement));
  const more = results.length - named.length;
  const text = markdownText(title.length > 200 ? `${title.slice(0, 199)}…` : title);
  return `- ${results.length} × ${text}${gating ? '' : ' (informational)'}: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function tailLines(report: Report, causes: readonly Cause[]): readonly string[] {
  const first = causes[0]?.results[0];
  if (first === undefined) return [];
  return ['Re-run the first failure:', '', ...markdownBlock(rerunCommand(report, first.requirement), 'sh')];
}

import { escapeLine } from '../../specs/escape.ts';
import { type ConclusionKind, conclusionOf, count } from '../conclusion.ts';
import { selectedPart } from '../figures.ts';
import type { Figures, Report } from '../report.ts';
import type { Mark, Style } from '../text/style.ts';
import { type Column, table } from '../text/table.ts';
import type { Layout } from './layout.ts';

const LONGEST_TITLE = 38;
/** Columns of the figures with the spaces before them, and the indent. */
const FIGURES_WIDTH = 66;

const FIGURE_COLUMNS: readonly Column[] = [
  { title: 'planned', align: 'right' },
  { title: 'pass', align: 'right' },
  { title: 'fail', align: 'right' },
  { title: 'not tested', align: 'right' },
  { title: 'skipped', align: 'right' },
  { title: 'divergence', align: 'right' },
  { title: 'coverage', align: 'right' },
];

/**
 * The figures per document and per topic, with one common total, as one aligned table. What was not selected has no line;
 * of the documents that are no mission documents only those with a failure have one.
 */
export function figureTable(report: Report, layout: Layout): readonly string[] {
  const selected = report.byDocument.filter(isSelected);
  const shown = selected.filter(({ mission, verdicts }) => mission || verdicts.fail > 0);
  const hidden = selected.length - shown.length;
  const room = Math.max(16, Math.min(LONGEST_TITLE, layout.width - FIGURES_WIDTH));
  const documents = shown.map((document) => row(document.title, document, room));
  const topics = report.byTopic.filter(isSelected).map((topic) => row(topic.topic, topic, room));
  const rows = [...documents, ...topics, row('all requirements', report.summary, room)];
  const lines = table([{ title: '', align: 'left' }, ...FIGURE_COLUMNS], rows);
  const [heading = '', ...body] = lines;
  const { style } = layout;
  return [
    style.dim(heading.replace(/^ {11}/, 'by document')),
    ...body.slice(0, documents.length),
    ...(hidden === 0
      ? []
      : [style.dim(`  and ${count(hidden, 'further document')} without a failure, in report.json`)]),
    style.dim('by topic'),
    ...body.slice(documents.length, -1),
    ...notApplicable(report).map(style.dim),
    ...body.slice(-1).map(style.bold),
  ];
}

function notApplicable({ notApplicable: topics = [] }: Report): readonly string[] {
  if (topics.length === 0) return [];
  const names = topics.map(({ topic }) => topic).join(', ');
  return [`  does not apply to this provider: ${names}; why, in report.json`];
}

/** The last line: what the run comes to, and the two figures that are never added up, or how much was selected. */
export function conclusionLine(report: Report, layout: Layout): string {
  const { kind, text } = conclusionOf(report);
  const line = `${mark(kind, layout.style)(WORD[kind])}  ${escapeLine(text)}`;
  if (kind === 'unreachable') return line;
  const part = selectedPart(report);
  if (part !== undefined) return `${line} (${part})`;
  const { divergence, coverage } = report.summary;
  return `${line} (divergence ${percent(divergence)}, coverage ${percent(coverage)})`;
}

const WORD: Readonly<Record<ConclusionKind, string>> = {
  conformant: 'CONFORMANT',
  'non-conformant': 'NOT CONFORMANT',
  incomplete: 'INCOMPLETE',
  'suite-defect': 'SUITE DEFECT',
  'cleanup-incomplete': 'CLEAN-UP INCOMPLETE',
  interrupted: 'INTERRUPTED',
  unreachable: 'UNREACHABLE',
};

function mark(kind: ConclusionKind, style: Style): Mark {
  return kind === 'conformant' ? style.green : style.red;
}

function isSelected({ planned, verdicts }: Figures): boolean {
  return planned > verdicts.skipped;
}

function row(title: string, figures: Figures, room: number): readonly string[] {
  const { verdicts, planned } = figures;
  const unjudged = verdicts.unsupported + verdicts.blocked + verdicts.inconclusive + verdicts.defect;
  return [
    `  ${shortened(escapeLine(title), room)}`,
    ...[planned, verdicts.pass, verdicts.fail, unjudged, verdicts.skipped].map(String),
    percent(figures.divergence),
    percent(figures.coverage),
  ];
}

function shortened(title: string, room: number): string {
  return title.length > room ? `${title.slice(0, room - 1)}…` : title;
}

/** One decimal, rounded so that a single failure never reads as 0 and a single gap never as 100. */
export function percent(share: number | null): string {
  if (share === null) return '–';
  const tenths = share * 1000;
  const rounded = tenths < 1 ? Math.ceil(tenths) : Math.floor(tenths + (tenths > 999 ? 0 : 0.5));
  return `${(rounded / 10).toFixed(1)}%`;
}

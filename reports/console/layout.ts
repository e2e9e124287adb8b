import { escapeLine, escapeLines } from '../../specs/escape.ts';
import type { Style } from '../text/style.ts';
import { wrap } from '../text/wrap.ts';

/** How wide and how coloured the console text is. */
export interface Layout {
  /** Columns of the terminal. */
  readonly width: number;
  readonly style: Style;
  /** Directory of the report, whose files are named; missing where nothing was written. */
  readonly out?: string;
}

const BAR = '| ';
/** What lines begin with that say how a run came out. A text that begins so could pass for one of them. */
const LIKE_A_VERDICT = /^\s*(?:[A-Z]{4}|error\b)/;

/** A wrapped line of a text, with a bar in front where it could pass for one of the lines that say a verdict. */
export function quotedLine(line: string): string {
  return LIKE_A_VERDICT.test(line) ? `${BAR}${line}` : line;
}

const INDENT = '  ';
const LABEL_WIDTH = 10;

/** Escaped text, wrapped and indented by two columns. */
export function paragraph(text: string, layout: Layout): readonly string[] {
  return escapeLines(text)
    .flatMap((line) => wrap(line, roomAfter(INDENT.length, layout)))
    .map((line) => `${INDENT}${quotedLine(line)}`);
}

/** Escaped text behind a label; further lines stand under the first. */
export function field(
  label: string,
  text: string,
  layout: Layout,
  labelWidth: number = LABEL_WIDTH,
): readonly string[] {
  const hanging = INDENT.length + labelWidth;
  return escapeLines(text)
    .flatMap((line) => wrap(line, roomAfter(hanging, layout)))
    .map((line, index) =>
      index === 0 && label !== ''
        ? `${labelled(label, labelWidth, layout)}${line}`
        : `${labelled('', labelWidth, layout)}${quotedLine(line)}`,
    );
}

/** One text, escaped, in lines that fit; those after the first are indented deeper than it. */
export function hanging(text: string, width: number): readonly string[] {
  const [start = ''] = /^ */.exec(text) ?? [];
  const room = Math.max(20, width - start.length - HANG.length - BAR.length);
  return wrap(escapeLine(text.slice(start.length)), room).map((line, index) =>
    index === 0 ? `${start}${line}` : `${start}${HANG}${quotedLine(line)}`,
  );
}

const HANG = '    ';

/**
 * A command behind a label: never wrapped, so that it can be copied as it stands. One that holds control characters
 * cannot be shown both safely and exactly, and says so.
 */
export function command(label: string, text: string, layout: Layout): readonly string[] {
  const shown = escapeLine(text);
  const line = `${labelled(label, LABEL_WIDTH, layout)}${shown}`;
  if (shown === text) return [line];
  return [line, ...field('', '(it holds control characters; copy it from report.json)', layout)];
}

function labelled(label: string, width: number, layout: Layout): string {
  return INDENT + layout.style.dim(label.padEnd(width));
}

function roomAfter(columns: number, layout: Layout): number {
  return Math.max(20, layout.width - columns);
}

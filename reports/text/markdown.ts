import { escapeLine, escapeLines } from '../../specs/escape.ts';

/** Signs that Markdown gives a meaning, and the ones of what GitHub makes of plain text: addresses, mentions, math, emoji. */
const SIGNS = /[\\`*_{}[\]<>#|~&@!$]|:(?=\/\/|[\w+-]+:)|(?<=www)\.|(?<=\bGH)-(?=\d)/gi;

/**
 * Text that Markdown shows as it is, in one line, also inside a table; nothing in it is a link, a mention or a formula.
 * Steering characters become visible escapes.
 */
export function markdownText(text: string): string {
  return escapeLine(text.replace(/\s*\n\s*/g, ' ')).replace(SIGNS, (sign) =>
    REFERENCES.has(sign) ? `&#${sign.charCodeAt(0)};` : `\\${sign}`,
  );
}

/** Signs that a backslash does not stop. */
const REFERENCES: ReadonlySet<string> = new Set(['<', '&', '@', '$', ':', '.', '-']);

/** Text as a code span; whatever backticks it holds, it ends where it should. */
export function markdownCode(text: string): string {
  const line = escapeLine(text.replace(/\s*\n\s*/g, ' '));
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return `${fence}${pad}${line === '' ? ' ' : line}${pad}${fence}`;
}

/** Text of several lines as a fenced block. */
export function markdownBlock(text: string, language = ''): readonly string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}${language}`, ...escapeLines(text), fence];
}

/** Lines of a table. Cells are Markdown already; figures go to the right. */
export function markdownTable(
  columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ align }) => (align === 'left' ? '---' : '---:'))),
    ...rows.map(line),
  ];
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

import process from 'node:process';
import { hanging } from '../reports/console/layout.ts';

/** Columns of output that goes to no terminal, where COLUMNS does not say otherwise. */
const DEFAULT = 100;
const LEAST = 40;
const LONGEST_LINE = 200;

/** Columns for what a command prints: of the terminal, else as COLUMNS says. */
export function widthOf(
  { columns }: { readonly columns?: number | undefined } = process.stdout,
  { COLUMNS }: { readonly COLUMNS?: string | undefined } = process.env,
): number {
  const told = columns ?? (/^\d{1,4}$/.test(COLUMNS ?? '') ? Number(COLUMNS) : DEFAULT);
  return Math.max(LEAST, told);
}

/**
 * Lines of text as they are printed: escaped, and no longer than a terminal is wide. Scripts read them as well: elsewhere
 * a line ends at 200 columns, or where COLUMNS says. What follows of it is indented deeper.
 */
export function fitting(lines: readonly string[]): string {
  const { COLUMNS = String(LONGEST_LINE) } = process.env;
  const width = Math.min(LONGEST_LINE, widthOf(process.stdout, { COLUMNS }));
  return lines.map((line) => `${hanging(line, width).join('\n')}\n`).join('');
}

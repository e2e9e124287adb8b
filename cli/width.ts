import process from 'node:process';

/** Columns of output that goes to no terminal, where COLUMNS does not say otherwise. */
const DEFAULT = 100;
const LEAST = 40;

/** Columns for what a command prints: of the terminal, else as COLUMNS says. */
export function widthOf(
  { columns }: { readonly columns?: number | undefined } = process.stdout,
  { COLUMNS }: { readonly COLUMNS?: string | undefined } = process.env,
): number {
  const told = columns ?? (/^\d{1,4}$/.test(COLUMNS ?? '') ? Number(COLUMNS) : DEFAULT);
  return Math.max(LEAST, told);
}

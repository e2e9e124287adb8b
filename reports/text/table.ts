import { columnsOf } from './wrap.ts';

/** A column of a table; figures are aligned to the right, words to the left. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/**
 * Lines of an aligned table, heading first, two spaces between columns, no trailing spaces.
 * @param rows escaped cells, one for each column
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const heading = columns.map((column) => column.title);
  const widths = columns.map((_, index) =>
    Math.max(...[heading, ...rows].map((row) => columnsOf(row[index] ?? ''))),
  );
  return [heading, ...rows].map((row) =>
    columns
      .map((column, index) => pad(row[index] ?? '', widths[index] ?? 0, column.align))
      .join('  ')
      .trimEnd(),
  );
}

function pad(cell: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(width - columnsOf(cell));
  return align === 'left' ? cell + space : space + cell;
}

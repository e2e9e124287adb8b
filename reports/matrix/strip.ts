import { html, type Markup } from '../html/markup.ts';
import type { MatrixCell, MatrixRow, MatrixTarget } from './matrix.ts';

/** One letter for each cell, as the page carries them: `w` fails and only informs, `.` has no such requirement. */
export type CellLetter = 'p' | 'f' | 'w' | 'b' | 'u' | 'n' | 'd' | 's' | '.';

/** The letter of a cell. */
export function letterOf(cell: MatrixCell | null): CellLetter {
  if (cell === null) return '.';
  switch (cell.verdict) {
    case 'pass':
      return 'p';
    case 'fail':
      return cell.gating === false ? 'w' : 'f';
    case 'blocked':
      return 'b';
    case 'unsupported':
      return 'u';
    case 'inconclusive':
      return 'n';
    case 'defect':
      return 'd';
    case 'skipped':
      return 's';
  }
}

/**
 * The shape of each kind of cell in a field of 10 by 10, so that it is told without color: a low bar passes, a full block
 * fails, a block with a hole fails and only informs, a ring could not be judged, a dash is not supported.
 */
export const SHAPES: Readonly<Record<'p' | 'f' | 'o' | 'n', Readonly<Partial<Record<CellLetter, string>>>>> =
  {
    p: { p: 'm1 7h8v2h-8z' },
    f: { f: 'm1 1h8v8h-8z', w: 'm1 1h8v8h-8zm2 2v4h4v-4z', d: 'm1 1h8l-8 8z' },
    o: { b: 'm2 3h6v4h-6zm1.5 1v2h3v-2z', n: 'm2 3h6v4h-6zm1.5 1v2h3v-2z' },
    n: { u: 'm3 4.5h4v1h-4z', s: 'm4.5 4.5h1v1h-1z' },
  };

/** A row of cells as one drawing of at most four paths. */
export function strip(row: MatrixRow, columns: readonly number[], targets: readonly MatrixTarget[]): Markup {
  const letters = columns.map((column) => letterOf(row.cells[column] ?? null));
  const paths = Object.entries(SHAPES).map(([tone, shapes]) => {
    const path = letters.map((letter, index) => pathAt(shapes[letter], index)).join('');
    return path !== '' && html`<path class="${tone}" d="${path}"/>`;
  });
  const failing = columns.flatMap((column, index) =>
    letters[index] === 'f' || letters[index] === 'w' ? (targets[column]?.label ?? []) : [],
  );
  return html`<svg viewBox="0 0 ${10 * letters.length} 10" preserveAspectRatio="none" role="img" aria-label="${spoken(letters, failing)}">${paths}</svg>`;
}

function pathAt(shape: string | undefined, index: number): string {
  return shape === undefined ? '' : `M${10 * index} 0${shape}`;
}

const MOST_NAMED = 4;

function spoken(letters: readonly CellLetter[], failing: readonly string[]): string {
  const passing = letters.filter((letter) => letter === 'p').length;
  const named = failing.slice(0, MOST_NAMED).join(', ');
  const more = failing.length > MOST_NAMED ? ` and ${failing.length - MOST_NAMED} more` : '';
  return `pass ${passing}, fail ${failing.length}${failing.length > 0 ? `: ${named}${more}` : ''}`;
}

import { escapeLine, escapeLines } from '../../specs/escape.ts';
import { html, Markup } from '../html/markup.ts';
import type { Matrix } from './matrix.ts';
import { slugsOf } from './model.ts';
import { letterOf } from './strip.ts';
import { linesOf } from './versions.ts';

/** What a page does its filters, columns, details and ranking from; texts once each, numbers elsewhere. */
export interface PageData {
  /** Label, its slug, address of the report or target page, share of gating requirements that pass or null. */
  readonly targets: readonly (readonly [string, string, string, number | null])[];
  /** Columns of each target, oldest version first; targets in the order of rank. */
  readonly lines: readonly (readonly number[])[];
  /** Columns that are shown at first. */
  readonly shown: readonly number[];
  readonly texts: readonly string[];
  /** Texts of cause, summary, expected and observed. */
  readonly findings: readonly (readonly [number, number, number, number])[];
  /** Id, a letter for each column, and for the columns that have one: finding, text of a reason (below 0), or blocker. */
  readonly rows: readonly (readonly [string, string, readonly (number | string)[]])[];
}

/**
 * The columns that are shown at first: of each target the newest version; of a single target all.
 */
export function columnsOf(matrix: Pick<Matrix, 'targets'>): readonly number[] {
  const lines = linesOf(matrix);
  return lines.length > 1 ? lines.map(({ newest }) => newest) : (lines[0]?.columns ?? []);
}

/** The data of a page. */
export function pageData(matrix: Matrix, hrefOf: (column: number) => string): PageData {
  const slugs = slugsOf(matrix.targets.map(({ label }) => label));
  const texts = table<string>((text) => text);
  const findings = table<readonly [number, number, number, number]>((finding) => finding.join());
  const rows = matrix.requirements.map(({ requirement, cells }) => {
    const details = cells.map((cell, column): number | string => {
      if (cell?.finding !== undefined) {
        const { cause, summary, expected, observed } = cell.finding;
        const title = matrix.targets[column]?.causes[cause]?.title ?? summary;
        return findings.of([texts.of(title), texts.of(summary), texts.of(expected), texts.of(observed)]);
      }
      if (cell?.blockedBy !== undefined) return cell.blockedBy;
      return cell?.reason === undefined ? '' : -1 - texts.of(cell.reason);
    });
    return [requirement, cells.map(letterOf).join(''), details] as const;
  });
  return {
    targets: matrix.targets.map(({ label, passed }, column) => [
      escapeLine(label),
      slugs.get(label) ?? '',
      hrefOf(column),
      passed,
    ]),
    lines: linesOf(matrix).map(({ columns }) => columns),
    shown: columnsOf(matrix),
    texts: texts.all.map((text) => escapeLines(text).join('\n')),
    findings: findings.all,
    rows,
  };
}

/** Data inside a page: it is no script, and nothing in it can end it. */
export function embedded(id: string, data: unknown): Markup {
  const text = JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return html`<script type="application/json" id="${id}">${new Markup(text)}</script>`;
}

function table<Item>(keyOf: (item: Item) => string): { readonly all: Item[]; of(item: Item): number } {
  const all: Item[] = [];
  const known = new Map<string, number>();
  return {
    all,
    of(item) {
      const key = keyOf(item);
      const number = known.get(key) ?? all.push(item) - 1;
      known.set(key, number);
      return number;
    },
  };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';
import { renderChoosePage } from '../reports/choose/page.ts';
import type { Lineage } from '../reports/matrix/lineage.ts';
import { matrixOf } from '../reports/matrix/model.ts';
import { renderMatrixPage } from '../reports/matrix/page.ts';
import { writePages } from '../reports/pages.ts';
import { UsageError } from '../targets/usage-error.ts';
import { cannotWrite } from './report.ts';
import { readResults } from './results.ts';

export interface MatrixFlags {
  readonly out: string;
  readonly lineage?: string;
}

/**
 * Puts many results into one page (`index.html`), one that ranks targets by what a program uses (`choose.html`), and one
 * JSON (`matrix.json`). Resolves to 0.
 * @param given paths of reports or compact results, each as `path`, `name=path` or `name@version=path`
 * @throws UsageError when one or the lineage cannot be read, or they do not belong together
 */
export async function matrixVerb(given: readonly string[], { out, lineage }: MatrixFlags): Promise<0> {
  const { inputs, texts } = await readResults(given, out);
  const matrix = matrixOf(inputs, texts, lineage === undefined ? {} : readLineage(lineage));
  try {
    writePages(out, [
      ['matrix.json', `${JSON.stringify(matrix, null, 2)}\n`],
      ['choose.html', renderChoosePage(matrix)],
      ['index.html', renderMatrixPage(matrix)],
    ]);
  } catch (error) {
    throw new UsageError(cannotWrite(out, error), { cause: error });
  }
  process.stdout.write(`${join(out, 'index.html')}\n`);
  return 0;
}

/** What embeds what, from a file. */
export function readLineage(file: string): Lineage {
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot read the lineage ${file} (${reason})`, { cause: error });
  }
  if (isLineage(value)) return value;
  throw new UsageError(
    `${file} is not a lineage file; write a line for each target: name: [names of what it embeds]`,
  );
}

function isLineage(value: unknown): value is Lineage {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(
    (names) => Array.isArray(names) && names.every((name) => typeof name === 'string'),
  );
}

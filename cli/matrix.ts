import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';
import type { Lineage } from '../reports/matrix/lineage.ts';
import { labelOf, type MatrixInput, matrixOf } from '../reports/matrix/model.ts';
import { renderMatrixPage } from '../reports/matrix/page.ts';
import { readEvidence } from '../reports/read.ts';
import { escapeLine } from '../specs/escape.ts';
import { UsageError } from '../targets/usage-error.ts';
import { whyIncomplete } from './baseline-file.ts';
import { cannotWrite } from './report.ts';

export interface MatrixFlags {
  readonly out: string;
  readonly lineage?: string;
}

/**
 * Puts many reports into one page (`index.html`) and one JSON (`matrix.json`). Resolves to 0.
 * @param given paths of reports, each as `path`, `name=path` or `name@version=path`
 * @throws UsageError when a report or the lineage cannot be read, or reports do not belong together
 */
export function matrixVerb(given: readonly string[], { out, lineage }: MatrixFlags): 0 {
  const inputs = given.map(inputOf);
  refuseMixture(inputs);
  const matrix = matrixOf(inputs, lineage === undefined ? {} : readLineage(lineage));
  try {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'matrix.json'), `${JSON.stringify(matrix, null, 2)}\n`);
    writeFileSync(join(out, 'index.html'), renderMatrixPage(matrix));
  } catch (error) {
    throw new UsageError(cannotWrite(out, error), { cause: error });
  }
  process.stdout.write(`${join(out, 'index.html')}\n`);
  return 0;
}

function inputOf(given: string): MatrixInput {
  const [, name, version, path] = /^(?:([^@=/\\]+)(?:@([^=/\\]+))?=)?(.*)$/s.exec(given) ?? [];
  if (path === undefined || path === '') {
    throw new UsageError(`'${given}' names no report; write it as path, name=path or name@version=path`);
  }
  const { report, unverified } = readEvidence(path);
  if (unverified !== undefined)
    process.stderr.write(`${escapeLine(`${path}: not verified, ${unverified}`)}\n`);
  const why = whyIncomplete(report);
  if (why !== undefined) process.stderr.write(`${escapeLine(`${path}: ${why}`)}\n`);
  const told = version ?? report.target.version;
  return { name: name ?? report.target.name, ...(told !== undefined && { version: told }), report };
}

function refuseMixture(inputs: readonly MatrixInput[]): void {
  const providers = [...new Set(inputs.map(({ report }) => report.target.provider))];
  if (providers.length > 1) {
    throw new UsageError(
      `the reports are of different contracts (${providers.join(', ')}); make one matrix for each`,
    );
  }
  const labels = inputs.map(({ name, version }) => labelOf(name, version));
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice !== undefined) {
    throw new UsageError(`two reports are of '${twice}'; tell them apart with name@version=path`);
  }
}

function readLineage(file: string): Lineage {
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot read the lineage ${file} (${reason})`, { cause: error });
  }
  if (isLineage(value)) return value;
  throw new UsageError(
    `${file} is no lineage; write a line for each target: name: [names of what it embeds]`,
  );
}

function isLineage(value: unknown): value is Lineage {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(
    (names) => Array.isArray(names) && names.every((name) => typeof name === 'string'),
  );
}

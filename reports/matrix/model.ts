import type { Verdict } from '../../runner/verdict.ts';
import type { CompactResult, CompactVerdict } from '../compact/compact.ts';
import { figuresOf } from '../figures.ts';
import { embeddedIn, familiesOf, type Lineage } from './lineage.ts';
import type {
  Agreement,
  Matrix,
  MatrixCell,
  MatrixInput,
  MatrixRow,
  MatrixTarget,
  RequirementText,
} from './matrix.ts';
import { linesOf } from './versions.ts';

/** Share of the planned requirements that has to be judged before a target gets figures and a rank. */
const RATED_FROM = 0.2;

/**
 * Puts results of one contract side by side.
 * @param texts the requirements in words, in the order of the rows; one that no result has is left out
 * @param lineage what embeds what, besides what the results themselves declare
 */
export function matrixOf(
  inputs: readonly MatrixInput[],
  texts: readonly RequirementText[],
  lineage: Lineage = {},
): Matrix {
  const embeds = ({ name, result }: MatrixInput): readonly string[] => [
    ...new Set([...(result.target.embeds ?? []), ...embeddedIn(name, lineage)]),
  ];
  const declared = Object.fromEntries(inputs.map((input) => [input.name, embeds(input)]));
  const families = familiesOf(
    inputs.map(({ name }) => name),
    { ...lineage, ...declared },
  );
  const targets = inputs.map((input) => targetOf(input, embeds(input), families));
  const newest = linesOf({ targets }).map((line) => line.newest);
  const requirements = texts.flatMap((text) => {
    const cells = inputs.map(({ result }) => cellOf(result, text.requirement));
    if (cells.every((cell) => cell === null)) return [];
    return [{ ...text, cells, agreement: agreementOf(cells, targets, newest) }];
  });
  return {
    schemaVersion: 2,
    provider: inputs[0]?.result.target.provider ?? '',
    targets,
    topics: topicsOf(requirements, targets.length),
    requirements,
  };
}

/** What a target is called in a matrix. */
export function labelOf(name: string, version: string | undefined): string {
  return version === undefined ? name : `${name} ${version}`;
}

/** A label as a part of an address. */
export function slugOf(label: string): string {
  const slug = label
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '');
  return slug.slice(0, LONGEST_SLUG) || 'target';
}

const LONGEST_SLUG = 80;

/** The parts of addresses of several labels; no two have the same, whatever they are called. */
export function slugsOf(labels: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    labels.map((label) => {
      const slug = slugOf(label);
      let free = slug;
      for (let number = 2; taken.has(free); number += 1) free = `${slug}-${number}`;
      taken.add(free);
      return [label, free];
    }),
  );
}

function targetOf(
  { name, version, result, href }: MatrixInput,
  embeds: readonly string[],
  families: ReadonlyMap<string, string>,
): MatrixTarget {
  const { target, suite, run, conclusion, gating, causes, flaky = [] } = result;
  const figures = figuresOf(Object.values(result.results).map(wordOf));
  const rated =
    conclusion.kind !== 'unreachable' &&
    conclusion.kind !== 'interrupted' &&
    (figures.coverage ?? 0) >= RATED_FROM;
  return {
    label: labelOf(name, version),
    name,
    ...(version !== undefined && { version }),
    family: families.get(name) ?? name,
    embeds,
    ...(target.software !== undefined && { software: target.software }),
    suite: `${suite.name} ${suite.version}`,
    startedAt: run.startedAt,
    ...(run.command !== undefined && { command: run.command }),
    ...(href !== undefined && { href }),
    conclusion,
    figures,
    passed: rated && gating.planned > 0 ? gating.pass / gating.planned : null,
    rated,
    causes,
    flaky,
  };
}

function wordOf(verdict: CompactVerdict): Verdict {
  return typeof verdict === 'string' ? verdict : verdict[0];
}

function cellOf({ results, findings, reasons }: CompactResult, id: string): MatrixCell | null {
  const verdict = Object.hasOwn(results, id) ? results[id] : undefined;
  if (verdict === undefined) return null;
  if (typeof verdict === 'string') return { verdict };
  const [word, what, informational] = verdict;
  if (word === 'fail') {
    const finding = findings[what];
    return {
      verdict: word,
      ...(informational !== undefined && { gating: false as const }),
      ...(finding && { finding }),
    };
  }
  if (word === 'blocked') return { verdict: word, blockedBy: what };
  const reason = reasons[what];
  return { verdict: word, ...(reason !== undefined && { reason }) };
}

function topicsOf(rows: readonly MatrixRow[], columns: number): Matrix['topics'] {
  return [...new Set(rows.map(({ topic }) => topic))].map((topic) => {
    const own = rows.filter((row) => row.topic === topic);
    return {
      topic,
      figures: Array.from({ length: columns }, (_, column) => {
        const verdicts = own.flatMap(({ cells }) => cells[column]?.verdict ?? []);
        return verdicts.length === 0 ? null : figuresOf(verdicts);
      }),
    };
  });
}

function agreementOf(
  cells: readonly (MatrixCell | null)[],
  targets: readonly MatrixTarget[],
  newest: readonly number[],
): Agreement {
  const answers = new Map<string, Set<Verdict>>();
  newest.forEach((column) => {
    const cell = cells[column];
    const family = targets[column]?.family;
    if (family === undefined || (cell?.verdict !== 'pass' && cell?.verdict !== 'fail')) return;
    answers.set(family, (answers.get(family) ?? new Set()).add(cell.verdict));
  });
  const only = (verdict: Verdict): number =>
    [...answers.values()].filter((verdicts) => verdicts.size === 1 && verdicts.has(verdict)).length;
  return { independent: answers.size, pass: only('pass'), fail: only('fail') };
}

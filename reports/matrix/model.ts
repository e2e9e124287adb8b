import type { Verdict } from '../../runner/verdict.ts';
import type { Topic } from '../../specs/contract.ts';
import { type Conclusion, conclusionOf } from '../conclusion.ts';
import { type Change, diffOf } from '../diff.ts';
import type { Figures, Report, Result } from '../report.ts';
import { embeddedIn, familiesOf, type Lineage } from './lineage.ts';

/** A report that takes part, with what its target is called. */
export interface MatrixInput {
  readonly name: string;
  readonly version?: string;
  readonly report: Report;
}

export interface MatrixTarget {
  /** Name and version, unique in the matrix. */
  readonly label: string;
  readonly name: string;
  readonly version?: string;
  /** Targets of one family are no independent witnesses of each other. */
  readonly family: string;
  readonly embeds: readonly string[];
  readonly endpoint: string;
  readonly software?: string;
  readonly suite: string;
  readonly startedAt: string;
  readonly conclusion: Conclusion;
  readonly figures: Figures;
}

/** How a requirement came out at one target. */
export interface MatrixCell {
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly findings: readonly {
    readonly summary: string;
    readonly expected: string;
    readonly observed: string;
    readonly fingerprint: string;
  }[];
}

/** What independent targets say of a requirement; a family whose members disagree is in neither count. */
export interface Agreement {
  /** Families with an answer, met or failed. */
  readonly independent: number;
  readonly met: number;
  readonly failed: number;
}

/** One requirement, as reports say it, with what came of it. */
export interface MatrixRow
  extends Pick<
    Result,
    'requirement' | 'topic' | 'operation' | 'level' | 'evidence' | 'gating' | 'documents' | 'statement'
  > {
  /** One for each target; `null` where its suite did not have the requirement. */
  readonly cells: readonly (MatrixCell | null)[];
  readonly agreement: Agreement;
}

/** What changed between two versions of one target that stand next to each other in the given order. */
export interface VersionChange {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Change[];
}

/** Many reports side by side: `matrix.json`. */
export interface Matrix {
  readonly schemaVersion: 1;
  readonly provider: string;
  readonly targets: readonly MatrixTarget[];
  /** Figures of each topic, one for each target; `null` where its suite did not have the topic. */
  readonly topics: readonly { readonly topic: Topic; readonly figures: readonly (Figures | null)[] }[];
  readonly documents: readonly { readonly id: string; readonly title: string }[];
  readonly requirements: readonly MatrixRow[];
  readonly versions: readonly VersionChange[];
}

/**
 * Puts reports of one contract side by side, in the given order.
 * @param lineage what embeds what, besides what the reports themselves declare
 */
export function matrixOf(inputs: readonly MatrixInput[], lineage: Lineage = {}): Matrix {
  const embeds = (input: MatrixInput): readonly string[] => [
    ...new Set([...(input.report.target.embeds ?? []), ...embeddedIn(input.name, lineage)]),
  ];
  const declared = Object.fromEntries(inputs.map((input) => [input.name, embeds(input)]));
  const families = familiesOf(
    inputs.map(({ name }) => name),
    { ...lineage, ...declared },
  );
  const targets = inputs.map((input) => targetOf(input, embeds(input), families));
  const reports = inputs.map(({ report }) => report);
  return {
    schemaVersion: 1,
    provider: reports[0]?.target.provider ?? '',
    targets,
    topics: topicsOf(reports),
    documents: firstOfEach(
      reports.flatMap(({ byDocument }) => byDocument),
      ({ id }) => id,
    ).map(({ id, title }) => ({ id, title })),
    requirements: rowsOf(reports, targets),
    versions: versionsOf(inputs),
  };
}

function targetOf(
  { name, version, report }: MatrixInput,
  embeds: readonly string[],
  families: ReadonlyMap<string, string>,
): MatrixTarget {
  const { target, tool, run, summary } = report;
  const { planned, verdicts, divergence, coverage } = summary;
  return {
    label: labelOf(name, version),
    name,
    ...(version !== undefined && { version }),
    family: families.get(name) ?? name,
    embeds,
    endpoint: target.endpoint,
    ...(target.software !== undefined && { software: target.software }),
    suite: `${tool.name} ${tool.version}`,
    startedAt: run.startedAt,
    conclusion: conclusionOf(report),
    figures: { planned, verdicts, divergence, coverage },
  };
}

/** What a target is called in a matrix. */
export function labelOf(name: string, version: string | undefined): string {
  return version === undefined ? name : `${name} ${version}`;
}

function topicsOf(reports: readonly Report[]): Matrix['topics'] {
  const topics = new Set(reports.flatMap(({ byTopic }) => byTopic.map(({ topic }) => topic)));
  return [...topics].map((topic) => ({
    topic,
    figures: reports.map(({ byTopic }) => {
      const own = byTopic.find((candidate) => candidate.topic === topic);
      if (own === undefined) return null;
      const { planned, verdicts, divergence, coverage } = own;
      return { planned, verdicts, divergence, coverage };
    }),
  }));
}

function rowsOf(reports: readonly Report[], targets: readonly MatrixTarget[]): readonly MatrixRow[] {
  const byId = reports.map(({ results }) => new Map(results.map((result) => [result.requirement, result])));
  // The last report that has a requirement says what it asks: the latest suite stands at the end.
  const known = firstOfEach(
    reports.toReversed().flatMap(({ results }) => results),
    ({ requirement }) => requirement,
  );
  return known.map(({ requirement, topic, operation, level, evidence, gating, documents, statement }) => {
    const cells = byId.map((results) => cellOf(results.get(requirement)));
    return {
      requirement,
      topic,
      operation,
      level,
      evidence,
      gating,
      documents,
      statement,
      cells,
      agreement: agreementOf(cells, targets),
    };
  });
}

function cellOf(result: Result | undefined): MatrixCell | null {
  if (result === undefined) return null;
  const { verdict, reason, findings } = result;
  return {
    verdict,
    ...(reason !== undefined && { reason }),
    findings: findings.map(({ summary, expected, observed, fingerprint }) => ({
      summary,
      expected,
      observed,
      fingerprint,
    })),
  };
}

function agreementOf(cells: readonly (MatrixCell | null)[], targets: readonly MatrixTarget[]): Agreement {
  const answers = new Map<string, Set<Verdict>>();
  cells.forEach((cell, index) => {
    const family = targets[index]?.family;
    if (family === undefined || (cell?.verdict !== 'pass' && cell?.verdict !== 'fail')) return;
    answers.set(family, (answers.get(family) ?? new Set()).add(cell.verdict));
  });
  const only = (verdict: Verdict): number =>
    [...answers.values()].filter((verdicts) => verdicts.size === 1 && verdicts.has(verdict)).length;
  return { independent: answers.size, met: only('pass'), failed: only('fail') };
}

function versionsOf(inputs: readonly MatrixInput[]): readonly VersionChange[] {
  return inputs.flatMap((input, index) => {
    const later = inputs.slice(index + 1).find(({ name }) => name === input.name);
    if (later === undefined) return [];
    const { changes } = diffOf(input.report, later.report);
    const [from, to] = [labelOf(input.name, input.version), labelOf(later.name, later.version)];
    return [{ name: input.name, from, to, changes }];
  });
}

function firstOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const first = new Map<string, Item>();
  for (const item of items) {
    if (!first.has(keyOf(item))) first.set(keyOf(item), item);
  }
  return [...first.values()];
}

import type { Verdict } from '../../runner/verdict.ts';
import type { Harm } from '../../suites/findings/kind.ts';
import { causesOf } from '../causes.ts';
import { type ConclusionKind, conclusionOf } from '../conclusion.ts';
import type { Report, ReportedFinding } from '../report.ts';

/** Bytes that a compact result may have as JSON. */
export const MOST_BYTES = 60_000;
/** Characters of a text that is kept, tried in this order until the whole is small enough; then one finding for each cause. */
const CLIPS = [240, 160, 100, 60] as const;
/** Characters of the title of a cause, and of the conclusion. */
const LONGEST_TITLE = 180;

/** A verdict, with what there is to say: the number of a finding, of a reason, or the requirement in the way. */
export type CompactVerdict =
  | Exclude<Verdict, 'fail'>
  | readonly ['fail', number]
  | readonly ['fail', number, 'informational']
  | readonly ['blocked', string]
  | readonly ['unsupported' | 'inconclusive' | 'defect' | 'skipped', number];

/** One run in at most 60 kB: every verdict and the causes, without the evidence. For histories and published pages. */
export interface CompactResult {
  readonly schemaVersion: 1;
  readonly target: {
    readonly name: string;
    readonly version?: string;
    readonly provider: string;
    readonly software?: string;
    readonly embeds?: readonly string[];
  };
  readonly suite: { readonly name: string; readonly version: string; readonly contract?: string };
  readonly run: {
    /** ISO time. */
    readonly startedAt: string;
    readonly seconds: number;
    readonly seed: number;
    readonly clients: readonly string[];
    readonly quota: string;
    /** The command that makes this result again. */
    readonly command?: string;
  };
  readonly conclusion: { readonly kind: ConclusionKind; readonly text: string };
  /** Requirements that can make a target non-conformant. */
  readonly gating: { readonly planned: number; readonly pass: number; readonly fail: number };
  /** What the target does wrong, worst first. */
  readonly causes: readonly { readonly title: string; readonly harm: Harm; readonly gating: boolean }[];
  readonly findings: readonly CompactFinding[];
  readonly reasons: readonly string[];
  /** By requirement, sorted. */
  readonly results: Readonly<Record<string, CompactVerdict>>;
  /** Requirements whose verdict is known to change from run to run. */
  readonly flaky?: readonly string[];
}

export interface CompactFinding {
  /** Place in `causes`. */
  readonly cause: number;
  readonly summary: string;
  readonly expected: string;
  readonly observed: string;
}

/** The compact result of a report; texts are shortened until it is small enough. */
export function compactOf(report: Report): CompactResult {
  for (const most of CLIPS) {
    const result = clipped(report, most, false);
    if (Buffer.byteLength(renderCompact(result)) <= MOST_BYTES) return result;
  }
  return clipped(report, 60, true);
}

/** As JSON with a line for each requirement, so that two versions of a file differ in the lines that changed. */
export function renderCompact(result: CompactResult): string {
  const { causes, findings, reasons, results, flaky, ...head } = result;
  const lines = (items: readonly unknown[]): string =>
    items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
  const members = [
    ...Object.entries(head).map(([key, value]) => `  "${key}": ${JSON.stringify(value)}`),
    `  "causes": ${lines(causes)}`,
    `  "findings": ${lines(findings)}`,
    `  "reasons": ${lines(reasons)}`,
    ...(flaky === undefined ? [] : [`  "flaky": ${lines(flaky)}`]),
    `  "results": {\n${Object.entries(results)
      .map(([id, verdict]) => `    ${JSON.stringify(id)}: ${JSON.stringify(verdict)}`)
      .join(',\n')}\n  }`,
  ];
  return `{\n${members.join(',\n')}\n}\n`;
}

function clipped(report: Report, most: number, onePerCause: boolean): CompactResult {
  const { target, tool, run, summary, digests } = report;
  const causes = causesOf(report);
  const causeOf = new Map(
    causes.flatMap(({ results }, index) => results.map(({ requirement }) => [requirement, index])),
  );
  const findings = numbered<CompactFinding>();
  const reasons = numbered<string>();
  const clip = (text: string, limit = most): string => {
    const characters = [...text.replace(/\s+/gu, ' ')];
    return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : characters.join('');
  };
  const textOf = (finding: ReportedFinding | undefined, cause: number): CompactFinding => ({
    cause,
    summary: clip(finding?.summary ?? ''),
    expected: clip(finding?.expected ?? ''),
    observed: clip(finding?.observed ?? ''),
  });
  const verdictOf = (result: Report['results'][number]): CompactVerdict => {
    const { verdict, gating, blockedBy, reason } = result;
    if (verdict === 'fail') {
      const cause = causeOf.get(result.requirement) ?? 0;
      const shown = onePerCause ? causes[cause]?.results[0] : result;
      const number = findings.of(textOf(shown?.findings[0], cause));
      return gating ? ['fail', number] : ['fail', number, 'informational'];
    }
    if (verdict === 'blocked' && blockedBy !== undefined) return ['blocked', blockedBy];
    if (verdict === 'pass' || verdict === 'blocked' || reason === undefined) return verdict;
    return [verdict, reasons.of(clip(reason))];
  };
  const sorted = report.results.toSorted((one, other) => (one.requirement < other.requirement ? -1 : 1));
  const results = Object.fromEntries(sorted.map((result) => [result.requirement, verdictOf(result)]));
  const { name, version, provider, software, embeds } = target;
  const { planned, verdicts } = summary.gating;
  const conclusion = conclusionOf(report);
  return {
    schemaVersion: 1,
    target: {
      name,
      ...(version !== undefined && { version }),
      provider,
      ...(software !== undefined && { software: clip(software) }),
      ...(embeds !== undefined && { embeds }),
    },
    suite: {
      name: tool.name,
      version: tool.version,
      ...(digests.contract !== undefined && { contract: digests.contract }),
    },
    run: {
      startedAt: run.startedAt,
      seconds: Math.round(run.durationMs / 1000),
      seed: run.seed,
      clients: run.clients,
      quota: run.quota,
    },
    conclusion: { kind: conclusion.kind, text: clip(conclusion.text, LONGEST_TITLE) },
    gating: { planned, pass: verdicts.pass, fail: verdicts.fail },
    causes: causes.map(({ title, harm, gating }) => ({ title: clip(title, LONGEST_TITLE), harm, gating })),
    findings: findings.all,
    reasons: reasons.all,
    results,
  };
}

/** Equal items once, each with its number. */
function numbered<Item>(): { readonly all: Item[]; of(item: Item): number } {
  const all: Item[] = [];
  const known = new Map<string, number>();
  return {
    all,
    of(item) {
      const key = JSON.stringify(item);
      const number = known.get(key) ?? all.push(item) - 1;
      known.set(key, number);
      return number;
    },
  };
}

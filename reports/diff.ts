import type { Verdict } from '../runner/verdict.ts';
import type { Report, Result } from './report.ts';

/** In which way a requirement came out otherwise. */
export const CHANGE_KINDS = [
  /** It fails, and did not before: it was met, not judged, or not known. */
  'newly-broken',
  /** It fails, and was blocked before by something else that failed: that is no regression. */
  'no-longer-blocked',
  'fixed',
  /** It fails as before, but with a difference that was not there before. */
  'changed-in-kind',
  /** It had an answer and has none now. */
  'no-longer-judged',
  /** It had no answer, or was not known, and is met now. */
  'newly-met',
  /** The later suite does not have it. */
  'removed',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** How a requirement came out in one of the two reports. */
export interface ChangeSide {
  readonly verdict: Verdict;
  readonly reason?: string;
  /** Summaries of the findings. */
  readonly findings: readonly string[];
  /** What each finding observed. */
  readonly observed: readonly string[];
  readonly fingerprints: readonly string[];
}

export interface Change {
  readonly kind: ChangeKind;
  readonly requirement: string;
  /** Whether a failure makes the target non-conformant, by the later report that has it. */
  readonly gating: boolean;
  /** Absent where the earlier suite does not have the requirement. */
  readonly before?: ChangeSide;
  /** Absent where the later suite does not have it. */
  readonly after?: ChangeSide;
  /** In how many runs of the later target it came out like this, of those that tested it. */
  readonly seen: Seen;
}

/** How often a difference was seen; one run is one time. */
export interface Seen {
  readonly times: number;
  readonly of: number;
}

/** One of two compared reports, by what tells them apart. */
export interface DiffReport {
  readonly target: Report['target'];
  readonly suite: string;
  readonly startedAt: string;
  readonly seed: number;
  readonly divergence: number | null;
  readonly coverage: number | null;
}

/** What is otherwise in the later of two reports. */
export interface ReportDiff {
  readonly schemaVersion: 1;
  readonly before: DiffReport;
  readonly after: DiffReport;
  /** Whether the reports were given the other way round and are sorted by the versions of their target. */
  readonly sorted?: true;
  /** In the order of the kinds, within a kind in the order of the later report. */
  readonly changes: readonly Change[];
  /** Newly broken requirements that make the target non-conformant. */
  readonly newGatingFailures: number;
  /** In which way the later report saw less than the earlier one; empty where it saw as much. */
  readonly sawLess: readonly string[];
}

/** The earlier version of one target first; `undefined` where versions do not say which it is. */
export function sortedByVersion(one: Report, other: Report): readonly [Report, Report] | undefined {
  const [first, second] = [one.target, other.target];
  if (first.name !== second.name || !isNumbered(first.version) || !isNumbered(second.version))
    return undefined;
  const order = first.version.localeCompare(second.version, 'en', { numeric: true });
  return order > 0 ? [other, one] : undefined;
}

/** `1.10.0` or `v2`: what has another form, a commit for instance, has no order that is known. */
function isNumbered(version: string | undefined): version is string {
  return version !== undefined && /^v?\d+(?:\.\d+)*$/.test(version);
}

/**
 * Compares two reports, of two versions of a target or of two targets.
 * @param again further attempts of the later run
 */
export function diffOf(before: Report, after: Report, again: readonly Report[] = []): ReportDiff {
  const earlier = new Map(before.results.map((result) => [result.requirement, result]));
  const later = new Set(after.results.map((result) => result.requirement));
  const runs = [after, ...again].map(
    ({ results }) => new Map(results.map((result) => [result.requirement, result])),
  );
  const changes = [
    ...after.results.map((result) => changeOf(earlier.get(result.requirement), result, runs)),
    ...before.results
      .filter((result) => !later.has(result.requirement))
      .map((result) => changeOf(result, undefined, runs)),
  ].filter((change) => change !== undefined);
  const sorted = changes.toSorted(
    (left, right) => CHANGE_KINDS.indexOf(left.kind) - CHANGE_KINDS.indexOf(right.kind),
  );
  return {
    schemaVersion: 1,
    before: identityOf(before),
    after: identityOf(after),
    changes: sorted,
    sawLess: sawLess(before, after, sorted),
    newGatingFailures: sorted.filter(({ kind, gating }) => kind === 'newly-broken' && gating).length,
  };
}

function sawLess(before: Report, after: Report, changes: readonly Change[]): readonly string[] {
  const { unreachable, interrupted, selection } = after.run;
  const lost = changes.filter(
    ({ kind, before: side }) =>
      kind === 'no-longer-judged' ||
      (kind === 'removed' && (side?.verdict === 'pass' || side?.verdict === 'fail')),
  ).length;
  const shard = selection.shard?.[0];
  return [
    ...(unreachable === undefined ? [] : [`the target could not be reached: ${unreachable}`]),
    ...(interrupted ? ['the run was interrupted'] : []),
    ...(shard === undefined || before.run.selection.shard?.[0] === shard
      ? []
      : [`it is shard ${shard} of a run`]),
    ...(lost > 0
      ? [`${lost} of the requirements that passed or failed in the earlier run have no such verdict now`]
      : []),
  ];
}

function changeOf(
  before: Result | undefined,
  after: Result | undefined,
  runs: readonly ReadonlyMap<string, Result>[],
): Change | undefined {
  const known = after ?? before;
  const kind = kindOf(before, after);
  if (kind === undefined || known === undefined) return undefined;
  return {
    kind,
    requirement: known.requirement,
    gating: known.gating,
    ...(before !== undefined && { before: sideOf(before) }),
    ...(after !== undefined && { after: sideOf(after) }),
    seen: seenIn(runs, known.requirement, (result) => kindOf(before, result) === kind),
  };
}

/** Further attempts run only what failed; what they left out says nothing. */
function seenIn(
  runs: readonly ReadonlyMap<string, Result>[],
  requirement: string,
  isSo: (result: Result | undefined) => boolean,
): Seen {
  const [first, ...again] = runs.map((run) => run.get(requirement));
  const all = [first, ...again.filter((result) => result?.verdict === 'pass' || result?.verdict === 'fail')];
  return { times: all.filter(isSo).length, of: all.length };
}

function kindOf(before: Result | undefined, after: Result | undefined): ChangeKind | undefined {
  if (after === undefined) return 'removed';
  if (after.verdict === 'fail') {
    if (before?.verdict === 'blocked') return 'no-longer-blocked';
    if (before?.verdict !== 'fail') return 'newly-broken';
    const known = new Set(before.findings.map(({ fingerprint }) => fingerprint));
    return after.findings.every(({ fingerprint }) => known.has(fingerprint)) ? undefined : 'changed-in-kind';
  }
  if (after.verdict === 'pass') {
    if (before?.verdict === 'fail') return 'fixed';
    return before?.verdict === 'pass' ? undefined : 'newly-met';
  }
  return before?.verdict === 'pass' || before?.verdict === 'fail' ? 'no-longer-judged' : undefined;
}

function sideOf({ verdict, reason, findings }: Result): ChangeSide {
  return {
    verdict,
    ...(reason !== undefined && { reason }),
    findings: findings.map(({ summary }) => summary),
    observed: findings.map(({ observed }) => observed),
    fingerprints: findings.map(({ fingerprint }) => fingerprint),
  };
}

function identityOf({ target, tool, run, summary }: Report): DiffReport {
  return {
    target,
    suite: `${tool.name} ${tool.version}`,
    startedAt: run.startedAt,
    seed: run.seed,
    divergence: summary.divergence,
    coverage: summary.coverage,
  };
}

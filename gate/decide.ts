import { idPattern } from '../runner/id-pattern.ts';
import type { Verdict } from '../runner/verdict.ts';
import { didYouMean } from '../specs/similar.ts';
import { UsageError } from '../targets/usage-error.ts';
import { type Excused, excusedBy } from './excused.ts';
import type { Attempt, Judged } from './judged.ts';
import type { Comparison } from './outcome.ts';
import type { Limits, Policy, Rule, Where } from './policy.ts';

/** A report that a gate decides on. */
export interface GatedReport {
  /** As messages name it. */
  readonly label: string;
  readonly results: Attempt;
  /** What the policy's baseline makes of it. */
  readonly comparison?: Comparison;
  /** Number of things that the run could not remove. */
  readonly leftovers?: number;
}

/** What a rule says of one report. */
export interface RuleDecision {
  readonly report: string;
  readonly rule: string;
  /** Line of the policy. */
  readonly line: number;
  readonly holds: boolean;
  /** The figures that it rests on, and where it fails, what is too much. */
  readonly why: string;
}

const MOST_NAMED = 5;

/**
 * Holds reports against a policy. A rule that no requirement of a report fits is left out for that report.
 * @throws UsageError for a rule that fits nothing in any report, and a report that no rule looks at: either would let a
 * release through unseen
 */
export function decide(policy: Policy, reports: readonly GatedReport[]): readonly RuleDecision[] {
  refuseIdleValues(policy, reports);
  const fitting = new Map(policy.rules.map((rule) => [rule, 0]));
  const decisions = reports.flatMap((report) => {
    const told = policy.rules.flatMap((rule) => {
      const results = report.results.filter((result) => fits(result, rule.where));
      if (results.length === 0) return [];
      fitting.set(rule, (fitting.get(rule) ?? 0) + 1);
      return decisionOn(rule, results, report);
    });
    if (told.length === 0) throw new UsageError(`${policy.file}: no rule looks at ${report.label}`);
    return told;
  });
  for (const [{ name, line }, count] of fitting) {
    if (count === 0) {
      throw new UsageError(`${policy.file}:${line} rule '${name}' fits no requirement; correct its 'where'`);
    }
  }
  return decisions;
}

/** The limits by which a policy says itself how much of something may be; a share of coverage covers all three below. */
const LIMITS_ON: Readonly<Partial<Record<Verdict, readonly (keyof Limits)[]>>> = {
  defect: ['maxDefects'],
  inconclusive: ['maxInconclusive', 'minCoveragePercent'],
  blocked: ['maxBlocked', 'minCoveragePercent'],
  unsupported: ['maxUnsupported', 'minCoveragePercent'],
};

/**
 * What closes a gate although no rule is about it: suite defects, leftovers, and gating requirements that were not
 * judged. A limit of a rule that looks at the requirement takes the place of each. What the baseline excuses is excused with all that it blocks.
 */
export function unlimited(
  policy: Policy,
  report: GatedReport,
): { readonly defects: readonly string[]; readonly leftovers: number; readonly open: readonly string[] } {
  const isLimited = (result: Judged): boolean =>
    policy.rules.some(
      (rule) =>
        fits(result, rule.where) && LIMITS_ON[result.verdict]?.some((limit) => rule[limit] !== undefined),
    );
  const free = excusedBy(report.results, report.comparison).blocked;
  const unlimitedIds = (belongs: (result: Judged) => boolean): readonly string[] =>
    report.results
      .filter((result) => belongs(result) && !isLimited(result))
      .map(({ requirement }) => requirement);
  return {
    defects: unlimitedIds(({ verdict }) => verdict === 'defect'),
    leftovers: policy.rules.some(({ maxLeftovers }) => maxLeftovers !== undefined)
      ? 0
      : (report.leftovers ?? 0),
    open: unlimitedIds(
      ({ verdict, gating, because, requirement }) =>
        gating &&
        (verdict === 'inconclusive' ||
          (verdict === 'blocked' && !free.has(requirement)) ||
          (verdict === 'unsupported' && because === undefined)),
    ),
  };
}

/** Gating requirements that a rule is about and that the run was not asked to test. */
export function unselected({ rules }: Policy, { results }: GatedReport): readonly string[] {
  return results
    .filter(
      (result) => result.gating && isUnselected(result) && rules.some(({ where }) => fits(result, where)),
    )
    .map(({ requirement }) => requirement);
}

/** Who was not selected has no verdict of any client. */
function isUnselected({ verdict, clients }: Judged): boolean {
  return verdict === 'skipped' && Object.keys(clients).length === 0;
}

/** @throws UsageError for a value of a `where` that fits no requirement of any report: a typing error would go unseen */
function refuseIdleValues({ file, rules }: Policy, reports: readonly GatedReport[]): void {
  const results = reports.flatMap((report) => report.results);
  for (const { name, line, where = {} } of rules) {
    for (const [key, values] of Object.entries(where) as [keyof Where, readonly string[]][]) {
      for (const value of values) {
        if (results.some((result) => fits(result, { [key]: [value] }))) continue;
        const hint = didYouMean(value, knownOf(key, results)) || "; correct its 'where'";
        throw new UsageError(
          `${file}:${line} rule '${name}' fits no requirement by ${key} '${value}'${hint}`,
        );
      }
    }
  }
}

function knownOf(key: keyof Where, results: readonly Judged[]): ReadonlySet<string> {
  return new Set(results.flatMap((result) => (key === 'document' ? result.documents : [result[key]])));
}

function fits(result: Judged, where: Where = {}): boolean {
  const { level, evidence, topic, document, requirement } = where;
  return (
    (level?.includes(result.level) ?? true) &&
    (evidence?.includes(result.evidence) ?? true) &&
    (topic?.includes(result.topic) ?? true) &&
    (document?.some((id) => result.documents.includes(id)) ?? true) &&
    (requirement?.some((pattern) => idPattern(pattern).test(result.requirement)) ?? true)
  );
}

function decisionOn(rule: Rule, results: readonly Judged[], report: GatedReport): RuleDecision {
  const excused = excusedBy(
    report.results,
    rule.include?.includes('expected') === true ? undefined : report.comparison,
  );
  const faults: string[] = [];
  const told: string[] = [];
  for (const measure of MEASURES) {
    const limit = rule[measure.limit];
    if (limit === undefined) continue;
    const { amount, culprits } = measure.of(results, excused, report, rule);
    const figure = `${measure.noun} ${shown(amount, measure.unit)}`;
    const within = measure.side === 'most' ? amount <= limit : amount >= limit;
    if (within) told.push(figure);
    else faults.push(`${figure}, ${measure.side} ${limit}${measure.unit}${named(culprits)}`);
  }
  // Nothing wrong was seen where nobody looked.
  const judged = results.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail').length;
  if (judged === 0) faults.push(`none of its ${results.length} requirements was tested`);
  return {
    report: report.label,
    rule: rule.name,
    line: rule.line,
    holds: faults.length === 0,
    why: faults.length === 0 ? told.join('; ') : faults.join('; '),
  };
}

interface Amount {
  readonly amount: number;
  /** Ids that make it up, where a limit on it is a limit on them. */
  readonly culprits: readonly string[];
}

interface Measure {
  readonly limit: keyof Limits;
  readonly noun: string;
  readonly unit: '' | '%';
  readonly side: 'most' | 'least';
  of(results: readonly Judged[], excused: Excused, report: GatedReport, rule: Rule): Amount;
}

const MEASURES: readonly Measure[] = [
  { limit: 'maxFailures', noun: 'failures', unit: '', side: 'most', of: failures },
  {
    limit: 'maxDivergencePercent',
    noun: 'divergence',
    unit: '%',
    side: 'most',
    of(results, excused, report, rule) {
      const { amount, culprits } = failures(results, excused, report, rule);
      return { amount: (100 * amount) / results.length, culprits };
    },
  },
  {
    limit: 'minCoveragePercent',
    noun: 'coverage',
    unit: '%',
    side: 'least',
    of(results) {
      const open = results.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'fail');
      const amount = (100 * (results.length - open.length)) / results.length;
      return { amount, culprits: open.map(({ requirement }) => requirement) };
    },
  },
  counting('maxInconclusive', 'inconclusive', 'inconclusive'),
  {
    limit: 'maxBlocked',
    noun: 'blocked',
    unit: '',
    side: 'most',
    of(results, { blocked }) {
      const culprits = results.filter(
        ({ verdict, requirement }) => verdict === 'blocked' && !blocked.has(requirement),
      );
      return { amount: culprits.length, culprits: culprits.map(({ requirement }) => requirement) };
    },
  },
  {
    limit: 'maxLeftovers',
    noun: 'leftovers',
    unit: '',
    side: 'most',
    of: (_, __, { leftovers = 0 }) => ({ amount: leftovers, culprits: [] }),
  },
  counting('maxDefects', 'defects', 'defect'),
  counting('maxUnsupported', 'unsupported', 'unsupported'),
  counting('maxSkipped', 'skipped', 'skipped'),
];

/** Informational failures count where the rule asks for them, by name or by their level or evidence. */
function failures(
  results: readonly Judged[],
  { failed }: Excused,
  _report: GatedReport,
  { include = [], where = {} }: Rule,
): Amount {
  const all =
    include.includes('informational') || where.level?.includes('may') || where.evidence?.includes('inferred');
  const culprits = results.filter(
    ({ verdict, requirement, gating }) =>
      verdict === 'fail' && !failed.has(requirement) && (gating || all === true),
  );
  return { amount: culprits.length, culprits: culprits.map(({ requirement }) => requirement) };
}

function counting(limit: keyof Limits, noun: string, verdict: Verdict): Measure {
  return {
    limit,
    noun,
    unit: '',
    side: 'most',
    of(results) {
      const culprits = results.filter((result) => result.verdict === verdict);
      return { amount: culprits.length, culprits: culprits.map(({ requirement }) => requirement) };
    },
  };
}

/** Cut, not rounded, so that 94.996% never reads as the 95% that were asked for. */
function shown(amount: number, unit: Measure['unit']): string {
  return unit === '' ? String(amount) : `${Math.floor(amount * 100) / 100}%`;
}

function named(ids: readonly string[]): string {
  if (ids.length === 0) return '';
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
  return ` (${ids.slice(0, MOST_NAMED).join(', ')}${more})`;
}

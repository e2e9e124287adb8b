import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Baseline } from '../gate/baseline.ts';
import { compare } from '../gate/compare.ts';
import { decide, type GatedReport, type RuleDecision, unlimited, unselected } from '../gate/decide.ts';
import { unexpectedOf } from '../gate/outcome.ts';
import { type Policy, parsePolicy } from '../gate/policy.ts';
import { unexpectedLines } from '../gate/words.ts';
import { annotation } from '../reports/annotations.ts';
import { count } from '../reports/conclusion.ts';
import { readEvidence } from '../reports/read.ts';
import type { Report } from '../reports/report.ts';
import { type ExitCode, exitCodeOf } from '../runner/exit-code.ts';
import { readAttempts, readBaseline, readText, today, whyIncomplete } from './baseline-file.ts';
import { fitting } from './width.ts';

export interface GateFlags {
  readonly policy: string;
  readonly baseline?: string;
}

const MOST_NAMED = 5;
const MOST_TOLD = 3;

/**
 * Decides on reports by a policy, without running anything. Resolves to 0 when every rule holds, 1 when one does not, 3
 * when a report does not have the whole run or something that gates was not judged, 4 for defects of the suite, 5 for
 * leftovers; a limit of the policy takes the place of the last three.
 * @throws UsageError when a file cannot be used, a rule fits nothing, or no rule looks at a report
 */
export function gateVerb(paths: readonly string[], flags: GateFlags): ExitCode {
  const policy = parsePolicy(readText(flags.policy, 'give the policy file with --policy'), flags.policy);
  const file =
    flags.baseline ??
    (policy.baseline === undefined ? undefined : join(dirname(flags.policy), policy.baseline));
  const baseline = file === undefined ? undefined : readBaseline(file);
  const evidence = paths.map((path) => ({ path, ...readEvidence(path) }));
  for (const { path, report, unverified } of evidence) {
    if (unverified !== undefined) process.stdout.write(fitting([`${path}: not verified, ${unverified}`]));
    const why = whyUndecidable(report);
    if (why === undefined) continue;
    process.stdout.write(fitting([`INCOMPLETE  ${path}: ${why}`]));
    return 3;
  }
  const reports = evidence.map(({ path, report }) => gatedReport(path, report, baseline));
  const decisions = [...decide(policy, reports), ...reports.flatMap(baselineDecision)];
  const open = reports.flatMap((report) => openDecisions(policy, report));
  process.stdout.write(render([...decisions, ...open], reports, policy));
  if (process.env.GITHUB_ACTIONS === 'true')
    process.stdout.write(annotations([...decisions, ...open], policy));
  return gateCode(policy, reports, decisions);
}

/** The exit code of a gate. */
export function gateCode(
  policy: Policy,
  reports: readonly GatedReport[],
  decisions: readonly RuleDecision[],
): ExitCode {
  const unasked = reports.map((report) => unlimited(policy, report));
  return exitCodeOf({
    usage: false,
    interrupted: false,
    defect: unasked.some(({ defects }) => defects.length > 0),
    nonConformant: decisions.some(({ holds }) => !holds),
    cleanupFailed: unasked.some(({ leftovers }) => leftovers > 0),
    incomplete: unasked.some(({ open }) => open.length > 0),
    blockedByFailure: false,
    judged: true,
  });
}

/** What closes the gate although no rule is about it. */
function openDecisions(policy: Policy, report: GatedReport): readonly RuleDecision[] {
  const { defects, leftovers, open } = unlimited(policy, report);
  const fails = (rule: string, why: string): RuleDecision => ({
    report: report.label,
    rule,
    line: 1,
    holds: false,
    why,
  });
  return [
    ...(defects.length > 0
      ? [
          fails(
            'the suite works',
            `${count(defects.length, 'defect')} (${named(defects)}); set maxDefects to allow them`,
          ),
        ]
      : []),
    ...(leftovers > 0
      ? [fails('nothing is left', `${count(leftovers, 'leftover')}; set maxLeftovers to allow them`)]
      : []),
    ...(open.length > 0
      ? [
          fails(
            'every gating requirement was tested',
            `${count(open.length, 'gating requirement')} not tested (${named(open)}); set minCoveragePercent, maxInconclusive, maxBlocked or maxUnsupported to allow them`,
          ),
        ]
      : []),
  ];
}

function named(ids: readonly string[]): string {
  return `${ids.slice(0, MOST_NAMED).join(', ')}${ids.length > MOST_NAMED ? `, and ${ids.length - MOST_NAMED} more` : ''}`;
}

function whyUndecidable(report: Report): string | undefined {
  const shard = report.run.selection.shard?.[0];
  if (shard !== undefined) return `is shard ${shard} of a run; merge the shards first`;
  return whyIncomplete(report);
}

function gatedReport(path: string, report: Report, baseline: Baseline | undefined): GatedReport {
  const { results, cleanup } = report;
  const leftovers = cleanup.length;
  if (baseline === undefined) return { label: path, results, leftovers };
  const attempts = readAttempts([path]).map((report) => report.results);
  return { label: path, results, leftovers, comparison: compare(baseline, attempts, today()) };
}

function baselineDecision({ label, comparison }: GatedReport): readonly RuleDecision[] {
  if (comparison === undefined) return [];
  const unexpected = unexpectedOf(comparison);
  const why = unexpected.length === 0 ? 'nothing unexpected' : fewAsOne(unexpectedLines(comparison));
  return [{ report: label, rule: 'the baseline holds', line: 1, holds: unexpected.length === 0, why }];
}

/** A few of many lines, as one. */
function fewAsOne(lines: readonly string[]): string {
  const more = lines.length - MOST_TOLD;
  return [...lines.slice(0, MOST_TOLD), ...(more > 0 ? [`and ${more} more (baseline check)`] : [])].join(
    '; ',
  );
}

function annotations(decisions: readonly RuleDecision[], { file }: Policy): string {
  return decisions
    .filter(({ holds }) => !holds)
    .map(({ rule, why, line }) => annotation(`policy: ${rule}`, why, { file, line }))
    .join('');
}

function unselectedLine(ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const what = count(ids.length, 'gating requirement');
  return [
    `  not in this run: ${what} that the rules are about (${named(ids)}); minCoveragePercent asks for them`,
  ];
}

function render(decisions: readonly RuleDecision[], reports: readonly GatedReport[], policy: Policy): string {
  const { file } = policy;
  const lines = reports.flatMap((report) => [
    report.label,
    ...decisions
      .filter((decision) => decision.report === report.label)
      .map(({ holds, rule, why }) => `  ${holds ? 'holds' : 'FAILS'}  ${rule}: ${why}`),
    ...unselectedLine(unselected(policy, report)),
  ]);
  const failing = decisions.filter(({ holds }) => !holds).length;
  const last =
    failing === 0
      ? `GATE OPEN  ${count(decisions.length, 'rule')} of ${file} ${decisions.length === 1 ? 'holds' : 'hold'}`
      : `GATE CLOSED  ${failing} of ${count(decisions.length, 'rule')} of ${file} ${failing === 1 ? 'fails' : 'fail'}`;
  return fitting([...lines, last]);
}

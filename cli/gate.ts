import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Baseline } from '../gate/baseline.ts';
import { compare } from '../gate/compare.ts';
import { decide, type GatedReport, type RuleDecision } from '../gate/decide.ts';
import { unexpectedOf } from '../gate/outcome.ts';
import { parsePolicy } from '../gate/policy.ts';
import { unexpectedLines } from '../gate/words.ts';
import { count } from '../reports/conclusion.ts';
import { readReport } from '../reports/read.ts';
import { escapeLine } from '../specs/escape.ts';
import { readAttempts, readBaseline, readText, today, whyIncomplete } from './baseline-file.ts';

export interface GateFlags {
  readonly policy: string;
  readonly baseline?: string;
}

/**
 * Decides on reports by a policy, without running anything. Resolves to 0 when every rule holds, 1 when one does not, 3
 * when a report does not have the whole run.
 * @throws UsageError when a file cannot be used, a rule fits nothing, or no rule looks at a report
 */
export function gateVerb(paths: readonly string[], flags: GateFlags): 0 | 1 | 3 {
  const policy = parsePolicy(readText(flags.policy, 'give the policy file with --policy'), flags.policy);
  const file =
    flags.baseline ??
    (policy.baseline === undefined ? undefined : join(dirname(flags.policy), policy.baseline));
  const baseline = file === undefined ? undefined : readBaseline(file);
  for (const path of paths) {
    const why = whyUndecidable(path);
    if (why === undefined) continue;
    process.stdout.write(`INCOMPLETE  ${escapeLine(`${path}: ${why}`)}\n`);
    return 3;
  }
  const reports = paths.map((path) => gatedReport(path, baseline));
  const decisions = [...decide(policy, reports), ...reports.flatMap(baselineDecision)];
  process.stdout.write(render(decisions, reports, policy.file));
  return decisions.every(({ holds }) => holds) ? 0 : 1;
}

function whyUndecidable(path: string): string | undefined {
  const report = readReport(path);
  const shard = report.run.selection.shard?.[0];
  if (shard !== undefined) return `is shard ${shard} of a run; merge the shards first`;
  return whyIncomplete(report);
}

function gatedReport(path: string, baseline: Baseline | undefined): GatedReport {
  const results = readReport(path).results;
  if (baseline === undefined) return { label: path, results };
  const attempts = readAttempts([path]).map((report) => report.results);
  return { label: path, results, comparison: compare(baseline, attempts, today()) };
}

function baselineDecision({ label, comparison }: GatedReport): readonly RuleDecision[] {
  if (comparison === undefined) return [];
  const unexpected = unexpectedOf(comparison);
  const why = unexpected.length === 0 ? 'nothing unexpected' : unexpectedLines(comparison).join('; ');
  return [{ report: label, rule: 'the baseline holds', line: 1, holds: unexpected.length === 0, why }];
}

function render(decisions: readonly RuleDecision[], reports: readonly GatedReport[], file: string): string {
  const lines = reports.flatMap(({ label }) => [
    label,
    ...decisions
      .filter(({ report }) => report === label)
      .map(({ holds, rule, why }) => `  ${holds ? 'holds' : 'FAILS'}  ${rule}: ${why}`),
  ]);
  const failing = decisions.filter(({ holds }) => !holds).length;
  const last =
    failing === 0
      ? `GATE OPEN  ${count(decisions.length, 'rule')} of ${file} ${decisions.length === 1 ? 'holds' : 'hold'}`
      : `GATE CLOSED  ${failing} of ${count(decisions.length, 'rule')} of ${file} ${failing === 1 ? 'fails' : 'fail'}`;
  return `${[...lines, last].map(escapeLine).join('\n')}\n`;
}

import { type ExitCode, type ExitState, exitCodeOf } from '../runner/exit-code.ts';
import type { Report, Result } from './report.ts';

/** Percent of the gating requirements that have to be judged under the word CONFORMANT, unless a run sets another. */
export const DEFAULT_MIN_COVERAGE = 90;

/** The one word for a run. */
export type ConclusionKind =
  | 'interrupted'
  | 'unreachable'
  | 'suite-defect'
  | 'non-conformant'
  | 'cleanup-incomplete'
  | 'incomplete'
  | 'conformant';

/** What a report comes to; exit code, console, badge, JUnit, gate and matrix all say this. */
export interface Decision {
  readonly exitCode: ExitCode;
  readonly state: ExitState;
  readonly kind: ConclusionKind;
  /** One sentence with the figures it rests on. */
  readonly text: string;
  /** What has to be said beside the verdict, whatever it is. */
  readonly notes: readonly string[];
}

/** How much of the gating requirements that were asked for got a verdict. */
export interface JudgedShare {
  readonly judged: number;
  /** Selected gating requirements, but for those that are declared missing or that no client of the run can send. */
  readonly asked: number;
}

const MOST_NAMED = 3;

/**
 * Decides a report. Its verdicts alone count, no other figure of it.
 * @param report of a run, validated where it comes from a file
 */
export function decide(report: Report): Decision {
  const state = stateOf(report);
  const kind = kindOf(state, report);
  const text = textOf(kind, report);
  return {
    exitCode: exitCodeOf(state),
    state,
    kind,
    text,
    // What the sentence says already is not said twice.
    notes: notesOf(report).filter((note) => note !== text),
  };
}

/** What the exit code of a report rests on. */
export function stateOf({ results, run, cleanup }: Report): ExitState {
  const having = (holds: (result: Result) => boolean): boolean => results.some(holds);
  const failing = restingOnFailure(results);
  const { judged, asked } = judgedShare(results);
  return {
    usage: false,
    interrupted: run.interrupted,
    cleanupFailed: leftoversOf(cleanup).left.length > (run.maxLeftovers ?? 0),
    defect: having(({ verdict }) => verdict === 'defect'),
    nonConformant: having(({ verdict, gating }) => verdict === 'fail' && gating),
    incomplete:
      run.unreachable !== undefined ||
      unsettledIn(results).length > 0 ||
      leftoversOf(cleanup).unknown.length > 0 ||
      100 * (judged + blockedIn(results, failing)) < run.minCoverage * asked,
    blockedByFailure: having(({ verdict, requirement }) => verdict === 'blocked' && failing.has(requirement)),
    judged: having(isJudged),
  };
}

/** Why too little of what was asked for was tested, apart from what failures block; `undefined` where enough was. */
export function incompletenessOf(report: Report): string | undefined {
  const { incomplete, judged } = stateOf(report);
  if (!incomplete && judged) return undefined;
  return textOf(report.run.unreachable === undefined ? 'incomplete' : 'unreachable', report);
}

/** What is left on the target, and what nobody can say it of because the target could not be asked at the end. */
export function leftoversOf(cleanup: Report['cleanup']): {
  readonly left: Report['cleanup'];
  readonly unknown: Report['cleanup'];
} {
  return {
    left: cleanup.filter(({ unknown }) => unknown !== true),
    unknown: cleanup.filter(({ unknown }) => unknown === true),
  };
}

/** Requirements that end a run as incomplete: they have no verdict, and no failure explains that. */
export function unsettledIn(results: readonly Result[]): readonly Result[] {
  const failing = restingOnFailure(results);
  return results.filter((one) => isHole(one) || (isOpen(one) && !failing.has(one.requirement)));
}

/** Whether a requirement that gates was not tested because the target alone claims not to have what it is about. */
export function isHole({
  verdict,
  gating,
  because,
}: Pick<Result, 'verdict' | 'gating' | 'because'>): boolean {
  return verdict === 'unsupported' && gating && because === undefined;
}

/** How many of the gating requirements that were asked for were judged. */
export function judgedShare(results: readonly Result[]): JudgedShare {
  const asked = results.filter(
    ({ gating, verdict, because }) => gating && verdict !== 'skipped' && because === undefined,
  );
  return { judged: asked.filter(isJudged).length, asked: asked.length };
}

/** Requirements that fail, and those that are blocked by one of them over any number of steps. */
export function restingOnFailure(
  results: readonly Pick<Result, 'requirement' | 'verdict' | 'blockedBy'>[],
): ReadonlySet<string> {
  const byId = new Map(results.map((result) => [result.requirement, result]));
  const resting = new Set(
    results.flatMap(({ verdict, requirement }) => (verdict === 'fail' ? [requirement] : [])),
  );
  for (const { requirement } of results) {
    const path: string[] = [];
    for (let id: string | undefined = requirement; id !== undefined && !path.includes(id); ) {
      if (resting.has(id)) {
        for (const one of path) resting.add(one);
        break;
      }
      const result = byId.get(id);
      if (result?.verdict !== 'blocked') break;
      path.push(id);
      id = result.blockedBy;
    }
  }
  return resting;
}

function blockedIn(results: readonly Result[], failing: ReadonlySet<string>): number {
  return results.filter(
    ({ verdict, gating, requirement }) => verdict === 'blocked' && gating && failing.has(requirement),
  ).length;
}

function isJudged({ verdict }: Pick<Result, 'verdict'>): boolean {
  return verdict === 'pass' || verdict === 'fail';
}

function isOpen({ verdict }: Pick<Result, 'verdict'>): boolean {
  return verdict === 'inconclusive' || verdict === 'blocked';
}

function kindOf(state: ExitState, { run }: Report): ConclusionKind {
  switch (exitCodeOf(state)) {
    case 130:
      return 'interrupted';
    case 4:
      return 'suite-defect';
    case 1:
      return 'non-conformant';
    case 5:
      return 'cleanup-incomplete';
    case 2:
    case 3:
      return run.unreachable === undefined ? 'incomplete' : 'unreachable';
    case 0:
      return 'conformant';
  }
}

function textOf(kind: ConclusionKind, report: Report): string {
  const { summary, target, run } = report;
  const { verdicts, planned, gating } = summary;
  const asked = count(planned - verdicts.skipped, 'requirement');
  const informing = summary.informing.verdicts.fail;
  const beside = informing === 0 ? '' : `; ${informing} informational`;
  switch (kind) {
    case 'interrupted':
      return `${verdicts.pass + verdicts.fail} of ${count(planned, 'requirement')} ${planned === 1 ? 'was' : 'were'} tested`;
    case 'unreachable':
      return `${target.endpoint} ${run.foreign === true ? '' : 'did not respond: '}${run.unreachable}`;
    case 'suite-defect':
      return `${count(verdicts.defect, 'check')} crashed; this is a bug in the suite, not in the target`;
    case 'non-conformant':
      return `${gating.verdicts.fail} of ${count(gating.planned - gating.verdicts.skipped, 'gating requirement')} failed${beside}`;
    case 'cleanup-incomplete':
      return leftInWords(report) ?? '';
    case 'incomplete':
      return whyIncomplete(report, asked);
    case 'conformant': {
      const unsupported = verdicts.unsupported === 0 ? '' : `; ${verdicts.unsupported} unsupported`;
      return `${verdicts.pass} of ${asked} passed${beside}${unsupported}`;
    }
  }
}

function leftInWords({ cleanup, run }: Pick<Report, 'cleanup' | 'run'>): string | undefined {
  const { left } = leftoversOf(cleanup);
  const allowed = left.length <= (run.maxLeftovers ?? 0) ? ' (allowed by --max-leftovers)' : '';
  return left.length === 0
    ? undefined
    : `${count(left.length, 'leftover')} of the run on the target${allowed}`;
}

function unknownInWords(cleanup: Report['cleanup']): string | undefined {
  const { unknown } = leftoversOf(cleanup);
  return unknown.length === 0
    ? undefined
    : `it is unknown whether ${count(unknown.length, 'key pair')} of the run ${unknown.length === 1 ? 'is' : 'are'} left, because the region cannot be listed`;
}

function whyIncomplete({ results, run, summary, cleanup }: Report, asked: string): string {
  const { verdicts } = summary;
  const open = verdicts.inconclusive + verdicts.blocked;
  if (open > 0) return `${open} of ${asked} could not be tested`;
  if (!results.some(isJudged)) return `none of ${asked} was tested`;
  const holes = results.filter(isHole).map(({ requirement }) => requirement);
  if (holes.length > 0) {
    const more = holes.length > MOST_NAMED ? `, and ${holes.length - MOST_NAMED} more` : '';
    const named = `${holes.slice(0, MOST_NAMED).join(', ')}${more}`;
    return `${holes.length} of ${asked} not supported and not declared (${named}); declare what the target lacks with --without or capabilities`;
  }
  const share = judgedShare(results);
  const unknown = unknownInWords(cleanup);
  if (unknown !== undefined && 100 * share.judged >= run.minCoverage * share.asked) return unknown;
  return `${share.judged} of ${count(share.asked, 'gating requirement')} tested, at least ${run.minCoverage}% are needed (--min-coverage)`;
}

function notesOf(report: Report): readonly string[] {
  const { results, cleanup, run } = report;
  const left = leftInWords(report);
  const unknown = unknownInWords(cleanup);
  return [
    ...(left === undefined ? [] : [left]),
    ...(unknown === undefined ? [] : [unknown]),
    // An adapter has none to sign by.
    ...(results.some(({ because }) => because === 'signatures') &&
    run.clients.some((client) => client !== 'adapter')
      ? ['the target accepts every signature']
      : []),
  ];
}

/** `1 requirement`, `2 requirements`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

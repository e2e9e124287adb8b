import type { Verdict } from '../runner/verdict.ts';
import type { Requirement } from '../specs/contract.ts';
import type { Measurement } from './measurement.ts';
import type { AnyMutant } from './mutants/mutant.ts';
import type { PartialTarget } from './mutants/partial-target.ts';
import type { MutantResult } from './outcome.ts';
import { sampleOf } from './sample.ts';

/** How many of the mutants that a partial target leaves visible are tried on it, unless more are asked for. */
export const PARTIAL_SAMPLE = 8;

/** The share of them that has to be detected. */
const LEAST_DETECTED = 0.95;

/** What the suite says of the reference without one of its features. */
export interface PartialPower {
  readonly id: string;
  readonly summary: string;
  readonly passed: number;
  /** How many requirements are about what is missing. */
  readonly about: number;
  /** How many are not. */
  readonly others: number;
  /** Failures of requirements that are not: each is a false finding. */
  readonly falseFindings: readonly string[];
  /** Requirements that are not about what is missing and cannot be judged without it, with the reason. */
  readonly cannotJudge: Readonly<Record<string, string>>;
  /** Further requirements that were not judged: a check needs more than its requirement does. */
  readonly notJudged: readonly string[];
  /** Requirements that were judged although the list of the target says that they cannot be. */
  readonly judgedAfterAll: readonly string[];
  /** How many mutants were tried of those that can still be detected, and which of them were missed. */
  readonly mutants: number;
  readonly missed: readonly string[];
}

/** The mutants to try on a partial target: a sample of those whose requirement passes without the feature. */
export function visibleOn(
  partial: PartialTarget,
  { verdicts }: Measurement,
  mutants: readonly AnyMutant[],
  size: number,
  seed: number,
): readonly AnyMutant[] {
  const visible = mutants.filter(
    ({ id, client, mustBeKilledBy }) =>
      client === undefined && verdicts[mustBeKilledBy] === 'pass' && partial.hides?.test(id) !== true,
  );
  return sampleOf(visible, size, seed ^ partial.id.length);
}

/** Verdicts of a requirement that was not judged. */
const UNJUDGED = ['blocked', 'unsupported', 'inconclusive'] as const satisfies readonly Verdict[];

/** Draws the conclusions for one partial target. */
export function partialPowerOf(
  { id, summary, isAbout, cannotJudge = {} }: PartialTarget,
  { verdicts, trouble }: Measurement,
  requirements: readonly Requirement[],
  results: readonly MutantResult[],
): PartialPower {
  const others = requirements.filter((requirement) => !isAbout(requirement));
  const told = (...wanted: readonly string[]): readonly string[] =>
    others.map((one) => one.id).filter((one) => wanted.includes(verdicts[one] ?? ''));
  return {
    id,
    summary,
    passed: Object.values(verdicts).filter((verdict) => verdict === 'pass').length,
    about: requirements.length - others.length,
    others: others.length,
    falseFindings: trouble === undefined ? told('fail', 'defect') : [trouble],
    cannotJudge,
    notJudged: told(...UNJUDGED).filter((one) => !Object.hasOwn(cannotJudge, one)),
    judgedAfterAll: Object.keys(cannotJudge).filter(
      (one) => !UNJUDGED.some((word) => word === verdicts[one]),
    ),
    mutants: results.length,
    missed: results.filter(({ fate }) => fate !== 'killed').map((one) => one.id),
  };
}

/** Why the gate is missed. */
export function partialComplaints(partials: readonly PartialPower[]): readonly string[] {
  return partials.flatMap(({ id, falseFindings, notJudged, judgedAfterAll, mutants, missed }) => [
    ...complaint(id, 'false findings of', falseFindings),
    ...complaint(id, 'not judged, and not known to need what is missing:', notJudged),
    ...complaint(id, 'said to need what is missing, and judged:', judgedAfterAll),
    ...(missed.length > mutants * (1 - LEAST_DETECTED)
      ? [`target ${id}: ${missed.length} of ${mutants} mutants missed: ${missed.join(', ')}`]
      : []),
  ]);
}

function complaint(target: string, what: string, requirements: readonly string[]): readonly string[] {
  return requirements.length === 0 ? [] : [`target ${target}: ${what} ${requirements.join(', ')}`];
}

/** The rows of the table of partial targets, its head first. */
export function partialRows(partials: readonly PartialPower[]): readonly (readonly string[])[] {
  return [
    [
      'target',
      'what is missing',
      'pass',
      'about it',
      'judged of the others',
      'false findings',
      'mutants detected',
    ],
    ...partials.map((one) => [
      `\`${one.id}\``,
      one.summary,
      String(one.passed),
      String(one.about),
      String(one.others - Object.keys(one.cannotJudge).length - one.notJudged.length),
      one.falseFindings.map((found) => `\`${found}\``).join(', ') || '0',
      `${one.mutants - one.missed.length} of ${one.mutants}`,
    ]),
  ];
}

/** What cannot be judged on them besides, one line each. */
export function unjudgedLines(partials: readonly PartialPower[]): readonly string[] {
  return partials.flatMap(({ id, cannotJudge, notJudged }) => [
    ...Object.entries(cannotJudge).map(
      ([requirement, because]) => `- \`${id}\`, \`${requirement}\`: ${because}`,
    ),
    ...notJudged.map((requirement) => `- \`${id}\`, \`${requirement}\`: no reason is known`),
  ]);
}

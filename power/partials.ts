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
  /** Failures of requirements that are not: each is a false finding. */
  readonly falseFindings: readonly string[];
  /** Those that are known and not solved yet; they miss no gate. */
  readonly unsolved: readonly string[];
  /** Requirements that are not about what is missing and were not judged for want of it. */
  readonly notJudged: readonly string[];
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

/** Draws the conclusions for one partial target. */
export function partialPowerOf(
  { id, summary, isAbout, unsolved = [] }: PartialTarget,
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
    falseFindings:
      trouble === undefined ? told('fail', 'defect').filter((one) => !unsolved.includes(one)) : [trouble],
    unsolved: told('fail').filter((one) => unsolved.includes(one)),
    notJudged: told('blocked', 'unsupported', 'inconclusive'),
    mutants: results.length,
    missed: results.filter(({ fate }) => fate !== 'killed').map((one) => one.id),
  };
}

/** Why the gate is missed. */
export function partialComplaints(partials: readonly PartialPower[]): readonly string[] {
  return partials.flatMap(({ id, falseFindings, mutants, missed }) => [
    ...(falseFindings.length > 0 ? [`target ${id}: false findings of ${falseFindings.join(', ')}`] : []),
    ...(missed.length > mutants * (1 - LEAST_DETECTED)
      ? [`target ${id}: ${missed.length} of ${mutants} mutants missed: ${missed.join(', ')}`]
      : []),
  ]);
}

/** The rows of the table of partial targets, its head first. */
export function partialRows(partials: readonly PartialPower[]): readonly (readonly string[])[] {
  return [
    [
      'target',
      'what is missing',
      'pass',
      'about it',
      'not judged besides',
      'false findings',
      'mutants detected',
    ],
    ...partials.map((one) => [
      `\`${one.id}\``,
      one.summary,
      String(one.passed),
      String(one.about),
      String(one.notJudged.length),
      [...one.falseFindings, ...one.unsolved].map((found) => `\`${found}\``).join(', ') || '0',
      `${one.mutants - one.missed.length} of ${one.mutants}`,
    ]),
  ];
}

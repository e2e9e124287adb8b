import type { Level, Requirement } from '../specs/contract.ts';
import type { Form, Measurement } from './measurement.ts';
import { FAULT_KINDS, type FaultKind } from './mutants/mutant.ts';
import type { Fate, MutantResult } from './outcome.ts';
import { type PartialPower, partialComplaints } from './partials.ts';
import type { LeftOut } from './programs.ts';

/** What the catalogue says of one requirement. */
export interface RequirementPower {
  readonly id: string;
  readonly topic: string;
  readonly level: Level;
  /** How many mutants it kills, and how many of them no other requirement kills. */
  readonly kills: number;
  readonly killsAlone: number;
  /** How many mutants name it. */
  readonly named: number;
  /** Null targets that satisfy it: it is vacuous. */
  readonly vacuousOn: readonly string[];
  /** Null targets that would satisfy it if its needs were ignored. */
  readonly leansOnNeeds: readonly string[];
}

/** How many faults of one kind there are, and how many of them the named requirement detects. */
export interface KindPower {
  /** Where the faults lie; `partial` for those that were tried on the reference without one feature. */
  readonly kind: FaultKind | 'partial';
  readonly mutants: number;
  readonly detected: number;
}

/** The result of a power run. */
export interface PowerReport {
  readonly schemaVersion: 1;
  readonly provider: string;
  readonly form: Form;
  readonly seed: number;
  readonly durationMs: number;
  /** Whether only a part of the catalogue was asked for. */
  readonly partial: boolean;
  /** Why no figure can be believed; absent when both controls did what they must. */
  readonly void?: string;
  readonly figures: Readonly<Record<'mutants' | Fate, number>>;
  /** The kinds of fault that were asked for. */
  readonly kinds: readonly KindPower[];
  /** Mutants that are in no figure, because the client that has to judge them is not there. */
  readonly leftOut: readonly LeftOut[];
  readonly mutants: readonly MutantResult[];
  readonly requirements: readonly RequirementPower[];
  /** The reference without one feature each; empty where they were not asked. */
  readonly partials: readonly PartialPower[];
  /** Why the gate is missed; empty when it is met. */
  readonly complaints: readonly string[];
}

/** What a report is made of. */
export interface PowerInput
  extends Pick<PowerReport, 'provider' | 'form' | 'seed' | 'durationMs' | 'partial'>,
    Partial<Pick<PowerReport, 'leftOut' | 'partials'>> {
  readonly requirements: readonly Requirement[];
  readonly mutants: readonly MutantResult[];
  readonly controls: { readonly noOp: MutantResult; readonly allBroken: MutantResult };
  /** Measurements of the null targets with needs kept, and with needs ignored. */
  readonly nulls: { readonly kept: readonly Measurement[]; readonly ignored: readonly Measurement[] };
}

/** Draws the conclusions from all measurements. */
export function reportOf(input: PowerInput): PowerReport {
  const { provider, form, seed, durationMs, partial, leftOut = [], partials = [], mutants, nulls } = input;
  const requirements = input.requirements.map((requirement) => powerOf(requirement, mutants, nulls));
  const unsound = controlTrouble(input.controls);
  const count = (fate: Fate): number => mutants.filter((one) => one.fate === fate).length;
  return {
    schemaVersion: 1,
    provider,
    form,
    seed,
    durationMs,
    partial,
    ...(unsound !== undefined && { void: unsound }),
    figures: {
      mutants: mutants.length,
      killed: count('killed'),
      'killed-by-others': count('killed-by-others'),
      survived: count('survived'),
      void: count('void'),
    },
    kinds: kindsOf(mutants, partials),
    leftOut,
    mutants,
    requirements,
    partials,
    complaints: [
      ...partialComplaints(partials),
      ...complaintsOf(
        mutants,
        requirements.filter(({ id }) => !isLeftOut(id, input)),
        form !== 'targeted' && !partial,
      ),
    ],
  };
}

function kindsOf(mutants: readonly MutantResult[], partials: readonly PartialPower[]): readonly KindPower[] {
  const lying = FAULT_KINDS.map((kind): KindPower => {
    const all = mutants.filter((one) => one.kind === kind);
    return { kind, mutants: all.length, detected: all.filter(({ fate }) => fate === 'killed').length };
  });
  const tried = partials.reduce((sum, one) => sum + one.mutants, 0);
  const missed = partials.reduce((sum, one) => sum + one.missed.length, 0);
  return [...lying, { kind: 'partial' as const, mutants: tried, detected: tried - missed }].filter(
    (one) => one.mutants > 0,
  );
}

/**
 * 0 gate met, 1 gate missed, 3 void or incomplete.
 * @param tolerated known gaps: so many complaints and void mutants do not miss the gate; every one is still printed
 */
export function exitCodeOf(report: PowerReport, tolerated = 0): 0 | 1 | 3 {
  if (report.void !== undefined || report.figures.mutants === 0) return 3;
  if (report.complaints.length > tolerated) return 1;
  return report.complaints.length + report.figures.void > tolerated ? 3 : 0;
}

/** Whether only clients that are not there can judge a requirement. */
function isLeftOut(id: string, { requirements, leftOut = [] }: PowerInput): boolean {
  const clients = requirements.find((one) => one.id === id)?.clients;
  return clients?.every((client) => leftOut.some((one) => one.client === client)) ?? false;
}

function powerOf(
  { id, topic, level }: Requirement,
  mutants: readonly MutantResult[],
  { kept, ignored }: PowerInput['nulls'],
): RequirementPower {
  const killed = mutants.filter(({ killedBy }) => killedBy.includes(id));
  const passedOn = (measured: readonly Measurement[]): readonly string[] =>
    measured.filter(({ verdicts }) => verdicts[id] === 'pass').map(({ subject }) => subject);
  return {
    id,
    topic,
    level,
    kills: killed.length,
    killsAlone: killed.filter(({ killedBy }) => killedBy.length === 1).length,
    named: mutants.filter(({ mustBeKilledBy }) => mustBeKilledBy === id).length,
    vacuousOn: passedOn(kept),
    leansOnNeeds: passedOn(ignored),
  };
}

function controlTrouble({ noOp, allBroken }: PowerInput['controls']): string | undefined {
  if (noOp.fate !== 'survived') {
    const found = noOp.killedBy.length > 0 ? noOp.killedBy.join(', ') : (noOp.reason ?? 'nothing judged');
    return `the reference without a fault is ${noOp.fate}: ${found}`;
  }
  if (noOp.defects.length > 0) return `checks break on the reference: ${noOp.defects.join(', ')}`;
  return allBroken.fate === 'killed' ? undefined : `the server with everything broken is ${allBroken.fate}`;
}

function complaintsOf(
  mutants: readonly MutantResult[],
  requirements: readonly RequirementPower[],
  whole: boolean,
): readonly string[] {
  const missed = mutants
    .filter(({ fate }) => fate === 'survived' || fate === 'killed-by-others')
    .map(({ id, fate, reason }) => `mutant ${id}: ${fate} (${reason ?? 'no reason'})`);
  const musts = requirements.filter(({ level }) => level === 'must');
  const vacuous = musts
    .filter(({ vacuousOn }) => vacuousOn.length > 0)
    .map(({ id, vacuousOn }) => `requirement ${id}: vacuous, satisfied by ${vacuousOn.join(', ')}`);
  const idle = whole
    ? musts.filter(({ kills }) => kills === 0).map(({ id }) => `requirement ${id}: no mutant is killed by it`)
    : [];
  return [...missed, ...vacuous, ...idle];
}

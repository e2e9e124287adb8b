import type { CheckFinished, RunEvent } from './events.ts';
import { isGating } from './gating.ts';

/** What the exit code of a run rests on. */
export interface ExitState {
  /** Wrong use or configuration, or nothing selected; no run took place. */
  readonly usage: boolean;
  readonly interrupted: boolean;
  readonly cleanupFailed: boolean;
  readonly defect: boolean;
  /** A binding requirement is not met and nobody expected it, or an expectation itself is broken. */
  readonly nonConformant: boolean;
  /** Something selected got no verdict, or the target could not be reached. */
  readonly incomplete: boolean;
  /** Something selected got no verdict because what it needs failed. */
  readonly blockedByFailure: boolean;
  /** At least one requirement passed or failed. */
  readonly judged: boolean;
}

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 130;

/** The first row that holds decides. */
const EXIT_CODES: readonly (readonly [ExitCode, (state: ExitState) => boolean])[] = [
  [2, (state) => state.usage],
  [130, (state) => state.interrupted],
  [5, (state) => state.cleanupFailed],
  [4, (state) => state.defect],
  [1, (state) => state.nonConformant],
  [3, (state) => state.incomplete || state.blockedByFailure || !state.judged],
];

/**
 * Exit code: 0 all selected ran and nothing is wrong, 1 non-conformant, 2 usage, 3 incomplete, 4 suite defect, 5 cleanup
 * incomplete, 130 interrupted. An interrupt hides the rest, because it leaves all the rest unknown.
 */
export function exitCodeOf(state: ExitState): ExitCode {
  return EXIT_CODES.find(([, holds]) => holds(state))?.[0] ?? 0;
}

/** The state after all the events of a run; a log without an end is an interrupted run. */
export function exitStateOf(events: Iterable<RunEvent>): ExitState {
  const gating = new Set<string>();
  const failing = new Set<string>();
  let state: ExitState = {
    usage: false,
    interrupted: true,
    cleanupFailed: false,
    defect: false,
    nonConformant: false,
    incomplete: false,
    blockedByFailure: false,
    judged: false,
  };
  for (const event of events) {
    if (event.type === 'run-started') {
      for (const { requirement } of event.requirements) {
        if (isGating(requirement)) gating.add(requirement.id);
      }
    }
    if (event.type === 'check-finished' && restsOnFailure(event, failing)) failing.add(event.requirement);
    state = { ...state, ...changeBy(event, gating, failing) };
  }
  return state;
}

/**
 * The state of a run that a baseline lies over: what it expects is not against the target any more, and anything that it
 * does not expect is. With the failures that it expects it also expects what they block. Everything else stays, because no
 * baseline excuses a run that did not come to its end.
 */
export function underBaseline(state: ExitState, holds: boolean): ExitState {
  return { ...state, nonConformant: !holds, blockedByFailure: state.blockedByFailure && !holds };
}

/** The state of a run with its repetitions: they judge nothing anew, but what went wrong in them went wrong. */
export function withRepetitions(first: ExitState, repetitions: readonly ExitState[]): ExitState {
  const all = [first, ...repetitions];
  return {
    ...first,
    interrupted: all.some(({ interrupted }) => interrupted),
    cleanupFailed: all.some(({ cleanupFailed }) => cleanupFailed),
    defect: all.some(({ defect }) => defect),
  };
}

/** Whether it failed, or was blocked by something that did, over any number of steps. */
function restsOnFailure({ verdict, blockedBy }: CheckFinished, failing: ReadonlySet<string>): boolean {
  return verdict === 'fail' || (blockedBy !== undefined && failing.has(blockedBy));
}

function changeBy(
  event: RunEvent,
  gating: ReadonlySet<string>,
  failing: ReadonlySet<string>,
): Partial<ExitState> {
  switch (event.type) {
    case 'run-started':
    case 'capability-probed':
    case 'check-started':
    case 'reading-followed':
    case 'clients-asked-again':
      return {};
    case 'cleanup-failed':
      return { cleanupFailed: true };
    case 'run-finished': {
      const { interrupted, unreachable } = event;
      return { interrupted, ...(unreachable !== undefined && { incomplete: true }) };
    }
    case 'check-finished':
      switch (event.verdict) {
        case 'pass':
          return { judged: true };
        case 'fail':
          return { judged: true, ...(gating.has(event.requirement) && { nonConformant: true }) };
        case 'defect':
          return { defect: true };
        case 'blocked':
          return restsOnFailure(event, failing) ? { blockedByFailure: true } : { incomplete: true };
        case 'inconclusive':
          return { incomplete: true };
        case 'unsupported':
        case 'skipped':
          return {};
      }
  }
}

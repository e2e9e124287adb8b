/** What the exit code of a run rests on. */
export interface ExitState {
  /** Wrong use or configuration, or nothing selected; no run took place. */
  readonly usage: boolean;
  readonly interrupted: boolean;
  readonly cleanupFailed: boolean;
  readonly defect: boolean;
  /** A binding requirement is not met and nobody expected it, or an expectation itself is broken. */
  readonly nonConformant: boolean;
  /** Something selected got no verdict, too little was judged, or the target could not be reached. */
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
  [4, (state) => state.defect],
  [1, (state) => state.nonConformant],
  [5, (state) => state.cleanupFailed],
  [3, (state) => state.incomplete || state.blockedByFailure || !state.judged],
];

/**
 * Exit code: 0 all selected ran and nothing is wrong, 1 non-conformant, 2 usage, 3 incomplete, 4 suite defect, 5 cleanup
 * incomplete, 130 interrupted. An interrupt hides the rest, because it leaves all the rest unknown.
 */
export function exitCodeOf(state: ExitState): ExitCode {
  return EXIT_CODES.find(([, holds]) => holds(state))?.[0] ?? 0;
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

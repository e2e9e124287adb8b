import { within } from './deadline.ts';

/** Something to undo, in words and as an action. */
export interface CleanupAction {
  readonly what: string;
  readonly action: (signal: AbortSignal) => Promise<void>;
}

/** An action that did not succeed. */
export interface CleanupFailure {
  readonly what: string;
  readonly reason: string;
}

/**
 * Runs one action with a time limit of its own, in milliseconds. Its calls are sent again where a flaky network or a busy
 * target is in their way (`persist`), because that is no reason to leave things behind in somebody's account.
 */
export async function cleanUp(
  { what, action }: CleanupAction,
  limitMs: number,
): Promise<CleanupFailure | undefined> {
  const ended = await within(limitMs, undefined, action);
  switch (ended.kind) {
    case 'done':
      return undefined;
    case 'threw': {
      const { error } = ended;
      const reason = error instanceof Error ? error.message : String(error);
      return { what, reason };
    }
    case 'expired':
    case 'stopped':
      return { what, reason: `not done within ${limitMs} ms` };
  }
}

/** Runs the actions, last registered first. Every one is tried, whatever became of those before it. */
export async function cleanUpAll(
  actions: readonly CleanupAction[],
  limitMs: number,
): Promise<readonly CleanupFailure[]> {
  const failures: CleanupFailure[] = [];
  for (const action of actions.toReversed()) {
    const failure = await cleanUp(action, limitMs);
    if (failure !== undefined) failures.push(failure);
  }
  return failures;
}

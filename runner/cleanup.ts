import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { Inconclusive } from '../suites/check.ts';
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
 * The signal of the cleanup action that the current code runs in. Calls made there must go through although the check's
 * own signal may be aborted, and calls of a check that was given up must not: only the place of the call tells them apart.
 */
export const cleanupScope: AsyncLocalStorage<AbortSignal> = new AsyncLocalStorage<AbortSignal>();

/** Milliseconds before an action that the target was too busy for is tried again. */
const PAUSES_MS = [250, 1000];

/**
 * Runs one action with a time limit of its own, in milliseconds. Being throttled is no reason to leave things behind in
 * somebody's account, so such an action is tried again.
 */
export async function cleanUp(action: CleanupAction, limitMs: number): Promise<CleanupFailure | undefined> {
  let failure = await attempt(action, limitMs);
  for (const pauseMs of PAUSES_MS) {
    if (!failure?.again) break;
    await setTimeout(pauseMs);
    failure = await attempt(action, limitMs);
  }
  return failure && { what: action.what, reason: failure.reason };
}

async function attempt(
  { action }: CleanupAction,
  limitMs: number,
): Promise<{ readonly reason: string; readonly again: boolean } | undefined> {
  const ended = await within(limitMs, undefined, (signal) => cleanupScope.run(signal, () => action(signal)));
  switch (ended.kind) {
    case 'done':
      return undefined;
    case 'threw': {
      const { error } = ended;
      const reason = error instanceof Error ? error.message : String(error);
      return { reason, again: error instanceof Inconclusive };
    }
    case 'expired':
    case 'stopped':
      return { reason: `not done within ${limitMs} ms`, again: false };
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

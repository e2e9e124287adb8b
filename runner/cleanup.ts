import { within } from './deadline.ts';

/** Undoes something. */
export type CleanupAction = (signal: AbortSignal) => Promise<void>;

/**
 * Runs one action with a time limit of its own, in milliseconds, and resolves to whether it came to its end. Its calls are
 * sent again where a flaky network or a busy target is in their way (`persist`), because that is no reason to leave things
 * behind in somebody's account. One that did not end is no leftover yet: the lists at the end of the run show what is left.
 */
export async function cleanUp(action: CleanupAction, limitMs: number): Promise<boolean> {
  return (await within(limitMs, undefined, action)).kind === 'done';
}

/** Runs the actions, last registered first, every one whatever became of those before it; resolves to whether all ended. */
export async function cleanUpAll(actions: readonly CleanupAction[], limitMs: number): Promise<boolean> {
  let tidy = true;
  for (const action of actions.toReversed()) tidy = (await cleanUp(action, limitMs)) && tidy;
  return tidy;
}

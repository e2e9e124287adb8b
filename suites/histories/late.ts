import { setTimeout } from 'node:timers/promises';
import type { Outcome } from '../../targets/target.ts';
import type { CheckContext } from '../check.ts';

/** Milliseconds for which a target that declares nothing is asked again, only to say in the finding that it is late. */
const CURIOUS_MS = 1_500;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** What came of asking again: after how many milliseconds it was right, or that it was not. */
export type Lateness = { readonly lateMs: number } | 'never';

/** What is known already: a fault is waited for once in a check, not in every history that shows it. */
const known = new WeakMap<CheckContext, Map<string, Lateness>>();

/**
 * Asks the same again until it is right, for as long as the target declares, or a moment where it declares nothing.
 * @param what is asked: of the same one the second time is not waited for
 */
export async function latenessOf(
  ctx: CheckContext,
  what: string,
  ask: () => Promise<Outcome>,
  isRight: (outcome: Outcome) => boolean,
): Promise<Lateness> {
  const here = known.get(ctx) ?? new Map<string, Lateness>();
  known.set(ctx, here);
  const before = here.get(what);
  // A target that declares a wait is given it every time.
  if (before !== undefined && (before === 'never' || ctx.consistencyMs === 0)) return before;
  const lateness = await waitFor(ctx, ask, isRight);
  here.set(what, lateness);
  return lateness;
}

async function waitFor(
  ctx: CheckContext,
  ask: () => Promise<Outcome>,
  isRight: (outcome: Outcome) => boolean,
): Promise<Lateness> {
  const limitMs = ctx.consistencyMs > 0 ? ctx.consistencyMs : CURIOUS_MS;
  const startedAt = performance.now();
  for (let pauseMs = FIRST_PAUSE_MS; performance.now() - startedAt < limitMs; pauseMs *= 2) {
    await setTimeout(Math.min(pauseMs, LONGEST_PAUSE_MS), undefined, { signal: ctx.signal });
    if (isRight(await ask())) return { lateMs: Math.round(performance.now() - startedAt) };
  }
  return 'never';
}

import type { CheckFinished, RunStarted } from '../runner/events.ts';

/** How long the changes of a run took to show in a describe. Waits of checks that ran at the same time are added up. */
export interface Consistency {
  /** Milliseconds that each change was given. */
  readonly limitMs: number;
  /** Changes that a describe did not show at once. */
  readonly lagging: number;
  /** Those of them that it did not show in that time either. */
  readonly unsettled: number;
  /** Milliseconds of all waits together. */
  readonly waitedMs: number;
  /** Milliseconds of the longest wait. */
  readonly longestMs: number;
}

/** The figures of a run as a member of it; without the member where the run waited for nothing. */
export function consistencyOf(
  { consistencyMs }: RunStarted,
  checks: ReadonlyMap<string, readonly CheckFinished[]>,
): { readonly consistency?: Consistency } {
  if (consistencyMs === undefined) return {};
  const settlings = [...checks.values()].flat().flatMap((check) => check.settlings ?? []);
  const waits = settlings.map(({ waitedMs }) => waitedMs);
  const consistency = {
    limitMs: consistencyMs,
    lagging: settlings.length,
    unsettled: settlings.filter(({ settled }) => !settled).length,
    waitedMs: waits.reduce((sum, waitedMs) => sum + waitedMs, 0),
    longestMs: Math.max(0, ...waits),
  };
  return { consistency };
}

/** The figures in a few words. */
export function consistencyInWords({
  lagging,
  unsettled,
  waitedMs,
  longestMs,
  limitMs,
}: Consistency): string {
  if (lagging === 0) return 'all changes were visible immediately';
  const changes = lagging === 1 ? '1 change' : `${lagging} changes`;
  const never = unsettled === 0 ? '' : `, ${unsettled} not within ${seconds(limitMs)}`;
  return `waited ${seconds(waitedMs)} for ${changes} to show (longest ${seconds(longestMs)}${never})`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

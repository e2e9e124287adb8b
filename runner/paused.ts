import { setTimeout } from 'node:timers/promises';

/** Waits that long; `false` when the signal came first. */
export async function paused(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

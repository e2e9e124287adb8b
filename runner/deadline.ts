/** How work with a time limit ended. */
export type Ended =
  | { readonly kind: 'done' }
  | { readonly kind: 'threw'; readonly error: unknown }
  /** The limit passed. */
  | { readonly kind: 'expired' }
  /** The signal from outside was aborted. */
  | { readonly kind: 'stopped' };

/** Milliseconds that work has to wind up by itself after its signal was aborted. */
const GRACE_MS = 100;

/**
 * Runs work under a signal that is aborted after `limitMs` milliseconds or with `stop`. Work that does not end then is
 * given up: its result is dropped, and all it can still do is what its aborted signal lets it do.
 * @param limitMs or what says it anew each time that it has passed: work whose limit has grown goes on
 */
export async function within(
  limitMs: number | (() => number),
  stop: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<Ended> {
  const limit = new AbortController();
  const limitNow = typeof limitMs === 'number' ? () => limitMs : limitMs;
  let timer: NodeJS.Timeout | undefined;
  const wait = (passedMs: number): void => {
    const nowMs = limitNow();
    if (nowMs > passedMs || passedMs === 0) timer = setTimeout(() => wait(nowMs), nowMs - passedMs);
    else limit.abort(new Error(`no end within ${passedMs} ms`));
  };
  wait(0);
  const signal = stop === undefined ? limit.signal : AbortSignal.any([stop, limit.signal]);
  const settled = settle(work, signal);
  const given = givenUp(signal);
  try {
    const first = await Promise.race([settled, given.promise]);
    if (limit.signal.aborted) return { kind: 'expired' };
    if (stop?.aborted) return { kind: 'stopped' };
    return first;
  } finally {
    clearTimeout(timer);
    given.cancel();
  }
}

async function settle(work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<Ended> {
  try {
    await work(signal);
    return { kind: 'done' };
  } catch (error) {
    return { kind: 'threw', error };
  }
}

/** Resolves when the grace after the abort is over. */
function givenUp(signal: AbortSignal): { readonly promise: Promise<Ended>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => {};
  const promise = new Promise<Ended>((resolve) => {
    onAbort = () => {
      timer = setTimeout(() => resolve({ kind: 'stopped' }), GRACE_MS);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  return {
    promise,
    cancel: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

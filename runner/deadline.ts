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
 */
export async function within(
  limitMs: number,
  stop: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<Ended> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error(`no end within ${limitMs} ms`)), limitMs);
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

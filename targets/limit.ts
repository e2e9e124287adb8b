/**
 * A signal that aborts after so many milliseconds, or with any of the others.
 *
 * Not by `AbortSignal.any` and a timeout signal: the combined signal refers to its sources weakly, so Node 20
 * collects a timeout that nothing else refers to, and the limit never comes. Here the timer itself holds it.
 */
export function limited(milliseconds: number, ...signals: readonly AbortSignal[]): AbortSignal {
  const limit = new AbortController();
  const timer = setTimeout(
    () => limit.abort(new DOMException(`no end within ${milliseconds} ms`, 'TimeoutError')),
    milliseconds,
  );
  timer.unref();
  return signals.length === 0 ? limit.signal : AbortSignal.any([...signals, limit.signal]);
}

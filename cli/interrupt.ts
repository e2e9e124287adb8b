import process from 'node:process';

/** Ctrl-C and the other signals that end a process, as an abort signal. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Gives the signals back to the system. */
  dispose(): void;
}

/** Exit code of a process that a user stopped. */
export const INTERRUPTED = 130;

/** Ctrl-C, `kill`, a terminal that is closed, and Ctrl-\\. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * Listens for the signals that end a process. The first aborts, so that the run can clean up and write its report; a second one
 * leaves at once, because then even that takes too long.
 * @param onFirst told once, to say what happens now
 */
export function listenForInterrupt(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort(new Error('interrupted'));
    onFirst();
  };
  for (const one of SIGNALS) process.on(one, onSignal);
  return {
    signal: controller.signal,
    dispose() {
      for (const one of SIGNALS) process.off(one, onSignal);
    },
  };
}

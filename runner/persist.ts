import { Inconclusive } from '../suites/check.ts';
import { type Outcome, TransportError } from '../targets/target.ts';
import { paused } from './paused.ts';

/** Milliseconds before a call that came to nothing is sent again; after the last of them its failure stands. */
const PAUSES_MS: readonly number[] = [250, 1_000];

/**
 * What a flaky network does to a request. Nobody listening and no answer in time are not among them: those last, and a
 * run that waited for them after every check would not come to its end.
 */
const PASSING: ReadonlySet<string> = new Set([
  'ECONNABORTED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
]);

/**
 * Sends a call that may be sent twice, a delete or a describe, again while a flaky network or a busy server is in its
 * way: a reset connection, HTTP 429, HTTP 500 and above but 501, and what `send` itself finds inconclusive. Ends with the
 * signal; what the last attempt came to is what is returned or thrown.
 */
export async function persist(send: () => Promise<Outcome>, signal: AbortSignal): Promise<Outcome> {
  for (const pauseMs of PAUSES_MS) {
    const ended = await attempt(send);
    if (!ended.passing || signal.aborted || !(await paused(pauseMs, signal))) return ended.result();
  }
  return send();
}

interface Attempt {
  /** Whether another attempt may come to more. */
  readonly passing: boolean;
  /** The answer, or the error thrown again. */
  result(): Outcome;
}

async function attempt(send: () => Promise<Outcome>): Promise<Attempt> {
  try {
    const outcome = await send();
    return { passing: isBusy(outcome), result: () => outcome };
  } catch (error) {
    const passing =
      error instanceof Inconclusive || (error instanceof TransportError && PASSING.has(error.code));
    return {
      passing,
      result: () => {
        throw error;
      },
    };
  }
}

function isBusy({ kind, status }: Outcome): boolean {
  return kind !== 'accepted' && (status === 429 || (status >= 500 && status !== 501));
}

import { setTimeout } from 'node:timers/promises';
import { type KeyPairCall, type KeyPairClient, type Outcome, TransportError } from '../target.ts';
import { withCall } from './wrapped.ts';

/** How fast a run may ask and how patient it is. */
export interface Pace {
  /** Requests per second of all clients together; without it there is no limit. */
  readonly rate?: number;
  /** How often a throttled call is sent again at the most. */
  readonly retries: number;
  /** Codes by which the provider says "too many requests". */
  readonly throttlingCodes: ReadonlySet<string>;
  /** From 0 to 1; replaced in tests. */
  readonly random?: () => number;
}

/** Milliseconds before the first repetition; doubled each time, and half of it left to chance. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;

/**
 * The same clients, kept to a common rate. A call that was throttled is sent again after a pause, because nothing came
 * of it; any other answer, and no answer at all, is handed on, because a call that may have had an effect must not be
 * doubled. What is still throttled after the last repetition is handed on too.
 */
export function paced(clients: readonly KeyPairClient[], pace: Pace): readonly KeyPairClient[] {
  const turn = turns(pace.rate);
  return clients.map((client) =>
    withCall(client, async (call, options) => {
      for (let repetition = 0; ; repetition += 1) {
        await turn(options.signal);
        const outcome = await client.call(call, options);
        if (repetition >= pace.retries || !isThrottled(outcome, call, pace)) return outcome;
        await pause(pauseMs(outcome, repetition, pace), options.signal);
      }
    }),
  );
}

/** Gives the turns one after the other, at even distances; a pause of the caller saves up no turns. */
function turns(rate: number | undefined): (signal: AbortSignal) => Promise<void> {
  if (rate === undefined) return () => Promise.resolve();
  const distance = 1_000 / rate;
  let next = 0;
  return async (signal) => {
    const now = performance.now();
    const mine = Math.max(now, next);
    next = mine + distance;
    if (mine > now) await pause(mine - now, signal);
  };
}

/**
 * Whether the answer says that nothing was done for want of capacity. A bare 503 may come from something in between, so
 * it counts for calls only that make nothing.
 */
function isThrottled(outcome: Outcome, { operation }: KeyPairCall, { throttlingCodes }: Pace): boolean {
  if (outcome.kind === 'accepted') return false;
  if (outcome.kind === 'refused' && throttlingCodes.has(outcome.code)) return true;
  if (outcome.status === 429) return true;
  const makes = operation === 'create' || operation === 'import';
  return outcome.status === 503 && (!makes || retryAfterMs(outcome) !== undefined);
}

function pauseMs(outcome: Outcome, repetition: number, { random = Math.random }: Pace): number {
  const most = Math.min(FIRST_PAUSE_MS * 2 ** repetition, LONGEST_PAUSE_MS);
  const own = most / 2 + (random() * most) / 2;
  return Math.min(Math.max(own, retryAfterMs(outcome) ?? 0), LONGEST_PAUSE_MS);
}

/** What the Retry-After header asks for, in seconds or as a date; RFC 9110, 10.2.3. */
function retryAfterMs({ exchange }: Outcome): number | undefined {
  const text = exchange.response.headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1].trim();
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch {
    throw new TransportError('the call was cancelled while it waited for its turn', 'connect', 'ABORTED', {
      cause: signal.reason,
    });
  }
}

import type { Contract } from '../specs/contract.ts';
import { Inconclusive, Unsupported } from '../suites/check.ts';
import { type Outcome, TransportError, UnsupportedByClient } from '../targets/target.ts';
import type { Verdict } from './verdict.ts';

/** A check that came to no word about the requirement: the verdict and why. */
export interface Ending {
  readonly verdict: Extract<Verdict, 'unsupported' | 'inconclusive'>;
  readonly reason: string;
}

/** What ids of refusals start with that mean "too many requests". */
const THROTTLED = 'throttled';
const NOT_IMPLEMENTED = /not.?implemented|^unknown.?(?:action|operation)/i;
/** The refusal by which a provider says that it knows no such operation. */
const UNKNOWN_OPERATION = 'unknown-action';

/**
 * Looks for an answer that says nothing about any requirement. HTTP 500 is not one of them: it is an answer, and a wrong
 * one. HTTP 429 and 503 are what servers say under load, whatever the body. Who says that it does not know an operation
 * that there is says that it does not have it; a call whose parameters were replaced may have named another on purpose.
 * @throws Unsupported when the target says that it does not have the operation
 * @throws Inconclusive when the target is overloaded or not available
 */
export function refuseSilence(outcome: Outcome, contract: Contract): void {
  if (outcome.kind === 'accepted') return;
  const { wire } = outcome.exchange.call;
  const asItIs = wire?.replace === undefined && wire?.omit === undefined && wire?.append === undefined;
  const code = outcome.kind === 'refused' ? outcome.code : undefined;
  const said = `${code ?? 'an unreadable answer'} (HTTP ${outcome.status})`;
  const unknown = code !== undefined && code === contract.refusals[UNKNOWN_OPERATION]?.code;
  const lacking = unknown || (code !== undefined && NOT_IMPLEMENTED.test(code));
  if (outcome.status === 501 || (asItIs && lacking)) {
    throw new Unsupported(`the target answers that this is not implemented: ${said}`);
  }
  const throttled = Object.values(contract.refusals).filter(({ id }) => id.startsWith(THROTTLED));
  const isThrottled = throttled.some((refusal) => refusal.code === code);
  if (outcome.status === 429 || outcome.status === 503 || isThrottled) {
    throw new Inconclusive(`the target did not take the request: ${said}`);
  }
}

/** The ending that a thrown value stands for; `undefined` when it is none. */
export function endingOf(error: unknown): Ending | undefined {
  if (error instanceof Unsupported || error instanceof UnsupportedByClient) {
    return { verdict: 'unsupported', reason: error.message };
  }
  if (error instanceof Inconclusive) return { verdict: 'inconclusive', reason: error.message };
  if (error instanceof TransportError) {
    return { verdict: 'inconclusive', reason: `no answer (${error.phase}, ${error.code}): ${error.message}` };
  }
  return undefined;
}

import type { Contract, OperationRole } from '../specs/contract.ts';
import { Inconclusive, Unsupported, type UnsupportedBecause } from '../suites/check.ts';
import { NOT_RECORDED } from '../targets/recorded/render.ts';
import {
  type KeyPairCall,
  type Outcome,
  TransportError,
  UnsupportedByAdapter,
  UnsupportedByClient,
} from '../targets/target.ts';
import type { Verdict } from './verdict.ts';

/** A check that came to no word about the requirement: the verdict and why. */
export interface Ending {
  readonly verdict: Extract<Verdict, 'unsupported' | 'inconclusive'>;
  readonly reason: string;
  /** Why a requirement that is unsupported is no hole in the run. */
  readonly because?: UnsupportedBecause;
}

/** What ids of refusals start with that mean "too many requests". */
const THROTTLED = 'throttled';
const NOT_IMPLEMENTED = /not.?implemented|^unknown.?(?:action|operation)/i;
/** The refusal by which a provider says that it knows no such operation. */
const UNKNOWN_OPERATION = 'unknown-action';

/** Characters of an unreadable answer in which a code is looked for. */
const READ_OF_UNREADABLE = 4096;
const WORD = /[A-Za-z][\w.-]*/g;

/**
 * Looks for an answer that says nothing about any requirement. HTTP 500 is not one of them: it is an answer, and a wrong
 * one. HTTP 429 and 503 are what servers say under load, whatever the body. "Not implemented" is believed of a whole
 * operation only: once the operation was seen to work, it is a wrong rejection of a parameter or a value. A call whose
 * parameters were replaced may have named another operation on purpose. A target that replays recordings says of each
 * call by itself whether it has an answer.
 * @param working operations that the target was seen to carry out in this run
 * @throws Unsupported when the target says that it does not have the operation
 * @throws Inconclusive when the target is overloaded or not available
 */
export function throwIfUntested(
  outcome: Outcome,
  contract: Contract,
  working: ReadonlySet<OperationRole> = new Set(),
): void {
  if (outcome.kind === 'accepted') return;
  const { call } = outcome.exchange;
  const code = outcome.kind === 'refused' ? outcome.code : undefined;
  const said = `${code ?? 'an unreadable answer'} (HTTP ${outcome.status})`;
  if (outcome.status === 501 && code === NOT_RECORDED) {
    throw new Unsupported(`no response to such a call was recorded: ${said}`);
  }
  if (isAsItIs(call) && !working.has(call.operation) && deniesOperation(outcome, contract)) {
    throw new Unsupported(`the target says that this is not implemented: ${said}`);
  }
  const throttled = Object.values(contract.refusals).filter(({ id }) => id.startsWith(THROTTLED));
  const isThrottled = throttled.some((refusal) => refusal.code === code);
  if (outcome.status === 429 || outcome.status === 503 || isThrottled) {
    throw new Inconclusive(`the target did not accept the request: ${said}`);
  }
}

/** Whether a call asks for the operation that it is named after. */
export function isAsItIs({ wire }: KeyPairCall): boolean {
  return wire?.replace === undefined && wire?.omit === undefined && wire?.append === undefined;
}

/** Whether an answer says, by its status, its code or a code in an unreadable body, that there is no such operation. */
export function deniesOperation(
  outcome: Exclude<Outcome, { kind: 'accepted' }>,
  contract: Contract,
): boolean {
  if (outcome.status === 501) return true;
  const unknown = contract.refusals[UNKNOWN_OPERATION]?.code;
  const denies = (code: string): boolean => code === unknown || NOT_IMPLEMENTED.test(code);
  if (outcome.kind === 'refused') return denies(outcome.code);
  if (outcome.status < 400) return false;
  const { body } = outcome.exchange.response;
  const text = Buffer.from(body).subarray(0, READ_OF_UNREADABLE).toString('latin1');
  return text.match(WORD)?.some((word) => denies(word)) ?? false;
}

/** The ending that a thrown value stands for; `undefined` when it is none. */
export function endingOf(error: unknown): Ending | undefined {
  if (error instanceof Unsupported) {
    const { message: reason, because } = error;
    return { verdict: 'unsupported', reason, ...(because !== undefined && { because }) };
  }
  if (error instanceof UnsupportedByAdapter) return { verdict: 'unsupported', reason: error.message };
  if (error instanceof UnsupportedByClient) {
    return { verdict: 'unsupported', reason: error.message, because: 'client' };
  }
  if (error instanceof Inconclusive) return { verdict: 'inconclusive', reason: error.message };
  if (error instanceof TransportError) {
    return {
      verdict: 'inconclusive',
      reason: `no response (${error.phase}, ${error.code}): ${error.message}`,
    };
  }
  return undefined;
}

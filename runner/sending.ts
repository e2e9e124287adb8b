import type { OperationRole } from '../specs/contract.ts';
import type { CallOptions, StepRole } from '../suites/check.ts';
import { withApiNames } from '../suites/findings/kind.ts';
import {
  type ClientKind,
  type KeyPairCall,
  type KeyPairClient,
  NAME_TAKEN,
  type Outcome,
  TransportError,
} from '../targets/target.ts';
import { settle, settlingInWords } from './consistency.ts';
import { endingOf, isAsItIs, throwIfUntested } from './endings.ts';
import type { RunState, Trace } from './job.ts';
import type { RunOptions } from './options.ts';
import { persist } from './persist.ts';
import type { shedBodies } from './shed.ts';

/** A call that undoes something: no part of the check, and not given up for what a busy target or a flaky network says. */
export function sendUndoing(
  call: KeyPairCall,
  client: KeyPairClient,
  { contract, working }: Pick<RunState, 'contract' | 'working'>,
  signal: AbortSignal,
): Promise<Outcome> {
  return persist(async () => {
    const outcome = await client.call(call, { signal });
    throwIfUntested(outcome, contract, working);
    return outcome;
  }, signal);
}

/** Who sends a call, for what, and where it is written down. */
export interface Sender {
  readonly role: StepRole;
  readonly client: KeyPairClient;
  readonly trace: Trace;
  readonly signal: AbortSignal;
  readonly contract: RunOptions['contract'];
  readonly working: Set<OperationRole>;
  /** Whether the answers are kept for a second reading. */
  readonly record: boolean;
  readonly shed: typeof shedBodies;
  /** How long a change may take to show, in milliseconds. */
  readonly consistencyMs: number;
  /** Milliseconds of a call that lists thousands of key pairs. */
  readonly listMs: number;
}

/** The identity of a call within a check. */
export function callKey(call: KeyPairCall, options: CallOptions, kind: ClientKind): string {
  return JSON.stringify([options.client?.kind ?? kind, call]);
}

/**
 * Sends a call of a check and writes it into the trace, with the ending that a failure comes to.
 * @throws whatever keeps the call from having a usable answer
 */
export async function send(
  call: Parameters<KeyPairClient['call']>[0],
  options: CallOptions,
  { role, client, trace, signal, contract, working, record, shed, consistencyMs, listMs }: Sender,
): Promise<Outcome> {
  const through = options.client ?? client;
  signal.throwIfAborted();
  const own = options.signal;
  try {
    const both = own === undefined ? signal : AbortSignal.any([signal, own]);
    const isList = options.bulk === true && call.operation === 'describe';
    const outcome = await through.call(call, { signal: both, ...(isList && { limitMs: listMs }) });
    trace.pace.responses += 1;
    trace.pace.tookMs += outcome.exchange.durationMs;
    trace.roles.set(outcome.exchange, role);
    if (record) trace.answers.push({ key: callKey(call, options, client.kind), outcome });
    if (!options.bulk) trace.exchanges.push(outcome.exchange);
    shed(trace.exchanges);
    if (outcome.kind === 'accepted' && isAsItIs(outcome.exchange.call)) working.add(call.operation);
    throwIfUntested(outcome, contract, working);
    const limitMs = options.bulk ? 0 : consistencyMs;
    const settling = await settle(call, outcome, { client: through, contract, signal: both, limitMs });
    if (settling !== undefined) {
      trace.settlings.push(settling);
      trace.remarks.push(withApiNames(settlingInWords(settling), contract));
    }
    return outcome;
  } catch (error) {
    const stoppedByBody = own?.aborted === true && error instanceof TransportError;
    const isTaken =
      options.mayBeTaken === true && error instanceof TransportError && error.code === NAME_TAKEN;
    const expected = stoppedByBody || isTaken || options.mayFail === true;
    if (!expected && !signal.aborted) trace.ending ??= endingOf(error);
    throw error;
  }
}

import { findParameter } from '../specs/constraints.ts';
import type { Contract } from '../specs/contract.ts';
import { type KeyPairCall, type KeyPairClient, type Outcome, TransportError } from '../targets/target.ts';
import { paused } from './paused.ts';

/** How a change that a describe did not show at once became visible. */
export interface Settling {
  /** Milliseconds from the answer of the change to the describe that showed it, or to the last that did not. */
  readonly waitedMs: number;
  /** Whether a describe showed the change in the end. */
  readonly settled: boolean;
  readonly change: 'made' | 'removed';
}

/** What a wait works with. */
export interface Waiting {
  readonly client: KeyPairClient;
  readonly contract: Contract;
  readonly signal: AbortSignal;
  /** Milliseconds at the most. */
  readonly limitMs: number;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Waits after an accepted create, import or delete until a describe of the name shows the change, because a distributed
 * service may take a moment. Returns `undefined` when there was nothing to wait for: another call, no name, shown at
 * once, or a describe that says neither. Judges nothing: a change that is never shown is found by the check itself.
 */
export async function settle(
  call: KeyPairCall,
  outcome: Outcome,
  { client, contract, signal, limitMs }: Waiting,
): Promise<Settling | undefined> {
  const change = changeBy(call, outcome);
  const name = nameIn(call, outcome);
  if (change === undefined || name === undefined || limitMs <= 0) return undefined;
  const listed = findParameter(contract, 'describe', 'names') !== undefined;
  const look: KeyPairCall = {
    operation: 'describe',
    region: call.region,
    parameters: listed ? { names: [name] } : { name },
  };
  const startedAt = performance.now();
  for (let pauseMs = FIRST_PAUSE_MS, looks = 1; ; looks += 1) {
    const shown = await isShown(client, look, name, contract, signal);
    const waitedMs = Math.round(performance.now() - startedAt);
    if (shown === undefined) return undefined;
    if (shown === (change === 'made')) return looks === 1 ? undefined : { waitedMs, settled: true, change };
    if (waitedMs >= limitMs) return { waitedMs, settled: false, change };
    if (!(await paused(Math.min(pauseMs, limitMs - waitedMs), signal))) return undefined;
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** One line for the log. */
export function settlingInWords({ waitedMs, settled, change }: Settling): string {
  const what = change === 'made' ? 'what was made' : 'that it was removed';
  return settled
    ? `waited ${waitedMs} ms until a describe showed ${what}`
    : `waited ${waitedMs} ms, and a describe still did not show ${what}`;
}

function changeBy({ operation, parameters }: KeyPairCall, outcome: Outcome): Settling['change'] | undefined {
  if (outcome.kind !== 'accepted' || operation === 'describe' || parameters.dryRun === true) return undefined;
  return operation === 'delete' ? 'removed' : 'made';
}

/** A delete of several is settled when the last of them is gone. */
function nameIn({ operation, parameters }: KeyPairCall, outcome: Outcome): string | undefined {
  if (operation === 'delete') return parameters.name ?? parameters.names?.at(-1);
  return outcome.kind === 'accepted' ? outcome.keyPairs[0]?.name : undefined;
}

async function isShown(
  client: KeyPairClient,
  look: KeyPairCall,
  name: string,
  contract: Contract,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  let outcome: Outcome;
  try {
    outcome = await client.call(look, { signal });
  } catch (error) {
    if (error instanceof TransportError) return undefined;
    throw error;
  }
  if (outcome.kind === 'accepted') return outcome.keyPairs.some((pair) => pair.name === name);
  const absent = outcome.kind === 'refused' && outcome.code === contract.refusals['unknown-name']?.code;
  return absent ? false : undefined;
}

import { findParameter } from '../specs/constraints.ts';
import type { Contract } from '../specs/contract.ts';
import { firstPage, pageAfter } from '../suites/pages.ts';
import {
  type CallParameters,
  type KeyPairCall,
  type KeyPairClient,
  type Outcome,
  TransportError,
} from '../targets/target.ts';
import { paused } from './paused.ts';

/** How a change that a describe did not show at once became visible. */
export interface Settling {
  /** Milliseconds from the answer of the change to the describe that showed it, or to the last that did not. */
  readonly waitedMs: number;
  /** Whether a describe showed the change in the end. */
  readonly settled: boolean;
  readonly change: 'made' | 'removed';
  /** What was late besides a describe of the name; absent where that was the last to show it. */
  readonly way?: LateWay;
}

/** Ways of looking that may show a change later than a describe of the name. */
type LateWay = 'a list' | 'a filter';

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
/** More pages than any region fills. */
const MOST_PAGES = 200;

/** How many changes are looked for in lists and filters before those of this client count as being as fast as names. */
const TRUSTED_AFTER = 20;

/** What is known of the lists and filters of a client: how many changes they were asked for, and how many came late. */
const listing = new WeakMap<KeyPairClient, { asked: number; late: number }>();

/**
 * Waits after an accepted create, import or delete until a describe of the name shows the change, and lists and filters
 * too, because a distributed service may take a moment. Lists and filters that have shown the first changes at once are
 * not asked any more: a real account has a limit of requests. Returns `undefined` when there was nothing to wait for:
 * another call, no name, shown at once, or a describe that says neither. Judges nothing: a change that is never shown is
 * found by the check itself.
 */
export async function settle(
  call: KeyPairCall,
  outcome: Outcome,
  waiting: Waiting,
): Promise<Settling | undefined> {
  const change = changeBy(call, outcome);
  const name = nameIn(call, outcome);
  const { client, contract, limitMs } = waiting;
  if (change === undefined || name === undefined || limitMs <= 0) return undefined;
  const startedAt = performance.now();
  const listed = findParameter(contract, 'describe', 'names') !== undefined;
  const named = await appears(call.region, listed ? { names: [name] } : { name }, {
    name,
    change,
    startedAt,
    waiting,
  });
  if (named === 'unknown' || (named !== undefined && !named.settled))
    return named === 'unknown' ? undefined : named;
  const known = listing.get(client) ?? { asked: 0, late: 0 };
  listing.set(client, known);
  if (known.late === 0 && known.asked >= TRUSTED_AFTER) return named;
  known.asked += 1;
  let last: Settling | undefined = named;
  for (const [way, parameters] of lateWays(contract, name)) {
    const seen = await appears(call.region, parameters, { name, change, startedAt, waiting });
    if (seen === undefined || seen === 'unknown') continue;
    known.late += 1;
    last = { ...seen, way };
    if (!seen.settled) break;
  }
  return last;
}

/** The list, and the filter on the name where there is one. */
function lateWays(contract: Contract, name: string): readonly (readonly [LateWay, CallParameters])[] {
  const filter = Object.entries(contract.rules.model?.filters ?? {}).find(
    ([, subject]) => subject === 'name',
  )?.[0];
  const filters = filter === undefined ? undefined : [{ name: filter, values: [name] }];
  return [
    ['a list', firstPage(contract)],
    ...(filters === undefined ? [] : [['a filter', { filters }] as const]),
  ];
}

interface Sought {
  readonly name: string;
  readonly change: Settling['change'];
  readonly startedAt: number;
  readonly waiting: Waiting;
}

/** Asks until the change is shown or the time is over; `undefined` where the first answer shows it. */
async function appears(
  region: string,
  parameters: CallParameters,
  { name, change, startedAt, waiting }: Sought,
): Promise<Settling | 'unknown' | undefined> {
  const { signal, limitMs } = waiting;
  for (let pauseMs = FIRST_PAUSE_MS, looks = 1; ; looks += 1) {
    const shown = await isShown({ operation: 'describe', region, parameters }, name, waiting);
    const waitedMs = Math.round(performance.now() - startedAt);
    if (shown === undefined) return 'unknown';
    if (shown === (change === 'made')) return looks === 1 ? undefined : { waitedMs, settled: true, change };
    if (waitedMs >= limitMs) return { waitedMs, settled: false, change };
    if (!(await paused(Math.min(pauseMs, limitMs - waitedMs), signal))) return 'unknown';
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** One line for the log. */
export function settlingInWords({ waitedMs, settled, change, way }: Settling): string {
  const what = change === 'made' ? 'what was made' : 'that it was removed';
  const view = way ?? 'a describe';
  return settled
    ? `waited ${waitedMs} ms until ${view} showed ${what}`
    : `waited ${waitedMs} ms, and ${view} still did not show ${what}`;
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

/** Whether a describe, with all its pages, shows the name; `undefined` where it says neither. */
async function isShown(
  look: KeyPairCall,
  name: string,
  { client, contract, signal }: Waiting,
): Promise<boolean | undefined> {
  let { parameters } = look;
  for (let pages = 1; pages <= MOST_PAGES; pages += 1) {
    let outcome: Outcome;
    try {
      outcome = await client.call({ ...look, parameters }, { signal });
    } catch (error) {
      if (error instanceof TransportError) return undefined;
      throw error;
    }
    if (outcome.kind === 'refused')
      return outcome.code === contract.refusals['unknown-name']?.code ? false : undefined;
    if (outcome.kind !== 'accepted') return undefined;
    if (outcome.keyPairs.some((pair) => pair.name === name)) return true;
    const next = pageAfter(parameters, outcome);
    if (next === undefined) return false;
    parameters = { ...parameters, ...next };
  }
  return undefined;
}

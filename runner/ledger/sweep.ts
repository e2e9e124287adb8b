import { setTimeout } from 'node:timers/promises';
import { findParameter } from '../../specs/constraints.ts';
import type { Contract } from '../../specs/contract.ts';
import { type KeyPairClient, type KeyPairView, TransportError } from '../../targets/target.ts';
import { persist } from '../persist.ts';
import { inventoryOf, inWords, NotListed } from './inventory.ts';
import { ownershipOf } from './ownership.ts';
import type { Entry } from './read.ts';

/** What a sweep did with the entries of one region. */
export interface Swept {
  readonly region: string;
  /** Key pairs that were deleted and are proved to be gone. */
  readonly deleted: readonly string[];
  /** Entries that are proved to be gone, those of `deleted` among them; they need not be looked after again. */
  readonly gone: readonly Entry[];
  /** What could not be done or not be told, in words. */
  readonly problems: readonly string[];
}

/** Who sweeps, and where. */
export interface Sweeper {
  readonly client: KeyPairClient;
  readonly contract: Contract;
  readonly signal: AbortSignal;
  /** Milliseconds that a describe may go on showing what was deleted. */
  readonly consistencyMs: number;
}

const LOOK_EVERY_MS = 500;

/**
 * Deletes the key pairs of a region that the ledger proves to be its own, and looks whether they are gone. Nothing else
 * is touched; doing it twice changes nothing more.
 */
export async function sweepRegion(
  sweeper: Sweeper,
  region: string,
  entries: readonly Entry[],
): Promise<Swept> {
  try {
    return await sweepListed(sweeper, region, entries);
  } catch (error) {
    if (!(error instanceof NotListed || error instanceof TransportError)) throw error;
    return { region, deleted: [], gone: [], problems: [`${region}: ${error.message}`] };
  }
}

async function sweepListed(sweeper: Sweeper, region: string, entries: readonly Entry[]): Promise<Swept> {
  const { client, contract, signal } = sweeper;
  const problems: string[] = [];
  const doomed: KeyPairView[] = [];
  const left = new Set<Entry>();
  for (const view of await inventoryOf(client, contract, region, signal)) {
    const ownership = ownershipOf(view, entries);
    if (ownership.kind === 'ours') doomed.push(view);
    if (ownership.kind !== 'doubtful') continue;
    left.add(ownership.entry);
    problems.push(`${inWordsOf(view, region)} was left alone: ${ownership.reason}`);
  }
  const refusals = new Map<KeyPairView, string>();
  for (const view of doomed) {
    const refusal = await deleteOne(sweeper, region, view);
    if (refusal !== undefined) refusals.set(view, refusal);
  }
  const still = doomed.length === 0 ? [] : await stillThere(sweeper, region, entries);
  const remains = (view: KeyPairView): boolean => still.some((other) => sameAs(view, other));
  for (const view of still) {
    const twin = doomed.find((other) => sameAs(view, other));
    const why = twin === undefined ? undefined : refusals.get(twin);
    problems.push(`${inWordsOf(view, region)} is still there${why === undefined ? '' : `: ${why}`}`);
    const ownership = ownershipOf(view, entries);
    if (ownership.kind === 'ours') left.add(ownership.entry);
  }
  const alive = (entry: Entry): boolean =>
    left.has(entry) || still.some((view) => ownershipOf(view, [entry]).kind === 'ours');
  return {
    region,
    deleted: doomed.filter((view) => !remains(view)).map((view) => view.name ?? view.id ?? ''),
    gone: entries.filter((entry) => !entry.removed && !alive(entry)),
    problems,
  };
}

/** Deletes by id where one is known, because a name may have been given away meanwhile. Returns what went wrong. */
async function deleteOne(
  { client, contract, signal }: Sweeper,
  region: string,
  { id, name }: KeyPairView,
): Promise<string | undefined> {
  const has = (role: 'id' | 'names'): boolean => findParameter(contract, 'delete', role) !== undefined;
  const named = name === undefined ? [] : [has('names') ? { names: [name] } : { name }];
  const ways = [...(id !== undefined && has('id') ? [{ id }] : []), ...named];
  let refusal: string | undefined;
  for (const parameters of ways) {
    try {
      const call = { operation: 'delete', region, parameters } as const;
      const outcome = await persist(() => client.call(call, { signal }), signal);
      if (outcome.kind === 'accepted') return undefined;
      refusal = `delete was answered by ${inWords(outcome)}`;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      refusal = error.message;
    }
  }
  return refusal;
}

/** What a describe goes on showing of the ledger, after the time that a distributed service may take. */
async function stillThere(
  { client, contract, signal, consistencyMs }: Sweeper,
  region: string,
  entries: readonly Entry[],
): Promise<readonly KeyPairView[]> {
  const until = Date.now() + consistencyMs;
  for (;;) {
    const inventory = await inventoryOf(client, contract, region, signal);
    const still = inventory.filter((view) => ownershipOf(view, entries).kind === 'ours');
    if (still.length === 0 || Date.now() >= until) return still;
    await setTimeout(LOOK_EVERY_MS, undefined, { signal });
  }
}

function sameAs(one: KeyPairView, other: KeyPairView): boolean {
  return one.id === undefined || other.id === undefined ? one.name === other.name : one.id === other.id;
}

function inWordsOf({ name, id }: KeyPairView, region: string): string {
  return `${JSON.stringify(name ?? '')}${id === undefined ? '' : ` (${id})`} in ${region}`;
}

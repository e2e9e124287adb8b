import type { Contract } from '../../specs/contract.ts';
import { deletion, isDeletedByName } from '../../suites/flows.ts';
import { byId } from '../../suites/lookups.ts';
import { type KeyPairClient, type KeyPairView, TransportError } from '../../targets/target.ts';
import { pairInWords } from '../ownership/claims.ts';
import { inWords, NotListed, pagesOf } from '../ownership/inventory.ts';
import { paused } from '../paused.ts';
import { persist } from '../persist.ts';
import { Listed, type Ownership } from './ownership.ts';
import type { Entry } from './read.ts';

/** What a sweep did with the entries of one region. */
export interface Swept {
  readonly region: string;
  /** Key pairs that were deleted and are proved to be gone. */
  readonly deleted: readonly string[];
  /** Entries that are proved to be gone, those of `deleted` among them; they need not be looked after again. */
  readonly gone: readonly Entry[];
  /** What could not be done or not be proved, in words. */
  readonly problems: readonly string[];
}

/** Who sweeps, and where. */
export interface Sweeper {
  readonly client: KeyPairClient;
  readonly contract: Contract;
  readonly signal: AbortSignal;
  /** Milliseconds that a describe may take to show what was made, and may go on showing what was deleted. */
  readonly consistencyMs: number;
}

const LOOK_EVERY_MS = 500;

/**
 * Deletes the key pairs of a region that the ledger proves to be its own, and looks whether they are gone. Nothing else
 * is touched; doing it twice changes nothing more. What else has the prefix of a run is reported.
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

/** A key pair that the ledger lists, or that has the prefix of a run. */
interface Found {
  readonly view: KeyPairView;
  readonly ownership: Ownership;
}

async function sweepListed(sweeper: Sweeper, region: string, entries: readonly Entry[]): Promise<Swept> {
  const listed = new Listed(entries);
  const first = await findShown(sweeper, region, listed, entries);
  const doomed = first.filter(({ ownership }) => ownership.kind === 'ours');
  const refusals = new Map<string, string>();
  for (const { view } of doomed) {
    const refusal = await deleteOne(sweeper, region, view);
    if (refusal !== undefined) refusals.set(keyOf(view), refusal);
  }
  const left = doomed.length === 0 ? first : await findSettled(sweeper, region, listed);
  const there = new Set(left.map(({ view }) => keyOf(view)));
  const alive = new Set(
    left.flatMap(({ ownership }) => (ownership.kind === 'foreign' ? [] : [ownership.entry])),
  );
  // What is there and may be the run's; by name, because a region may hold very many.
  const shown = new Set(
    left.flatMap(({ view, ownership }) => (ownership.kind === 'foreign' ? [] : [view.name])),
  );
  return {
    region,
    deleted: doomed.flatMap(({ view }) => (there.has(keyOf(view)) ? [] : [view.name ?? view.id ?? ''])),
    gone: entries.filter((entry) => !entry.removed && !alive.has(entry) && !isNamedBy(entry, shown)),
    problems: left.map(({ view, ownership }) =>
      problemOf(view, ownership, region, refusals.get(keyOf(view))),
    ),
  };
}

function isNamedBy({ names, state }: Entry, shown: ReadonlySet<string | undefined>): boolean {
  return state.kind !== 'refused' && names.some((name) => shown.has(name));
}

function problemOf(
  view: KeyPairView,
  ownership: Ownership,
  region: string,
  refusal: string | undefined,
): string {
  const what = pairInWords(view, region);
  switch (ownership.kind) {
    case 'ours':
      return `${what} is still there${refusal === undefined ? '' : `: ${refusal}`}`;
    case 'doubtful':
      return `${what} was left alone: ${ownership.reason}; look whose it is, and delete it by hand`;
    case 'foreign':
      return `${what} was left alone: its name has the prefix of the run, but no create in the ledger sent it`;
  }
}

/** Deletes by id where one is known, because a name may have been given away meanwhile. Returns what went wrong. */
async function deleteOne(
  { client, contract, signal }: Sweeper,
  region: string,
  { id, name }: KeyPairView,
): Promise<string | undefined> {
  const identified = id === undefined ? undefined : byId(contract, 'delete', id);
  const ways = [
    ...(identified === undefined ? [] : [identified]),
    ...(name === undefined || !isDeletedByName({ contract }) ? [] : [deletion({ contract }, name)]),
  ];
  let refusal: string | undefined;
  for (const parameters of ways) {
    try {
      const call = { operation: 'delete', region, parameters } as const;
      const outcome = await persist(() => client.call(call, { signal }), signal);
      if (outcome.kind === 'accepted') return undefined;
      refusal = `delete failed: ${inWords(outcome)}`;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      refusal = error.message;
    }
  }
  return refusal;
}

/** What is there, after the time that a distributed service may take to show what was made right before a crash. */
async function findShown(
  sweeper: Sweeper,
  region: string,
  listed: Listed,
  entries: readonly Entry[],
): Promise<readonly Found[]> {
  const open = entries.filter(({ removed, state }) => !removed && state.kind !== 'refused');
  const until = Date.now() + sweeper.consistencyMs;
  for (;;) {
    const found = await findIn(sweeper, region, listed);
    const shown = open.every((entry) =>
      found.some(({ ownership }) => ownership.kind !== 'foreign' && ownership.entry === entry),
    );
    if (shown || Date.now() >= until || !(await paused(LOOK_EVERY_MS, sweeper.signal))) return found;
  }
}

/** What is left, after the time that a distributed service may take. */
async function findSettled(sweeper: Sweeper, region: string, listed: Listed): Promise<readonly Found[]> {
  const until = Date.now() + sweeper.consistencyMs;
  for (;;) {
    const found = await findIn(sweeper, region, listed);
    const settled = found.every(({ ownership }) => ownership.kind !== 'ours');
    if (settled || Date.now() >= until || !(await paused(LOOK_EVERY_MS, sweeper.signal))) return found;
  }
}

async function findIn(sweeper: Sweeper, region: string, listed: Listed): Promise<readonly Found[]> {
  const found: Found[] = [];
  for await (const page of pagesOf(sweeper, region)) {
    for (const view of page) {
      const ownership = listed.ownershipOf(view);
      if (ownership.kind !== 'foreign' || listed.hasPrefix(view.name ?? '')) found.push({ view, ownership });
    }
  }
  return found;
}

function keyOf({ id, name }: KeyPairView): string {
  return JSON.stringify([id, name]);
}

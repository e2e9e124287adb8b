import type { Contract } from '../../specs/contract.ts';
import { byId, naming } from '../../suites/lookups.ts';
import {
  type KeyPairClient,
  type KeyPairView,
  type Outcome,
  TransportError,
  UnsupportedByClient,
} from '../../targets/target.ts';
import type { LedgerWriter } from '../ledger/ledger.ts';
import type { RunNames } from '../names.ts';
import { type Claim, Claims, type Region } from './claims.ts';
import { foldName, type Inventory, inventoryOf, NotListed, takeInventory } from './inventory.ts';

/** What a run needs to know whose a key pair is. */
export interface OwnerOptions {
  readonly contract: Contract;
  readonly names: RunNames;
  /** Looks and removes; its calls are in no log. */
  readonly client: KeyPairClient;
  /** Lists on disk, before each create, what may exist. */
  readonly ledger?: LedgerWriter;
  /** Creates and imports that may still be sent; several runs that share a ledger share it. */
  readonly allowance?: Allowance;
}

/** How many creates and imports a plan has, and how many were asked for. */
export interface Allowance {
  readonly most: number;
  made: number;
}

/** What is known of the regions that a run uses: what they had before it, and what the run made there. */
export class Regions {
  readonly options: OwnerOptions;
  readonly #regions = new Map<string, Region>();
  /** Names that some region had before the run, folded. */
  readonly #taken = new Set<string>();

  constructor(options: OwnerOptions) {
    this.options = options;
    const { isTaken } = options.names;
    options.names.isTaken = (name) => isTaken(name) || this.#taken.has(foldName(name));
  }

  /** Regions in which something was made or deleted. */
  used(): readonly (readonly [string, Region])[] {
    return [...this.#regions];
  }

  /** A region that was used before. */
  known(place: string): Region | undefined {
    return this.#regions.get(place);
  }

  /** Ends a claim, also in the ledger. */
  close(claim: Claim, state: Exclude<Claim['state'], 'unanswered' | 'accepted'>): void {
    claim.state = state;
    if (state === 'removed') this.options.ledger?.removed(claim.seq);
    else this.options.ledger?.refused(claim.seq);
  }

  /** Notes the ids that a describe shows, by whose name they are shown under. */
  observe(place: string, views: readonly KeyPairView[]): void {
    const region = this.known(place);
    if (region === undefined) return;
    for (const { name, id } of views) {
      if (id === undefined || region.before?.ids.has(id) === true) continue;
      const sent =
        name !== undefined &&
        (this.options.names.isOwn(name) ||
          region.claims
            .about(name)
            .some(({ state, sent: names }) => state === 'accepted' && names.includes(name)));
      (sent ? region.own : region.foreign).add(id);
    }
  }

  /** The key pairs of exactly this name, as a describe of it shows them; none where it shows nothing. */
  async look(place: string, name: string, signal: AbortSignal): Promise<readonly KeyPairView[]> {
    return (await this.lookCertain(place, name, signal)) ?? [];
  }

  /** The same, but undefined where the response does not say whether there are any. */
  async lookCertain(
    place: string,
    name: string,
    signal: AbortSignal,
  ): Promise<readonly KeyPairView[] | undefined> {
    const { client, contract } = this.options;
    const call = { operation: 'describe', region: place, parameters: naming({ contract }, name) } as const;
    const outcome = await client.call(call, { signal });
    if (outcome.kind !== 'accepted') {
      const unknown = outcome.kind === 'refused' && outcome.code === contract.refusals['unknown-name']?.code;
      return unknown ? [] : undefined;
    }
    const views = outcome.keyPairs.filter((view) => view.name === name);
    this.observe(place, views);
    return views;
  }

  /**
   * The key pairs of this id, as a describe of it shows them; where none can be asked for by id, as a describe of `names`
   * or a list of the region does. Undefined where that cannot be listed.
   */
  async lookById(
    place: string,
    id: string,
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly KeyPairView[] | undefined> {
    const { client, contract } = this.options;
    const isMeant = (view: KeyPairView): boolean => view.id === id;
    const parameters = byId(contract, 'describe', id);
    if (parameters === undefined) {
      for (const name of names) {
        const shown = (await this.look(place, name, signal)).filter(isMeant);
        if (shown.length > 0) return shown;
      }
      try {
        return (await inventoryOf({ client, contract, signal }, place)).filter(isMeant);
      } catch (error) {
        if (error instanceof NotListed) return undefined;
        throw error;
      }
    }
    const outcome = await client.call({ operation: 'describe', region: place, parameters }, { signal });
    return outcome.kind === 'accepted' ? outcome.keyPairs.filter(isMeant) : [];
  }

  /** What is known of a region that is used from now on. */
  at(place: string): Region {
    const region: Region = this.#regions.get(place) ?? {
      before: undefined,
      listing: undefined,
      claims: new Claims(),
      own: new Set(),
      foreign: new Set(),
    };
    this.#regions.set(place, region);
    return region;
  }

  /**
   * What a region has that is not the run's: listed when it is first asked for, before anything without the prefix of the
   * run is made there. Undefined where it cannot be listed.
   * @throws TransportError when nobody listens, or the caller gave up
   */
  async before(place: string, signal: AbortSignal): Promise<Inventory | undefined> {
    const region = this.at(place);
    region.listing ??= this.listed(place, signal);
    try {
      region.before = await region.listing;
    } catch (error) {
      // Whoever comes later may find the target reachable.
      region.listing = undefined;
      throw error;
    }
    for (const name of region.before?.folded ?? []) this.#taken.add(name);
    return region.before;
  }

  /** A list of now, without the run's own. @throws as `before` does */
  async listed(place: string, signal: AbortSignal): Promise<Inventory | undefined> {
    const { client, contract, names } = this.options;
    try {
      return await takeInventory({ client, contract, signal }, place, (name) => names.isOwn(name));
    } catch (error) {
      if (error instanceof NotListed) return undefined;
      if (error instanceof TransportError && !signal.aborted && !neverLeft(error)) return undefined;
      throw error;
    }
  }
}

/** Whether nobody waited for the response of a call that may go on. */
export function wasGivenUp(error: unknown): boolean {
  return error instanceof TransportError && error.code === 'REQUEST_TIMEOUT';
}

/** Whether a response to a delete leaves open what became of the key pair. */
export function isUnclear(outcome: Outcome): boolean {
  return outcome.kind === 'unreadable' || (outcome.kind === 'refused' && outcome.status >= 500);
}

/** Whether a call came to no answer: the network brought none, or the client has no way to send it. */
export function cameToNothing(error: unknown): error is TransportError | UnsupportedByClient {
  return error instanceof TransportError || error instanceof UnsupportedByClient;
}

/** Whether a call failed before its request could reach anybody. */
export function neverLeft(error: unknown): boolean {
  if (error instanceof UnsupportedByClient) return true;
  return error instanceof TransportError && (error.phase === 'connect' || error.phase === 'tls');
}

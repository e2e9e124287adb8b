import { deletion, isDeletedByName } from '../../suites/flows.ts';
import { byId } from '../../suites/lookups.ts';
import {
  type CallParameters,
  type KeyPairClient,
  type Outcome,
  TransportError,
} from '../../targets/target.ts';
import { withCall } from '../../targets/wire/wrapped.ts';
import { persist } from '../persist.ts';
import { type Claim, isOpen, type Region } from './claims.ts';
import { Guard } from './guard.ts';
import { inWords } from './inventory.ts';
import { type Leftover, LeftoverSearch, type Patience } from './leftovers.ts';
import { cameToNothing, isUnclear, neverLeft, type OwnerOptions, Regions } from './regions.ts';

/**
 * The one who knows which key pairs are the run's. All calls of all clients go through its guard. A key pair is the run's
 * when the run sent the create or import, the region did not have it before, and the response, or a describe of the sent
 * name, says that it was made. Nothing else is ever deleted.
 */
export class Owner {
  readonly #regions: Regions;
  readonly #guard: Guard;

  constructor(options: OwnerOptions) {
    this.#regions = new Regions({ ...options, client: orderly(options.client) });
    this.#guard = new Guard(this.#regions);
  }

  /** Lists what a region has of others, so that names too short for the prefix can be told to be free. */
  async look(place: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#regions.before(place, signal);
    } catch (error) {
      // It is listed when it is needed, or what needs it is not done.
      if (!(cameToNothing(error) || signal.aborted)) throw error;
    }
  }

  /** The same client, held to what is the run's. */
  guard(client: KeyPairClient): KeyPairClient {
    return this.#guard.before(client);
  }

  /**
   * Removes what the run made under a name; nothing where it made nothing. By the name where that is the run's own, else
   * by the id that a describe of the name shows. What cannot be removed is found by `leftovers`.
   */
  async release(place: string, name: string, signal: AbortSignal): Promise<void> {
    const region = this.#regions.known(place);
    const open = region?.claims.about(name).filter(isOpen) ?? [];
    if (region === undefined || open.length === 0) return;
    try {
      const parameters = await this.#wayToDelete(region, place, name, open, signal);
      if (parameters === 'gone') this.#closeAll(open);
      else if (parameters !== undefined) await this.#remove(place, parameters, open, signal);
    } catch (error) {
      if (!(cameToNothing(error) || signal.aborted)) throw error;
      for (const claim of open) claim.trouble = error instanceof Error ? error.message : String(error);
    }
  }

  /** Ends claims whose key pair is gone; what a request that was given up makes may come later. */
  #closeAll(claims: readonly Claim[]): void {
    for (const claim of claims) if (claim.late !== true) this.#regions.close(claim, 'removed');
  }

  async #wayToDelete(
    { claims }: Region,
    place: string,
    name: string,
    open: readonly Claim[],
    signal: AbortSignal,
  ): Promise<CallParameters | 'gone' | undefined> {
    const { contract, names } = this.#regions.options;
    const byName = isDeletedByName({ contract });
    if (byName && names.isOwn(name)) return deletion({ contract }, name);
    const before = await this.#regions.before(place, signal);
    if (before?.names.has(name) === true) return undefined;
    const accepted = open.find(({ state }) => state === 'accepted');
    if (accepted === undefined && !names.isOwn(name)) return undefined;
    if (accepted?.sent.includes(name) === false)
      return accepted.id === undefined ? undefined : byId(contract, 'delete', accepted.id);
    const [shown, ...more] = await this.#regions.look(place, name, signal);
    if (shown === undefined) return 'gone';
    const { id } = shown;
    // Somebody else has the name now, or two have it.
    if (more.length > 0 || (id !== undefined && before?.ids.has(id) === true)) return undefined;
    if (id !== undefined && !claims.all.some((claim) => claim.id === undefined || claim.id === id))
      return undefined;
    const identified = id === undefined ? undefined : byId(contract, 'delete', id);
    return identified ?? (byName ? deletion({ contract }, name) : undefined);
  }

  async #remove(
    place: string,
    parameters: CallParameters,
    open: readonly Claim[],
    signal: AbortSignal,
  ): Promise<void> {
    const { client, contract } = this.#regions.options;
    const call = { operation: 'delete', region: place, parameters } as const;
    let outcome: Outcome;
    try {
      outcome = await persist(() => client.call(call, { signal }), signal);
    } catch (error) {
      for (const claim of open) claim.unclear ||= !neverLeft(error);
      throw error;
    }
    const unknown = outcome.kind === 'refused' && outcome.code === contract.refusals['unknown-name']?.code;
    if (outcome.kind === 'accepted' && open.length > 1) return;
    if (outcome.kind === 'accepted' || unknown) {
      this.#closeAll(open);
      return;
    }
    for (const claim of open) {
      claim.trouble = `delete failed: ${inWords(outcome)}`;
      claim.unclear ||= isUnclear(outcome);
    }
  }

  /**
   * Looks for what the run left, region by region, whatever the responses said: tries once more to remove it, waits as
   * long as a change may take to show, and returns what is there and was not there before.
   */
  leftovers(signal: AbortSignal, patience: Patience = {}): Promise<readonly Leftover[]> {
    const release = (place: string, name: string): Promise<void> => this.release(place, name, signal);
    return new LeftoverSearch(this.#regions, release, patience, signal).all();
  }
}

/** A client whose failures are all those of transport: adapters are code of others, and may throw anything. */
function orderly(client: KeyPairClient): KeyPairClient {
  return withCall(client, async (call, options) => {
    try {
      return await client.call(call, options);
    } catch (error) {
      if (cameToNothing(error) || options.signal.aborted) throw error;
      const message = `the client failed: ${error instanceof Error ? error.message : String(error)}`;
      throw new TransportError(message, 'request', 'CLIENT_FAILED', { cause: error });
    }
  });
}

import { deletion, isDeletedByName } from '../../suites/flows.ts';
import {
  type CallParameters,
  type KeyPairClient,
  type KeyPairView,
  TransportError,
  UnsupportedByClient,
} from '../../targets/target.ts';
import { withCall } from '../../targets/wire/wrapped.ts';
import { paused } from '../paused.ts';
import { persist } from '../persist.ts';
import { type Claim, deletionById, isAbout, isOpen, pairInWords, type Region } from './claims.ts';
import { Guard } from './guard.ts';
import { inWords, NotListed, pagesOf } from './inventory.ts';
import { type OwnerOptions, Regions } from './regions.ts';

/** A key pair that is there and was not there before the run. */
export interface Leftover {
  /** The requirement whose check was given its name. */
  readonly requirement: string | undefined;
  readonly what: string;
  readonly reason: string;
}

const LOOK_EVERY_MS = 500;

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
      if (!(error instanceof TransportError || signal.aborted)) throw error;
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
    const open = region?.claims.filter((claim) => isOpen(claim) && isAbout(claim, name)) ?? [];
    if (region === undefined || open.length === 0) return;
    try {
      const parameters = await this.#wayToDelete(region, place, name, open, signal);
      if (parameters === 'gone') for (const claim of open) this.#regions.close(claim, 'removed');
      else if (parameters !== undefined) await this.#remove(place, parameters, open, signal);
    } catch (error) {
      if (!(error instanceof TransportError || signal.aborted)) throw error;
      for (const claim of open) claim.trouble = error instanceof Error ? error.message : String(error);
    }
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
      return accepted.id === undefined ? undefined : deletionById(contract, accepted.id);
    const [shown, ...more] = await this.#regions.look(place, name, signal);
    if (shown === undefined) return 'gone';
    const { id } = shown;
    // Somebody else has the name now, or two have it.
    if (more.length > 0 || (id !== undefined && before?.ids.has(id) === true)) return undefined;
    if (id !== undefined && !claims.some((claim) => claim.id === undefined || claim.id === id))
      return undefined;
    const byId = id === undefined ? undefined : deletionById(contract, id);
    return byId ?? (byName ? deletion({ contract }, name) : undefined);
  }

  async #remove(
    place: string,
    parameters: CallParameters,
    open: readonly Claim[],
    signal: AbortSignal,
  ): Promise<void> {
    const { client, contract } = this.#regions.options;
    const call = { operation: 'delete', region: place, parameters } as const;
    const outcome = await persist(() => client.call(call, { signal }), signal);
    const unknown = outcome.kind === 'refused' && outcome.code === contract.refusals['unknown-name']?.code;
    if (outcome.kind === 'accepted' && open.length > 1) return;
    if (outcome.kind === 'accepted' || unknown)
      for (const claim of open) this.#regions.close(claim, 'removed');
    else for (const claim of open) claim.trouble = `delete was answered by ${inWords(outcome)}`;
  }

  /**
   * Looks for what the run left, region by region, whatever the responses said: tries once more to remove it, waits as
   * long as a change may take to show, and returns what is there and was not there before.
   * @param consistencyMs milliseconds that a describe may go on showing what was deleted
   */
  async leftovers(signal: AbortSignal, consistencyMs = 0): Promise<readonly Leftover[]> {
    const found: Leftover[] = [];
    for (const [place, region] of this.#regions.used()) {
      if (region.claims.length > 0)
        found.push(...(await this.#leftoversIn(place, region, signal, consistencyMs)));
    }
    return found;
  }

  async #leftoversIn(
    place: string,
    region: Region,
    signal: AbortSignal,
    consistencyMs: number,
  ): Promise<readonly Leftover[]> {
    try {
      const until = Date.now() + consistencyMs;
      let left = await this.#newPairs(place, region, signal);
      for (const { name = '' } of left) await this.release(place, name, signal);
      while (left.length > 0) {
        left = await this.#newPairs(place, region, signal);
        if (Date.now() >= until || !(await paused(LOOK_EVERY_MS, signal))) break;
      }
      const shown = left.map((view) => ({ view, reason: this.#reasonFor(view, region) }));
      for (const claim of region.claims) {
        const there = left.some((view) => isOf(claim, view) || claim.sent.includes(view.name ?? ''));
        if (isOpen(claim) && !there) this.#regions.close(claim, 'removed');
        if (claim.state === 'removed' && there) this.#regions.options.ledger?.found(claim.seq);
      }
      return shown.map(({ view, reason }) => ({
        requirement: this.#regions.options.names.issuerOf(view.name ?? ''),
        what: pairInWords(view, place),
        reason,
      }));
    } catch (error) {
      if (!(error instanceof NotListed || error instanceof TransportError || signal.aborted)) throw error;
      // Nobody can look; what was accepted and not deleted is all that is known.
      return region.claims
        .filter(({ state }) => state === 'accepted')
        .map(({ name, sent, id, trouble }) => ({
          requirement: this.#regions.options.names.issuerOf(sent[0] ?? ''),
          what: pairInWords({ ...(id !== undefined && { id }), name: name ?? sent[0] ?? '' }, place),
          reason:
            trouble ??
            `the region cannot be listed: ${error instanceof Error ? error.message : String(error)}`,
        }));
    }
  }

  /** Key pairs that were not there before the run and that it made, or that have its prefix. */
  async #newPairs(place: string, region: Region, signal: AbortSignal): Promise<KeyPairView[]> {
    const { client, contract } = this.#regions.options;
    const found: KeyPairView[] = [];
    for await (const page of pagesOf({ client, contract, signal }, place)) {
      for (const view of page) if (this.#isLeft(view, region)) found.push(view);
    }
    return found;
  }

  #isLeft(view: KeyPairView, { before, claims }: Region): boolean {
    const { name, id } = view;
    if (name !== undefined && this.#regions.options.names.isOwn(name)) return true;
    if (id !== undefined && before?.ids.has(id) === true) return false;
    if (name !== undefined && before?.names.has(name) === true) return false;
    return claims.some((claim) => isOf(claim, view));
  }

  #reasonFor(view: KeyPairView, { claims }: Region): string {
    const about = claims.filter((claim) => isOf(claim, view) || isAbout(claim, view.name ?? ''));
    const trouble = about.find((claim) => claim.trouble !== undefined)?.trouble;
    if (trouble !== undefined) return trouble;
    if (about.some(({ state }) => state === 'removed')) return 'its delete was accepted, but it is there';
    if (about.some(({ state }) => state === 'accepted')) return 'its create was accepted, and no delete was';
    if (about.some(({ state }) => state === 'unanswered'))
      return 'its create got no usable response, and it is there';
    if (about.length > 0) return 'its create was rejected, but it is there';
    return 'no create of it was sent; it appeared during the run';
  }
}

/** A client whose failures are all those of transport: adapters are code of others, and may throw anything. */
function orderly(client: KeyPairClient): KeyPairClient {
  return withCall(client, async (call, options) => {
    try {
      return await client.call(call, options);
    } catch (error) {
      const known = error instanceof TransportError || error instanceof UnsupportedByClient;
      if (known || options.signal.aborted) throw error;
      const message = `the client failed: ${error instanceof Error ? error.message : String(error)}`;
      throw new TransportError(message, 'request', 'CLIENT_FAILED', { cause: error });
    }
  });
}

/** Whether a key pair that is there, and was not before, is the one of a claim. */
function isOf({ state, sent, name, id }: Claim, view: KeyPairView): boolean {
  if (state === 'duplicate') return false;
  const named = view.name !== undefined && (sent.includes(view.name) || name === view.name);
  if (id !== undefined && view.id !== undefined) return id === view.id && (named || sent.length === 0);
  if (view.name === undefined || state === 'removed') return false;
  return sent.includes(view.name) || (state === 'accepted' && name === view.name);
}

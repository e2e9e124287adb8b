import type { KeyPairView } from '../../targets/target.ts';
import { paused } from '../paused.ts';
import { type Claim, type Claims, isOpen, pairInWords, type Region } from './claims.ts';
import { NotListed, pagesOf } from './inventory.ts';
import { cameToNothing, type Regions } from './regions.ts';

/** A key pair that is there and was not there before the run. */
export interface Leftover {
  /** The requirement whose check was given its name. */
  readonly requirement: string | undefined;
  readonly what: string;
  readonly reason: string;
  /** Nothing shows whether it is there: the region cannot be listed, and no response says what became of it. */
  readonly unknown?: true;
}

/** How long the end of a run waits. */
export interface Patience {
  /** Milliseconds that a describe may go on showing what was deleted. */
  readonly consistencyMs?: number;
  /** Milliseconds that a request which was given up may still take to make its key pair. */
  readonly lateMs?: number;
}

const LOOK_EVERY_MS = 500;

/** The look at the end of a run for what it left. */
export class LeftoverSearch {
  readonly #regions: Regions;
  readonly #release: (place: string, name: string) => Promise<void>;
  readonly #patience: Required<Patience>;
  readonly #signal: AbortSignal;

  constructor(
    regions: Regions,
    release: (place: string, name: string) => Promise<void>,
    { consistencyMs = 0, lateMs = 0 }: Patience,
    signal: AbortSignal,
  ) {
    this.#regions = regions;
    this.#release = release;
    this.#patience = { consistencyMs, lateMs };
    this.#signal = signal;
  }

  /** What is left in all regions. */
  async all(): Promise<readonly Leftover[]> {
    const found: Leftover[] = [];
    for (const [place, region] of this.#regions.used()) {
      if (region.claims.all.length === 0) continue;
      try {
        found.push(...(await this.#in(place, region)));
      } catch (error) {
        if (!(error instanceof NotListed || cameToNothing(error) || this.#signal.aborted)) throw error;
        const why = error instanceof Error ? error.message : String(error);
        found.push(...(await this.#unlisted(place, region, why)));
      }
    }
    return found;
  }

  async #in(place: string, region: Region): Promise<readonly Leftover[]> {
    const left = await this.#settled(place, region);
    for (const claim of region.claims.all) {
      const there = left.some((view) => isOf(claim, view) || claim.sent.includes(view.name ?? ''));
      // What a request that was given up makes later, a sweep by the ledger finds.
      if (isOpen(claim) && !there && claim.late !== true) this.#regions.close(claim, 'removed');
      if (claim.state === 'removed' && there) this.#regions.options.ledger?.found(claim.seq);
    }
    return left.map((view) => this.#leftover(place, view, reasonFor(view, region)));
  }

  /** What is there once everything new was released and both waits are over; each appearance begins the second anew. */
  async #settled(place: string, region: Region): Promise<readonly KeyPairView[]> {
    const tried = new Set<string>();
    const until = Date.now() + this.#patience.consistencyMs;
    let expected = Date.now() + this.#patience.lateMs;
    let seen: readonly KeyPairView[] | undefined;
    for (;;) {
      const left = await this.#newPairs(place, region).catch((error: unknown) => {
        // Deletes that were tried until the time was over take nothing from what the list showed before.
        if (seen !== undefined && this.#signal.aborted) return undefined;
        throw error;
      });
      if (left === undefined) return (seen ?? []).filter((view) => !isRemoved(view, region));
      seen = left;
      const fresh = left.filter((view) => !tried.has(view.name ?? ''));
      for (const view of fresh) {
        tried.add(view.name ?? '');
        appeared(view, region);
        this.#reopen(view, region);
        await this.#release(place, view.name ?? '');
      }
      if (fresh.length > 0) {
        expected = Date.now() + this.#patience.lateMs;
        continue;
      }
      const waiting = region.claims.all.some(({ late }) => late === true) && Date.now() < expected;
      const showing = left.length > 0 && Date.now() < until;
      if (!(waiting || showing) || !(await paused(LOOK_EVERY_MS, this.#signal))) return left;
    }
  }

  /** A key pair whose delete was accepted and did nothing is one to remove again, perhaps in another way. */
  #reopen(view: KeyPairView, { claims }: Region): void {
    const own = this.#regions.options.names.isOwn(view.name ?? '');
    const about = claimsAbout(view, claims).filter((claim) => own || isOf(claim, view));
    const removed = about.find(({ state }) => state === 'removed');
    if (removed === undefined || about.some(isOpen)) return;
    removed.state = 'accepted';
    this.#regions.options.ledger?.found(removed.seq);
  }

  /** Where the region cannot be listed: each accepted key pair by its name, and where that shows nothing, what is known. */
  async #unlisted(place: string, { claims }: Region, why: string): Promise<readonly Leftover[]> {
    const left: Leftover[] = [];
    for (const claim of claims.all.filter(({ state }) => state === 'accepted')) {
      const { id, trouble } = claim;
      const name = claim.name ?? claim.sent[0] ?? '';
      const there = await this.#isThere(place, claim, name);
      const view = { ...(id !== undefined && { id }), name };
      if (there === false) this.#regions.close(claim, 'removed');
      else if (there === true || claim.unclear !== true)
        left.push(this.#leftover(place, view, trouble ?? `the region cannot be listed: ${why}`));
      else
        left.push({
          ...this.#leftover(
            place,
            view,
            `the region cannot be listed (${why}), and its delete got no usable response`,
          ),
          unknown: true,
        });
    }
    return left;
  }

  async #isThere(place: string, claim: Claim, name: string): Promise<boolean | undefined> {
    try {
      const shown = async (): Promise<readonly KeyPairView[] | undefined> =>
        (await this.#regions.lookCertain(place, name, this.#signal))?.filter(
          ({ id }) => claim.id === undefined || id === undefined || id === claim.id,
        );
      const first = await shown();
      if (first === undefined || first.length === 0) return first === undefined ? undefined : false;
      await this.#release(place, name);
      const second = await shown();
      return second === undefined ? undefined : second.length > 0;
    } catch (error) {
      if (cameToNothing(error) || this.#signal.aborted) return undefined;
      throw error;
    }
  }

  #leftover(place: string, view: KeyPairView, reason: string): Leftover {
    const requirement = this.#regions.options.names.issuerOf(view.name ?? '');
    return { requirement, what: pairInWords(view, place), reason };
  }

  /** Key pairs that were not there before the run and that it made, or that have its prefix. */
  async #newPairs(place: string, region: Region): Promise<KeyPairView[]> {
    const { client, contract, names } = this.#regions.options;
    const found: KeyPairView[] = [];
    for await (const page of pagesOf({ client, contract, signal: this.#signal }, place)) {
      for (const view of page)
        if ((view.name !== undefined && names.isOwn(view.name)) || isMade(view, region)) found.push(view);
    }
    return found;
  }
}

/** Whether a key pair without the prefix is one of a claim, and was not there before. */
function isMade(view: KeyPairView, { before, claims }: Region): boolean {
  const { name, id } = view;
  if (id !== undefined && before?.ids.has(id) === true) return false;
  if (name !== undefined && before?.names.has(name) === true) return false;
  return claimsAbout(view, claims).some((claim) => isOf(claim, view));
}

/** What the run did that may have made or removed a key pair. */
function claimsAbout(view: KeyPairView, claims: Claims): readonly Claim[] {
  const identified = view.id === undefined ? [] : claims.withId(view.id);
  return [...new Set([...claims.about(view.name ?? ''), ...identified.filter((claim) => isOf(claim, view))])];
}

/** Whether the delete of a key pair was accepted, and nothing else of the run may be it. */
function isRemoved(view: KeyPairView, region: Region): boolean {
  const about = claimsAbout(view, region.claims);
  return about.some(({ state }) => state === 'removed') && !about.some(isOpen);
}

/** A request that was given up has made its key pair: nothing more comes of it. */
function appeared(view: KeyPairView, { claims }: Region): void {
  const claim = claims.about(view.name ?? '').find(({ late }) => late === true);
  if (claim !== undefined) claim.late = false;
}

function reasonFor(view: KeyPairView, region: Region): string {
  const about = claimsAbout(view, region.claims);
  const trouble = about.find((claim) => claim.trouble !== undefined)?.trouble;
  if (trouble !== undefined) return trouble;
  if (about.some(({ state }) => state === 'removed')) return 'its delete was accepted, but it is there';
  if (about.some(({ state }) => state === 'accepted')) return 'its create was accepted, and no delete was';
  if (about.some(({ state }) => state === 'unanswered'))
    return 'its create got no usable response, and it is there';
  if (about.length > 0) return 'its create was rejected, but it is there';
  return 'no create of it was sent; it appeared during the run';
}

/** Whether a key pair that is there, and was not before, is the one of a claim. */
function isOf({ state, sent, name, id }: Claim, view: KeyPairView): boolean {
  if (state === 'duplicate') return false;
  const named = view.name !== undefined && (sent.includes(view.name) || name === view.name);
  if (id !== undefined && view.id !== undefined) return id === view.id && (named || sent.length === 0);
  if (view.name === undefined || state === 'removed') return false;
  return sent.includes(view.name) || (state === 'accepted' && name === view.name);
}

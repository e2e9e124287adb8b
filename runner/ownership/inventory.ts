import type { Contract } from '../../specs/contract.ts';
import { firstPage, pageAfter } from '../../suites/pages.ts';
import type { KeyPairClient, KeyPairView, Outcome } from '../../targets/target.ts';
import { persist } from '../persist.ts';

/** The key pairs of a region could not be listed. */
export class NotListed extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotListed';
  }
}

/** More pages than any region fills: a target that never ends its list. */
const MOST_PAGES = 100_000;

/** Who lists, and how long it may take. */
export interface Lister {
  readonly client: KeyPairClient;
  readonly contract: Contract;
  readonly signal: AbortSignal;
}

/**
 * The key pairs of a region, a page at a time where the provider has pages; regions may hold more than fits one list.
 * @throws NotListed when an answer is no list or the pages repeat, TransportError when no answer came
 */
export async function* pagesOf(
  { client, contract, signal }: Lister,
  region: string,
): AsyncGenerator<readonly KeyPairView[], void, void> {
  let page = firstPage(contract);
  let before = '';
  for (let turn = 1; turn <= MOST_PAGES; turn += 1) {
    const call = { operation: 'describe', region, parameters: page } as const;
    const outcome = await persist(() => client.call(call, { signal }), signal);
    if (outcome.kind !== 'accepted') throw new NotListed(`describe failed: ${inWords(outcome)}`);
    const { keyPairs } = outcome;
    const face = JSON.stringify(keyPairs.map(({ name, id }) => [name, id]));
    if (turn > 1 && keyPairs.length > 0 && face === before)
      throw new NotListed(`describe shows page ${turn - 1} again as page ${turn}`);
    before = face;
    yield keyPairs;
    const next = pageAfter(page, outcome);
    if (next === undefined) return;
    page = next;
  }
  throw new NotListed(`describe goes on after ${MOST_PAGES} pages`);
}

/** Every key pair of a region. @throws what `pagesOf` throws */
export async function inventoryOf(lister: Lister, region: string): Promise<readonly KeyPairView[]> {
  const pages: (readonly KeyPairView[])[] = [];
  for await (const page of pagesOf(lister, region)) pages.push(page);
  return pages.flat();
}

/** Names and ids of the key pairs of others in a region. */
export interface Inventory {
  readonly names: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
  /** The names as services have them that take several spellings for one. */
  readonly folded: ReadonlySet<string>;
}

/** A name without what a service may not tell apart: case, blanks around it, and forms of one character. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** Names and ids of a region, but for those of the run. @throws what `pagesOf` throws */
export async function takeInventory(
  lister: Lister,
  region: string,
  isOwn: (name: string) => boolean,
): Promise<Inventory> {
  const names = new Set<string>();
  const ids = new Set<string>();
  for await (const page of pagesOf(lister, region)) {
    for (const { name, id } of page) {
      if (name !== undefined && isOwn(name)) continue;
      if (name !== undefined) names.add(name);
      if (id !== undefined) ids.add(id);
    }
  }
  return { names, ids, folded: new Set([...names].map(foldName)) };
}

/** An answer in a few words. */
export function inWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'accepted':
      return `success (HTTP ${outcome.status})`;
    case 'refused':
      return `${outcome.code} (HTTP ${outcome.status})`;
    case 'unreadable':
      return `something unreadable (HTTP ${outcome.status}): ${outcome.reason}`;
  }
}

import type { Contract } from '../../specs/contract.ts';
import { firstPage, pageAfter } from '../../suites/pages.ts';
import type { KeyPairClient, KeyPairView, Outcome } from '../../targets/target.ts';
import { persist } from '../persist.ts';

/** More pages than any quota fills: a target that never ends its list. */
const MOST_PAGES = 1_000;

/** The key pairs of a region could not be listed. */
export class NotListed extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotListed';
  }
}

/**
 * Every key pair of a region, page by page where the provider has pages.
 * @throws NotListed when an answer is no list, TransportError when none came
 */
export async function inventoryOf(
  client: KeyPairClient,
  contract: Contract,
  region: string,
  signal: AbortSignal,
): Promise<readonly KeyPairView[]> {
  const found: KeyPairView[] = [];
  let page = firstPage(contract);
  for (let turn = 1; turn <= MOST_PAGES; turn += 1) {
    const call = { operation: 'describe', region, parameters: page } as const;
    const outcome = await persist(() => client.call(call, { signal }), signal);
    if (outcome.kind !== 'accepted') throw new NotListed(`describe was answered by ${inWords(outcome)}`);
    found.push(...outcome.keyPairs);
    const next = pageAfter(page, outcome);
    if (next === undefined) return found;
    page = next;
  }
  throw new NotListed(`describe goes on after ${MOST_PAGES} pages`);
}

/** An answer in a few words. */
export function inWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'accepted':
      return `success (HTTP ${outcome.status})`;
    case 'refused':
      return `${outcome.code} (HTTP ${outcome.status})`;
    case 'garbled':
      return `something unreadable (HTTP ${outcome.status}): ${outcome.reason}`;
  }
}

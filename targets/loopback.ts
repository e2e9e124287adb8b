import { lookup } from 'node:dns/promises';
import { isThroughAdapter } from './adapters/outcomes.ts';

/**
 * Whether an address leads to this machine. The one of an adapter (`adapter:NAME`) leads into a program on it; whom that
 * asks is its owner's business.
 */
export function isLoopback(endpoint: string): boolean {
  if (isThroughAdapter(endpoint)) return true;
  // A region that is left open makes no valid host, and none of this machine.
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  return host === 'localhost' || isLoopbackAddress(host.replace(/^\[|\]$/g, ''));
}

/** Whether an address leads to this machine, as `isLoopback` says, or by a name under `.localhost` that resolves to it. */
export async function leadsToLoopback(endpoint: string): Promise<boolean> {
  if (isLoopback(endpoint)) return true;
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  if (!host.endsWith('.localhost')) return false;
  const addresses = await addressesOf(host);
  return addresses.length > 0 && addresses.every(isLoopbackAddress);
}

/** Milliseconds for a name to be resolved; who is asked may not be there. */
const RESOLVE_MS = 2_000;

/** The addresses that a host name resolves to; none where it does not. */
export async function addressesOf(host: string): Promise<readonly string[]> {
  const late = new Promise<readonly string[]>((resolve) => setTimeout(resolve, RESOLVE_MS, []).unref());
  const found = lookup(host, { all: true }).then(
    (all) => all.map(({ address }) => address),
    () => [],
  );
  return Promise.race([found, late]);
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^127(\.\d+){3}$/.test(address);
}

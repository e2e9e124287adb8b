import type { Contract } from './contract.ts';

/** What stands for a variable of a server's address, e.g. a region. */
const VARIABLE = '[a-z0-9-]+';

/**
 * Whether an endpoint is an address of the real service, by the servers of its contract. Scheme, port and path do not
 * count; a variable of the server may also be left open in the endpoint (`https://host.{region}.example`).
 */
export function isServedAt({ servers }: Pick<Contract, 'servers'>, endpoint: string): boolean {
  const host = hostOf(endpoint);
  return servers.some((server) => {
    const pattern = hostOf(server)
      .split(/\{[^}]*\}/)
      .map((text) => text.replaceAll('.', '\\.'))
      .join(`(?:${VARIABLE}|\\{[a-z]+\\})`);
    return new RegExp(`^${pattern}$`, 'iu').test(host);
  });
}

function hostOf(address: string): string {
  // A final dot makes a name absolute and leads to the same host.
  return address
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[:/].*$/, '')
    .replace(/\.$/, '');
}

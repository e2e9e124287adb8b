import type { Contract } from './contract.ts';

/** What stands for a variable of a server's address, e.g. a region. */
const VARIABLE = '[a-z0-9-]+';

/** What tells the real service: the servers of a contract and, where it has one, its rule of hosts. */
type Served = Pick<Contract, 'servers'> & { readonly rules?: Pick<Contract['rules'], 'service'> };

/**
 * Whether an endpoint is an address of the real service, by the servers of its contract and by the domains and labels of
 * its hosts. Scheme, port and path do not count; a variable of the server may also be left open in the endpoint
 * (`https://host.{region}.example`).
 */
export function isServedAt({ servers, rules }: Served, endpoint: string): boolean {
  const host = hostOf(endpoint);
  return isHostOf(rules?.service, host) || servers.some((server) => patternOf(server).test(host));
}

function patternOf(server: string): RegExp {
  const pattern = hostOf(server)
    .split(/\{[^}]*\}/)
    .map((text) => text.replaceAll('.', '\\.'))
    .join(`(?:${VARIABLE}|\\{[a-z]+\\})`);
  return new RegExp(`^${pattern}$`, 'iu');
}

function isHostOf(service: Contract['rules']['service'], host: string): boolean {
  const domain = service?.domains.find((one) => host.endsWith(`.${one}`));
  if (service === undefined || domain === undefined) return false;
  const label = new RegExp(service.label, 'u');
  return host
    .slice(0, -domain.length - 1)
    .split('.')
    .some((one) => label.test(one));
}

/** The host of an address as resolvers see it: in lower case, and without the dots that make a name absolute. */
function hostOf(address: string): string {
  return address
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/^[^/]*@/, '')
    .replace(/[:/?#].*$/, '')
    .replace(/\.+$/, '')
    .toLowerCase();
}

/** Hosts of the real service in these regions, by the servers of its contract; those with other variables are left out. */
export function serviceHosts(
  { servers }: Pick<Contract, 'servers'>,
  regions: readonly string[],
): readonly string[] {
  const hosts = servers.flatMap((server) =>
    regions.map((region) => hostOf(server.replaceAll('{region}', region))),
  );
  return [...new Set(hosts)].filter((host) => !host.includes('{'));
}

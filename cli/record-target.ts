import { providers } from '../specs/compiled.ts';
import type { Contract } from '../specs/contract.ts';
import { REGION_PLACEHOLDER } from '../targets/wire/endpoint.ts';
import { contractFor } from './contract.ts';

/** Where to record. */
export interface Place {
  readonly endpoint: string;
  readonly regions?: readonly string[];
}

/**
 * An address of the real service names one region, but checks of isolation ask a second one: the region becomes a
 * placeholder and the main region of the recording. Any other address stays as it is.
 */
export async function atItsRegion(
  endpoint: string,
  provider: string | undefined,
  regions: readonly string[] | undefined,
): Promise<Place> {
  const asked = regions === undefined ? {} : { regions };
  for (const id of provider === undefined ? await providers() : [provider]) {
    const contract = await contractFor(id);
    const found = regionIn(endpoint, contract);
    if (found === undefined) continue;
    const { region, open } = found;
    const others = contract.rules.regions.filter((one) => one !== region);
    return { endpoint: open, regions: regions ?? [region, ...others].slice(0, 3) };
  }
  return { endpoint, ...asked };
}

function regionIn(
  endpoint: string,
  { servers }: Contract,
): { readonly region: string; readonly open: string } | undefined {
  if (!URL.canParse(endpoint)) return undefined;
  const { protocol, host, hostname, pathname } = new URL(endpoint);
  for (const server of servers) {
    const pattern = server
      .replace(/^https:\/\//, '')
      .split(REGION_PLACEHOLDER)
      .map((text) => text.replaceAll('.', '\\.'));
    if (pattern.length !== 2 || pattern.some((text) => text.includes('{'))) continue;
    const region = new RegExp(`^${pattern.join('([a-z0-9-]+)')}$`, 'i').exec(hostname)?.[1];
    if (region !== undefined)
      return { region, open: `${protocol}//${host.replace(region, REGION_PLACEHOLDER)}${pathname}` };
  }
  return undefined;
}

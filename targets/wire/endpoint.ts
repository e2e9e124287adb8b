/** Stands in an endpoint for the region of the call, e.g. `https://ec2.{region}.amazonaws.com/`. */
export const REGION_PLACEHOLDER = '{region}';

/** Where a call of a region goes. */
export interface Address {
  /** Scheme, host and port, e.g. `http://127.0.0.1:5000`. */
  readonly origin: string;
  /** `host` or `host:port`, as in the Host header. */
  readonly host: string;
  /** Path, starting with `/`. */
  readonly path: string;
}

/** By endpoint with its region: every call asks, and a run has a handful. */
const KNOWN = new Map<string, Address>();

/** @throws TypeError when the endpoint is not an absolute address */
export function addressOf(endpoint: string, region: string): Address {
  if (endpoint.includes(REGION_PLACEHOLDER) && !/^[A-Za-z0-9-]{1,63}$/.test(region))
    throw new TypeError(`'${region}' is no part of a host name`);
  const text = endpoint.replaceAll(REGION_PLACEHOLDER, region);
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const { origin, host, pathname } = new URL(text);
  const address = { origin, host, path: pathname };
  KNOWN.set(text, address);
  return address;
}

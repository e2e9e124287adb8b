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

/** @throws TypeError when the endpoint is not an absolute address */
export function addressOf(endpoint: string, region: string): Address {
  const { origin, host, pathname } = new URL(endpoint.replaceAll(REGION_PLACEHOLDER, region));
  return { origin, host, path: pathname };
}

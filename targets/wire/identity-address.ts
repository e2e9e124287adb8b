import { connectionMs } from '../client.ts';
import type { Target } from '../target.ts';
import { type Address, addressOf } from './endpoint.ts';
import { type HttpRequest, type HttpResponse, openConnections } from './http.ts';

/**
 * Where the identity service answers: beside the key pairs on an implementation, and on a host of its own for the real
 * service, whose name differs from the host of the key pairs in the first label only (`ec2.eu-west-1.` to `sts.eu-west-1.`).
 */
export function identityAddress({ endpoint, regions }: Target, real: boolean): Address {
  if (!real) return addressOf(endpoint, regions[0]);
  const { origin, host, path } = addressOf(endpoint, regions[0]);
  const identityHost = host.replace(/^[^.]+/, 'sts');
  return { origin: origin.replace(host, identityHost), host: identityHost, path };
}

/** One request to the identity service, under the time limits of the target. */
export async function askOnce(
  target: Target,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const connections = openConnections({
    concurrency: 1,
    connectMs: connectionMs(target),
    requestMs: target.timeouts.requestMs,
    maxBodyBytes: 65_536,
    ...(target.ca === undefined ? {} : { ca: target.ca }),
  });
  try {
    return await connections.exchange(request, signal);
  } finally {
    connections.close();
  }
}

import type { KeyPairClient } from '../target.ts';

/** The same client with its calls sent in another way. */
export function withCall(client: KeyPairClient, call: KeyPairClient['call']): KeyPairClient {
  return {
    kind: client.kind,
    ...(client.protocol && { protocol: client.protocol }),
    call,
    ...(client.read && { read: client.read.bind(client) }),
    ...(client.waitUntilExists && { waitUntilExists: client.waitUntilExists.bind(client) }),
    close: () => client.close(),
  };
}

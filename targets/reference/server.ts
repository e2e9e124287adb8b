import type { ServiceOf, VerifiedKey } from './context.ts';
import { type HttpHandler, listen, type ReferenceServer, type Tls } from './http.ts';
import { type KeySource, sharedKeySource } from './keys/source.ts';
import { RegionStores, type Stored } from './store.ts';

/** How much a server holds and puts up with. */
export interface ReferenceLimits {
  /** @default what the real service holds: 5000 on EC2, 500 on ECS */
  readonly keyPairsPerRegion?: number;
  /** Greatest size of a request body. @default 1048576 */
  readonly bodyBytes?: number;
  /** Time for a whole request to arrive, in milliseconds. @default 30000 */
  readonly requestMs?: number;
}

/** What can be chosen about a reference server, whatever it speaks. */
export interface ServerOptions<AnyBehaviours> {
  /** @default the correct ones */
  readonly behaviours?: AnyBehaviours;
  /** Where private keys come from. @default one pool for the whole process */
  readonly keys?: KeySource;
  readonly limits?: ReferenceLimits;
  /** Checks signatures against this key; without it a credential must be there but may be any. */
  readonly verify?: VerifiedKey;
  /** Actions to refuse for want of a permission. @default [] */
  readonly deny?: readonly string[];
  /** @default 0, any free port */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Speaks HTTPS with this key and certificate. @default plain HTTP */
  readonly tls?: Tls;
}

/** Listens as the options say, by default on any free loopback port. Rejects when it cannot. */
export function serve(
  handler: HttpHandler,
  options: Pick<ServerOptions<never>, 'host' | 'port' | 'limits' | 'tls'>,
): Promise<ReferenceServer> {
  return listen(handler, {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    bodyBytes: options.limits?.bodyBytes ?? 1_048_576,
    requestMs: options.limits?.requestMs ?? 30_000,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
  });
}

/** What the requests to one server share, as its options say; `most` is how many pairs a region holds by default. */
export function serviceOf<Behaviours, Pair extends Stored>(
  behaviours: Behaviours,
  options: Pick<ServerOptions<never>, 'keys' | 'limits' | 'verify' | 'deny'>,
  most: number,
): ServiceOf<Behaviours, Pair> {
  return {
    behaviours,
    keys: options.keys ?? sharedKeySource(),
    regions: new RegionStores<Pair>(),
    keyPairsPerRegion: options.limits?.keyPairsPerRegion ?? most,
    verify: options.verify,
    denied: new Set(options.deny),
  };
}

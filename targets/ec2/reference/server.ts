import { answer } from '../../reference/answer.ts';
import { type HttpHandler, listen, type ReferenceServer, type Tls } from '../../reference/http.ts';
import { type KeySource, sharedKeySource } from '../../reference/keys/source.ts';
import type { VerifiedKey } from '../../reference/service.ts';
import { RegionStores } from '../../reference/store.ts';
import { type Behaviours, correctBehaviours } from './behaviours.ts';
import { openContext, type Service } from './context.ts';
import { decide } from './pipeline.ts';

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

/** What can be chosen about a reference server of EC2. */
export type ReferenceOptions = ServerOptions<Behaviours>;

/** Starts a server that answers the key pair actions of EC2. Rejects when it cannot listen. */
export function startReference(options: ReferenceOptions = {}): Promise<ReferenceServer> {
  return serve(referenceHandler(options), options);
}

/** The server without its socket: a region store of its own, and answers to one request after the other. */
export function referenceHandler(options: ReferenceOptions = {}): HttpHandler {
  const service: Service = {
    behaviours: options.behaviours ?? correctBehaviours(),
    keys: options.keys ?? sharedKeySource(),
    regions: new RegionStores(),
    keyPairsPerRegion: options.limits?.keyPairsPerRegion ?? 5_000,
    verify: options.verify,
    denied: new Set(options.deny),
  };
  return async (request, response) => answer(openContext(service, request), decide, response);
}

/** Listens as the options say, on any free loopback port unless told. Rejects when it cannot. */
export function serve(
  handler: HttpHandler,
  options: Pick<ReferenceOptions, 'host' | 'port' | 'limits' | 'tls'>,
): Promise<ReferenceServer> {
  return listen(handler, {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    bodyBytes: options.limits?.bodyBytes ?? 1_048_576,
    requestMs: options.limits?.requestMs ?? 30_000,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
  });
}

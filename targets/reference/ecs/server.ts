import type { ServerResponse } from 'node:http';
import type { HttpHandler, ReferenceServer, Tls } from '../http.ts';
import { type KeySource, sharedKeySource } from '../keys/source.ts';
import type { HttpRequest } from '../request.ts';
import { type ReferenceLimits, serve } from '../server.ts';
import { RegionStores } from '../store.ts';
import { correctEcsBehaviours, type EcsBehaviours } from './behaviours.ts';
import { type Context, openContext, type Service, type VerifiedKey } from './context.ts';
import type { Outcome } from './outcome.ts';
import type { EcsKeyPair } from './pair.ts';
import { decide } from './pipeline.ts';

/** What can be chosen about a reference server of ECS. */
export interface EcsReferenceOptions {
  /** @default correctEcsBehaviours() */
  readonly behaviours?: EcsBehaviours;
  /** Where private keys come from. @default one pool for the whole process */
  readonly keys?: KeySource;
  /** `keyPairsPerRegion` is 500 unless told. */
  readonly limits?: ReferenceLimits;
  /** Checks signatures against this key; without it a credential must be there but may be any. */
  readonly verify?: VerifiedKey;
  /** Actions to refuse for want of a permission. @default [] */
  readonly deny?: readonly string[];
  /** Resource groups of the account. @default [REFERENCE_RESOURCE_GROUP] */
  readonly resourceGroups?: readonly string[];
  /** @default 0, any free port */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Speaks HTTPS with this key and certificate. @default plain HTTP */
  readonly tls?: Tls;
}

/** The one resource group of an account that was given none. */
export const REFERENCE_RESOURCE_GROUP = 'rg-acfmreference001';

/** Starts a server that answers the key pair actions of ECS. Rejects when it cannot listen. */
export function startEcsReference(options: EcsReferenceOptions = {}): Promise<ReferenceServer> {
  return serve(ecsReferenceHandler(options), options);
}

/** The server without its socket: a region store of its own, and answers to one request after the other. */
export function ecsReferenceHandler(options: EcsReferenceOptions = {}): HttpHandler {
  const service: Service = {
    behaviours: options.behaviours ?? correctEcsBehaviours(),
    keys: options.keys ?? sharedKeySource(),
    regions: new RegionStores<EcsKeyPair>(),
    keyPairsPerRegion: options.limits?.keyPairsPerRegion ?? 500,
    verify: options.verify,
    denied: new Set(options.deny),
    resourceGroups: new Set(options.resourceGroups ?? [REFERENCE_RESOURCE_GROUP]),
    nonces: new Map(),
  };
  return (request, response) => answer(service, request, response);
}

async function answer(service: Service, request: HttpRequest, response: ServerResponse): Promise<void> {
  const ctx = openContext(service, request);
  const { http } = ctx.behaviours;
  const outcome = await outcomeOf(ctx);
  const body = http.body(ctx, outcome);
  const headers = http.headers(ctx, outcome, body);
  http.send(ctx, { status: http.status(ctx, outcome), headers, body }, response);
}

async function outcomeOf(ctx: Context): Promise<Outcome> {
  try {
    return await decide(ctx);
  } catch (reason) {
    return ctx.behaviours.protocol.fault(ctx, reason);
  }
}

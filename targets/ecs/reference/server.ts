import { answer } from '../../reference/gateway.ts';
import type { HttpHandler, ReferenceServer } from '../../reference/http.ts';
import { type ServerOptions, serve, serviceOf } from '../../reference/server.ts';
import { correctEcsBehaviours, type EcsBehaviours } from './behaviours.ts';
import { type EcsKeyPair, openContext, type Service } from './context.ts';
import { decide } from './operations.ts';

/** What can be chosen about a reference server of ECS. */
export interface EcsReferenceOptions extends ServerOptions<EcsBehaviours> {
  /** Resource groups of the account. @default [REFERENCE_RESOURCE_GROUP] */
  readonly resourceGroups?: readonly string[];
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
    ...serviceOf<EcsBehaviours, EcsKeyPair>(options.behaviours ?? correctEcsBehaviours(), options, 500),
    resourceGroups: new Set(options.resourceGroups ?? [REFERENCE_RESOURCE_GROUP]),
    nonces: new Map(),
  };
  return async (request, response) => answer(openContext(service, request), decide, response);
}

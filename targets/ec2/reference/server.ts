import { answer } from '../../reference/answer.ts';
import type { HttpHandler, ReferenceServer } from '../../reference/http.ts';
import { sharedKeySource } from '../../reference/keys/source.ts';
import { type ServerOptions, serve } from '../../reference/server.ts';
import { RegionStores } from '../../reference/store.ts';
import { type Behaviours, correctBehaviours } from './behaviours.ts';
import { openContext, type Service } from './context.ts';
import { type DressName, dressed } from './dress.ts';
import { decide } from './pipeline.ts';

/** What can be chosen about a reference server of EC2. */
export interface ReferenceOptions extends ServerOptions<Behaviours> {
  /** Headers and layout of answers. @default those of no time: what all of them have, indented */
  readonly dress?: DressName;
}

/** Starts a server that answers the key pair actions of EC2. Rejects when it cannot listen. */
export function startReference(options: ReferenceOptions = {}): Promise<ReferenceServer> {
  return serve(referenceHandler(options), options);
}

/** The server without its socket: a region store of its own, and answers to one request after the other. */
export function referenceHandler(options: ReferenceOptions = {}): HttpHandler {
  const behaviours = options.behaviours ?? correctBehaviours();
  const service: Service = {
    behaviours: options.dress === undefined ? behaviours : dressed(behaviours, options.dress),
    keys: options.keys ?? sharedKeySource(),
    regions: new RegionStores(),
    keyPairsPerRegion: options.limits?.keyPairsPerRegion ?? 5_000,
    verify: options.verify,
    denied: new Set(options.deny),
  };
  return async (request, response) => answer(openContext(service, request), decide, response);
}

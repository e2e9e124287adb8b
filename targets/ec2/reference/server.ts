import { answer } from '../../reference/gateway.ts';
import type { HttpHandler, ReferenceServer } from '../../reference/http.ts';
import { type ServerOptions, serve, serviceOf } from '../../reference/server.ts';
import { type Behaviours, correctBehaviours } from './behaviours.ts';
import { openContext, type Service } from './context.ts';
import { type DressName, dressed } from './dress.ts';
import { decide } from './operations.ts';

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
  const worn = options.dress === undefined ? behaviours : dressed(behaviours, options.dress);
  const service: Service = serviceOf(worn, options, 5_000);
  return async (request, response) => answer(openContext(service, request), decide, response);
}

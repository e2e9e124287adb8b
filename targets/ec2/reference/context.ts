import { type ContextOf, openRequest, type ServiceOf } from '../../reference/context.ts';
import type { HttpRequest } from '../../reference/request.ts';
import type { KeyPair } from '../../reference/store.ts';
import type { Behaviours } from './behaviours.ts';
import type { Credential } from './sigv4.ts';

/** What all requests to one server share. */
export type Service = ServiceOf<Behaviours, KeyPair>;

/** One request as the behaviours see it; the action is the parameter as sent. */
export interface Context extends ContextOf<Behaviours, Credential, KeyPair, Service> {}

/** Reads a request far enough to know whose it is, where it goes and what it asks. */
export function openContext(service: Service, request: HttpRequest): Context {
  return openRequest(service, request, (parameters, credential) => ({
    action: parameters.get('Action') ?? '',
    region: service.behaviours.authorization.region(credential),
  }));
}

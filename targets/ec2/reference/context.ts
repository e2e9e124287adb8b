import { type HttpRequest, Parameters } from '../../reference/request.ts';
import type { ServiceOf } from '../../reference/service.ts';
import type { KeyPair, KeyPairStore } from '../../reference/store.ts';
import type { Behaviours } from './behaviours.ts';
import type { Refusal } from './outcome.ts';
import type { Credential } from './sigv4.ts';

/** What all requests to one server share. */
export type Service = ServiceOf<Behaviours, KeyPair>;

/** One request as the behaviours see it. */
export interface Context {
  /** The Action parameter as sent; empty when there is none. */
  readonly action: string;
  readonly region: string;
  readonly credential: Credential | undefined;
  /** The identifier this response carries. */
  readonly requestId: string;
  readonly request: HttpRequest;
  readonly parameters: Parameters;
  /** Set when the parameters could not be read; `parameters` is empty then. */
  readonly unreadable: Refusal | undefined;
  /** The key pairs of the region. */
  readonly store: KeyPairStore;
  readonly service: Service;
  readonly behaviours: Behaviours;
}

/** Reads a request far enough to know whose it is, where it goes and what it asks. */
export function openContext(service: Service, request: HttpRequest): Context {
  const { behaviours } = service;
  const read = behaviours.protocol.parameters(request);
  const parameters = read instanceof Parameters ? read : new Parameters([]);
  const credential = behaviours.authorization.credential(request, parameters);
  const region = behaviours.authorization.region(credential);
  return {
    action: parameters.get('Action') ?? '',
    region,
    credential,
    requestId: behaviours.identifiers.requestId(),
    request,
    parameters,
    unreadable: read instanceof Parameters ? undefined : read,
    store: behaviours.store.ofRegion(service.regions, region),
    service,
    behaviours,
  };
}

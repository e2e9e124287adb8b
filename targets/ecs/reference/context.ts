import { type HttpRequest, Parameters } from '../../reference/request.ts';
import type { ServiceOf } from '../../reference/service.ts';
import type { EcsBehaviours } from './behaviours.ts';
import type { AcsCredential } from './credential.ts';
import type { Refusal } from './outcome.ts';
import type { EcsKeyPair, EcsStore } from './pair.ts';

/** What all requests to one server share. */
export interface Service extends ServiceOf<EcsBehaviours, EcsKeyPair> {
  /** Resource groups of the account. */
  readonly resourceGroups: ReadonlySet<string>;
  /** Signature numbers that have been used, with the time of their request in milliseconds since 1970. */
  readonly nonces: Map<string, number>;
}

/** The format an answer is written in. */
export type Format = 'json' | 'xml';

/** One request as the behaviours see it. */
export interface Context {
  /** The action asked for; empty when there is none. */
  readonly action: string;
  /** The version asked for; empty when there is none. */
  readonly version: string;
  /** The RegionId parameter as sent; empty when there is none. */
  readonly region: string;
  readonly credential: AcsCredential | undefined;
  readonly format: Format;
  /** The identifier this response carries. */
  readonly requestId: string;
  readonly request: HttpRequest;
  readonly parameters: Parameters;
  /** Set when the parameters could not be read; `parameters` is empty then. */
  readonly unreadable: Refusal | undefined;
  /** The key pairs of the region. */
  readonly store: EcsStore;
  readonly service: Service;
  readonly behaviours: EcsBehaviours;
}

/** Reads a request far enough to know whose it is, where it goes and what it asks. */
export function openContext(service: Service, request: HttpRequest): Context {
  const { behaviours } = service;
  const read = behaviours.protocol.parameters(request);
  const parameters = read instanceof Parameters ? read : new Parameters([]);
  const credential = behaviours.authorization.credential(request, parameters);
  const region = parameters.get('RegionId') ?? '';
  return {
    action: behaviours.protocol.action(request, parameters),
    version: behaviours.protocol.askedVersion(request, parameters),
    region,
    credential,
    format: behaviours.format.wanted(request, parameters, credential),
    requestId: behaviours.identifiers.requestId(),
    request,
    parameters,
    unreadable: read instanceof Parameters ? undefined : read,
    store: behaviours.store.ofRegion(service.regions, region),
    service,
    behaviours,
  };
}

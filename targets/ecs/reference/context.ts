import { type ContextOf, openRequest, type ServiceOf } from '../../reference/context.ts';
import type { HttpRequest } from '../../reference/request.ts';
import type { EcsBehaviours } from './behaviours.ts';
import type { AcsCredential } from './credential.ts';
import type { EcsKeyPair } from './pair.ts';

/** What all requests to one server share. */
export interface Service extends ServiceOf<EcsBehaviours, EcsKeyPair> {
  /** Resource groups of the account. */
  readonly resourceGroups: ReadonlySet<string>;
  /** Signature numbers that have been used, with the time of their request in milliseconds since 1970. */
  readonly nonces: Map<string, number>;
}

/** The format an answer is written in. */
export type Format = 'json' | 'xml';

/** One request as the behaviours see it; the region is the parameter as sent, empty when there is none. */
export interface Context extends ContextOf<EcsBehaviours, AcsCredential, EcsKeyPair, Service> {
  /** The version asked for; empty when there is none. */
  readonly version: string;
  readonly format: Format;
}

/** Reads a request far enough to know whose it is, where it goes and what it asks. */
export function openContext(service: Service, request: HttpRequest): Context {
  const { protocol, format } = service.behaviours;
  return openRequest(service, request, (parameters, credential) => ({
    action: protocol.action(request, parameters),
    version: protocol.askedVersion(request, parameters),
    region: parameters.get('RegionId') ?? '',
    format: format.wanted(request, parameters, credential),
  }));
}

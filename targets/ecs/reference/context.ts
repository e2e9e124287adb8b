import { type ContextOf, openRequest, type ServiceOf } from '../../reference/context.ts';
import type { HttpRequest } from '../../reference/request.ts';
import type { Tag } from '../../reference/store.ts';
import type { EcsBehaviours } from './behaviours.ts';
import type { AcsCredential } from './credential.ts';

/**
 * A key pair as ECS keeps it. The public key stays an SSH blob: ECS takes kinds of key that are not read any further,
 * and its fingerprint is over the blob.
 */
export interface EcsKeyPair {
  readonly id: string;
  readonly name: string;
  readonly origin: 'created' | 'imported';
  /** SSH name of the kind of key, e.g. `ssh-rsa`. */
  readonly algorithm: string;
  readonly blob: Buffer;
  readonly fingerprint: string;
  readonly createdAt: Date;
  readonly tags: readonly Tag[];
  /** Empty where there is none. */
  readonly resourceGroup: string;
}

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

import type { KeySource } from './keys/source.ts';
import type { Refusal } from './outcome.ts';
import { type HttpRequest, Parameters } from './request.ts';
import type { KeyPairStore, RegionStores, Stored } from './store.ts';

/** The one access key that a verifying server knows. */
export interface VerifiedKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** When given, every request must carry this token; when absent, none may. */
  readonly sessionToken?: string;
}

/** What all requests to one server share. */
export interface ServiceOf<Behaviours, Pair extends Stored> {
  readonly behaviours: Behaviours;
  readonly keys: KeySource;
  readonly regions: RegionStores<Pair>;
  readonly keyPairsPerRegion: number;
  readonly verify: VerifiedKey | undefined;
  /** Actions that nobody has the permission for. */
  readonly denied: ReadonlySet<string>;
}

/** One request as the behaviours see it, whatever the protocol. */
export interface ContextOf<Behaviours, Credential, Pair extends Stored, Service> {
  /** The action asked for; empty when there is none. */
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
  readonly store: KeyPairStore<Pair>;
  readonly service: Service;
  readonly behaviours: Behaviours;
}

/** The behaviours that open a request. */
interface Opening<Credential, Pair extends Stored> {
  readonly protocol: { parameters(request: HttpRequest): Parameters | Refusal };
  readonly authorization: {
    credential(request: HttpRequest, parameters: Parameters): Credential | undefined;
  };
  readonly identifiers: { requestId(): string };
  readonly store: { ofRegion(regions: RegionStores<Pair>, region: string): KeyPairStore<Pair> };
}

/** Reads a request far enough to know whose it is, where it goes and, by `asked`, what it asks. */
export function openRequest<
  Behaviours extends Opening<Credential, Pair>,
  Credential,
  Pair extends Stored,
  Service extends ServiceOf<Behaviours, Pair>,
  Asked extends { readonly action: string; readonly region: string },
>(
  service: Service & { readonly behaviours: Behaviours & Opening<Credential, Pair> },
  request: HttpRequest,
  asked: (parameters: Parameters, credential: Credential | undefined) => Asked,
): ContextOf<Behaviours, Credential, Pair, Service> & Asked {
  const { behaviours } = service;
  const read = behaviours.protocol.parameters(request);
  const parameters = read instanceof Parameters ? read : new Parameters([]);
  const credential = behaviours.authorization.credential(request, parameters);
  const said = asked(parameters, credential);
  return {
    ...said,
    credential,
    requestId: behaviours.identifiers.requestId(),
    request,
    parameters,
    unreadable: read instanceof Parameters ? undefined : read,
    store: behaviours.store.ofRegion(service.regions, said.region),
    service,
    behaviours,
  };
}

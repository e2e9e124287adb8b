import type { OpenAPIV3_1 } from 'openapi-types';
import type { Recordings } from './contract/recordings.ts';
import type { Rules } from './contract/rules.ts';
import type {
  Citation,
  KeyVector,
  Location,
  Observation,
  RejectedMaterial,
  SourceDocument,
} from './contract/sources.ts';
import type {
  Capability,
  Evidence,
  JsonObject,
  Level,
  OperationRole,
  ParameterRole,
  Reading,
  ShownField,
  Topic,
} from './contract/vocabulary.ts';

export type * from './contract/recordings.ts';
export type * from './contract/rules.ts';
export type * from './contract/sources.ts';
export * from './contract/vocabulary.ts';

/** Everything that is promised about one provider. Plain data: it survives JSON. */
export interface Contract {
  readonly provider: string;
  readonly title: string;
  /** Addresses of the real service, with variables in braces; an endpoint that fits one tells its provider. */
  readonly servers: readonly string[];
  readonly documents: readonly SourceDocument[];
  readonly observations: readonly Observation[];
  readonly operations: { readonly [role in OperationRole]?: Operation };
  readonly refusals: { readonly [id: string]: Refusal };
  /** Body of every refusal. */
  readonly errorBody: ResponseBody;
  readonly components: { readonly [name: string]: OpenAPIV3_1.SchemaObject };
  readonly requirements: readonly Requirement[];
  readonly rules: Rules;
  readonly conflicts: readonly Conflict[];
  readonly vectors: readonly KeyVector[];
  readonly rejectedMaterials: readonly RejectedMaterial[];
  /** What was recorded on real accounts, where anything was. */
  readonly recordings?: Recordings;
}

/** One operation of the provider. */
export interface Operation {
  readonly role: OperationRole;
  /** The provider's name, e.g. `CreateKeyPair`. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** What of a key pair the answer shows; of a describe, what it can show. */
  readonly shows: readonly ShownField[];
  /** Body of the success answer; XML names stand in `xml`, as OpenAPI defines. */
  readonly success: ResponseBody;
  readonly location: Location;
}

/** A parameter of an operation as the OpenAPI document declares it. */
export interface Parameter {
  /** The provider's name on the wire, e.g. `KeyName`. */
  readonly name: string;
  readonly role: ParameterRole;
  readonly required: boolean;
  readonly schema: OpenAPIV3_1.SchemaObject;
}

/** A response body as declared: media type and schema (with `$ref` into `components` left in place). */
export interface ResponseBody {
  readonly status: number;
  /** Set where a body refuses although its status says success. */
  readonly refusal?: true;
  readonly mediaType: string;
  readonly schema: OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject;
}

/** An error the service answers with. */
export interface Refusal {
  readonly id: string;
  /** Error code on the wire. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  /** Regular expression over the message; only where the wording is stable. */
  readonly message?: string;
  readonly sources: readonly Citation[];
}

/** The answer a requirement waits for. Exactly one key. */
export type Expectation =
  | { readonly outcome: 'accepted' }
  /** Identifier(s) of refusals in the OpenAPI document (`x-refusals`); any one of them satisfies. */
  | { readonly refusal: string | readonly string[] }
  /** Both answers are allowed; the report records which one came. */
  | { readonly either: readonly Expectation[] }
  /** A rule of `rules.yaml`, as `section/id`, e.g. `fingerprints/created-rsa`. */
  | { readonly rule: string }
  /** What holds is said by the check itself, with `given`. */
  | { readonly property: string };

/** One promise of the API, in the project's own words. */
export interface Requirement {
  /** Stable and provider-neutral, e.g. `name.create.longer-than-maximum`. */
  readonly id: string;
  readonly topic: Topic;
  readonly operation: OperationRole;
  readonly level: Level;
  readonly statement: string;
  readonly sources: readonly Citation[];
  readonly evidence: Evidence;
  /** The check body that judges it, as `<suite>/<body>`. */
  readonly check: string;
  /** What the check is to vary; each body documents its own keys. */
  readonly given: JsonObject;
  readonly expects: Expectation;
  /** The expectation under the documented reading, where documents and service differ (see `conflicts.yaml`). */
  readonly readings?: { readonly documented: Expectation };
  /** Requirements that must hold for this one to be judged. */
  readonly needs: readonly string[];
  /** Capabilities without which there is nothing to judge. */
  readonly requires?: readonly Capability[];
  /** Kinds of clients that can show it, where not every client can; without one of them in the run it is skipped. */
  readonly clients?: readonly string[];
  /** Set on the one requirement that shows an operation works at all; every other user of the operation needs it. */
  readonly basis?: OperationRole;
  readonly location: Location;
}

/** A place where documents contradict each other or the service. */
export interface Conflict {
  readonly id: string;
  readonly subject: string;
  readonly readings: readonly {
    readonly reading: Reading;
    readonly says: string;
    readonly sources: readonly Citation[];
  }[];
  readonly ruling: string;
  /** What evidence would change the ruling. */
  readonly overturnedBy: string;
  readonly requirements: readonly string[];
  /** Why no requirement is judged by both readings, where none is: a client cannot tell them apart, or they agree. */
  readonly indistinct?: string;
}

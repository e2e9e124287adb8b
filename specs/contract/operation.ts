import type { OpenAPIV3_1 } from 'openapi-types';
import type { Citation, Location } from './sources.ts';
import type { OperationRole, ParameterRole, ShownField } from './vocabulary.ts';

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

import type { OpenAPIV3_1 } from 'openapi-types';
import type { Operation, Refusal, ResponseBody } from './contract/operation.ts';
import type { Recordings } from './contract/recordings.ts';
import type { Conflict, Requirement } from './contract/requirement.ts';
import type { Rules } from './contract/rules.ts';
import type { KeyVector, Observation, RejectedMaterial, SourceDocument } from './contract/sources.ts';
import type { OperationRole } from './contract/vocabulary.ts';

export type * from './contract/operation.ts';
export type * from './contract/recordings.ts';
export type * from './contract/requirement.ts';
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

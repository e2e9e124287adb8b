import type { OpenAPIV3_1 } from 'openapi-types';

/** The four things a key-pair API does, by the names the suites use. A provider's own names stand in its OpenAPI document. */
export const OPERATION_ROLES = ['create', 'import', 'describe', 'delete'] as const;
export type OperationRole = (typeof OPERATION_ROLES)[number];

/** What a service may lack as a whole, so that whoever runs it can say so. */
export const CAPABILITIES = ['ed25519', 'ppk', 'tags', 'import', 'dry-run', 'verifies-signatures'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** What a parameter is for, by the names the suites use (`x-role` in the OpenAPI document). */
export const PARAMETER_ROLES = [
  'name',
  'names',
  'id',
  'ids',
  'material',
  'key-type',
  'key-format',
  'tags',
  'filters',
  'dry-run',
  'include-public-key',
  'region',
  'resource-group',
  'fingerprint',
  'page-number',
  'page-size',
] as const;
export type ParameterRole = (typeof PARAMETER_ROLES)[number];

/** What of a key pair an answer can show (`x-shows` in the OpenAPI document). */
export const SHOWN_FIELDS = [
  'name',
  'id',
  'fingerprint',
  'key-type',
  'private-key',
  'public-key',
  'created-at',
  'tags',
] as const;
export type ShownField = (typeof SHOWN_FIELDS)[number];

/** The subjects a requirement can belong to; each has one suite. */
export const TOPICS = [
  'name',
  'duplicate',
  'dry-run',
  'fingerprint',
  'key-material',
  'key-type-format',
  'import',
  'describe',
  'filter',
  'paging',
  'delete',
  'tags',
  'identifier',
  'isolation',
  'lifecycle',
  'response-shape',
  'error-shape',
  'wire',
  'client',
  'quota',
] as const;
export type Topic = (typeof TOPICS)[number];

/** How binding a requirement is; only `must` and `should` can make a target non-conformant. */
export const LEVELS = ['must', 'should', 'may'] as const;
export type Level = (typeof LEVELS)[number];

/** How sure we are: a dated answer of the real service, a published text, or a conclusion of ours. */
export const EVIDENCE_GRADES = ['observed', 'documented', 'inferred'] as const;
export type Evidence = (typeof EVIDENCE_GRADES)[number];

/** Which side a run takes where documents and the real service differ. */
export const READINGS = ['observed', 'documented'] as const;
export type Reading = (typeof READINGS)[number];

/** A JSON value, as specs carry it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A place in a specs file, for messages: `file` is relative to the specs folder, `line` counts from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
}

/** A text or a recording that requirements rest on. */
export interface SourceDocument {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  /** `mission`: one of the five documents with a line of its own in every report. */
  readonly role: 'mission' | 'supporting' | 'recording';
  readonly revision?: string;
  /** ISO date of the revision, where one is known. */
  readonly date?: string;
  /** Public address, or `owner/repository` with the commit in `revision`. */
  readonly location?: string;
  /** The provider it speaks of, where that is not the one whose folder declares it: its requirements stand there. */
  readonly provider?: string;
  readonly note?: string;
}

/** One row of the fact tables: something the real service did or a document says. */
export interface Observation {
  readonly id: string;
  readonly statement: string;
  readonly grade: Evidence;
  readonly sources: readonly Citation[];
  /** ISO date and region of the answer, for observed rows. */
  readonly date?: string;
  readonly region?: string;
  /** Why no requirement rests on this row, where none does: it cannot be seen by a client, or it is not settled. */
  readonly uncovered?: string;
}

/** Where a claim comes from: a document (with the place in it) or a row of the observations. */
export type Citation = { readonly document: string; readonly at?: string } | { readonly observation: string };

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

/** A parameter of an operation as the OpenAPI document declares it. */
export interface Parameter {
  /** The provider's name on the wire, e.g. `KeyName`. */
  readonly name: string;
  readonly role: ParameterRole;
  readonly required: boolean;
  readonly schema: OpenAPIV3_1.SchemaObject;
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

/** A response body as declared: media type and schema (with `$ref` into `components` left in place). */
export interface ResponseBody {
  readonly status: number;
  readonly mediaType: string;
  readonly schema: OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject;
}

/** What a fingerprint is made of. */
export interface FingerprintRule {
  readonly id: string;
  readonly origin: 'created' | 'imported';
  /** Set on what only the texts say: the rule of a second reading, never the one that a run works by. */
  readonly reading?: 'documented';
  readonly keyType: string;
  readonly digest: 'md5' | 'sha1' | 'sha256';
  readonly over: 'pkcs8-der' | 'pkcs1-der' | 'spki-der' | 'ssh-blob';
  readonly rendering: 'hex-colons' | 'hex' | 'base64-padded' | 'base64' | 'SHA256:base64';
  /** Renderings that documents also promise; reported, not failed. */
  readonly tolerates?: readonly FingerprintRule['rendering'][];
  /** Regular expression of the rendering. */
  readonly pattern: string;
  readonly sources: readonly Citation[];
}

/** What a created private key looks like. */
export interface KeyMaterialRule {
  readonly id: string;
  /** Set on what only the texts say: the rule of a second reading, never the one that a run works by. */
  readonly reading?: 'documented';
  readonly keyType: string;
  /** Value of the key-format parameter, or `default` where the API has none. */
  readonly format: string;
  readonly container: 'pkcs1' | 'pkcs8' | 'openssh' | 'ppk-v2' | 'ppk-v3';
  /** Containers that documents also promise; reported, not failed. */
  readonly tolerates?: readonly string[];
  readonly firstLine: string;
  readonly bits: number;
  readonly exponent?: number;
  /** What the comment inside the file is. */
  readonly comment?: 'key-name';
  readonly sources: readonly Citation[];
}

/** A named value format: identifiers, request ids, times. */
export interface FormatRule {
  readonly id: string;
  /** Regular expression. */
  readonly pattern: string;
  readonly sources: readonly Citation[];
}

/** How many key pairs an account may have. */
export interface QuotaRule {
  readonly limit: number;
  readonly scope: 'region';
  readonly refusal: string;
  readonly sources: readonly Citation[];
}

/** Limits of tags. */
export interface TagRule {
  readonly maximum: number;
  readonly key: { readonly minimum: number; readonly maximum: number };
  readonly value: { readonly minimum: number; readonly maximum: number };
  readonly reservedPrefixes: readonly string[];
  readonly sources: readonly Citation[];
}

/** Rules that are declarations rather than sentences. */
export interface Rules {
  readonly fingerprints: readonly FingerprintRule[];
  readonly keyMaterial: readonly KeyMaterialRule[];
  readonly formats: readonly FormatRule[];
  readonly quota: QuotaRule;
  readonly tags: TagRule;
  /** Key type and format used when the request names none. */
  readonly defaults: { readonly keyType: string; readonly keyFormat: string };
  /** The public key that a describe shows. */
  readonly publicKey: { readonly comment: 'key-name' | 'as-sent'; readonly trailingNewline: boolean };
  /** Regions a run uses unless told otherwise: the main one, the second for isolation, a quiet one for quota. */
  readonly regions: readonly [string, string, string];
  /** Topics that this provider has nothing to say on, with the reason. */
  readonly notApplicable?: readonly { readonly topic: Topic; readonly reason: string }[];
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

/** A key whose fingerprint the real service returned (or that is derived by its rule). */
export interface KeyVector {
  readonly id: string;
  readonly origin: 'created' | 'imported';
  readonly keyType: string;
  readonly bits: number;
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly grade: Evidence;
  readonly source: string;
  /** What to send instead of the OpenSSH line, where the recording used another encoding. */
  readonly material?: string;
}

/** Material the real service refused. */
export interface RejectedMaterial {
  readonly id: string;
  /** Base64 of the bytes that were sent as material (before the API's own base64). */
  readonly materialBase64: string;
  readonly refusal: string;
  readonly grade: Evidence;
  readonly source: string;
}

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
}

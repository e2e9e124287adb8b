/** The four things a key-pair API does, by the names the suites use. A provider's own names stand in its OpenAPI document. */
export const OPERATION_ROLES = ['create', 'import', 'describe', 'delete'] as const;
export type OperationRole = (typeof OPERATION_ROLES)[number];

/** What a service may lack as a whole, so that whoever runs it can say so. */
export const CAPABILITIES = ['ed25519', 'ppk', 'tags', 'import', 'dry-run', 'verifies-signatures'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** The clients that a run can use. */
export const CLIENT_KINDS = ['wire', 'sdk', 'boto3', 'aws-cli'] as const;
export type RunClientKind = (typeof CLIENT_KINDS)[number];
/** Those that are programs of other runtimes, which not every machine has. */
export const PROGRAM_CLIENTS = ['boto3', 'aws-cli'] as const;
export type ProgramClientKind = (typeof PROGRAM_CLIENTS)[number];

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
  'page-offset',
  'page-token',
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
  'history',
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

import type { Citation } from './sources.ts';
import type { JsonObject, OperationRole, Topic } from './vocabulary.ts';

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
  /** What the model of the service cannot learn from the rest; without it there are no histories. */
  readonly model?: ModelRule;
  /** Regions a run uses by default: the main one, the second for isolation, a quiet one for quota. */
  readonly regions: readonly [string, string, string];
  /** Versions of the API, where the service has several. */
  readonly versions?: VersionsRule;
  /** By what the real service is told from an implementation of it. */
  readonly service?: ServiceRule;
  /** What a recording of a real account has to know; without it none can be made. */
  readonly account?: AccountRule;
  /** Topics that this provider has nothing to say on, with the reason. */
  readonly notApplicable?: readonly { readonly topic: Topic; readonly reason: string }[];
}

/** Hosts and regions of the real service. */
export interface ServiceRule {
  /** Regular expression of one label of every host, which tells the service from others of the same domain. */
  readonly label: string;
  /** Domains under which its hosts are. */
  readonly domains: readonly string[];
  /** Regular expression of a region. */
  readonly region: string;
  readonly sources: readonly Citation[];
}

/** Real accounts: documented rates, cost, and the permissions that are enough. */
export interface AccountRule {
  /** What all names of a recording begin with, so that the permissions can name them. */
  readonly namePrefix: string;
  /** Codes by which a call is rejected that the permissions do not allow. */
  readonly deniedCodes: readonly string[];
  /** Documented limits of requests; none where no text has numbers. */
  readonly rates: readonly {
    readonly operations: readonly OperationRole[];
    readonly perSecond: number;
    readonly burst: number;
    readonly sources: readonly Citation[];
  }[];
  readonly cost: { readonly statement: string; readonly sources: readonly Citation[] };
  /** In the provider's own form; `{account}` and `{namePrefix}` stand for values. */
  readonly policy: { readonly Version: string; readonly Statement: readonly JsonObject[] };
}

/** Versions of an API by what a request that asks for them gets. */
export interface VersionsRule {
  /** Namespace of an answer, with `{version}` in the place of the version that was asked for. */
  readonly namespace: string;
  /** Served, each under its own namespace; oldest first. */
  readonly published: readonly string[];
  /** Look like versions and were seen to be rejected. */
  readonly unknown: readonly string[];
  readonly sources: readonly Citation[];
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

/** What a filter of a describe looks at. */
export type FilterSubject = 'name' | 'id' | 'fingerprint' | 'tag-key' | 'tag-value' | 'tag';

/** What the model of generated histories takes from the contract by reference. */
export interface ModelRule {
  /** What each filter looks at; the subject `tag` is the prefix of a filter whose name ends with the tag key. */
  readonly filters: { readonly [filter: string]: FilterSubject };
  /** Set where the name of a describe may have an asterisk at its end. */
  readonly namePatterns?: true;
  /** Other ways to send the same call, each with the requirement that states it. */
  readonly sendings: readonly {
    readonly stated: string;
    readonly wire: {
      readonly method?: 'GET' | 'POST';
      readonly place?: 'query' | 'body';
      readonly authentication?: 'header' | 'presigned';
    };
  }[];
  /** The requirement that states the answer in a situation, as `<operation>.<situation>`, e.g. `create.name-taken`. */
  readonly answers: { readonly [situation: string]: string };
}

import type { JsonObject, OperationRole } from '../specs/contract.ts';
import type { StepRole } from '../suites/check.ts';
import type { ClientKind } from '../targets/target.ts';

/** Number of the form of a bundle; a reader refuses any other. */
export const BUNDLE_FORMAT = 1;

/** First line of a bundle: who was asked, by what, and when. */
export interface BundleHeader {
  readonly type: 'bundle';
  readonly format: typeof BUNDLE_FORMAT;
  readonly provider: string;
  /** `real`: the provider's own hosts. Nothing else is evidence of the service. */
  readonly service: 'real' | 'other';
  readonly endpoint: string;
  readonly regions: readonly string[];
  readonly startedAt: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** SHA-256 of the contract that the results were judged by. */
  readonly contract: string;
  /** Versions of the SDKs that asked, by package name. */
  readonly sdks: Readonly<Record<string, string>>;
  readonly seed: number;
  /** What the names of the recording begin with. */
  readonly namePrefix: string;
  readonly clients: readonly ClientKind[];
}

/** What is known of a private key that a response held; the key itself is in no bundle. */
export interface PrivateKeyFacts {
  /** `pkcs1`, `pkcs8`, `openssh`, `ppk-v2`, `ppk-v3`, or `unreadable`. */
  readonly container: string;
  readonly characters: number;
  readonly lines: number;
  /** Characters of the longest line of base64. */
  readonly lineWidth: number;
  readonly lineEnd: 'LF' | 'CRLF' | 'CR' | 'mixed' | 'none';
  readonly endsWithLineEnd: boolean;
  readonly keyType?: string;
  readonly bits?: number;
  /** OpenSSH line without a comment. */
  readonly publicKey?: string;
  /** What each way to make a fingerprint gives for it, by digest and bytes, e.g. `sha1/pkcs8-der`. */
  readonly fingerprints: Readonly<Record<string, string>>;
}

/** One request with its response, without what signs it and without private material. */
export interface BundleExchange {
  readonly type: 'exchange';
  readonly requirement: string;
  readonly client: ClientKind;
  /** 1; 2 where the check was tried again with time for changes to show. */
  readonly attempt: number;
  /** Number within the check, from 1. */
  readonly number: number;
  readonly step: StepRole;
  readonly operation: OperationRole;
  readonly region: string;
  /** Values of the call by role, as the check asked for them. */
  readonly parameters: JsonObject;
  /** Set where the check changed the request on the wire, beyond these values. */
  readonly altered?: true;
  readonly time: string;
  readonly durationMs: number;
  readonly request: BundleRequest;
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: string;
    /** Set where the body is base64, because it is not UTF-8. */
    readonly base64?: true;
  };
  readonly requestId?: string;
  readonly privateKey?: PrivateKeyFacts;
}

export interface BundleRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** How a check came out. */
export interface BundleResult {
  readonly type: 'result';
  readonly requirement: string;
  readonly client: ClientKind;
  readonly attempt: number;
  readonly verdict: string;
  readonly reason?: string;
  readonly findings: readonly {
    readonly code: string;
    readonly facts: JsonObject;
    readonly summary: string;
    readonly expected: string;
    readonly observed: string;
    /** Numbers of exchanges of the check; the first shows the difference. */
    readonly exchanges: readonly number[];
  }[];
}

/** Which of two readings the answers of a check met. */
export interface BundleReading {
  readonly type: 'reading';
  readonly requirement: string;
  readonly client: ClientKind;
  readonly attempt: number;
  readonly observed: boolean;
  readonly documented: boolean;
}

/** Last line of a bundle. */
export interface BundleManifest {
  readonly type: 'manifest';
  readonly finishedAt: string;
  /** Why the recording ended before its plan, where it did. */
  readonly stopped?: string;
  readonly exchanges: number;
  readonly results: number;
  readonly readings: number;
  /** What the recording made and could not remove. */
  readonly leftovers: number;
  /** SHA-256 of all lines before this one. */
  readonly sha256: string;
}

export type BundleLine = BundleHeader | BundleExchange | BundleResult | BundleReading | BundleManifest;

/** A whole bundle. */
export interface Bundle {
  readonly header: BundleHeader;
  readonly exchanges: readonly BundleExchange[];
  readonly results: readonly BundleResult[];
  readonly readings: readonly BundleReading[];
  readonly manifest: BundleManifest;
}

import type { Capability } from '../specs/contract.ts';

export { CAPABILITIES, type Capability } from '../specs/contract.ts';
export type * from './answer.ts';
export type * from './call.ts';
export * from './client.ts';

/** Where a target is: on this machine, elsewhere, or the cloud itself. */
export type Distance = 'loopback' | 'remote' | 'real';

/** A configured target, all defaults filled in. */
export interface Target {
  readonly name: string;
  /** Version of the implementation, where its owner tells it. */
  readonly version?: string;
  /** Names of other implementations whose code it embeds, where its owner tells them. */
  readonly embeds?: readonly string[];
  /** It is the embedded reference, which says nothing about any other implementation. */
  readonly reference?: true;
  readonly provider: string;
  /** Base address, e.g. `http://127.0.0.1:5000/`. */
  readonly endpoint: string;
  /** Where the endpoint leads, once that was found out. */
  readonly distance?: Distance;
  /** Main region, second region, quiet region. */
  readonly regions: readonly [string, string, string];
  readonly credentials: Credentials;
  /** Further values that nothing may show: those of the environment, and of the programs that the config file starts. */
  readonly secrets?: readonly string[];
  /** PEM of an additional certificate authority. */
  readonly ca?: string;
  readonly concurrency: number;
  readonly timeouts: {
    /** Milliseconds for the first answer of a run, once a connection is accepted; a connection gets four seconds of it. */
    readonly connectMs: number;
    /** Milliseconds for one exchange. */
    readonly requestMs: number;
    /** Milliseconds for one check. */
    readonly checkMs: number;
  };
  /** Seconds that somebody to listen at the endpoint was waited for already. */
  readonly waitedSeconds?: number;
  /** Bytes of a response body that are read at the most. */
  readonly maxBodyBytes: number;
  /** What the target has or lacks, as its owner declares. */
  readonly capabilities: Readonly<Partial<Record<Capability, boolean>>>;
  /** Percent of the selected gating requirements that have to be judged for the target to be conformant; 90 by default. */
  readonly minCoverage?: number;
  /** Leftovers of a run that are reported but do not decide its exit code; none by default. */
  readonly maxLeftovers?: number;
  /** Limit of key pairs per region where the target has a smaller one than the contract. */
  readonly quota?: number;
  /** Programs that run clients which are none of this runtime. */
  readonly programs?: {
    /** Python that has boto3. @default python3 */
    readonly python?: string;
    /** AWS command line. @default aws */
    readonly awsCli?: string;
  };
}

/** Credentials of a run; never printed. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

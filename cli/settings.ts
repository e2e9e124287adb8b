import type { Capability, RunClientKind } from '../specs/contract/vocabulary.ts';
import type { QuotaMode } from '../suites/vocabulary.ts';

/** What programs tell a run; each setting has the meaning and the default that it has on the command line. */
export interface RunSettings {
  /** Address of the target; by default that of the environment or of the config file. */
  readonly endpoint?: string;
  /** Test the embedded reference instead. */
  readonly reference?: boolean;
  /** Config file; by default `conformance.config.*` of the working directory, where there is one. */
  readonly config?: string;
  /** Provider whose contract to test against; by default it follows from the endpoint. */
  readonly provider?: string;
  /** Display name of the target in reports. */
  readonly name?: string;
  /** Version of the target in reports. */
  readonly targetVersion?: string;
  /** Primary, secondary and idle region. */
  readonly regions?: readonly string[];
  /** What the target has or lacks, e.g. `['ed25519', 'no-ppk']`. */
  readonly capabilities?: readonly string[];
  /** Capabilities that the target lacks, e.g. `['ppk']`. */
  readonly without?: readonly Capability[];
  /** Percent of the selected gating requirements that have to be tested. @default 90 */
  readonly minCoverage?: number;
  /** Leftovers on the target that are reported but do not decide the exit code. @default 0 */
  readonly maxLeftovers?: number;
  /** Module, or program that speaks the adapter protocol, instead of an address. */
  readonly adapter?: string;
  /** Checks at the same time. @default 8 */
  readonly concurrency?: number;
  /** Milliseconds for one request. @default 15000 */
  readonly timeout?: number;
  /** Clients to test with. @default wire and sdk */
  readonly clients?: readonly RunClientKind[];
  /** Only these requirements, and those that they need; `*` matches any text. */
  readonly only?: readonly string[];
  /** Requirements to skip; what needs them is blocked. */
  readonly skip?: readonly string[];
  /** Only these topics. */
  readonly topics?: readonly string[];
  /** Only requirements that cite these documents. */
  readonly documents?: readonly string[];
  /** Only these levels: `must`, `should`, `may`. */
  readonly levels?: readonly string[];
  /** Expected behavior where documentation and service disagree. @default observed */
  readonly reading?: 'observed' | 'documented';
  /** Fill a region to its limit, create a few key pairs only, or skip. @default full on localhost, else probe */
  readonly quota?: QuotaMode;
  /** Seed of every generated value. @default that of KEYPAIR_CONFORMANCE_SEED, or a random one */
  readonly seed?: number;
  /** Generated cases of a property. @default 25 */
  readonly runs?: number;
  /** Directory for the report in all formats; none by default. */
  readonly report?: string;
  /** Allow a target that is not on localhost. */
  readonly allowRemote?: boolean;
  /** Account that the credentials must belong to; required for the real service. */
  readonly account?: string;
  /** Write-ahead log of created key pairs; by default for remote targets. */
  readonly ledger?: string;
  /** Regular expressions; what they match is redacted everywhere. */
  readonly redact?: readonly string[];
}

/** What a run that is registered as tests takes besides. */
export interface RegisterOptions extends RunSettings {
  /** File of known failures; what it lists is expected. */
  readonly baseline?: string;
}

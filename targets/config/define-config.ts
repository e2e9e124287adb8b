import type { CommandTarget } from '../command.ts';
import type { Capability } from '../target.ts';

/** An adapter that is a program: JSON lines on its standard input and output. */
export interface AdapterCommand {
  /** Command line, or its words. */
  readonly command: string | readonly string[];
  /** Variables for the program, on top of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds until it has to greet. @default 20000 */
  readonly helloMs?: number;
}

/** What `conformance.config.{ts,mts,js,mjs,json}` holds. Every key is optional. */
export interface ConformanceConfig {
  readonly $schema?: string;
  /** What reports call the target. @default host of the endpoint */
  readonly name?: string;
  /** Version of the target, for reports. */
  readonly version?: string;
  /** Names of other targets whose code it embeds: in a matrix they are no independent witnesses. */
  readonly embeds?: readonly string[];
  /** Base address; `{region}` stands for the region of a call, e.g. `https://ec2.{region}.amazonaws.com/`. */
  readonly endpoint?: string;
  /** Folder of specs/, e.g. `aws-ec2`. */
  readonly provider?: string;
  /** Main region, second region, quiet region; those left out are taken from the contract. */
  readonly regions?: readonly string[];
  /** Keys, or the name of a profile of the AWS credentials file. */
  readonly credentials?:
    | { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
    | { readonly profile: string };
  /** PEM file of an additional certificate authority, relative to the config file. */
  readonly ca?: string;
  /** Exchanges at the same time. @default 8 */
  readonly concurrency?: number;
  /**
   * Milliseconds: `connectMs` for the first answer once a connection is accepted, `requestMs` for any other exchange,
   * `checkMs` for a check; up to five times as long where the responses of the target are slow.
   * @default connectMs 30000, requestMs 15000, checkMs 60000
   */
  readonly timeouts?: { readonly connectMs?: number; readonly requestMs?: number; readonly checkMs?: number };
  /** Bytes of an answer that are read at the most. @default 16777216 */
  readonly maxBodyBytes?: number;
  /** What the target can (`true`) or cannot do (`false`); what is not named is detected. */
  readonly capabilities?: Readonly<Partial<Record<Capability, boolean>>>;
  /** Percent of the selected gating requirements that have to be judged for the word CONFORMANT. @default 90 */
  readonly minCoverage?: number;
  /** Leftovers on the target that are reported but do not decide the exit code. @default 0 */
  readonly maxLeftovers?: number;
  /** Key pairs per region, where the target allows fewer than the contract. */
  readonly quota?: number;
  /** Program that starts the target, where no endpoint is given; `{port}` stands for a free loopback port. */
  readonly command?: string | readonly string[] | CommandTarget;
  /**
   * What speaks to a target that no address can express: a module, relative to the config file, or a program that
   * speaks the adapter protocol.
   */
  readonly adapter?: string | AdapterCommand;
  /** Python that has boto3, for `--client boto3`. @default python3 */
  readonly python?: string;
  /** AWS command line, for `--client aws-cli`. @default aws */
  readonly awsCli?: string;
}

/** Gives a config file its types; returns what it got. */
export function defineConfig(config: ConformanceConfig): ConformanceConfig {
  return config;
}

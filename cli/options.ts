import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_FOLDER } from '../reports/files.ts';
import { REPORTERS, type ReporterName } from '../reports/reporter-names.ts';
import { DEFAULT_RUNS, GREATEST_SEED } from '../runner/options.ts';
import { parseShard, type Shard } from '../runner/shard.ts';
import { CAPABILITIES } from '../specs/contract.ts';
import { QUOTA_MODES, type QuotaMode } from '../suites/vocabulary.ts';
import { CLIENT_KINDS, type RunClientKind } from '../targets/client-kinds.ts';
import { addMakingOptions, addSafetyOptions, type SafetyFlags } from './safety-options.ts';

export { DEFAULT_PROVIDER } from '../specs/default-provider.ts';

/** The options of `run`, by their names. */
export interface RunFlags extends SafetyFlags {
  readonly provider?: string;
  readonly config?: string;
  readonly name?: string;
  readonly targetVersion?: string;
  readonly embeds?: readonly string[];
  readonly regions?: readonly string[];
  readonly endpoint?: string;
  /** Shell line that starts the target. */
  readonly command?: string;
  /** Test the embedded reference. */
  readonly reference?: boolean;
  readonly profile?: string;
  readonly capabilities?: readonly string[];
  /** Capabilities that the target lacks. */
  readonly without?: readonly string[];
  /** Percent. */
  readonly minCoverage?: number;
  readonly maxLeftovers?: number;
  /** Module or command line. */
  readonly adapter?: string;
  readonly python?: string;
  readonly awsCli?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly ca?: string;
  readonly concurrency?: number;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Milliseconds. */
  readonly connectTimeout?: number;
  /** Seconds. */
  readonly wait?: number;
  readonly seed?: number;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly topic?: readonly string[];
  readonly document?: readonly string[];
  readonly level?: readonly string[];
  readonly reading: 'observed' | 'documented';
  readonly quota?: QuotaMode;
  readonly runs?: number;
  /** Generated histories of a check, and the calls of each. */
  readonly histories?: number;
  readonly historySteps?: number;
  readonly client?: readonly RunClientKind[];
  /** Baseline file. */
  readonly baseline?: string;
  /** Times to try what fails, the first one included. */
  readonly attempts?: number;
  readonly shard?: Shard;
  /** `false` for `--no-out`. */
  readonly out: string | false;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly reporter?: ReporterName;
}

/** Most generated cases of a property, and generated histories of a check. */
export const MOST_RUNS = 100_000;

const REMOTE = 'Remote targets and secrets:';

/** Options that choose the target. */
export function addTargetOptions(command: Command): Command {
  command
    .optionsGroup('Target:')
    .option('--endpoint <url>', 'same as [endpoint]')
    .option('--command <line>', 'command that starts the target; {port} stands for a free port on localhost')
    .option('--reference', 'test the embedded reference server, e.g. to try this program out')
    .option('--adapter <what>', 'module, or program that speaks the adapter protocol, instead of an address')
    .option(
      '--config <file>',
      'config file (default: conformance.config.ts, .mts, .js, .mjs or .json in this directory)',
    )
    .option(
      '--provider <id>',
      'provider whose contract to test against (default: inferred from the endpoint; aws-ec2 on localhost)',
    )
    .addOption(
      list('--region, --regions <names>', 'primary, secondary and idle region (comma-separated or repeated)'),
    )
    .option('--profile <name>', 'profile of the AWS credentials file')
    .option('--access-key-id <id>', 'access key id')
    .option('--secret-access-key <secret>', 'secret access key')
    .option('--ca <file>', 'PEM file of an additional certificate authority')
    .addOption(
      number(
        '--wait <seconds>',
        'maximum wait for a target that does not listen yet, and for its first response',
        0,
        3_600,
      ),
    )
    .addOption(
      number(
        '--connect-timeout <ms>',
        'time limit for the first response once a connection is accepted (default: 30000)',
        1,
        3_600_000,
      ),
    )
    .addOption(
      number('--timeout <ms>', 'time limit for one request in milliseconds (default: 15000)', 1, 3_600_000),
    );
  return addSafetyOptions(command.optionsGroup(REMOTE));
}

/** Options that say what the target has, how its key pairs are made, and how much may be missing. */
export function addTestOptions(command: Command): Command {
  command
    .optionsGroup('Target:')
    .option('--name <text>', 'display name of the target in reports')
    .option('--target-version <text>', 'version of the target in reports')
    .addOption(list('--embeds <names>', 'other targets whose code it embeds, for matrix'))
    .addOption(
      list('--capabilities <names>', 'capabilities that the target has or lacks, e.g. ed25519,no-ppk'),
    )
    .addOption(
      list(
        '--without <names>',
        `capabilities that the target lacks: ${CAPABILITIES.join(', ')}`,
        CAPABILITIES,
      ),
    )
    .addOption(
      number(
        '--max-leftovers <number>',
        'leftovers to allow, for a target that keeps what it says it deleted (default: 0)',
        0,
        1_000_000,
      ),
    )
    .addOption(
      number(
        '--min-coverage <percent>',
        'minimum share of the selected gating requirements to test (default: 90)',
        0,
        100,
      ),
    )
    .addOption(number('--concurrency <number>', 'maximum number of concurrent checks (default: 8)', 1, 256))
    .option('--python <program>', 'Python that has boto3 (default: python3)')
    .option('--aws-cli <program>', 'AWS command line (default: aws)');
  return command
    .optionsGroup(REMOTE)
    .option('--fill-real-quota', 'with --quota full: fill a region of a real account too');
}

/** Options that choose what is tested and reported. */
function addSelectionOptions(command: Command): Command {
  return command
    .optionsGroup('What to test:')
    .addOption(list('--topic <topics>', 'only these topics'))
    .addOption(list('--only <ids>', 'only these requirements, and those that they need; * matches any text'))
    .addOption(list('--skip <ids>', 'skip these requirements'))
    .addOption(list('--level <levels>', 'only these levels: must, should, may'))
    .addOption(list('--document <ids>', 'only requirements that cite these documents'))
    .addOption(
      list(
        '--client <kinds>',
        `clients to test with: ${CLIENT_KINDS.join(', ')} (default: wire and sdk)`,
        CLIENT_KINDS,
      ),
    )
    .addOption(
      new Option(
        '--quota <how>',
        'quota checks: fill a region to its limit, create a few key pairs only, or skip (default: full on localhost, else probe)',
      ).choices(QUOTA_MODES),
    )
    .addOption(
      new Option('--reading <which>', 'expected behavior where documentation and service disagree')
        .choices(['observed', 'documented'])
        .default('observed'),
    )
    .addOption(number('--seed <number>', 'seed of every generated value (default: random)', 0, GREATEST_SEED))
    .addOption(
      number(
        '--runs <number>',
        `number of generated cases per property (default: ${DEFAULT_RUNS})`,
        1,
        MOST_RUNS,
      ),
    )
    .addOption(number('--histories <number>', 'generated histories per check (default: 20)', 1, MOST_RUNS))
    .addOption(number('--history-steps <number>', 'calls per generated history (default: 12)', 1, 200))
    .addOption(
      new Option(
        '--shard <index/count>',
        'with --seed: run only this shard, e.g. 2/5; combine them with merge',
      ).argParser(shard),
    )
    .optionsGroup('Known failures:')
    .option(
      '--baseline <file>',
      'file of known failures; exit 1 on any other failure, or when a known one no longer occurs',
    )
    .addOption(
      number(
        '--attempts <number>',
        'with --baseline: run failing and flaky requirements up to N times (default: 1)',
        1,
        20,
      ),
    )
    .optionsGroup('Output:')
    .option('--out <folder>', 'report directory', DEFAULT_FOLDER)
    .option('--no-out', 'write no files')
    .option('--quiet', 'print only the verdict')
    .option('--verbose', 'print every failure with its exchanges; same as --reporter verbose')
    .addOption(
      new Option(
        '--reporter <name>',
        'output format on the terminal (default: summary; github in GitHub Actions)',
      ).choices(REPORTERS),
    );
}

/** All options of a command that runs checks on a target. */
export function addRunOptions(command: Command): Command {
  return addMakingOptions(addTestOptions(addTargetOptions(addSelectionOptions(command))));
}

/** Prints the plan of a run instead of running. */
export function addPlanOption(command: Command): Command {
  return command.optionsGroup('Output:').option('--dry-plan', 'print what the run would do; send nothing');
}

/** Parses a whole number between two limits. */
export function integer(least: number, greatest: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= greatest) return value;
    throw new InvalidArgumentError(`expected an integer between ${least} and ${greatest}`);
  };
}

function shard(text: string): Shard {
  const parsed = parseShard(text);
  if (parsed === undefined)
    throw new InvalidArgumentError('expected INDEX/COUNT with an index from 1 to the count, e.g. 2/5');
  return parsed;
}

function number(flags: string, description: string, least: number, greatest: number): Option {
  return new Option(flags, description).argParser(integer(least, greatest));
}

/** An option that may be repeated, with several values separated by commas each time. */
export function list(flags: string, description: string, known?: readonly string[]): Option {
  return new Option(flags, description).argParser((text: string, before: readonly string[] | undefined) => {
    const values = text.split(',').map((value) => value.trim());
    if (values.includes('')) throw new InvalidArgumentError('empty value');
    const unknown = known && values.find((value) => !known.includes(value));
    if (unknown !== undefined)
      throw new InvalidArgumentError(`unknown value '${unknown}' (choose from ${known?.join(', ')})`);
    return [...(before ?? []), ...values];
  });
}

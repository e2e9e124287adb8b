import { type Command, InvalidArgumentError, Option } from 'commander';
import { REPORTERS, type ReporterName } from '../reports/reporter-names.ts';
import { parseShard, type Shard } from '../runner/shard.ts';
import { CAPABILITIES } from '../specs/contract.ts';
import { CLIENT_KINDS, type RunClientKind } from '../targets/client-kinds.ts';
import { addRunSafetyOptions, type SafetyFlags } from './safety-options.ts';

export { DEFAULT_PROVIDER } from '../specs/default-provider.ts';

/** What `run` was told, by the names of its options. */
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
  readonly quota?: 'full' | 'probe' | 'skip';
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

/** Generated cases of a property unless told. */
export const DEFAULT_RUNS = 25;

/** Where a run writes its log and its reports unless told. */
export const DEFAULT_FOLDER = 'keypair-conformance-report';

const GREATEST_SEED = 0x7fff_ffff;

/** Options that say who is judged. */
export function addTargetOptions(command: Command): Command {
  return addRunSafetyOptions(command)
    .option(
      '--provider <id>',
      'the contract to judge by (default: told by the endpoint; aws-ec2 on this machine)',
    )
    .option(
      '--config <file>',
      'target file (default: conformance.config.ts, .mts, .js, .mjs or .json of this directory)',
    )
    .option('--name <text>', 'what to call the target in reports')
    .option('--target-version <text>', 'version of the target, for reports')
    .addOption(list('--embeds <names>', 'other targets whose code it embeds, for the matrix'))
    .addOption(
      list('--region, --regions <names>', 'main, second and quiet region (repeat or separate by comma)'),
    )
    .option('--endpoint <url>', 'the same as the argument')
    .option('--command <line>', 'program to start and judge; {port} stands for a free loopback port')
    .option('--reference', 'test the embedded reference server, e.g. to try this program out')
    .option('--profile <name>', 'profile of the AWS credentials file')
    .option('--access-key-id <id>', 'access key id')
    .option('--secret-access-key <secret>', 'secret access key')
    .option('--ca <file>', 'PEM file of an additional certificate authority')
    .addOption(list('--capabilities <names>', 'what the target has or lacks, e.g. ed25519,no-ppk'))
    .addOption(list('--without <names>', `what the target lacks: ${CAPABILITIES.join(', ')}`, CAPABILITIES))
    .addOption(
      number(
        '--min-coverage <percent>',
        'least share of the selected gating requirements to judge (default: 90)',
        0,
        100,
      ),
    )
    .option('--adapter <what>', 'module, or program that speaks the adapter protocol, instead of an address')
    .option('--python <program>', 'Python that has boto3 (default: python3)')
    .option('--aws-cli <program>', 'AWS command line (default: aws)')
    .addOption(number('--concurrency <number>', 'checks at the same time', 1, 256))
    .addOption(number('--timeout <ms>', 'time for one request, in milliseconds', 1, 3_600_000))
    .addOption(
      number(
        '--connect-timeout <ms>',
        'time for the first answer once a connection is accepted (default: 30000)',
        1,
        3_600_000,
      ),
    )
    .addOption(number('--wait <seconds>', 'wait so long for a target that does not listen yet', 0, 3_600));
}

/** Options that say what is judged and what is told. */
export function addSelectionOptions(command: Command): Command {
  return command
    .addOption(list('--only <ids>', 'only these requirements, and what they need; * stands for any text'))
    .addOption(list('--skip <ids>', 'leave these requirements out'))
    .addOption(list('--topic <topics>', 'only these topics'))
    .addOption(list('--document <ids>', 'only requirements that rest on these documents'))
    .addOption(list('--level <levels>', 'only these levels: must, should, may'))
    .addOption(
      new Option('--reading <which>', 'whose side to take where documents and the service differ')
        .choices(['observed', 'documented'])
        .default('observed'),
    )
    .addOption(
      new Option(
        '--quota <how>',
        'fill a region to the limit, look at its edge, or leave it (default: full on loopback, else probe)',
      ).choices(['full', 'probe', 'skip']),
    )
    .addOption(
      list('--client <kinds>', `who asks: ${CLIENT_KINDS.join(', ')} (default: wire and sdk)`, CLIENT_KINDS),
    )
    .addOption(number('--seed <number>', 'seed of every generated value (default: random)', 0, GREATEST_SEED))
    .addOption(
      number('--runs <number>', `generated cases of a property (default: ${DEFAULT_RUNS})`, 1, 100_000),
    )
    .addOption(number('--histories <number>', 'generated histories per check (default: 20)', 1, 100_000))
    .addOption(number('--history-steps <number>', 'calls per generated history (default: 12)', 1, 200))
    .option(
      '--baseline <file>',
      'failures that are expected; anything else, and one that does not happen, is exit 1',
    )
    .addOption(
      number(
        '--attempts <number>',
        'with --baseline: try what fails, and what is flaky, so many times',
        1,
        20,
      ),
    )
    .addOption(
      new Option(
        '--shard <index/count>',
        'with --seed: only this part, e.g. 2/5; put together with merge',
      ).argParser(shard),
    )
    .option('--out <folder>', 'folder for the event log and every report format', DEFAULT_FOLDER)
    .option('--no-out', 'write no files')
    .option('--quiet', 'no progress; print the verdict only')
    .option('--verbose', 'print every failure with its exchanges; the same as --reporter verbose')
    .addOption(
      new Option('--reporter <name>', 'what to print (default: summary; github in GitHub Actions)').choices(
        REPORTERS,
      ),
    );
}

/** Parses a whole number between two limits. */
export function integer(least: number, greatest: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= greatest) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${greatest}.`);
  };
}

function shard(text: string): Shard {
  const parsed = parseShard(text);
  if (parsed === undefined) throw new InvalidArgumentError('Write it like 2/5.');
  return parsed;
}

function number(flags: string, description: string, least: number, greatest: number): Option {
  return new Option(flags, description).argParser(integer(least, greatest));
}

/** An option that may be repeated, with several values separated by commas each time. */
export function list(flags: string, description: string, known?: readonly string[]): Option {
  return new Option(flags, description).argParser((text: string, before: readonly string[] | undefined) => {
    const values = text.split(',').map((value) => value.trim());
    if (values.includes('')) throw new InvalidArgumentError('There is an empty value.');
    const unknown = known && values.find((value) => !known.includes(value));
    if (unknown !== undefined)
      throw new InvalidArgumentError(`There is no '${unknown}'; choose of ${known?.join(', ')}.`);
    return [...(before ?? []), ...values];
  });
}

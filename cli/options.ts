import { type Command, InvalidArgumentError, Option } from 'commander';

/** What `run` was told, by the names of its options. */
export interface RunFlags {
  readonly provider?: string;
  readonly config?: string;
  readonly name?: string;
  readonly regions?: readonly string[];
  readonly endpoint?: string;
  readonly profile?: string;
  readonly capabilities?: readonly string[];
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly ca?: string;
  readonly concurrency?: number;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly seed?: number;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly topic?: readonly string[];
  readonly document?: readonly string[];
  readonly level?: readonly string[];
  readonly reading: 'observed' | 'documented';
  readonly quota?: 'full' | 'probe' | 'skip';
  readonly runs?: number;
  /** `false` for `--no-out`. */
  readonly out: string | false;
  readonly quiet?: true;
}

/** The contract to judge by unless told. */
export const DEFAULT_PROVIDER = 'aws-ec2';

/** Generated cases of a property unless told. */
export const DEFAULT_RUNS = 25;

const DEFAULT_FOLDER = 'keypair-conformance-report';

const GREATEST_SEED = 0x7fff_ffff;

/** Options that say who is judged. */
export function addTargetOptions(command: Command): Command {
  return command
    .option('--provider <id>', 'the contract to judge by (default: aws-ec2)')
    .option(
      '--config <file>',
      'target file (default: conformance.config.ts, .js or .json, where there is one)',
    )
    .option('--name <text>', 'what to call the target in reports')
    .addOption(
      list('--region, --regions <names>', 'main, second and quiet region (repeat or separate by comma)'),
    )
    .option('--endpoint <url>', 'the same as the argument')
    .option('--profile <name>', 'profile of the AWS credentials file')
    .option('--access-key-id <id>', 'access key id')
    .option('--secret-access-key <secret>', 'secret access key')
    .option('--ca <file>', 'PEM file of an additional certificate authority')
    .addOption(list('--capabilities <names>', 'what the target has or lacks, e.g. ed25519,no-ppk'))
    .addOption(number('--concurrency <number>', 'checks at the same time', 1, 256))
    .addOption(number('--timeout <ms>', 'time for one request, in milliseconds', 1, 3_600_000));
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
    .addOption(number('--seed <number>', 'seed of every generated value (default: random)', 0, GREATEST_SEED))
    .addOption(
      number('--runs <number>', `generated cases of a property (default: ${DEFAULT_RUNS})`, 1, 100_000),
    )
    .option('--out <folder>', 'folder for events.ndjson, report.json and junit.xml', DEFAULT_FOLDER)
    .option('--no-out', 'write no files')
    .option('--quiet', 'no progress, and only the last line of the report');
}

/** Parses a whole number between two limits. */
export function integer(least: number, greatest: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= greatest) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${greatest}.`);
  };
}

function number(flags: string, description: string, least: number, greatest: number): Option {
  return new Option(flags, description).argParser(integer(least, greatest));
}

/** An option that may be repeated, with several values separated by commas each time. */
function list(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text: string, before: readonly string[] | undefined) => {
    const values = text.split(',').map((value) => value.trim());
    if (values.includes('')) throw new InvalidArgumentError('There is an empty value.');
    return [...(before ?? []), ...values];
  });
}

import { type Command, Option } from 'commander';
import { GREATEST_SEED } from '../runner/options.ts';
import { integer } from './options.ts';

/** Adds the command that measures the suite. It loads its own code when it is called. */
export function addPowerVerb(program: Command, leave: (exitCode: number) => void): void {
  program
    .command('power')
    .description('measure how many mutants (servers with one fault each) the suite detects')
    .option('--provider <id>', 'provider whose suite to measure', 'aws-ec2')
    .option('--mutant <ids...>', 'only these mutants; * matches any text')
    .option('--topic <topics...>', 'only mutants of these topics')
    .addOption(new Option('--jobs <number>', 'threads (default: one per core)').argParser(integer(1, 256)))
    .addOption(
      new Option(
        '--form <which>',
        'checks to run on a mutant: the named one, those of its topic, all that can be affected, or all',
      )
        .choices(['targeted', 'topic', 'full', 'exhaustive'])
        .default('full'),
    )
    .addOption(new Option('--targeted', 'same as --form targeted').implies({ form: 'targeted' }))
    .addOption(
      new Option('--seed <number>', 'seed of every generated value')
        .argParser(integer(0, GREATEST_SEED))
        .default(1),
    )
    .addOption(
      new Option('--tolerate <number>', 'number of known gaps to allow (default: 0)').argParser(
        integer(0, 1_000_000),
      ),
    )
    .addOption(new Option('--sample <number>', 'random sample of N mutants').argParser(integer(1, 1_000_000)))
    .addOption(
      new Option(
        '--partial-sample <number>',
        'mutants to test on each server without one feature, in every form (default: 8, and none in the targeted form)',
      ).argParser(integer(1, 1_000_000)),
    )
    .addOption(
      new Option(
        '--command <line>',
        'measure another suite by its exit status; {url} and {port} are replaced',
      ).conflicts(['targeted', 'form', 'docs']),
    )
    .addOption(
      new Option('--command-timeout <seconds>', 'time limit for one run of the command')
        .argParser(integer(1, 86_400))
        .default(300),
    )
    .option(
      '--python <program>',
      'Python with boto3, for mutants that only boto3 can detect (default: python3)',
    )
    .option('--aws-cli <program>', 'AWS command line, for mutants that only it can detect (default: aws)')
    .option('--out <folder>', 'output directory for power.json and power.md, or rival.json')
    .option('--docs <file>', 'file for the page "Where this suite is weak"')
    .option('--json', 'as JSON')
    .action(async (options: import('./power.ts').PowerFlags | import('./power-rival.ts').RivalFlags) => {
      leave(
        'command' in options
          ? await (await import('./power-rival.ts')).rivalVerb(options)
          : await (await import('./power.ts')).powerVerb(options),
      );
    });
}

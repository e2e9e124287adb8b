import { Command, CommanderError, Option } from 'commander';
import { DEFAULT_FOLDER } from '../reports/files.ts';
import { GREATEST_SEED } from '../runner/options.ts';
import { DEFAULT_PROVIDER } from '../specs/default-provider.ts';
import { didYouMean } from '../specs/similar.ts';
import { PROVIDERS } from '../targets/providers.ts';
import { examplesOf } from './examples.ts';
import { addGateVerbs } from './gate-verbs.ts';
import { addPlanOption, addRunOptions, addTargetOptions, addTestOptions, integer, list } from './options.ts';
import { addRecordVerbs } from './record-verbs.ts';
import { addMakingOptions } from './safety-options.ts';
import { readVersion } from './version.ts';

/** The command line: what it takes and which verb answers. */
export interface Program {
  /** Runs the verb that the words name and resolves to the exit code. Rejects with whatever the verb throws. */
  parse(words: readonly string[]): Promise<number>;
  /** Names of the commands. */
  readonly names: readonly string[];
  /** The help of all commands, one after the other. */
  readonly help: string;
}

const EPILOGUE = `
Examples:
  npx keypair-conformance doctor http://127.0.0.1:5000
  npx keypair-conformance run http://127.0.0.1:5000
  npx keypair-conformance explain fingerprint.create.rsa-pem
  npx keypair-conformance help run

Exit codes:
  0 conformant, 1 not conformant, 2 usage, 3 incomplete, 4 bug in the suite,
  5 leftovers on the target, 130 interrupted`;

const CREDENTIALS = PROVIDERS.map(
  ({ id, credentials }) => `  ${id.padEnd(12)} ${credentials.accessKeyId}, ${credentials.secretAccessKey}`,
).join('\n');

const RUN_EPILOGUE = `
Credentials are read from these environment variables, because other users of
the machine can see the options:
${CREDENTIALS}`;

/** The program with its commands. Each loads its own code when it is called. */
export function createProgram(): Program {
  let exitCode = 0;
  const program = new Command('keypair-conformance')
    .description('Conformance suite for cloud key-pair APIs: Amazon EC2 and Alibaba Cloud ECS.')
    .helpCommand(false)
    .configureHelp({ subcommandTerm: termOf, minWidthToWrap: LEAST_TEXT })
    .version(readVersion(), '--version', 'print the version')
    .addHelpText('after', EPILOGUE);
  strict(program);

  const run = program
    .command('run')
    .description('test a target')
    .argument('[endpoint]', 'address of the target, e.g. http://127.0.0.1:5000')
    .addHelpText('after', RUN_EPILOGUE)
    .action(async (endpoint: string | undefined, options: import('./options.ts').RunFlags) => {
      exitCode = await (await import('./run.ts')).runVerb(endpoint, options);
    });
  addPlanOption(addRunOptions(run));

  const compare = program
    .command('compare')
    .description('send the same generated histories to two targets; exit 1 when their responses differ')
    .argument('<a>', 'address, report, adapter:WHAT, command with {port}, or reference')
    .argument('<b>', 'the same, for the other target')
    .action(async (a: string, b: string, options: import('./options.ts').RunFlags) => {
      exitCode = await (await import('./compare.ts')).compareVerb(a, b, options);
    });
  addPlanOption(addRunOptions(compare));

  const soak = program
    .command('soak')
    .description('test a target with generated histories for a given time, each round with a new seed')
    .argument('[endpoint]', 'address of the target')
    .requiredOption('--minutes <number>', 'how long', integer(1, 100_000))
    .action(
      async (
        endpoint: string | undefined,
        options: import('./options.ts').RunFlags & { readonly minutes: number },
      ) => {
        exitCode = await (await import('./soak.ts')).soakVerb(endpoint, options);
      },
    );
  addRunOptions(soak);

  const sweep = program
    .command('sweep')
    .description(
      'delete the key pairs that a ledger lists, and nothing else, e.g. after a crash; exit 5 on leftovers',
    )
    .argument('[endpoint]', 'address of the target (default: as in the ledger)')
    .action(async (endpoint: string | undefined, options: import('./options.ts').RunFlags) => {
      exitCode = await (await import('./sweep.ts')).sweepVerb(endpoint, options);
    });
  addTargetOptions(sweep);

  program
    .command('list')
    .description(
      'list requirements, source documents, topics, evidence grades, or requirements confirmed by recorded responses',
    )
    .addArgument(
      program
        .createArgument('[what]', 'what to list')
        .choices(['requirements', 'documents', 'topics', 'grades', 'confirmed'])
        .default('requirements'),
    )
    .option('--json', 'as JSON')
    .option('--topic <topics...>', 'only requirements of these topics')
    .option('--provider <id>', 'provider whose contract to read', DEFAULT_PROVIDER)
    .action(async (what: import('./list.ts').Listing, options: import('./list.ts').ListFlags) => {
      exitCode = await (await import('./list.ts')).listVerb(what, options);
    });

  program
    .command('explain')
    .description('explain a requirement: statement, evidence, and how it is tested')
    .argument('<what>', 'requirement id (* matches any text), topic, or finding id')
    .option('--provider <id>', 'provider whose contract to read', DEFAULT_PROVIDER)
    .option('--report <folder>', 'report directory that has the finding', DEFAULT_FOLDER)
    .action(async (what: string, options: import('./explain.ts').ExplainFlags) => {
      exitCode = await (await import('./explain.ts')).explainVerb(what, options);
    });

  program
    .command('conflicts')
    .description('list conflicts between documents and the service, and how each is resolved')
    .option('--json', 'as JSON')
    .option('--provider <id>', 'provider whose contract to read', DEFAULT_PROVIDER)
    .action(async (options: import('./conflicts.ts').ConflictFlags) => {
      exitCode = await (await import('./conflicts.ts')).conflictsVerb(options);
    });

  program
    .command('vectors')
    .description(
      'print test vectors as JSON: keys, fingerprints, names, tags, bodies, for unit tests in any language',
    )
    .option('--provider <id>', 'provider whose contract to read', DEFAULT_PROVIDER)
    .option('--out <file>', 'write to this file instead of standard output')
    .action(async (options: import('./vectors.ts').VectorFlags) => {
      exitCode = await (await import('./vectors.ts')).vectorsVerb(options);
    });

  program
    .command('serve')
    .description('run the embedded reference server, or a server of recorded responses, until Ctrl-C')
    .addOption(
      new Option('--port <number>', 'port, 0 for any free one').argParser(integer(0, 65_535)).default(0),
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--provider <id>', 'provider to emulate', DEFAULT_PROVIDER)
    .option('--dress <year>', 'headers and layout of responses as of a year: 2018, 2020 or 2026 (EC2)')
    .option(
      '--recorded [file]',
      'return only responses that were recorded on a real account, or those of a bundle that record wrote',
    )
    .addOption(
      list(
        '--extrapolate <names>',
        'with --recorded: also support these kinds of calls, which follow from recorded ones, or all',
      ),
    )
    .action(async (options: import('./serve.ts').ServeFlags) => {
      exitCode = await (await import('./serve.ts')).serveVerb(options);
    });

  program
    .command('report')
    .description('re-render all report formats from the event log of a run')
    .argument('<log>', 'events.ndjson, or the report directory')
    .option('--out <folder>', 'output directory (default: directory of the log)')
    .action(async (log: string, options: import('./report.ts').ReportFlags) => {
      exitCode = (await import('./report.ts')).reportVerb(log, options);
    });

  program
    .command('matrix')
    .description('compare reports of several targets or versions side by side')
    .argument('<reports...>', 'report directories, each as path, name=path or name@version=path')
    .option('--out <folder>', 'output directory for index.html and matrix.json', 'keypair-conformance-matrix')
    .option('--lineage <file>', 'YAML file of which target embeds which, e.g. localstack: [moto]')
    .action(async (reports: readonly string[], options: import('./matrix.ts').MatrixFlags) => {
      exitCode = await (await import('./matrix.ts')).matrixVerb(reports, options);
    });

  program
    .command('site')
    .description(
      'write a static site: matrix, pages for targets and requirements, badges, feed of regressions',
    )
    .argument(
      '<results...>',
      'runs, compact results or directories of them, as path, name=path or name@version=path',
    )
    .option('--out <directory>', 'where to write', 'keypair-conformance-site')
    .option(
      '--history <directory>',
      'compact results of an earlier site (its results/); those given now replace the same target and version',
    )
    .option('--url <address>', 'address that the site will have, for previews, sitemap and feed')
    .option('--lineage <file>', 'YAML that says which target embeds which, e.g. localstack: [moto]')
    .action(async (results: readonly string[], options: import('./site.ts').SiteFlags) => {
      exitCode = await (await import('./site.ts')).siteVerb(results, options);
    });

  program
    .command('diff')
    .description('compare two reports: newly failing, fixed and changed; exit 1 on new gating failures')
    .argument('<before>', 'report directory of the earlier run, or its report.json')
    .argument('<after>', 'report directory of the later run, or its report.json')
    .addOption(
      new Option('--format <how>', 'output format').choices(['text', 'markdown', 'json']).default('text'),
    )
    .action(async (before: string, after: string, options: import('./diff.ts').DiffFlags) => {
      exitCode = (await import('./diff.ts')).diffVerb(before, after, options);
    });

  const replay = program
    .command('replay')
    .description('re-run one failed requirement: exit 1 still failing, 0 fixed, 3 inconclusive')
    .argument('<failure>', 'finding id, failure directory, or requirement id')
    .argument('[endpoint]', 'address of the target (default: as in the report)')
    .option('--report <path>', 'report directory that has the failure', DEFAULT_FOLDER)
    .action(
      async (failure: string, endpoint: string | undefined, options: import('./replay.ts').ReplayFlags) => {
        exitCode = await (await import('./replay.ts')).replayVerb(failure, endpoint, options);
      },
    );
  addMakingOptions(addTestOptions(addTargetOptions(replay)));

  program
    .command('open')
    .description('open the HTML report in the browser, at a finding if one is given')
    .argument('[finding]', 'finding id or requirement id')
    .option('--report <folder>', 'directory of the report', DEFAULT_FOLDER)
    .option('--print', 'only print the address')
    .action(async (finding: string | undefined, options: import('./open.ts').OpenFlags) => {
      exitCode = (await import('./open.ts')).openVerb(finding, options);
    });

  addGateVerbs(program, (code) => {
    exitCode = code;
  });
  addRecordVerbs(program, (code) => {
    exitCode = code;
  });

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
      exitCode =
        'command' in options
          ? await (await import('./power-rival.ts')).rivalVerb(options)
          : await (await import('./power.ts')).powerVerb(options);
    });

  program
    .command('help')
    .description('display help for a command')
    .argument('[command...]', 'name of the command, e.g. run, or baseline update')
    .action((words: readonly string[]) => commandAt(program, words).help());

  (program.commands as Command[]).sort((one, other) => rankOf(one) - rankOf(other));
  for (const command of program.commands)
    strict(command.helpGroup(groupOf(command)).addHelpText('after', examplesOf(command.name())));
  return {
    names: program.commands.map((command) => command.name()),
    // Made when it is asked for: it takes as long as everything else of the program.
    get help() {
      return [program, ...program.commands].map((command) => command.helpInformation()).join('\n');
    },
    async parse(words) {
      try {
        await program.parseAsync(words, { from: 'user' });
        return exitCode;
      } catch (error) {
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
        throw error;
      }
    },
  };
}

/** Commands by what they are for, in the order of the help; the others follow. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Test a target:': ['doctor', 'run', 'replay', 'init', 'compare', 'soak', 'sweep'],
  'Read results:': ['open', 'diff', 'matrix', 'site', 'report'],
  'Read the requirements:': ['explain', 'list', 'conflicts', 'vectors'],
  'Gate a release:': ['baseline', 'gate', 'verify', 'merge'],
};

const ORDER = Object.values(GROUPS).flat();

/** Place of a command in the help; what is in no group keeps its order behind the rest. */
function rankOf(command: Command): number {
  const rank = ORDER.indexOf(command.name());
  return rank < 0 ? ORDER.length : rank;
}

function groupOf(command: Command): string {
  const group = Object.entries(GROUPS).find(([, names]) => names.includes(command.name()));
  return group?.[0] ?? 'Other commands:';
}

/** Columns of a description below which help is not wrapped. */
const LEAST_TEXT = 24;

/** A command in a list of commands: its name and its arguments. That it has options needs no words. */
function termOf(command: Command): string {
  const marks = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...marks].join(' ');
}

/** The command of these words; unknown words are an error as they would be in a call. */
function commandAt(program: Command, words: readonly string[]): Command {
  let found = program;
  for (const word of words) {
    const next = found.commands.find((command) => command.name() === word);
    if (next === undefined) {
      const known = found.commands.map((command) => command.name());
      const of = found === program ? '' : `${found.name()} `;
      program.error(
        `error: unknown command '${of}${word}'${didYouMean(word, known) || ' (see keypair-conformance help)'}`,
      );
    } else found = next;
  }
  return found;
}

/** Wrong arguments end with one line and never with the exit code of a non-conformant target. */
function strict(command: Command): void {
  command.exitOverride().configureOutput({
    outputError: (text, write) => {
      write(text.startsWith('error:') ? `${text.trim().replace(/\s*\n\s*/g, ' ')}\n` : text);
    },
  });
}

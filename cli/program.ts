import { Command, CommanderError, Option } from 'commander';
import { DEFAULT_PROVIDER } from '../specs/default-provider.ts';
import { PROVIDERS } from '../targets/providers.ts';
import { addGateVerbs } from './gate-verbs.ts';
import { addSelectionOptions, addTargetOptions, DEFAULT_FOLDER, integer, list } from './options.ts';
import { addRecordVerbs } from './record-verbs.ts';
import { readVersion } from './version.ts';

/** The command line: what it takes and which verb answers. */
export interface Program {
  /** Runs the verb that the words name and resolves to the exit code. Rejects with whatever the verb throws. */
  parse(words: readonly string[]): Promise<number>;
}

const EXAMPLES = `
Examples:
  keypair-conformance run http://127.0.0.1:5000            test a server
  keypair-conformance run --reference                      test the embedded reference server
  keypair-conformance run http://127.0.0.1:5000 --topic name,quota
  keypair-conformance explain name.create.longer-than-maximum

Exit codes: 0 conformant, 1 not conformant, 2 usage, 3 incomplete, 4 defect of the suite, 5 cleanup incomplete, 130 interrupted`;

const CREDENTIALS = PROVIDERS.map(
  ({ id, credentials }) => `  ${id.padEnd(12)} ${credentials.accessKeyId}, ${credentials.secretAccessKey}`,
).join('\n');

const RUN_EXAMPLES = `
Credentials are read from the environment where they are set; other users of the machine can see the options:
${CREDENTIALS}

Examples:
  keypair-conformance run http://127.0.0.1:5000 --out report
  keypair-conformance run https://ec2.example.test --region eu-central-1 --ca ca.pem
  keypair-conformance run http://127.0.0.1:5000 --only 'duplicate.*' --seed 42`;

/** The program with its verbs. Each verb loads its own code when it is called. */
export function createProgram(): Program {
  let exitCode = 0;
  const program = new Command('keypair-conformance')
    .description('Tells where an implementation of a cloud key-pair API differs from the real cloud.')
    .helpCommand('help [verb]', 'show the help of a verb')
    .version(readVersion(), '--version', 'print the version')
    .addHelpText('after', EXAMPLES);
  strict(program);

  const run = program
    .command('run')
    .description('test a target')
    .argument('[endpoint]', 'address of the target, e.g. http://127.0.0.1:5000')
    .addHelpText('after', RUN_EXAMPLES)
    .action(async (endpoint: string | undefined, options: import('./options.ts').RunFlags) => {
      exitCode = await (await import('./run.ts')).runVerb(endpoint, options);
    });
  addSelectionOptions(addTargetOptions(run));

  const compare = program
    .command('compare')
    .description('send the same generated histories to two targets; exit 1 when they answer differently')
    .argument('<a>', 'address, report, adapter:WHAT, command with {port}, or reference')
    .argument('<b>', 'the same, for the other target')
    .action(async (a: string, b: string, options: import('./options.ts').RunFlags) => {
      exitCode = await (await import('./compare.ts')).compareVerb(a, b, options);
    });
  addSelectionOptions(addTargetOptions(compare));

  const soak = program
    .command('soak')
    .description('test a target by generated histories for a given time, each round with another seed')
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
  addSelectionOptions(addTargetOptions(soak));

  const sweep = program
    .command('sweep')
    .description(
      'delete what a ledger lists and nothing else, e.g. after a crash; exit 5 when something is left',
    )
    .argument('[endpoint]', 'address of the target (default: as in the ledger)')
    .action(async (endpoint: string | undefined, options: import('./options.ts').RunFlags) => {
      exitCode = await (await import('./sweep.ts')).sweepVerb(endpoint, options);
    });
  addTargetOptions(sweep);

  program
    .command('list')
    .description(
      'list requirements, source documents, topics, evidence grades, or what recorded answers confirm',
    )
    .addArgument(
      program
        .createArgument('[what]', 'what to list')
        .choices(['requirements', 'documents', 'topics', 'grades', 'confirmed'])
        .default('requirements'),
    )
    .option('--json', 'as JSON')
    .option('--topic <topics...>', 'only requirements of these topics')
    .option('--provider <id>', 'the contract to read', DEFAULT_PROVIDER)
    .action(async (what: import('./list.ts').Listing, options: import('./list.ts').ListFlags) => {
      exitCode = await (await import('./list.ts')).listVerb(what, options);
    });

  program
    .command('explain')
    .description('say what a requirement asks, on what evidence, and how it is checked')
    .argument('<what>', 'id of a requirement (* stands for any text), a topic, or the id of a finding')
    .option('--provider <id>', 'the contract to read', DEFAULT_PROVIDER)
    .option('--report <folder>', 'directory of the report that has the finding', DEFAULT_FOLDER)
    .action(async (what: string, options: import('./explain.ts').ExplainFlags) => {
      exitCode = await (await import('./explain.ts')).explainVerb(what, options);
    });

  program
    .command('conflicts')
    .description('list where the texts contradict each other or the service, and whose side a run takes')
    .option('--json', 'as JSON')
    .option('--provider <id>', 'the contract to read', DEFAULT_PROVIDER)
    .action(async (options: import('./conflicts.ts').ConflictFlags) => {
      exitCode = await (await import('./conflicts.ts')).conflictsVerb(options);
    });

  program
    .command('vectors')
    .description(
      'print test vectors as JSON: keys, fingerprints, names, tags, bodies, for unit tests in any language',
    )
    .option('--provider <id>', 'the contract to read', DEFAULT_PROVIDER)
    .option('--out <file>', 'write to this file instead of standard output')
    .action(async (options: import('./vectors.ts').VectorFlags) => {
      exitCode = await (await import('./vectors.ts')).vectorsVerb(options);
    });

  program
    .command('serve')
    .description('run the embedded reference server, or recorded answers, until Ctrl-C')
    .addOption(
      new Option('--port <number>', 'port, 0 for any free one').argParser(integer(0, 65_535)).default(0),
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--provider <id>', 'the cloud to speak like', DEFAULT_PROVIDER)
    .option(
      '--dress <year>',
      'headers and layout of answers as they were in a year: 2018, 2020 or 2026 (EC2)',
    )
    .option('--recorded', 'answer only what was recorded on a real account, as it was answered there')
    .addOption(
      list(
        '--extrapolate <names>',
        'with --recorded: also answer these kinds of calls, which follow from recorded ones, or all',
      ),
    )
    .action(async (options: import('./serve.ts').ServeFlags) => {
      exitCode = await (await import('./serve.ts')).serveVerb(options);
    });

  program
    .command('report')
    .description('render every format again from the event log of a run')
    .argument('<log>', 'events.ndjson, or the folder that holds it')
    .option('--out <folder>', 'where to write (default: beside the log)')
    .action(async (log: string, options: import('./report.ts').ReportFlags) => {
      exitCode = (await import('./report.ts')).reportVerb(log, options);
    });

  program
    .command('matrix')
    .description('put reports of several targets or versions into one page and one JSON')
    .argument('<reports...>', 'folders of runs, each as path, name=path or name@version=path')
    .option('--out <folder>', 'where to write index.html and matrix.json', 'keypair-conformance-matrix')
    .option('--lineage <file>', 'YAML that says which target embeds which, e.g. localstack: [moto]')
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
    .option('--url <address>', 'address that the site will have, for previews, sitemap and feed')
    .option('--lineage <file>', 'YAML that says which target embeds which, e.g. localstack: [moto]')
    .action(async (results: readonly string[], options: import('./site.ts').SiteFlags) => {
      exitCode = await (await import('./site.ts')).siteVerb(results, options);
    });

  program
    .command('diff')
    .description('say what is newly broken, fixed or changed; exit 1 for new failures that gate')
    .argument('<before>', 'folder of the earlier run, or its report.json')
    .argument('<after>', 'folder of the later run, or its report.json')
    .addOption(
      new Option('--format <how>', 'how to tell it').choices(['text', 'markdown', 'json']).default('text'),
    )
    .action(async (before: string, after: string, options: import('./diff.ts').DiffFlags) => {
      exitCode = (await import('./diff.ts')).diffVerb(before, after, options);
    });

  const replay = program
    .command('replay')
    .description('judge the requirement of one failure again: exit 1 still fails, 0 fixed, 3 cannot be told')
    .argument(
      '<failure>',
      'id of a finding as the summary prints it, directory of the failure, or requirement',
    )
    .argument('[endpoint]', 'address of the target (default: as in the report)')
    .option('--report <path>', 'folder of the run that has the failure', DEFAULT_FOLDER)
    .action(
      async (failure: string, endpoint: string | undefined, options: import('./replay.ts').ReplayFlags) => {
        exitCode = await (await import('./replay.ts')).replayVerb(failure, endpoint, options);
      },
    );
  addTargetOptions(replay);

  program
    .command('open')
    .description('open the HTML report in the browser, at a finding where one is named')
    .argument('[finding]', 'id of a finding, or requirement')
    .option('--report <folder>', 'directory of the report', DEFAULT_FOLDER)
    .option('--print', 'print the address only')
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
    .description('measure how many faults the suite notices, on servers that have one fault each')
    .option('--provider <id>', 'the provider whose suite is measured', 'aws-ec2')
    .option('--mutant <ids...>', 'only these mutants; * stands for any text')
    .option('--topic <topics...>', 'only mutants of these topics')
    .addOption(new Option('--jobs <number>', 'threads (default: one per core)').argParser(integer(1, 256)))
    .addOption(
      new Option(
        '--form <which>',
        'checks that judge a mutant: the named one, those of its topic, all that can see it, or all',
      )
        .choices(['targeted', 'topic', 'full', 'exhaustive'])
        .default('full'),
    )
    .addOption(new Option('--targeted', 'the same as --form targeted').implies({ form: 'targeted' }))
    .addOption(
      new Option('--seed <number>', 'seed of every generated value')
        .argParser(integer(0, 0x7fff_ffff))
        .default(1),
    )
    .addOption(
      new Option('--tolerate <number>', 'known gaps that do not miss the gate (default: 0)').argParser(
        integer(0, 1_000_000),
      ),
    )
    .addOption(
      new Option('--sample <number>', 'only so many mutants, drawn by the seed').argParser(
        integer(1, 1_000_000),
      ),
    )
    .addOption(
      new Option(
        '--partial-sample <number>',
        'mutants to try on each server without one feature (default: 8)',
      ).argParser(integer(1, 1_000_000)),
    )
    .addOption(
      new Option(
        '--command <line>',
        'measure another suite by its exit status; {url} and {port} stand for the server',
      ).conflicts(['targeted', 'form', 'docs']),
    )
    .addOption(
      new Option('--command-timeout <seconds>', 'time for one run of the command')
        .argParser(integer(1, 86_400))
        .default(300),
    )
    .option('--python <program>', 'Python with boto3, for mutants that only boto3 shows (default: python3)')
    .option('--aws-cli <program>', 'AWS command line, for mutants that only it shows (default: aws)')
    .option('--out <folder>', 'folder for power.json and power.md, or for rival.json')
    .option('--docs <file>', 'file for the page "Where this suite is weak"')
    .option('--json', 'as JSON')
    .action(async (options: import('./power.ts').PowerFlags | import('./power-rival.ts').RivalFlags) => {
      exitCode =
        'command' in options
          ? await (await import('./power-rival.ts')).rivalVerb(options)
          : await (await import('./power.ts')).powerVerb(options);
    });

  for (const command of program.commands) strict(command);
  return {
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

/** Wrong words end with one line and never with the exit code of a non-conformant target. */
function strict(command: Command): void {
  command.exitOverride().configureOutput({
    outputError: (text, write) => {
      write(text.startsWith('error:') ? `${text.trim().replace(/\s*\n\s*/g, ' ')}\n` : text);
    },
  });
}

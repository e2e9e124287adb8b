import { Command, CommanderError, Option } from 'commander';
import { addSelectionOptions, addTargetOptions, DEFAULT_PROVIDER, integer } from './options.ts';
import { readVersion } from './version.ts';

/** The command line: what it takes and which verb answers. */
export interface Program {
  /** Runs the verb that the words name and resolves to the exit code. Rejects with whatever the verb throws. */
  parse(words: readonly string[]): Promise<number>;
}

const EXAMPLES = `
Examples:
  keypair-conformance run                                  judge the embedded reference
  keypair-conformance run http://127.0.0.1:5000            judge a server
  keypair-conformance run http://127.0.0.1:5000 --topic name,quota
  keypair-conformance explain name.create.longer-than-maximum

Exit codes: 0 conformant, 1 not conformant, 2 usage, 3 incomplete, 4 defect of the suite, 5 cleanup incomplete, 130 interrupted`;

const RUN_EXAMPLES = `
Credentials are read from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where they are set; prefer that to the options,
which other users of the machine can see.

Examples:
  keypair-conformance run
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
    .description('judge a target; without an endpoint, the embedded reference')
    .argument('[endpoint]', 'address of the target, e.g. http://127.0.0.1:5000')
    .addHelpText('after', RUN_EXAMPLES)
    .action(async (endpoint: string | undefined, options: import('./options.ts').RunFlags) => {
      exitCode = await (await import('./run.ts')).runVerb(endpoint, options);
    });
  addSelectionOptions(addTargetOptions(run));

  program
    .command('list')
    .description('list requirements, source documents or topics')
    .addArgument(
      program
        .createArgument('[what]', 'what to list')
        .choices(['requirements', 'documents', 'topics'])
        .default('requirements'),
    )
    .option('--json', 'as JSON')
    .option('--provider <id>', 'the contract to read', DEFAULT_PROVIDER)
    .action(async (what: import('./list.ts').Listing, options: import('./list.ts').ListFlags) => {
      exitCode = await (await import('./list.ts')).listVerb(what, options);
    });

  program
    .command('explain')
    .description('say what a requirement asks, on what evidence, and how it is checked')
    .argument('<requirement>', 'id, as in a report')
    .option('--provider <id>', 'the contract to read', DEFAULT_PROVIDER)
    .action(async (requirement: string, options: { readonly provider: string }) => {
      exitCode = await (await import('./explain.ts')).explainVerb(requirement, options);
    });

  program
    .command('serve')
    .description('run the embedded reference server until Ctrl-C')
    .addOption(
      new Option('--port <number>', 'port, 0 for any free one').argParser(integer(0, 65_535)).default(0),
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .action(async (options: import('./serve.ts').ServeFlags) => {
      exitCode = await (await import('./serve.ts')).serveVerb(options);
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

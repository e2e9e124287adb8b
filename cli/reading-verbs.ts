import { type Command, Option } from 'commander';
import { DEFAULT_FOLDER } from '../reports/files.ts';
import { DEFAULT_PROVIDER } from '../specs/default-provider.ts';
import { integer, list } from './options.ts';

/** Adds the commands that show what a contract says, or serve it. Each loads its own code when it is called. */
export function addReadingVerbs(program: Command, leave: (exitCode: number) => void): void {
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
      leave(await (await import('./list.ts')).listVerb(what, options));
    });

  program
    .command('explain')
    .description('explain a requirement: statement, evidence, and how it is tested')
    .argument('<what>', 'requirement id (* matches any text), topic, or finding id')
    .option('--provider <id>', 'provider whose contract to read', DEFAULT_PROVIDER)
    .option('--report <folder>', 'report directory that has the finding', DEFAULT_FOLDER)
    .action(async (what: string, options: import('./explain.ts').ExplainFlags) => {
      leave(await (await import('./explain.ts')).explainVerb(what, options));
    });

  program
    .command('conflicts')
    .description('list conflicts between documents and the service, and how each is resolved')
    .option('--json', 'as JSON')
    .option('--provider <id>', 'provider whose contract to read', DEFAULT_PROVIDER)
    .action(async (options: import('./conflicts.ts').ConflictFlags) => {
      leave(await (await import('./conflicts.ts')).conflictsVerb(options));
    });

  program
    .command('vectors')
    .description(
      'print test vectors as JSON: keys, fingerprints, names, tags, bodies, for unit tests in any language',
    )
    .option('--provider <id>', 'provider whose contract to read', DEFAULT_PROVIDER)
    .option('--out <file>', 'write to this file instead of standard output')
    .action(async (options: import('./vectors.ts').VectorFlags) => {
      leave(await (await import('./vectors.ts')).vectorsVerb(options));
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
      leave(await (await import('./serve.ts')).serveVerb(options));
    });
}

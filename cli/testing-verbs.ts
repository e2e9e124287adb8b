import type { Command } from 'commander';
import { DEFAULT_FOLDER } from '../reports/files.ts';
import { PROVIDERS } from '../targets/providers.ts';
import { addPlanOption, addRunOptions, addTargetOptions, addTestOptions, integer } from './options.ts';
import { addMakingOptions } from './safety-options.ts';

const CREDENTIALS = PROVIDERS.map(
  ({ id, credentials }) => `  ${id.padEnd(12)} ${credentials.accessKeyId}, ${credentials.secretAccessKey}`,
).join('\n');

const RUN_EPILOGUE = `
Credentials are read from these environment variables, because other users of
the machine can see the options:
${CREDENTIALS}`;

/** Adds the commands that ask a target. Each loads its own code when it is called. */
export function addTestingVerbs(program: Command, leave: (exitCode: number) => void): void {
  const run = program
    .command('run')
    .description('test a target')
    .argument('[endpoint]', 'address of the target, e.g. http://127.0.0.1:5000')
    .addHelpText('after', RUN_EPILOGUE)
    .action(async (endpoint: string | undefined, options: import('./options.ts').RunFlags) => {
      leave(await (await import('./run.ts')).runVerb(endpoint, options));
    });
  addPlanOption(addRunOptions(run));

  const compare = program
    .command('compare')
    .description('send the same generated histories to two targets; exit 1 when their responses differ')
    .argument('<a>', 'address, report, adapter:WHAT, command with {port}, or reference')
    .argument('<b>', 'the same, for the other target')
    .action(async (a: string, b: string, options: import('./options.ts').RunFlags) => {
      leave(await (await import('./compare.ts')).compareVerb(a, b, options));
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
        leave(await (await import('./soak.ts')).soakVerb(endpoint, options));
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
      leave(await (await import('./sweep.ts')).sweepVerb(endpoint, options));
    });
  addTargetOptions(sweep);

  const replay = program
    .command('replay')
    .description('re-run one failed requirement: exit 1 still failing, 0 fixed, 3 inconclusive')
    .argument('<failure>', 'finding id, failure directory, or requirement id')
    .argument('[endpoint]', 'address of the target (default: as in the report)')
    .option('--report <path>', 'report directory that has the failure', DEFAULT_FOLDER)
    .action(
      async (failure: string, endpoint: string | undefined, options: import('./replay.ts').ReplayFlags) => {
        leave(await (await import('./replay.ts')).replayVerb(failure, endpoint, options));
      },
    );
  addMakingOptions(addTestOptions(addTargetOptions(replay)));
}

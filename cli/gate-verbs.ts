import { type Command, Option } from 'commander';
import { addTargetOptions, DEFAULT_FOLDER } from './options.ts';

const BASELINE_EXAMPLES = `
Examples:
  keypair-conformance run http://127.0.0.1:5000
  keypair-conformance baseline update baseline.yaml ${DEFAULT_FOLDER} --because 'see issue 12'
  keypair-conformance run http://127.0.0.1:5000 --baseline baseline.yaml --attempts 3`;

/** Adds the verbs around a run: doctor and init before it, baseline, gate and merge after it. Each loads its own code when it is called. */
export function addGateVerbs(program: Command, leave: (exitCode: number) => void): void {
  const baseline = program
    .command('baseline')
    .description('write and check the file of expected failures')
    .addHelpText('after', BASELINE_EXAMPLES);
  const verb = (name: string, description: string): Command =>
    baseline
      .command(name)
      .description(description)
      .argument('<file>', 'baseline file')
      .argument('<reports...>', 'report folder of a run; several are attempts of the same run');
  verb(
    'check',
    'hold reports against a baseline: exit 0 it holds, 1 it does not, 3 a run is not complete',
  ).action(async (file: string, reports: readonly string[]) => {
    leave((await import('./baseline.ts')).checkVerb(file, reports));
  });
  verb(
    'update',
    'add what fails unexpectedly and correct what fails differently; comments and explanations stay',
  )
    .option('--because <text>', 'why new entries are expected')
    .addOption(
      new Option('--by <what>', 'what new entries name: each failure, or the kind of difference')
        .choices(['fingerprint', 'code'])
        .default('fingerprint'),
    )
    .action(
      async (file: string, reports: readonly string[], options: import('./baseline.ts').UpdateFlags) => {
        leave((await import('./baseline.ts')).updateVerb(file, reports, options));
      },
    );
  verb('prune', 'remove what excuses nothing any more').action(
    async (file: string, reports: readonly string[]) => {
      leave((await import('./baseline.ts')).pruneVerb(file, reports));
    },
  );

  program
    .command('gate')
    .description('decide on reports by a policy, without running: exit 0 every rule holds, 1 one does not')
    .argument('<reports...>', 'report.json, or the report folder of a run')
    .requiredOption('--policy <file>', 'YAML with the rules')
    .option('--baseline <file>', 'expected failures, instead of those that the policy names')
    .action(async (reports: readonly string[], options: import('./gate.ts').GateFlags) => {
      leave((await import('./gate.ts')).gateVerb(reports, options));
    });

  program
    .command('verify')
    .description(
      'derive a report again from its event log and compare: exit 0 it follows from the log, 2 it does not',
    )
    .argument('<directory>', 'report directory of a run')
    .action(async (folder: string) => {
      leave((await import('./verify.ts')).verifyVerb(folder));
    });

  program
    .command('merge')
    .description('put the shards of a run together to the report of the whole run')
    .argument('<shards...>', 'report folders of all shards')
    .option('--out <folder>', 'folder for the event log and every report format', DEFAULT_FOLDER)
    .option('--quiet', 'only the last line of the report')
    .action(async (shards: readonly string[], options: import('./merge.ts').MergeFlags) => {
      leave(await (await import('./merge.ts')).mergeVerb(shards, options));
    });

  const doctor = program
    .command('doctor')
    .description(
      'say whether target, clock, credentials, regions and clean-up work, before anything is judged',
    )
    .argument('[endpoint]', 'address of the target, e.g. http://127.0.0.1:5000')
    .action(async (endpoint: string | undefined, options: import('./options.ts').RunFlags) => {
      leave(await (await import('./doctor.ts')).doctorVerb(endpoint, options));
    });
  addTargetOptions(doctor);

  program
    .command('init')
    .description('write a config file, and optionally a workflow with a baseline; interactive on a terminal')
    .option('--endpoint <url>', 'address of the target')
    .option('--command <line>', 'command that starts the target instead; {port} stands for a free port')
    .option('--name <text>', 'display name of the target in reports')
    .option('--provider <id>', 'provider whose contract to test against')
    .option('--region, --regions <names>', 'primary, secondary and idle region, separated by commas')
    .option('--workflow', 'write .github/workflows/conformance.yml and conformance-baseline.yaml too')
    .option(
      '--package <spec>',
      'where the workflow gets this program: version, .tgz file or git address (default: the dependency of the project, else a packed copy in .github)',
    )
    .option('--force', 'replace existing files, except the baseline')
    .action(async (options: import('./init.ts').InitFlags) => {
      leave(await (await import('./init.ts')).initVerb(options));
    });
}

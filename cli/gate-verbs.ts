import { type Command, Option } from 'commander';
import { DEFAULT_FOLDER } from '../reports/files.ts';
import { addTargetOptions, list } from './options.ts';
import { addMakingOptions } from './safety-options.ts';

/** Adds the commands around a run: doctor and init before it, baseline, gate and merge after it. Each loads its own code when it is called. */
export function addGateVerbs(program: Command, leave: (exitCode: number) => void): void {
  const baseline = program.command('baseline').description('write and check the file of known failures');
  const verb = (name: string, description: string): Command =>
    baseline
      .command(name)
      .description(description)
      .argument('<file>', 'baseline file')
      .argument('<reports...>', 'report directories; several are attempts of the same run');
  verb(
    'check',
    'compare reports with a baseline: exit 0 no difference, 1 differences, 3 incomplete run',
  ).action(async (file: string, reports: readonly string[]) => {
    leave((await import('./baseline.ts')).checkVerb(file, reports));
  });
  verb('update', 'add unexpected failures and update changed ones; comments and reasons are kept')
    .option('--because <text>', 'reason for the new entries')
    .addOption(
      list(
        '--flaky <patterns>',
        'requirements that may pass or fail, e.g. races of the target: one flaky entry each',
      ),
    )
    .addOption(
      new Option('--by <what>', 'what new entries match: each failure, or the code of the finding')
        .choices(['fingerprint', 'code'])
        .default('fingerprint'),
    )
    .action(
      async (file: string, reports: readonly string[], options: import('./baseline.ts').UpdateFlags) => {
        leave((await import('./baseline.ts')).updateVerb(file, reports, options));
      },
    );
  verb('prune', 'remove obsolete entries').action(async (file: string, reports: readonly string[]) => {
    leave((await import('./baseline.ts')).pruneVerb(file, reports));
  });

  program
    .command('gate')
    .description('evaluate reports against a policy: exit 0 every rule passes, 1 a rule fails')
    .argument('<reports...>', 'report directories, or their report.json')
    .requiredOption('--policy <file>', 'policy file (YAML)')
    .option('--baseline <file>', 'file of known failures, instead of the one that the policy names')
    .action(async (reports: readonly string[], options: import('./gate.ts').GateFlags) => {
      leave((await import('./gate.ts')).gateVerb(reports, options));
    });

  program
    .command('verify')
    .description('derive the report from its event log and compare: exit 0 same report, 2 different')
    .argument('<directory>', 'report directory')
    .action(async (folder: string) => {
      leave((await import('./verify.ts')).verifyVerb(folder));
    });

  program
    .command('merge')
    .description('merge shard reports into the report of the whole run')
    .argument('<shards...>', 'report directories of all shards')
    .option('--out <folder>', 'output directory', DEFAULT_FOLDER)
    .option('--quiet', 'print only the verdict')
    .action(async (shards: readonly string[], options: import('./merge.ts').MergeFlags) => {
      leave(await (await import('./merge.ts')).mergeVerb(shards, options));
    });

  const doctor = program
    .command('doctor')
    .description('check target, clock, credentials, regions and clean-up before a run')
    .argument('[endpoint]', 'address of the target, e.g. http://127.0.0.1:5000')
    .action(async (endpoint: string | undefined, options: import('./options.ts').RunFlags) => {
      leave(await (await import('./doctor.ts')).doctorVerb(endpoint, options));
    });
  addMakingOptions(addTargetOptions(doctor));

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

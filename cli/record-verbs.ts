import { type Command, Option } from 'commander';
import { GREATEST_SEED } from '../runner/options.ts';
import { CLIENT_KINDS } from '../targets/client-kinds.ts';
import { integer, list } from './options.ts';
import { addSafetyOptions } from './safety-options.ts';

/** Adds the commands that record a real service and read recordings. */
export function addRecordVerbs(program: Command, exit: (code: number) => void): void {
  const record = program
    .command('record')
    .description('record responses of a real service as evidence for the contract')
    .argument('[endpoint]', 'address of the service, e.g. https://ec2.us-east-1.amazonaws.com')
    .addHelpText('after', '\nSee docs/record.md.')
    .option('--out <file>', 'file for the bundle (default: evidence-PROVIDER-DATE.ndjson.gz)')
    .option('--yes', 'accept the plan without a prompt, e.g. in CI')
    .option('--dry-plan', 'print the plan and stop; nothing is sent')
    .addOption(
      new Option('--minutes <number>', 'maximum time; what settles most is recorded first')
        .argParser(integer(1, 1_440))
        .default(15),
    )
    .addOption(list('--only <ids>', 'only these requirements, and those that they need; * matches any text'))
    .option('--unsettled', 'only requirements that no recorded response supports yet')
    .option('--fill-real-quota', 'also fill a region of the account to its limit of key pairs')
    .option('--provider <id>', 'provider to record for (default: inferred from the address)')
    .addOption(list('--region, --regions <names>', 'primary, secondary and idle region'))
    .option('--profile <name>', 'profile of the AWS credentials file')
    .option('--ca <file>', 'PEM file of an additional certificate authority')
    .addOption(list('--client <kinds>', 'clients to record with (default: wire and sdk)', CLIENT_KINDS))
    .addOption(
      new Option('--seed <number>', 'seed of every generated value (default: 1)').argParser(
        integer(0, GREATEST_SEED),
      ),
    )
    .option('--verify <file>', 'only verify that a bundle is complete')
    .option('--policy', 'only print the permissions that are needed, for --provider and --account')
    .option(
      '--share',
      'only print the requests of a recording and what share of the contract it settles, by recording the reference',
    )
    .action(async (endpoint: string | undefined, options: import('./record.ts').RecordFlags) => {
      exit(await (await import('./record.ts')).recordVerb(endpoint, options));
    });
  addSafetyOptions(record, { rate: 2 });

  program
    .command('evidence')
    .description('list what a recording confirms and contradicts, and what it would change in the contract')
    .argument('<bundle>', 'file that record wrote')
    .option('--json', 'as JSON')
    .option('--patch <file>', 'write the change of the contract as a patch for git apply')
    .action(async (bundle: string, options: import('./evidence.ts').EvidenceFlags) => {
      exit(await (await import('./evidence.ts')).evidenceVerb(bundle, options));
    });

  program
    .command('drift')
    .description('list how the responses of a service changed between two recordings; exit 1 on a change')
    .argument('<before>', 'the earlier bundle')
    .argument('<after>', 'the later bundle')
    .option('--json', 'as JSON')
    .action(async (before: string, after: string, options: import('./drift.ts').DriftFlags) => {
      exit(await (await import('./drift.ts')).driftVerb(before, after, options));
    });
}

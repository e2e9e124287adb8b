import { type Command, Option } from 'commander';
import { CLIENT_KINDS } from '../targets/client-kinds.ts';
import { integer, list } from './options.ts';
import { addSafetyOptions } from './safety-options.ts';

const RECORD_EXAMPLES = `
Examples:
  keypair-conformance record --policy
  keypair-conformance record https://ec2.us-east-1.amazonaws.com --account 123456789012
  keypair-conformance record https://ecs.cn-hangzhou.aliyuncs.com --account 1234567890123456 --unsettled
  keypair-conformance record --verify evidence-aws-ec2-2026-11-30.ndjson.gz

See docs/record.md.`;

/** Adds the commands that record a real service and read recordings. */
export function addRecordVerbs(program: Command, exit: (code: number) => void): void {
  const record = program
    .command('record')
    .description('write down what a real service answers, as evidence for the contract')
    .argument('[endpoint]', 'address of the service, e.g. https://ec2.us-east-1.amazonaws.com')
    .addHelpText('after', RECORD_EXAMPLES)
    .option('--out <file>', 'file for the bundle (default: evidence-PROVIDER-DATE.ndjson.gz)')
    .option('--yes', 'agree to the plan without being asked, e.g. in CI')
    .option('--dry-plan', 'print the plan and stop; nothing is sent')
    .addOption(
      new Option('--minutes <number>', 'time at the most; what settles most is recorded first')
        .argParser(integer(1, 1_440))
        .default(15),
    )
    .addOption(list('--only <ids>', 'only these requirements, and what they need; * stands for any text'))
    .option('--unsettled', 'only requirements that no recorded answer supports yet')
    .option('--fill-real-quota', 'also fill a region of the account to its limit of key pairs')
    .option('--provider <id>', 'the contract to record for (default: from the address)')
    .addOption(list('--region, --regions <names>', 'main, second and quiet region'))
    .option('--profile <name>', 'profile of the AWS credentials file')
    .option('--ca <file>', 'PEM file of an additional certificate authority')
    .addOption(list('--client <kinds>', 'clients that ask (default: wire and sdk)', CLIENT_KINDS))
    .addOption(
      new Option('--seed <number>', 'seed of every generated value (default: 1)').argParser(
        integer(0, 0x7fff_ffff),
      ),
    )
    .option('--verify <file>', 'only prove that a bundle is whole')
    .option('--policy', 'only print the permissions that are enough, for --provider and --account')
    .option(
      '--share',
      'only print what share of the contract a whole recording settles, by recording the reference',
    )
    .action(async (endpoint: string | undefined, options: import('./record.ts').RecordFlags) => {
      exit(await (await import('./record.ts')).recordVerb(endpoint, options));
    });
  addSafetyOptions(record);

  program
    .command('evidence')
    .description('say what a recording confirms and contradicts, and what it would change in the contract')
    .argument('<bundle>', 'file that record wrote')
    .option('--json', 'as JSON')
    .option('--patch <file>', 'write the change of the contract as a patch, for git apply')
    .action(async (bundle: string, options: import('./evidence.ts').EvidenceFlags) => {
      exit(await (await import('./evidence.ts')).evidenceVerb(bundle, options));
    });

  program
    .command('drift')
    .description('say what a service answers otherwise in the second of two recordings; exit 1 on a change')
    .argument('<before>', 'the earlier bundle')
    .argument('<after>', 'the later bundle')
    .option('--json', 'as JSON')
    .action(async (before: string, after: string, options: import('./drift.ts').DriftFlags) => {
      exit(await (await import('./drift.ts')).driftVerb(before, after, options));
    });
}

import { lstatSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import process from 'node:process';
import { DEFAULT_FOLDER } from '../reports/files.ts';
import { claimFile, FILE_KINDS, writeOwnFiles } from '../reports/own-file.ts';
import { providers } from '../specs/compiled.ts';
import { endpoint as checkedEndpoint } from '../targets/config/values.ts';
import { UsageError } from '../targets/usage-error.ts';
import { contractFor } from './contract.ts';
import {
  type Answers,
  BASELINE_FILE,
  baselineText,
  CONFIG_FILE,
  configText,
  WORKFLOW_FILE,
  workflowText,
} from './init-files.ts';
import { pack, workflowPackage } from './init-package.ts';
import { askFor, type Conversation } from './init-questions.ts';
import { readVersion } from './version.ts';

export interface InitFlags {
  readonly endpoint?: string;
  /** Command line that starts the target. */
  readonly command?: string;
  readonly name?: string;
  readonly provider?: string;
  readonly regions?: string;
  readonly workflow?: true;
  /** Where the workflow gets this program. */
  readonly package?: string;
  readonly force?: true;
}

/**
 * Writes a config file, and with `--workflow` a workflow with an empty baseline. What no option says is asked on a
 * terminal. Existing files stay, unless `--force` is given.
 * @throws UsageError when an answer cannot be used, or a file exists
 */
export async function initVerb(flags: InitFlags): Promise<0> {
  const terminal =
    process.stdin.isTTY === true ? { input: process.stdin, output: process.stdout } : undefined;
  const { workflow, ...answers } =
    terminal !== undefined && flags.endpoint === undefined && flags.command === undefined
      ? await ask(flags, terminal)
      : { ...given(flags), workflow: flags.workflow === true };
  if (answers.provider !== undefined) await contractFor(answers.provider);
  const source = workflow ? workflowPackage(flags.package, readVersion()) : undefined;
  const files: readonly (readonly [string, string])[] = [
    [CONFIG_FILE, configText(answers)],
    ...(source === undefined ? [] : [[WORKFLOW_FILE, workflowText(answers, source)] as const]),
  ];
  const written = [...files.map(([file]) => file), ...(source?.packed === undefined ? [] : [source.packed])];
  const taken = written.find((file) => isThere(file));
  if (taken !== undefined && flags.force !== true) {
    throw new UsageError(`${taken} already exists; remove it, or replace it with --force`);
  }
  for (const file of written) claimFile(file, FILE_KINDS.edited);
  if (source?.packed !== undefined) {
    pack(source.packed);
    process.stdout.write(`wrote ${source.packed}\n`);
  }
  for (const [file, text] of files) write(file, text);
  // A baseline is written by people: it is never replaced.
  if (workflow && !isThere(BASELINE_FILE)) write(BASELINE_FILE, baselineText());
  process.stdout.write(`${nextSteps(answers, workflow).join('\n')}\n`);
  return 0;
}

function nextSteps({ endpoint }: Answers, workflow: boolean): readonly string[] {
  return [
    'next:',
    '  npx keypair-conformance doctor',
    '  npx keypair-conformance run --seed 42',
    ...(workflow
      ? [
          `  npx keypair-conformance baseline update ${BASELINE_FILE} ${DEFAULT_FOLDER} --because 'see issue 12'`,
          `  echo ${DEFAULT_FOLDER} >> .gitignore`,
          endpoint === undefined
            ? '  commit these files'
            : `  put the command that starts the target into ${WORKFLOW_FILE}, and commit these files`,
        ]
      : []),
  ];
}

function given({ endpoint, command, name, provider, regions }: InitFlags): Answers {
  if ((endpoint === undefined) === (command === undefined)) {
    throw new UsageError(
      "init needs --endpoint http://127.0.0.1:5000, or --command 'moto_server -p {port}'; on a terminal it asks",
    );
  }
  if (command !== undefined && !command.includes('{port}'))
    throw new UsageError(`--command: '${command}' lacks {port}, which stands for the port to listen on`);
  return {
    ...(endpoint !== undefined && { endpoint: checkedEndpoint({ value: endpoint, origin: '--endpoint' }) }),
    ...(command !== undefined && { command }),
    ...(name !== undefined && { name }),
    ...(provider !== undefined && { provider }),
    ...(regions !== undefined && { regions: regions.split(',').map((region) => region.trim()) }),
  };
}

async function ask(
  flags: InitFlags,
  terminal: Conversation,
): Promise<Answers & { readonly workflow: boolean }> {
  const { name, provider, workflow: wished } = flags;
  const known = {
    ...(name !== undefined && { name }),
    ...(provider !== undefined && { provider }),
    ...(wished !== undefined && { workflow: wished }),
    providers: await providers(),
    checkProvider: async (id: string) => void (await contractFor(id)),
  };
  const { workflow, ...replies } = await askFor(known, terminal);
  return { ...given({ ...flags, ...replies }), workflow };
}

/** Also a symbolic link that leads nowhere. */
function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function write(file: string, text: string): void {
  writeOwnFiles(dirname(file), { [basename(file)]: [FILE_KINDS.edited, text] });
  process.stdout.write(`wrote ${file}\n`);
}

import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { writeWhole } from '../reports/write.ts';
import { providers } from '../specs/compiled.ts';
import { endpoint as checkedEndpoint } from '../targets/config/values.ts';
import { UsageError } from '../targets/usage-error.ts';
import { contractFor } from './contract.ts';
import { type Answers, CONFIG_FILE, configText, WORKFLOW_FILE, workflowText } from './init-files.ts';
import { askFor, type Conversation } from './init-questions.ts';
import { readVersion } from './version.ts';

export interface InitFlags {
  readonly endpoint?: string;
  readonly name?: string;
  readonly provider?: string;
  readonly regions?: string;
  readonly workflow?: true;
  readonly force?: true;
}

/**
 * Writes a target file, and a workflow where it is wished for. What no option says is asked on a terminal. Files that
 * are there stay, unless told otherwise.
 * @throws UsageError when an answer cannot be used, or a file is there
 */
export async function initVerb(flags: InitFlags): Promise<0> {
  const terminal =
    process.stdin.isTTY === true ? { input: process.stdin, output: process.stdout } : undefined;
  const { workflow, ...answers } =
    terminal !== undefined && flags.endpoint === undefined
      ? await ask(flags, terminal)
      : { ...given(flags), workflow: flags.workflow === true };
  if (answers.provider !== undefined) await contractFor(answers.provider);
  const files: readonly (readonly [string, string])[] = [
    [CONFIG_FILE, configText(answers)],
    ...(workflow ? [[WORKFLOW_FILE, workflowText(readVersion())] as const] : []),
  ];
  const taken = files.find(([file]) => existsSync(file));
  if (taken !== undefined && flags.force !== true) {
    throw new UsageError(`${taken[0]} is there already; remove it, or replace it with --force`);
  }
  for (const [file, text] of files) write(file, text);
  process.stdout.write('next: keypair-conformance doctor, then keypair-conformance run\n');
  return 0;
}

function given({ endpoint, name, provider, regions }: InitFlags): Answers {
  if (endpoint === undefined) {
    throw new UsageError(
      'init needs --endpoint, e.g. --endpoint http://127.0.0.1:5000; on a terminal it asks',
    );
  }
  return {
    endpoint: checkedEndpoint({ value: endpoint, origin: '--endpoint' }),
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

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeWhole(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot write ${file} (${reason}); change to a folder that can be written`);
  }
  process.stdout.write(`wrote ${file}\n`);
}

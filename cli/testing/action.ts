import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const PACKAGE = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

interface Step {
  readonly name: string;
  readonly id: string;
  readonly run: string;
  readonly if?: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

/** How an action ended. */
export interface ActionResult {
  /** Exit code of the first step that failed; 0 when none did. */
  readonly exitCode: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Output of all steps. */
  readonly log: string;
  /** Lines that the runner takes for annotations. */
  readonly annotations: readonly string[];
}

/** `action.yml` as it is in the package. */
export function readAction(): Action {
  return parse(readFileSync(join(PACKAGE, 'action.yml'), 'utf8')) as Action;
}

/**
 * Runs the steps of `action.yml` as the runner does: expressions filled in, a file for outputs and one for the summary
 * each, and after a failed step only those that run always.
 * @param cwd folder of the repository that uses the action
 */
export async function runAction(
  inputs: Readonly<Record<string, string>>,
  cwd: string,
): Promise<ActionResult> {
  const action = readAction();
  const unknown = Object.keys(inputs).find((name) => !(name in action.inputs));
  if (unknown !== undefined) throw new Error(`the action has no input '${unknown}'`);
  const temporary = join(cwd, '.runner');
  mkdirSync(temporary, { recursive: true });
  const values = new Map<string, string>([['github.action_path', PACKAGE]]);
  for (const [name, { default: fallback }] of Object.entries(action.inputs)) {
    values.set(`inputs.${name}`, inputs[name] ?? fallback);
  }
  const fill = (text: string): string =>
    text.replace(/\$\{\{ *([\w.-]+) *\}\}/g, (_, name: string) => values.get(name) ?? '');
  let exitCode = 0;
  let log = '';
  let summary = '';
  for (const step of action.runs.steps) {
    if (exitCode !== 0 && step.if !== 'always()') continue;
    const files = {
      GITHUB_OUTPUT: join(temporary, `${step.id}.output`),
      GITHUB_STEP_SUMMARY: join(temporary, `${step.id}.summary`),
    };
    for (const file of Object.values(files)) writeFileSync(file, '');
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, fill(text)]));
    const ended = await runStep(fill(step.run), cwd, { ...env, ...files, RUNNER_TEMP: temporary });
    log += ended.output;
    if (exitCode === 0) exitCode = ended.code;
    for (const line of readFileSync(files.GITHUB_OUTPUT, 'utf8').split('\n')) {
      const [, name, value = ''] = /^([\w-]+)=(.*)$/.exec(line) ?? [];
      if (name !== undefined) values.set(`steps.${step.id}.outputs.${name}`, value);
    }
    if (existsSync(files.GITHUB_STEP_SUMMARY)) summary += readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8');
  }
  return {
    exitCode,
    outputs: Object.fromEntries(
      Object.entries(action.outputs).map(([name, { value }]) => [name, fill(value)]),
    ),
    summary,
    log,
    annotations: commandsIn(log),
  };
}

/** The commands that the runner hears: at the start of a line, and none between `::stop-commands::TOKEN` and `::TOKEN::`. */
function commandsIn(log: string): readonly string[] {
  let token: string | undefined;
  return log.split('\n').flatMap((raw) => {
    const line = raw.trimStart();
    if (token !== undefined) {
      if (line === `::${token}::`) token = undefined;
      return [];
    }
    token = /^::stop-commands::(.*)$/.exec(line)?.[1];
    return token === undefined && line.startsWith('::') ? [line] : [];
  });
}

/** The runner's `bash` is `bash --noprofile --norc -eo pipefail` with the step in a file. */
export function runStep(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly output: string }> {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|ALIBABA_CLOUD_|KEYPAIR_|GITHUB_|VITEST|NO_COLOR$|FORCE_COLOR$)/.test(name),
  );
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd,
    env: { ...Object.fromEntries(clean), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 130, output }));
  });
}

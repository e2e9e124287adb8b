import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import { builtMain } from './built.ts';

/** How a command line ended. */
export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line that is running. */
export interface RunningCli {
  readonly child: ChildProcess;
  /** Resolves when the output (both streams) contains the text. Rejects when the process ends before. */
  seen(text: string): Promise<void>;
  readonly result: Promise<CliResult>;
}

/** Environment of the caller without what would change the output or reach a cloud. */
const CLEAN: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|ALIBABA_CLOUD_|KEYPAIR_|CONFORMANCE_|NO_COLOR$|FORCE_COLOR$|VITEST)/.test(name),
  ),
);

/** Starts the built command line in a folder. */
export function startCli(
  words: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): RunningCli {
  const child = spawn(process.execPath, [builtMain(), ...words], {
    cwd: options.cwd,
    env: { ...CLEAN, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      for (const watch of watchers) watch();
    });
  }
  const result = new Promise<CliResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, ...output }));
  });
  const seen = async (text: string): Promise<void> => {
    const appeared = new Promise<void>((resolve) => {
      const watch = (): void => {
        if (!`${output.stdout}\n${output.stderr}`.includes(text)) return;
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
      watch();
    });
    const ended = result.then(({ stdout, stderr }) => {
      if (!`${stdout}\n${stderr}`.includes(text))
        throw new Error(`ended without '${text}': ${stdout}${stderr}`);
    });
    await Promise.race([appeared, ended]);
  };
  return { child, seen, result };
}

/** Runs the built command line to its end. */
export function runCli(
  words: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<CliResult> {
  return startCli(words, options).result;
}

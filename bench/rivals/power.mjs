import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PACKAGE = join(import.meta.dirname, '..', '..');
const MAIN = join(PACKAGE, process.env.KPC_DIST ?? 'dist', 'cli/main.js');

/** Runs the verb `power` and returns its report, whatever the figure is. */
export async function power(options) {
  const words = [MAIN, 'power', '--json', ...options];
  try {
    const { stdout } = await run(process.execPath, words, { maxBuffer: 64 * 1024 * 1024 });
    return JSON.parse(stdout);
  } catch (error) {
    if (!error.stdout?.startsWith('{')) throw new Error(error.stderr?.trim() || error.message);
    return JSON.parse(error.stdout);
  }
}

/** Runs a command against the correct server and nothing else: a control that fails ends the measurement. */
export async function onCorrectServer(command) {
  await power(['--sample', '1', '--command', `${command}; exit 1`]);
}

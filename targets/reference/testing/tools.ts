import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether a program of this name can be started. */
export async function installed(program: string): Promise<boolean> {
  try {
    await run('sh', ['-c', `command -v ${program}`]);
    return true;
  } catch {
    return false;
  }
}

/** Runs a program with the text in a private file, whose path stands for `FILE` in its arguments. */
export async function ask(program: string, args: readonly string[], content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'reference-'));
  const file = join(folder, 'key');
  try {
    await writeFile(file, content, { mode: 0o600 });
    const { stdout } = await run(
      program,
      args.map((arg) => (arg === 'FILE' ? file : arg)),
      { encoding: 'latin1' },
    );
    return stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js');
const FIGURES = new URL('./figures.mjs', import.meta.url).href;

/** Runs the command line as a user would: milliseconds, user CPU, most memory in megabytes, and exit code. */
export async function command(words, scratch) {
  const file = join(scratch, 'figures.json');
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', FIGURES, MAIN, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, FIGURES_FILE: file },
  });
  const [code] = await once(child, 'exit');
  return { code, ms: performance.now() - started, ...JSON.parse(readFileSync(file, 'utf8')) };
}

/** Milliseconds of a program of Node from start to end, whatever it prints. */
export async function programMs(words) {
  const started = performance.now();
  const child = spawn(process.execPath, words, { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`node ${words.join(' ')} ended with ${code}`);
  return performance.now() - started;
}

/** The command line with these words, to be given to `programMs`. */
export const main = (...words) => [MAIN, ...words];

/**
 * Starts a server script of this folder in a process of its own, hands its address to `work`, with a function that asks
 * the script for its figures, and stops it.
 */
export async function withServer(script, words, work) {
  const child = fork(join(import.meta.dirname, script), words, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [url] = await once(createInterface({ input: child.stdout }), 'line');
  const ask = async () => {
    child.send('figures');
    const [answer] = await once(child, 'message');
    return answer;
  };
  try {
    return await work(url, ask);
  } finally {
    child.disconnect();
    await once(child, 'exit');
  }
}

#!/usr/bin/env node
import { closeSync, openSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import process from 'node:process';
import { relieveMemory } from '../targets/wire/relief.ts';
import { readVersion } from './version.ts';

// Start-up counts: everything heavier than the verb table is imported by the verb that needs it, and source maps are
// read when an error is told.

/** Files that are open at a time while code is loaded and connections stand. */
const FILES = 40;

/** Whether this program decided to end; a second Ctrl-C is seen by its exit code. */
let isOver = false;
const INTERRUPTED = 130;

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) is no fault: the run goes on and its exit code still counts.
    if (error.code !== 'EPIPE') leave(4);
  });
}

// Whatever else ends the process says nothing about the target, least of all that it conforms.
process.on('exit', (code) => {
  if (isOver || code === INTERRUPTED) return;
  process.exitCode = 2;
  writeSync(
    2,
    `error: the process ended with exit code ${code} before the command was done: a module (adapter or configuration) called process.exit, or never settled a promise\n`,
  );
});

process.on('uncaughtException', (error) => void endWithError(error));
process.on('unhandledRejection', (error) => void endWithError(error));

try {
  demandFiles();
  relieveMemory();
  const words = process.argv.slice(2);
  if (words.length === 1 && words[0] === '--version') {
    // Scripts ask for it at every start.
    process.stdout.write(`${readVersion()}\n`);
    await end(0);
  }
  const { createProgram } = await import('./program.ts');
  await end(await createProgram().parse(words));
} catch (error) {
  await endWithError(error);
}

/** Code is loaded from files: where too few may be open, that would wait for ever. */
function demandFiles(): void {
  const open: number[] = [];
  try {
    while (open.length < FILES) open.push(openSync(devNull, 'r'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EMFILE') return;
    process.stderr.write('error: too few files may be open at a time; raise the limit (ulimit -n 1024)\n');
    leave(2);
  } finally {
    for (const file of open) closeSync(file);
  }
}

async function endWithError(error: unknown): Promise<void> {
  const { describeError } = await import('./describe-error.ts').catch((): never => {
    // A damaged installation: what cannot be loaded must not end in another unhandled error, and so on.
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}; install again\n`);
    leave(4);
  });
  const { text, exitCode } = describeError(error);
  process.stderr.write(text);
  await end(exitCode);
}

/** Leaves for good, with all output written: an open connection of a target must not keep the process alive. */
async function end(exitCode: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(flushed));
  return leave(exitCode);
}

function leave(exitCode: number): never {
  isOver = true;
  process.exit(exitCode);
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

#!/usr/bin/env node
import process from 'node:process';
import { createProgram } from './program.ts';

// Start-up counts: everything heavier than the verb table is imported by the verb that needs it, and source maps are
// read when an error is told.

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) is no fault: the run goes on and its exit code still counts.
    if (error.code !== 'EPIPE') process.exit(4);
  });
}

process.on('uncaughtException', (error) => void endWithError(error));
process.on('unhandledRejection', (error) => void endWithError(error));

try {
  await end(await createProgram().parse(process.argv.slice(2)));
} catch (error) {
  await endWithError(error);
}

async function endWithError(error: unknown): Promise<void> {
  const { describeError } = await import('./describe-error.ts');
  const { text, exitCode } = describeError(error);
  process.stderr.write(text);
  await end(exitCode);
}

/** Leaves for good, with all output written: an open connection of a target must not keep the process alive. */
async function end(exitCode: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(flushed));
  process.exit(exitCode);
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

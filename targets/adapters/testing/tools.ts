import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chooseAwsCli } from '../aws-cli/choose.ts';

/** Where the check of real clients installs them. */
const INSTALLED = fileURLToPath(new URL('../../../.scratch/clients/bin/', import.meta.url));

function works(program: string, ...words: readonly string[]): boolean {
  try {
    execFileSync(program, words, { stdio: 'ignore', timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
}

function firstOf(programs: readonly string[], ...words: readonly string[]): string | undefined {
  return programs.find(
    (program) => (!program.includes('/') || existsSync(program)) && works(program, ...words),
  );
}

/** Python of this machine; `undefined` where there is none. */
export function python(): string | undefined {
  return firstOf(['python3'], '--version');
}

/** A Python that has boto3. */
export function pythonWithBoto3(): string | undefined {
  return firstOf([`${INSTALLED}python`, 'python3'], '-c', 'import boto3');
}

/** The AWS command line. */
export function awsCli(): string | undefined {
  const { program, version } = chooseAwsCli(`${INSTALLED}aws`);
  return version === undefined ? firstOf(['aws'], '--version') : program;
}

/** The Go tool. */
export function go(): string | undefined {
  return firstOf(['go'], 'version');
}

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { failureOf } from '../reports/failure-lookup.ts';
import { readReport } from '../reports/read.ts';
import { withoutCredentials } from '../targets/config/without-credentials.ts';
import { UsageError } from '../targets/usage-error.ts';

export interface OpenFlags {
  readonly report: string;
  /** Only print the address. */
  readonly print?: true;
}

/** The program of each system that opens an address with what the user has chosen for it. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};
const OTHERWISE = ['xdg-open'] as const;

/**
 * Opens the HTML report in the browser, at a finding where one is named, and prints its address.
 * @throws UsageError when there is no such report or finding
 */
export function openVerb(named: string | undefined, { report: path, print }: OpenFlags): number {
  const page = resolve(join(path, 'index.html'));
  if (!existsSync(page))
    throw new UsageError(`there is no report in ${path}; name its directory with --report`);
  const url = pathToFileURL(page);
  if (named !== undefined) url.hash = failureOf(named, readReport(path), path).result.requirement;
  process.stdout.write(`${url.href}\n`);
  if (print !== true && process.stdout.isTTY) open(url.href);
  return 0;
}

/** The address is printed, so a system without a browser is no error. */
function open(address: string): void {
  const [program = '', ...words] = OPENERS[process.platform] ?? OTHERWISE;
  const child = spawn(program, [...words, address], {
    stdio: 'ignore',
    detached: true,
    env: withoutCredentials(process.env),
  });
  child.on('error', () => {});
  child.unref();
}

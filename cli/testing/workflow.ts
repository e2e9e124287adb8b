import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { runStep } from './action.ts';

const PACKAGE = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** How a job ended. */
export interface JobResult {
  /** Exit code of the first step that failed; 0 when none did. */
  readonly exitCode: number;
  readonly log: string;
  readonly summary: string;
}

/** The steps of the only job of a workflow file. */
export function stepsOf(file: string): readonly Step[] {
  const { jobs } = parse(readFileSync(file, 'utf8')) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
  };
  const [job, ...others] = Object.values(jobs);
  if (job === undefined || others.length > 0) throw new Error(`${file} has not one job`);
  return job.steps;
}

/**
 * Runs the shell steps of a workflow as the runner does: `bash -e`, and after a failed step only those that run always.
 * `npx` and `npm ci` need no registry: npx unpacks the package that it is given and takes its dependencies from this
 * checkout.
 * @param more options that are added to each run of the suite, to keep it short
 */
export async function runJob(cwd: string, file: string, more: readonly string[]): Promise<JobResult> {
  const tools = join(cwd, '.tools');
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'npx'), npx(more));
  writeFileSync(join(tools, 'npm'), `#!/bin/sh\n[ "$*" = ci ] && [ -f package-lock.json ]\n`);
  for (const tool of ['npx', 'npm']) chmodSync(join(tools, tool), 0o755);
  const summary = join(cwd, '.summary');
  writeFileSync(summary, '');
  const env = { PATH: `${tools}${delimiter}${process.env.PATH}`, GITHUB_STEP_SUMMARY: summary, CI: 'true' };
  let exitCode = 0;
  let log = '';
  for (const { run, if: condition } of stepsOf(join(cwd, file))) {
    if (run === undefined || (exitCode !== 0 && condition !== 'always()')) continue;
    const ended = await runStep(run, cwd, env);
    log += ended.output;
    if (exitCode === 0) exitCode = ended.code;
  }
  return { exitCode, log, summary: readFileSync(summary, 'utf8') };
}

function npx(more: readonly string[]): string {
  return `#!/usr/bin/env bash
set -e
case "$1" in
  --no-install) main='${PACKAGE}/dist/cli/main.js'; shift ;;
  --yes)
    home=.tools/package
    [ "$2" = --package ]; [ "$4" = -- ]
    mkdir -p "$home"; tar -xzf "$3" -C "$home"
    # The build of the tests links to what a package has beside dist, and npm packs no links.
    for name in package.json specs targets gate reports node_modules; do ln -sfn "${PACKAGE}/$name" "$home/package/"; done
    main=$home/package/dist/cli/main.js; shift 4 ;;
  *) exit 99 ;;
esac
[ "$1" = keypair-conformance ]; shift
exec '${process.execPath}' "$main" "$@" ${more.join(' ')}
`;
}

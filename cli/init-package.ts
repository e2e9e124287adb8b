import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { packageFile } from '../specs/folders.ts';
import { withoutCredentials } from '../targets/config/without-credentials.ts';
import { quote } from '../targets/shell.ts';
import { UsageError } from '../targets/usage-error.ts';
import type { WorkflowPackage } from './init-files.ts';
import { TOOL_NAME } from './version.ts';

/** Directory of the packed program in a project that does not have it as a dependency. */
const FOLDER = '.github';

/**
 * How the workflow of the project in the working directory gets this program: what `--package` names, the dependency
 * that the project has, or else a packed copy (about 0.8 MB), because a registry need not have this version.
 */
export function workflowPackage(given: string | undefined, version: string): WorkflowPackage {
  if (given !== undefined) return fetched(given);
  if (isDependency()) return { install: 'npm ci', run: `npx --no-install ${TOOL_NAME}` };
  const packed = `${FOLDER}/${TOOL_NAME}-${version}.tgz`;
  return { ...fetched(`./${packed}`), packed };
}

/**
 * Writes the packed program into the project.
 * @throws UsageError where npm is missing or cannot pack it
 */
export function pack(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const source = fileURLToPath(new URL('.', packageFile('package.json')));
  const words = ['pack', '--ignore-scripts', '--silent', '--pack-destination', dirname(file), source];
  const { status, stderr, error } = spawnSync('npm', words, {
    encoding: 'utf8',
    env: withoutCredentials(process.env),
  });
  if (status === 0 && existsSync(file)) return;
  const reason = error?.message ?? (stderr.trim().split('\n').at(-1) || `exit code ${status}`);
  throw new UsageError(
    `npm pack failed (${reason}); say with --package where CI gets ${TOOL_NAME}: a version, a .tgz file or a git address`,
  );
}

function fetched(spec: string): WorkflowPackage {
  const isAlone = /^[\d.]+(?:-[\w.]+)?$|^latest$/.test(spec);
  const word = isAlone ? `${TOOL_NAME}@${spec}` : spec;
  return { run: `npx --yes --package ${quote(word)} -- ${TOOL_NAME}` };
}

function isDependency(): boolean {
  if (!existsSync('package.json') || !existsSync('package-lock.json')) return false;
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Readonly<
      Record<string, Readonly<Record<string, string>> | undefined>
    >;
    const spec = { ...dependencies, ...devDependencies }[TOOL_NAME];
    return spec !== undefined && !isElsewhere(spec);
  } catch {
    return false;
  }
}

/** Whether a dependency is a directory or a file of this machine that no checkout of the project has. */
function isElsewhere(spec: string): boolean {
  const local = /^(?:file|link|portal):(.*)$/.exec(spec)?.[1];
  if (local === undefined) return false;
  const way = relative(process.cwd(), resolve(local));
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}

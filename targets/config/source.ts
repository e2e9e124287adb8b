import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { didYouMean } from '../../specs/similar.ts';
import type { CommandTarget } from '../command.ts';
import { UsageError } from '../usage-error.ts';
import { CONFIG_NAMES, type ConfigFile } from './file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a run tests: an address or an adapter (found by their own settings), a program to start, or the reference. */
export type TargetSource =
  | { readonly kind: 'address' }
  | { readonly kind: 'command'; readonly command: CommandTarget }
  | { readonly kind: 'reference' };

/** The parts of the settings that can name a target. */
export interface TargetNaming {
  readonly endpoint?: unknown;
  readonly adapter?: unknown;
  readonly command?: CommandTarget | CommandTarget['command'] | undefined;
  readonly reference?: unknown;
}

const PREFIX = 'KEYPAIR_CONFORMANCE_';
const ENDPOINT = `${PREFIX}ENDPOINT`;
const ADAPTER = `${PREFIX}ADAPTER`;
const REFERENCE = `${PREFIX}REFERENCE`;
/** Variables that are no setting of a target. */
const OTHER_VARIABLES = [REFERENCE, `${PREFIX}SEED`];
/** Names that somebody wrote for this program, whatever they mistyped. */
const OURS = /^key_?pairs?_?conform/i;
/** File names that can only be meant for this program, and those that may be. */
const OUR_FILE = /^\.?(?:keypair-conformance(?:\.config|rc)?|conformance\.config)(?:\.[\w.]+)?$/i;
const LIKELY_FILE = /^\.?conformance(?:[._-]?conf(?:ig)?)?(?:\.[\w.]+)?$/i;
const CONFIG_EXTENSION = /\.(?:[cm]?[jt]s|json[c5]?|ya?ml|toml)$/i;

/**
 * What names the target: options before environment before config file. An address and an adapter may come from
 * different places, everything else is decided by the first place that names a target at all.
 * @returns `undefined` when nothing does
 * @throws UsageError when one place names two targets, or when the environment would decide by an empty variable
 */
export function targetSource(
  flags: TargetNaming,
  env: Environment,
  file: ConfigFile | undefined,
): TargetSource | undefined {
  const chosen = namedBy(flags, (name) => `--${name}`);
  if (chosen !== undefined) return chosen;
  const inEnvironment = namedBy(
    { endpoint: env[ENDPOINT] || undefined, adapter: env[ADAPTER] || undefined, reference: isOn(env) },
    (name) => `${PREFIX}${name.toUpperCase()}`,
  );
  if (inEnvironment !== undefined) return inEnvironment;
  const inFile = file && namedBy(file.config, (name) => `'${name}' in ${file.label}`);
  const empty = [ENDPOINT, ADAPTER].find((name) => env[name] === '');
  if (inFile !== undefined && empty !== undefined)
    throw new UsageError(
      `${empty} is set but empty; give it a value, or unset it to test what ${file?.label} names`,
    );
  return inFile;
}

function namedBy(
  { endpoint, adapter, command, reference }: TargetNaming,
  label: (name: 'endpoint' | 'adapter' | 'command' | 'reference') => string,
): TargetSource | undefined {
  const blank = (['adapter', 'command'] as const).find((name) => isBlank({ adapter, command }[name]));
  if (blank !== undefined) throw new UsageError(`${label(blank)} is empty; name a program or a module`);
  const address = endpoint === undefined ? 'adapter' : 'endpoint';
  const found = [
    ...(reference === undefined || reference === false
      ? []
      : [['reference', { kind: 'reference' }] as const]),
    ...(command === undefined
      ? []
      : [['command', { kind: 'command', command: asCommand(command) }] as const]),
    ...(endpoint === undefined && adapter === undefined ? [] : [[address, { kind: 'address' }] as const]),
  ];
  const [first, second] = found;
  if (first !== undefined && second !== undefined)
    throw new UsageError(`${label(first[0])} and ${label(second[0])} name two targets; keep one`);
  return first?.[1];
}

/** Whether nothing could be started by it. */
function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return isBlank(value[0] ?? '');
  return typeof value === 'object' && value !== null && 'command' in value && isBlank(value.command);
}

function asCommand(command: CommandTarget | CommandTarget['command']): CommandTarget {
  return typeof command === 'object' && 'command' in command ? command : { command };
}

/** @throws UsageError for a value that is neither yes nor no */
function isOn(env: Environment): true | undefined {
  const value = env[REFERENCE];
  if (value === undefined || value === '' || value === '0' || value === 'false') return undefined;
  if (value === '1' || value === 'true') return true;
  throw new UsageError(`${REFERENCE}: '${value}' is not 1 or 0; set it to 1 to test the embedded reference`);
}

/**
 * Refuses a variable that is meant for this program but that it does not read: a typing error would otherwise change
 * what is tested without a word.
 * @param settings variables of the settings of a target
 * @throws UsageError naming the variable and the one that was likely meant
 */
export function refuseUnknownVariables(env: Environment, settings: readonly string[]): void {
  const known = [...settings, ...OTHER_VARIABLES];
  const unknown = Object.keys(env).find((name) => OURS.test(name) && !known.includes(name));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, known) || `; known are ${known.join(', ')}`;
  throw new UsageError(`unknown environment variable ${unknown}${hint}`);
}

/**
 * Refuses files of a directory that are meant as a config file but have a name that is never read.
 * @throws UsageError with the name that is
 */
export function refuseMisnamedConfig(cwd: string): void {
  const misnamed = namesIn(cwd).find((name) => OUR_FILE.test(name) && isMisnamed(name));
  if (misnamed !== undefined) throw new UsageError(`${misnamed} is not read; ${readAs(misnamed)}`);
}

/** One line for a run that was given no target: what to give, and all that was looked for. */
export function noTarget(cwd: string, env: Environment, file: ConfigFile | undefined): UsageError {
  const variables = [ENDPOINT, ADAPTER, REFERENCE].map(
    (name) =>
      `${name} (${env[name] === undefined ? 'not set' : env[name] === '' ? 'empty' : `'${env[name]}'`})`,
  );
  return new UsageError(
    `no target: give an address such as http://127.0.0.1:5000, --command, --adapter, or --reference for the embedded reference server; looked at ${variables.join(', ')} and ${filesLookedAt(cwd, file)}`,
  );
}

function filesLookedAt(cwd: string, file: ConfigFile | undefined): string {
  if (file !== undefined) return `${file.label}, which names no endpoint, command or adapter`;
  const names = `conformance.config.{${CONFIG_NAMES.map((name) => name.split('.').at(-1)).join(',')}} in this directory`;
  const likely = namesIn(cwd).find((name) => LIKELY_FILE.test(name) && isMisnamed(name));
  if (likely !== undefined) return `${names}; ${likely} is not read, ${readAs(likely)}`;
  for (let folder = dirname(cwd), below = cwd; folder !== below; below = folder, folder = dirname(folder)) {
    const found = CONFIG_NAMES.find((name) => existsSync(join(folder, name)));
    if (found === undefined) continue;
    const path = join(relative(cwd, folder), found);
    return `${names}; ${path} is in another directory, give it with --config ${path}`;
  }
  return `${names} (none)`;
}

function isMisnamed(name: string): boolean {
  return !CONFIG_NAMES.includes(name) && (CONFIG_EXTENSION.test(name) || OUR_FILE.test(name));
}

function readAs(name: string): string {
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  const wanted = CONFIG_NAMES.find((known) =>
    known.endsWith(`.${extension.replace('cts', 'mts').replace('cjs', 'mjs')}`),
  );
  const meant = wanted ?? 'conformance.config.json';
  return wanted === undefined ? `did you mean '${meant}'? (write it as JSON)` : `did you mean '${meant}'?`;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => basename(name))
      .sort();
  } catch {
    return [];
  }
}

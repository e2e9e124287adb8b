import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { packageFile } from '../../specs/folders.ts';
import { didYouMean } from '../../specs/similar.ts';
import { UsageError } from '../usage-error.ts';
import type { ConformanceConfig } from './define-config.ts';

/** A config file that was found, read and checked. */
export interface ConfigFile {
  /** As messages name it. */
  readonly label: string;
  /** Folder that paths in the file are relative to. */
  readonly folder: string;
  readonly config: ConformanceConfig;
}

/** Names under which a config file is found without `--config`. */
export const CONFIG_NAMES: readonly string[] = ['ts', 'mts', 'js', 'mjs', 'json'].map(
  (extension) => `conformance.config.${extension}`,
);

/**
 * Reads the named config file, or the one of the working directory where there is one.
 * @param given path relative to `cwd`
 * @throws UsageError when it is missing, ambiguous, not loadable or not valid
 */
export async function loadConfigFile(cwd: string, given?: string): Promise<ConfigFile | undefined> {
  const found = given === undefined ? CONFIG_NAMES.filter((name) => existsSync(join(cwd, name))) : [given];
  const [name, other] = found;
  if (name === undefined) return undefined;
  if (other !== undefined)
    throw new UsageError(`${name} and ${other} are both here; remove one or name it with --config`);
  const path = resolve(cwd, name);
  if (!existsSync(path)) throw new UsageError(`${name}: there is no such config file`);
  const content = await contentOf(path, name);
  return { label: name, folder: dirname(path), config: await checked(content, name) };
}

/** What a config file says, with its text where it is JSON. */
interface Loaded {
  readonly content: unknown;
  readonly text?: string;
}

async function contentOf(path: string, label: string): Promise<Loaded> {
  try {
    switch (extname(path)) {
      case '.json':
        return parsedJson(readFileSync(path, 'utf8'), label);
      case '.js':
      case '.mjs':
        return { content: defaultOf(await import(pathToFileURL(path).href), label) };
      case '.ts':
      case '.mts':
        return { content: defaultOf(await importTypeScript(path), label) };
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new UsageError(`${label}: cannot be loaded: ${reason}`, { cause: error });
  }
  throw new UsageError(
    `${label}: the name of a config file ends in .ts, .mts, .js, .mjs or .json, not '${basename(path)}'`,
  );
}

/** @throws UsageError with the place of the fault, where the parser tells it, and what it says */
function parsedJson(text: string, label: string): Loaded {
  try {
    return { content: JSON.parse(text) as unknown, text };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const offset = /at position (\d+)/.exec(said)?.[1];
    const before = offset === undefined ? undefined : text.slice(0, Number(offset)).split('\n');
    const place = before === undefined ? '' : `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    throw new UsageError(`${label}${place}: cannot be loaded: ${said.replaceAll(/\s+/g, ' ')}`, {
      cause: error,
    });
  }
}

/** Natively where Node can, else by jiti, which must not leave a cache in the user's project. */
async function importTypeScript(path: string): Promise<unknown> {
  if ('typescript' in process.features && process.features.typescript)
    return import(pathToFileURL(path).href);
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url, { fsCache: false, moduleCache: false }).import(path);
}

function defaultOf(module: unknown, label: string): unknown {
  if (typeof module === 'object' && module !== null && 'default' in module) return module.default;
  throw new UsageError(`${label}: has no default export; write 'export default defineConfig({ ... })'`);
}

let validator: Promise<ValidateFunction<ConformanceConfig>> | undefined;

/** The validator is loaded only when there is a file to check, and then kept. */
async function loadValidator(): Promise<ValidateFunction<ConformanceConfig>> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const schema = readFileSync(packageFile('targets/schemas/config.schema.json'), 'utf8');
  return new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
    verbose: true,
  }).compile<ConformanceConfig>(JSON.parse(schema) as object);
}

async function checked({ content, text }: Loaded, label: string): Promise<ConformanceConfig> {
  validator ??= loadValidator();
  const validate = await validator;
  if (validate(content)) return content;
  const errors = validate.errors ?? [];
  const told = errors.find(({ schemaPath }) => !/\/anyOf\/\d/.test(schemaPath)) ?? errors[0];
  if (told === undefined) throw new UsageError(`${label}: not valid`);
  throw new UsageError(`${label}${await placeOf(told, text, label)}: ${describe(told)}`);
}

/** `:line:column` of a fault in the text of a JSON file, which is YAML too; empty where there is no text. */
async function placeOf(error: ErrorObject, text: string | undefined, label: string): Promise<string> {
  if (text === undefined) return '';
  const { parseYaml } = await import('../../specs/yaml-source.ts');
  const { source } = parseYaml(text, label);
  if (source === undefined) return '';
  const path = stepsOf(error);
  const { additionalProperty } = error.params as { readonly additionalProperty?: string };
  const { line, column } =
    additionalProperty === undefined ? source.place(path) : source.keyPlace([...path, additionalProperty]);
  return `:${line}${column === undefined ? '' : `:${column}`}`;
}

function stepsOf({ instancePath }: ErrorObject): readonly string[] {
  return instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function describe(error: ErrorObject): string {
  const key = stepsOf(error).join('.');
  const what = key === '' ? 'the configuration' : `'${key}'`;
  const schema = error.parentSchema as { description?: string; properties?: object } | undefined;
  const params = error.params as Readonly<Record<string, unknown>>;
  const limit = String(params.limit);
  switch (error.keyword) {
    case 'additionalProperties': {
      const extra = String(params.additionalProperty);
      const known = Object.keys(schema?.properties ?? {});
      return `unknown key '${key === '' ? extra : `${key}.${extra}`}'${didYouMean(extra, known)}`;
    }
    case 'required':
      return `${what} lacks '${String(params.missingProperty)}'`;
    case 'dependentRequired':
      return `'${key}.${String(params.property)}' needs '${key}.${String(params.missingProperty)}' beside it`;
    case 'false schema':
      return `${what} cannot stand beside 'profile'; keep one of them`;
    case 'type':
      return `${what} must be ${TYPES[String(params.type)] ?? String(params.type)}, is ${shown(error.data)}`;
    case 'anyOf':
      return `${what} must be ${schema?.description ?? 'of another form'}`;
    case 'minimum':
      return `${what} must be at least ${limit}, is ${shown(error.data)}`;
    case 'maximum':
      return `${what} must be at most ${limit}, is ${shown(error.data)}`;
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return `${what} must not be empty`;
    case 'maxItems':
      return `${what} must have at most ${limit} items`;
    case 'uniqueItems':
      return `${what} has the same value twice`;
    default:
      return `${what} is not valid (${error.keyword})`;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'an integer',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** A value in a message, cut where it is long. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ErrorObject } from 'ajv/dist/2020.js';
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

async function contentOf(path: string, label: string): Promise<unknown> {
  try {
    switch (extname(path)) {
      case '.json':
        return parsedJson(readFileSync(path, 'utf8'), label);
      case '.js':
      case '.mjs':
        return defaultOf(await import(pathToFileURL(path).href), label);
      case '.ts':
      case '.mts':
        return defaultOf(await importTypeScript(path), label);
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
function parsedJson(text: string, label: string): unknown {
  try {
    return JSON.parse(text);
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

/** The validator is loaded only when there is a file to check. */
async function checked(content: unknown, label: string): Promise<ConformanceConfig> {
  const [{ Ajv2020 }, { configSchema }] = await Promise.all([
    import('ajv/dist/2020.js'),
    import('../schemas/config.schema.ts'),
  ]);
  const validate = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    verbose: true,
  }).compile<ConformanceConfig>(configSchema);
  if (validate(content)) return content;
  const error = validate.errors?.[0];
  throw new UsageError(`${label}: ${error === undefined ? 'is not valid' : describe(error)}`);
}

function describe(error: ErrorObject): string {
  const key = error.instancePath.slice(1).replaceAll('/', '.');
  const { additionalProperty, missingProperty, property } = error.params as Record<string, string>;
  if (additionalProperty !== undefined) {
    const path = key === '' ? additionalProperty : `${key}.${additionalProperty}`;
    const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
    return `unknown key '${path}'${didYouMean(additionalProperty, known)}`;
  }
  if (error.keyword === 'dependentRequired')
    return `'${key}.${property}' needs '${key}.${missingProperty}' beside it`;
  if (error.keyword === 'false schema') return `'${key}' cannot stand beside 'profile'`;
  return `${key === '' ? 'the configuration' : `'${key}'`} ${error.message ?? 'is not valid'}`;
}

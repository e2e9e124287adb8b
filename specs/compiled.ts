import { readdir, readFile } from 'node:fs/promises';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { Contract } from './contract.ts';
import { COMPILED_FOLDER, FROM_SOURCE, providerFolders, SPECS_FOLDER } from './folders.ts';

const ENDING = '.contract.json';

/**
 * The contract of a provider: the compiled one when running from `dist/` (a few milliseconds, no parser is
 * loaded), strictly loaded from the YAML files when running from the sources.
 *
 * @throws Error naming the known providers when there is none of that name; SpecError when the YAML is wrong.
 */
export async function readContract(provider: string): Promise<Contract> {
  const known = await providers();
  if (!known.includes(provider)) {
    throw new Error(
      `unknown provider '${provider}'; known: ${known.join(', ') || 'none, run npm run build'}`,
    );
  }
  const folder = compiledFolder();
  if (folder === undefined) {
    const { loadContract } = await import('./load.ts');
    return loadContract(new URL(provider, SPECS_FOLDER));
  }
  return JSON.parse(await readFile(new URL(provider + ENDING, folder), 'utf8')) as Contract;
}

/** Where the contracts are compiled; tests compile the sources once for all of them (specs/testing/compile-once.ts). */
function compiledFolder(): URL | undefined {
  if (!FROM_SOURCE) return COMPILED_FOLDER;
  const { COMPILED_CONTRACTS } = process.env;
  return COMPILED_CONTRACTS === undefined ? undefined : pathToFileURL(`${COMPILED_CONTRACTS}/`);
}

/** Names of all providers that `readContract` can read, sorted. */
export async function providers(): Promise<string[]> {
  if (FROM_SOURCE) return providerFolders(SPECS_FOLDER);
  const names = await readdir(COMPILED_FOLDER);
  return names
    .filter((name) => name.endsWith(ENDING))
    .map((name) => name.slice(0, -ENDING.length))
    .sort();
}

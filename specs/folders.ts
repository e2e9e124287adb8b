import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

/** Whether this code runs from the sources (a test runner) rather than compiled from `dist/`. */
export const FROM_SOURCE: boolean = import.meta.url.endsWith('.ts');

/** The `specs/` folder of the package, with the YAML files and their schemas. */
export const SPECS_FOLDER: URL = new URL(FROM_SOURCE ? './' : '../../specs/', import.meta.url);

/** Names of the folders under `specs` that describe a provider: those with an `openapi.yaml`, sorted. */
export async function providerFolders(specs: URL): Promise<string[]> {
  const entries = await readdir(specs, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/openapi.yaml`, specs)))
    .map((entry) => entry.name)
    .sort();
}

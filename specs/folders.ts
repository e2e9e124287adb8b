import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

/** Name of the package, as its `package.json` says it. */
export const PACKAGE_NAME = 'keypair-conformance';

/** Whether this code runs from the sources (a test runner) rather than as the bundle in `dist/`. */
export const FROM_SOURCE: boolean = import.meta.url.endsWith('.ts');

/** The root directory of the package: the nearest one above this file whose `package.json` has its name. */
export const PACKAGE_ROOT: URL = packageRoot();

/** The `specs/` directory of the package, with the YAML files and their schemas. */
export const SPECS_FOLDER: URL = packageFile('specs/');

/** Where the build puts the contracts that were compiled from it. */
export const COMPILED_FOLDER: URL = new URL('dist/specs/', PACKAGE_ROOT);

/**
 * A file or directory that is shipped beside the code, by its path in the package, e.g. `gate/schemas/policy.schema.json`:
 * the same path from the sources and from the bundle.
 * @throws Error when it is missing, because then the installation is damaged
 */
export function packageFile(path: string): URL {
  const url = new URL(path, PACKAGE_ROOT);
  if (!existsSync(url)) throw new Error(`${path} is missing in the package; install it again`);
  return url;
}

/** Names of the directories under `specs` that describe a provider: those with an `openapi.yaml`, sorted. */
export async function providerFolders(specs: URL): Promise<string[]> {
  const entries = await readdir(specs, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/openapi.yaml`, specs)))
    .map((entry) => entry.name)
    .sort();
}

function packageRoot(): URL {
  let directory = new URL('./', import.meta.url);
  for (;;) {
    const manifest = new URL('package.json', directory);
    if (existsSync(manifest) && nameIn(manifest) === PACKAGE_NAME) return directory;
    const parent = new URL('../', directory);
    if (parent.href === directory.href) {
      throw new Error(`package.json of ${PACKAGE_NAME} is missing; install the package again`);
    }
    directory = parent;
  }
}

function nameIn(manifest: URL): unknown {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly name?: unknown }).name;
}

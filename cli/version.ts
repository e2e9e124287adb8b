import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const TOOL_NAME = 'keypair-conformance';

/**
 * The version in the package's own `package.json`, which stands one or two folders above, depending on whether this is
 * the source or the built package.
 */
export function readVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (dirname(folder) !== folder) {
    folder = dirname(folder);
    const manifest = readManifest(join(folder, 'package.json'));
    if (manifest?.name === TOOL_NAME) return manifest.version;
  }
  throw new Error(`package.json of ${TOOL_NAME} is missing; install the package again`);
}

function readManifest(file: string): { readonly name: string; readonly version: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { readonly name: string; readonly version: string };
  } catch {
    return undefined;
  }
}

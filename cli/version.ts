import { readFileSync } from 'node:fs';
import { PACKAGE_NAME, packageFile } from '../specs/folders.ts';

export const TOOL_NAME: string = PACKAGE_NAME;

/** The version in the package's own `package.json`. */
export function readVersion(): string {
  const manifest = readFileSync(packageFile('package.json'), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

/** How an emulator is installed: the registry, and its packages with their versions. */
export interface Installation {
  readonly way: 'pypi' | 'go' | 'cargo';
  readonly packages: readonly string[];
}

/**
 * Installs an emulator into its folder unless the same packages are there already.
 * @returns undefined, or in one line why it could not be installed
 */
export function install(home: string, installation: Installation): Promise<string | undefined>;

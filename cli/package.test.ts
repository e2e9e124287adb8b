import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const HOME = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

/** Everything that may be in the published package. */
const ALLOWED: readonly RegExp[] = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|SECURITY\.md)$/,
  /^dist\/(?!.*(\.test\.|\.fuzz\.|\/testing\/)).+\.(js|d\.ts|json)$/,
  /^specs\/(?!testing\/).+\.(yaml|json)$/,
  /^targets\/adapters\/boto3\/boto3_adapter\.py$/,
  /^(reports|gate|recording|targets(\/adapters)?)\/schemas\/[a-z-]+\.schema\.json$/,
  /^cli\/costs\/[a-z0-9-]+\.csv$/,
  /^docs\/(?!.*(node_modules|\.(pem|key|env)$)).+\.(md|ts|mts|js|mjs|py|go|java|rb|sh|json|ya?ml|toml|txt|svg)$/,
];

describe('the package', () => {
  it('holds nothing but what it needs', () => {
    const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: HOME,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [packed] = JSON.parse(listed) as [
      { readonly files: readonly { readonly path: string }[]; readonly unpackedSize: number },
    ];
    expect(packed.files.length).toBeLessThan(600);
    expect(packed.unpackedSize).toBeLessThan(4_000_000);
    const foreign = packed.files
      .map(({ path }) => path)
      .filter((path) => !ALLOWED.some((allowed) => allowed.test(path)));
    expect(foreign).toEqual([]);
    expect(packed.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['package.json', 'README.md', 'LICENSE']),
    );
  }, 60_000);

  it('runs no script on the machine of who installs it', () => {
    // `prepare` runs in a checkout; the published manifest has no scripts at all (`npm run test:pack` looks).
    expect(Object.keys(manifest.scripts)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(pre|post)?install$/)]),
    );
  });

  it('pins every dependency to one version, with a checksum in the lock file', () => {
    for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
    const { packages } = JSON.parse(
      readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
    ) as {
      packages: Readonly<
        Record<
          string,
          {
            readonly integrity?: string;
            readonly hasInstallScript?: true;
            readonly dev?: true;
            readonly optional?: true;
            readonly os?: readonly string[];
          }
        >
      >;
    };
    const installed = Object.entries(packages).filter(([path]) => path !== '');
    // Binaries of the linters for other systems than the one of CI, which its registry does not have.
    const elsewhere = ([, { os, dev, optional }]: (typeof installed)[number]): boolean =>
      dev === true && optional === true && os !== undefined;
    const unchecked = installed.filter((one) => one[1].integrity === undefined && !elsewhere(one));
    expect(unchecked).toEqual([]);
    expect(installed.filter(([, { hasInstallScript, dev }]) => hasInstallScript && !dev)).toEqual([]);
  });

  it('justifies every dependency in docs/dependencies.md', () => {
    const page = readFileSync(new URL('../docs/dependencies.md', import.meta.url), 'utf8');
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(page).toContain(`| ${name} | ${version} |`);
    }
  });
});

// Prints what the package depends on: `node bench/dependencies.mjs`; `--write` renews docs/dependencies.md.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const HOME = dirname(dirname(fileURLToPath(import.meta.url)));
const PAGE = join(HOME, 'docs/dependencies.md');

/** Why each is here, and what would stand in its place. */
const REASONS = {
  '@alicloud/openapi-core':
    'second client for Alibaba Cloud in tests; users bring their own (peer dependency)',
  'playwright-core': 'opens the HTML report in a browser, in tests, where one is installed',
  'axe-core': 'finds what keeps people from using the HTML pages, in tests, in the browser',
  '@aws-sdk/client-ec2':
    'second client: what the official SDK makes of the same answers; loaded only when it is asked',
  '@seriousme/openapi-schema-validator':
    'checks the OpenAPI documents of the contract when they are compiled',
  '@smithy/signature-v4': 'signs requests as the official SDK does; an own signer would be judged by itself',
  ajv: 'checks specifications, configuration, baselines and reports against JSON Schema 2020-12',
  'ajv-formats': 'date, time and address formats for Ajv',
  commander: 'command line with help, strict about unknown words',
  'fast-check': 'generates and shrinks the cases of properties',
  jiti: 'reads a TypeScript configuration on versions of Node that cannot',
  'openapi-types': 'types of OpenAPI documents; no code',
  saxes:
    'strict XML reader with namespaces and without entities; lenient readers would hide faults of a target',
  yaml: 'reads specifications and baselines with the place of every value; refuses repeated keys',
  '@aws-crypto/sha256-js': 'digest for the signer in tests',
  '@biomejs/biome': 'format and lint',
  '@smithy/protocol-http': 'requests for the signer in tests',
  '@types/node': 'types of Node 20, the oldest that is supported',
  nock: 'replays recorded exchanges in tests of clients',
  oxlint: 'lint with types: no promise floats',
  'oxlint-tsgolint': 'the type-aware half of oxlint',
  rolldown: 'bundles the sources: a start reads a few files instead of hundreds',
  typescript: 'type checker',
  vitest: 'test runner, and second front end of the suite',
};

const read = (file) => JSON.parse(readFileSync(join(HOME, file), 'utf8'));
const manifest = read('package.json');
const locked = read('package-lock.json').packages;
const text = page();
if (process.argv.includes('--write')) writeFileSync(PAGE, text);
else process.stdout.write(text);

function page() {
  const used = Object.keys(manifest.dependencies ?? {});
  const building = Object.keys(manifest.devDependencies ?? {});
  return `# Dependencies

Made by \`node bench/dependencies.mjs --write\`. Sizes are those of the unpacked files; "with its own" counts what it brings along, each package once a row. Versions are exact here and in the lock file, which also has the checksums.

## What users install

${table(used)}

Together ${megabytes(closure(used))} in ${closure(used).length} packages. None of them runs a script at installation: ${scripted(closure(used))}.

## What the project is built with

${table(building)}

## Licences of everything that users install

${licences(closure(used))}
`;
}

function table(names) {
  const rows = names.map((name) => {
    const { version, license } = locked[`node_modules/${name}`];
    const reason = REASONS[name];
    if (reason === undefined) throw new Error(`${name}: say why it is here, in bench/dependencies.mjs`);
    return `| ${name} | ${version} | ${megabytes([`node_modules/${name}`])} | ${megabytes(closure([name]))} | ${license} | ${reason} |`;
  });
  return [
    '| package | version | size | with its own | licence | why |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Paths in node_modules of the packages and all that they need, found as Node finds them. */
function closure(names) {
  const found = new Set();
  const visit = (name, from) => {
    const path = resolve(name, from);
    if (path === undefined || found.has(path)) return;
    found.add(path);
    for (const next of Object.keys(locked[path].dependencies ?? {})) visit(next, path);
  };
  for (const name of names) visit(name, '');
  return [...found];
}

function resolve(name, from) {
  const folders = from === '' ? [] : from.split('/node_modules/');
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    const path = [...folders.slice(0, depth), name].join('/node_modules/');
    const inside = path.startsWith('node_modules/') ? path : `node_modules/${path}`;
    if (locked[inside] !== undefined) return inside;
  }
  return undefined;
}

function scripted(paths) {
  const running = paths.filter((path) => locked[path].hasInstallScript === true);
  return running.length === 0 ? 'no package of the lock file has one' : running.join(', ');
}

function licences(paths) {
  const counts = new Map();
  for (const path of paths) {
    const { license = 'unknown' } = locked[path];
    counts.set(license, [...(counts.get(license) ?? []), path.replace(/^.*node_modules\//, '')]);
  }
  return [...counts]
    .sort(([, left], [, right]) => right.length - left.length)
    .map(([license, names]) => `- ${license} (${names.length}): ${names.sort().join(', ')}`)
    .join('\n');
}

function megabytes(paths) {
  const bytes = paths.reduce((sum, path) => sum + sizeOf(join(HOME, path)), 0);
  return bytes < 100_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Bytes of a package without packages inside it, which have rows of their own. */
function sizeOf(folder) {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    if (entry.name === 'node_modules') return sum;
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? sizeOf(path) : statSync(path).size);
  }, 0);
}

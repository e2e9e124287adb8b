// The packed artefact as a user gets it: `npm run test:pack`. Slow, because it builds, packs and installs.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { nodeFor } from './node-for.mjs';

const PACKAGE = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const NAME = 'keypair-conformance';
/** Versions of vitest that the registration must work with, with the least Node that each runs on. */
const FRAMEWORKS = [
  { version: '3', node: 18 },
  { version: '4', node: 20 },
  { version: '5', node: 22 },
];
/** Types that a program without `@types/node` can use: nothing of Node, and nothing of the suite's inside. */
const NOT_PUBLIC = /\bRandom\b|child_process|\bBuffer\b|\bNodeJS\b|from 'node:/;

const SELECTION = "{ reference: true, topics: ['duplicate'], clients: ['wire'] }";

const home = mkdtempSync(join(tmpdir(), 'kpc-pack-'));
const failures = [];

try {
  const tarball = pack();
  step('npm runs no script of the package for its users', () => runsNoScript(tarball));
  const project = step('it installs into an empty project', () => install('project', tarball));
  if (project !== undefined) {
    step('npx starts it', () => startsByNpx(project));
    step('it works from a read-only folder', () => worksReadOnly(project));
    step('its value exports are there', () => exportsWork(project));
    step('its types are narrow, and compile under TypeScript 5.9 and 7', () => typesWork(project, tarball));
    step('node:test takes its registration', () => nodeTest(project));
  }
  step('the action installs the checkout that it belongs to', () => actionInstallsItself());
  step('npx starts it from an empty directory', () => startsFromNowhere(tarball));
  for (const { version, node } of FRAMEWORKS) {
    const found = nodeFor(node, home);
    if (found.problem !== undefined) {
      process.stdout.write(
        `skip  vitest ${version} needs Node ${node}, this is ${process.versions.node}, and ${found.problem}\n`,
      );
      continue;
    }
    step(`vitest ${version} takes its registration, on Node ${found.version}`, () =>
      vitest(version, tarball, found.program),
    );
  }
} finally {
  writable(home);
  rmSync(home, { recursive: true, force: true });
}
process.exitCode = failures.length === 0 ? 0 : 1;

function step(what, work) {
  const startedAt = Date.now();
  try {
    const result = work();
    process.stdout.write(`ok    ${what} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n`);
    return result;
  } catch (error) {
    failures.push(what);
    const output = [error.message, error.stdout, error.stderr].filter((text) => text).join('\n');
    process.stdout.write(`FAIL  ${what}\n${output.replace(/^/gm, '      ')}\n`);
    return undefined;
  }
}

/** `npm pack` builds by itself, in `prepack`; whatever the build prints, the one archive there is the result. */
function pack() {
  const folder = join(home, 'packed');
  mkdirSync(folder);
  run('npm', ['pack', '--silent', '--pack-destination', folder], PACKAGE);
  const files = readdirSync(folder);
  expect(files.length === 1, `npm pack left ${files.join(', ') || 'nothing'}`);
  return join(folder, files[0]);
}

function runsNoScript(tarball) {
  run('tar', ['-xzf', tarball, '-C', home], home);
  const manifest = JSON.parse(readFileSync(join(home, 'package/package.json'), 'utf8'));
  expect(
    manifest.scripts === undefined,
    `the package has the scripts ${Object.keys(manifest.scripts ?? {})}`,
  );
  const stray = readdirSync(join(home, 'package'), { recursive: true }).filter((file) =>
    /\.test\.|(^|\/)testing\/|\.tsbuildinfo$|\.map$/.test(file),
  );
  expect(stray.length === 0, `the package holds files of its own tests: ${stray.slice(0, 5).join(', ')}`);
}

function install(name, tarball, ...others) {
  const folder = join(home, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"name":"user","private":true,"type":"module"}\n');
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', tarball, ...others], folder);
  return folder;
}

function startsByNpx(project) {
  const output = run(
    'npx',
    ['--no-install', NAME, 'run', '--reference', '--topic', 'duplicate', '--no-out', '--quiet'],
    project,
  );
  expect(output.startsWith('CONFORMANT'), output);
}

/** As a runner has it: a clone, without dependencies and without a build. */
function actionInstallsItself() {
  const clone = join(home, 'action');
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${PACKAGE}`, clone]);
  const output = join(home, 'action-output');
  execFileSync('bash', [join(clone, 'action/install.sh')], {
    env: { ...process.env, KPC_COMMAND: '', KPC_VERSION: '', RUNNER_TEMP: home, GITHUB_OUTPUT: output },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const command = readFileSync(output, 'utf8').trim().replace('command=', '');
  const version = execFileSync(command, ['--version'], { encoding: 'utf8' }).trim();
  const { version: own } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  if (version !== own) throw new Error(`it installed ${version}, not ${own}`);
}

function startsFromNowhere(tarball) {
  const empty = join(home, 'empty');
  mkdirSync(empty);
  const output = run(
    'npx',
    [
      '--yes',
      `--package=${tarball}`,
      NAME,
      'run',
      '--reference',
      '--topic',
      'duplicate',
      '--no-out',
      '--quiet',
    ],
    empty,
  );
  expect(output.includes('CONFORMANT'), output);
  expect(readdirSync(empty).length === 0, `it left ${readdirSync(empty).join(', ')}`);
}

function worksReadOnly(project) {
  const installed = join(project, 'node_modules', NAME);
  everyPath(installed, (path, folder) => chmodSync(path, folder ? 0o555 : 0o444));
  const before = readdirSync(installed, { recursive: true }).length;
  const work = mkdtempSync(join(home, 'work-'));
  const output = run(
    process.execPath,
    [
      join(installed, 'dist/cli/main.js'),
      'run',
      '--reference',
      '--topic',
      'duplicate',
      '--quiet',
      '--out',
      'report',
    ],
    work,
  );
  expect(output.startsWith('CONFORMANT'), output);
  expect(existsSync(join(work, 'report/index.html')), 'there is no index.html');
  expect(readdirSync(installed, { recursive: true }).length === before, 'it wrote into its own folder');
}

function exportsWork(project) {
  const code = `
    import { defineConfig } from '${NAME}';
    import { register } from '${NAME}/vitest';
    import { readFileSync } from 'node:fs';
    import { fileURLToPath } from 'node:url';
    for (const name of ['config', 'baseline', 'policy', 'report']) {
      JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('${NAME}/schemas/' + name + '.schema.json')), 'utf8'));
    }
    console.log(typeof defineConfig, typeof register);
    await import('${NAME}/dist/cli/run.js').then(() => { throw new Error('internals can be imported'); }, () => {});
  `;
  writeFileSync(join(project, 'exports.mjs'), code);
  const output = run(process.execPath, ['exports.mjs'], project);
  expect(output === 'function function\n', output);
}

/** The public types compile by themselves, and so does every piece of TypeScript that the documents show. */
function typesWork(project, tarball) {
  const declarations = readdirSync(join(project, 'node_modules', NAME, 'dist'), { recursive: true })
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => join(project, 'node_modules', NAME, 'dist', file));
  const inner = declarations.filter((file) => NOT_PUBLIC.test(withoutComments(readFileSync(file, 'utf8'))));
  expect(inner.length === 0, `these declarations are not narrow: ${inner.join(', ')}`);
  writeFileSync(
    join(project, 'types.ts'),
    `import { defineConfig, run, reportOf, type Report, type RunEvent } from '${NAME}';
import { register, type RegisterOptions } from '${NAME}/vitest';
export default defineConfig({ endpoint: 'http://127.0.0.1:5000', concurrency: 4 });
export const options: RegisterOptions = { topics: ['name'], baseline: 'known.yaml' };
export const failed = (report: Report): number => report.summary.verdicts.fail;
export const registering: Promise<void> = register({ describe: () => {}, test: () => {} }, options);
export async function exitCode(): Promise<number> {
  const events: RunEvent[] = [];
  for await (const event of run({ reference: true })) events.push(event);
  return (await reportOf(events)).decision.exitCode;
}
// @ts-expect-error a key that nobody knows
defineConfig({ endpont: 'x' });
// @ts-expect-error a setting that nobody knows
register({ describe: () => {}, test: () => {} }, { topic: ['name'] });
`,
  );
  writeFileSync(
    join(project, 'vitest.d.ts'),
    `declare module 'vitest' {
  export const describe: (name: string, define: () => void) => void;
  export const test: (name: string, body: () => Promise<void>, timeoutMs?: number) => void;
  export const afterAll: (end: () => Promise<void>) => void;
}
`,
  );
  const shown = ['README.md', 'docs/adapters.md', 'docs/ci.md'].flatMap((page) =>
    [
      ...readFileSync(join(project, 'node_modules', NAME, page), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms),
    ].map(([, code], index) => {
      const file = `${page.replace(/\W/g, '-')}-${index}.ts`;
      writeFileSync(join(project, file), code);
      return file;
    }),
  );
  expect(shown.length >= 3, `the documents show ${shown.length} pieces of TypeScript`);
  const compilerOptions = { noEmit: true, strict: true, module: 'nodenext', target: 'es2023', types: [] };
  const files = ['types.ts', 'vitest.d.ts', ...shown];
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const compilers = [
    join(PACKAGE, 'node_modules/typescript'),
    join(install('typescript-5', tarball, 'typescript@5.9'), 'node_modules/typescript'),
  ];
  for (const compiler of compilers) run(process.execPath, [join(compiler, 'bin/tsc'), '-p', '.'], project);
}

function withoutComments(text) {
  return text.replace(/\/\*.*?\*\//gs, '');
}

function nodeTest(project) {
  const file = join(project, 'conformance.test.mjs');
  writeFileSync(
    file,
    `import { after, describe, test } from 'node:test';
import { register } from '${NAME}/vitest';
await register({ describe, test, afterAll: after }, ${SELECTION});
`,
  );
  writeFileSync(
    join(project, 'bare.test.mjs'),
    `import { describe, test } from 'node:test';
import { register } from '${NAME}/vitest';
await register({ describe, test }, ${SELECTION});
`,
  );
  const output = run(
    process.execPath,
    ['--test', '--test-reporter=tap', 'conformance.test.mjs', 'bare.test.mjs'],
    project,
  );
  expect((output.match(/^ *ok .*duplicate\./gm) ?? []).length > 2, output);
}

function vitest(version, tarball, node) {
  const project = install(`vitest-${version}`, tarball, `vitest@${version}`);
  writeFileSync(
    join(project, 'conformance.test.js'),
    `import { afterAll, describe, test } from 'vitest';
import { register } from '${NAME}/vitest';
await register({ describe, test, afterAll }, ${SELECTION});
`,
  );
  const output = run(node, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=tap'], project);
  expect((output.match(/^ *ok .*duplicate\./gm) ?? []).length > 2, output);
}

function expect(holds, message) {
  if (!holds) throw new Error(message);
}

/** Output of a command; rejects with its output when it fails. */
function run(command, words, cwd) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_(?!config_)|VITEST|NODE_TEST|AWS_|KEYPAIR_|GITHUB_)/.test(name),
    ),
  );
  return execFileSync(command, words, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 300_000,
    maxBuffer: 1 << 26,
  });
}

function everyPath(path, work) {
  const folder = statSync(path).isDirectory();
  if (folder) for (const name of readdirSync(path)) everyPath(join(path, name), work);
  work(path, folder);
}

function writable(root) {
  const installed = join(root, 'project/node_modules', NAME);
  if (!existsSync(installed)) return;
  everyPath(installed, (path, folder) => folder && chmodSync(path, 0o755));
}

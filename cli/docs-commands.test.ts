import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReference } from '../targets/ec2/reference/server.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { EXAMPLES, examplesOf } from './examples.ts';
import { createProgram } from './program.ts';
import { builtMain } from './testing/built.ts';
import { startProxy, type TestProxy } from './testing/proxy.ts';

const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
const ciScript = readFileSync(join(PACKAGE, '.ci/run'), 'utf8');
/** A run of everything would take a minute; what it selects is not what these tests are about. */
const PART = "--only 'fingerprint.create.rsa-pem,fingerprint.import.rsa' --quota skip --client wire";

/** Commands that are not run here, each with the reason. */
const NOT_RUN: readonly (readonly [RegExp, string])[] = [
  [/^npm (ci|test|start|run (build|check))\b/, '.ci/run runs it'],
  [/boto3,aws-cli/, 'needs boto3 and the AWS command line; npm run test:clients runs it'],
  [/--provider acme-keys/, 'a provider that the reader has yet to write'],
  [/ serve --port 5000$/, 'runs until Ctrl-C; other examples start it'],
  [/ record (?:https|--verify)/, 'needs a real account'],
  [/ (?:evidence|drift) /, 'needs a recording of a real account'],
  [/ --adapter 'python3 adapter\.py'/, 'targets/adapters/examples.test.ts runs it'],
  [/ power /, 'takes minutes; power/power.test.ts measures a sample'],
  [/ soak /, 'takes an hour'],
  [/ serve --recorded FILE$/, 'needs a recording, and runs until Ctrl-C; cli/record.test.ts serves one'],
  [/ open fingerprint/, 'opens a browser; and is a matter of the desktop'],
];

/** The lines of a page's shell blocks, without comments. */
function commandsOf(page: string): readonly string[] {
  const text = readFileSync(join(PACKAGE, page), 'utf8');
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```/gmu)]
    .flatMap(([, block = '']) => block.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

function isRun(command: string): boolean {
  return NOT_RUN.every(([pattern]) => !pattern.test(command));
}

let root: string;
let reference: ReferenceServer;
let faulty: TestProxy;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'cli-docs-'));
  reference = await startReference();
  faulty = await startProxy(reference.url, ({ responseBody }) =>
    responseBody.replace(/(<keyFingerprint>)[^<]*/g, '$1aa:bb'),
  );
  const tools = join(root, 'tools');
  mkdirSync(tools);
  writeFileSync(join(tools, 'keypair-conformance'), program());
  writeFileSync(join(tools, 'npx'), '#!/bin/sh\n"$@"\n');
  for (const tool of ['npx', 'keypair-conformance']) chmodSync(join(tools, tool), 0o755);
}, 240_000);
afterAll(async () => {
  await faulty.close();
  await reference.close();
  rmSync(root, { recursive: true, force: true });
});

/** The program, with a part of the suite where a command selects none. */
function program(): string {
  return `#!/bin/sh
case "$*" in
  run*--topic*|run*--only*|run*--document*) more="--quota skip --client wire" ;;
  run*) more="${PART}" ;;
esac
eval exec "'${process.execPath}'" "'${builtMain()}'" '"$@"' $more
`;
}

/** A directory with a policy, as the page on CI names it. */
function directory(): string {
  const cwd = mkdtempSync(join(root, 'page-'));
  const rules = 'rules:\n  - name: no failure\n    maxFailures: 0\n';
  writeFileSync(join(cwd, 'conformance-policy.yaml'), rules);
  return cwd;
}

interface Ended {
  readonly command: string;
  readonly code: number | null;
  readonly output: string;
}

/** Runs commands in order in one directory. The servers answer from this process, so nothing may block it. */
async function runAll(
  commands: readonly string[],
  address: string,
  cwd = directory(),
): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  for (const command of commands) {
    const line = command.replaceAll(/http:\/\/127\.0\.0\.1:500[01]/g, address);
    const env = { ...process.env, PATH: `${join(root, 'tools')}${delimiter}${process.env.PATH}`, CI: '' };
    const child = spawn('sh', ['-c', line], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('close', resolve);
    });
    ended.push({ command, code, output: code === 0 ? '' : output.slice(-400) });
  }
  return ended;
}

/** Commands that end with 1 on a faulty target, because that is what they report. */
const REPORTS_FAULTS =
  / run (?!.*(?:--baseline|--reference|--command|duplicate))| gate | replay | merge | compare /;

/** Commands none of whose examples is run here. */
const NOT_RUN_ALONE = ['serve', 'open', 'record', 'evidence', 'drift', 'soak', 'power'];

/** Commands that did not end as they have to on a faulty target. */
function wrongOn(ended: readonly Ended[]): readonly Ended[] {
  return ended.filter(({ command, code }) => code !== (REPORTS_FAULTS.test(`${command} `) ? 1 : 0));
}

const pages = ['README.md', ...readdirSync(join(PACKAGE, 'docs')).map((name) => `docs/${name}`)].filter(
  (page) => page.endsWith('.md') && commandsOf(page).some(isRun),
);

describe('every command of the pages', () => {
  it('is there', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/ci.md', 'docs/vectors.md']));
    for (const [pattern, reason] of NOT_RUN.slice(0, 1)) expect(`${pattern}: ${reason}`).toContain('.ci/run');
    const npm = commandsOf('README.md').filter((command) => command.startsWith('npm '));
    for (const part of npm.flatMap((command) => command.split(' && '))) expect(ciScript).toContain(part);
  });

  it.each(pages)(
    'ends with 0 on the reference: %s',
    async (page) => {
      const ended = await runAll(commandsOf(page).filter(isRun), reference.url);
      expect(ended.filter(({ code }) => code !== 0)).toEqual([]);
    },
    1_200_000,
  );

  it('on CI succeeds on a faulty target whose failures are expected', async () => {
    const ended = await runAll(commandsOf('docs/ci.md').filter(isRun), faulty.url);
    expect(wrongOn(ended)).toEqual([]);
  }, 1_200_000);
});

/** What has to be there before the examples of a command: a report of a run, for some also its ledger. */
const BEFORE: readonly string[] = [
  'npx keypair-conformance run http://127.0.0.1:5000 --seed 7 --ledger key-pairs.ledger',
  ...['1.4.0', '1.5.0'].map(
    (version) =>
      `npx keypair-conformance run http://127.0.0.1:5000 --name emulator --target-version ${version} --out v${version}`,
  ),
];

describe('every example of --help', () => {
  let ready: string;
  beforeAll(async () => {
    ready = directory();
    expect((await runAll(BEFORE, faulty.url, ready)).map(({ code }) => code)).toEqual([1, 1, 1]);
  }, 600_000);

  it.each(Object.keys(EXAMPLES))(
    'runs as printed: %s',
    async (name) => {
      const lines = examplesOf(name).match(/(?<=^ {2})npx .*$/gm) ?? [];
      const commands = lines.filter(isRun);
      const cwd = mkdtempSync(join(root, 'example-'));
      cpSync(ready, cwd, { recursive: true });
      if (name === 'run') rmSync(join(cwd, 'key-pairs.ledger'));
      const ended = await runAll(commands, faulty.url, cwd);
      expect(wrongOn(ended)).toEqual([]);
      if (commands.length === 0) expect(NOT_RUN_ALONE).toContain(name);
    },
    1_200_000,
  );

  it('is there for each command', () => {
    const names = createProgram().names.filter((name) => name !== 'help');
    expect(Object.keys(EXAMPLES).toSorted()).toEqual(names.toSorted());
    for (const name of names) expect(examplesOf(name)).toMatch(/\n {2}npx keypair-conformance \S/);
  });
});

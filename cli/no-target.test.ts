import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { onPath } from '../targets/testing/on-path.ts';
import { runAction } from './testing/action.ts';
import { builtMain } from './testing/built.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
const LIMIT_MS = 300_000;
const root = mkdtempSync(join(tmpdir(), 'no-target-'));
let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(root, 'a-'));
});
afterAll(() => rmSync(root, { recursive: true }));

const NOTHING =
  /no target: give an address .*; looked at KEYPAIR_CONFORMANCE_ENDPOINT \(not set\), .* in this directory \(none\)/;
/** Ways to name no target, some of them by mistake, each with its file, its environment, and what the one line says. */
const WAYS: readonly (readonly [string, string | undefined, Readonly<Record<string, string>>, RegExp])[] = [
  ['nothing at all', undefined, {}, NOTHING],
  [
    'an empty variable',
    undefined,
    { KEYPAIR_CONFORMANCE_ENDPOINT: '' },
    /no target: .*KEYPAIR_CONFORMANCE_ENDPOINT \(empty\)/,
  ],
  [
    'a mistyped variable',
    undefined,
    { KEYPAIR_CONFORMANCE_ENDPIONT: 'http://127.0.0.1:1' },
    /unknown environment variable KEYPAIR_CONFORMANCE_ENDPIONT; did you mean 'KEYPAIR_CONFORMANCE_ENDPOINT'\?/,
  ],
  [
    'a file under another name',
    'conformance.config.yaml',
    {},
    /conformance\.config\.yaml is not read; did you mean /,
  ],
  ['a file under half a name', 'conformance.json', {}, /conformance\.json is not read, did you mean /],
];

describe.each([['run'], ['doctor'], ['soak', '--minutes', '1']])('%s', (...words) => {
  it.each(WAYS)(
    'with %s is exit 2 and one line',
    async (_what, file, env, line) => {
      if (file !== undefined) writeFileSync(join(cwd, file), '{"endpoint":"http://127.0.0.1:1"}');
      const before = readdirSync(cwd);
      const { exitCode, stdout, stderr } = await runCli(words, { cwd, env });
      expect([exitCode, stdout], stderr).toEqual([2, '']);
      expect(stderr).toMatch(/^error: [^\n]*\n$/);
      expect(stderr).toMatch(line);
      expect(readdirSync(cwd)).toEqual(before);
    },
    LIMIT_MS,
  );
});

/** A program with its exit code and all that it printed. */
function started(
  words: readonly string[],
  where: string,
  env: Readonly<Record<string, string>>,
): Promise<Pick<CliResult, 'exitCode' | 'stdout'>> {
  const clean = Object.entries(process.env).filter(([name]) => !/^(?:KEYPAIR_|VITEST)/.test(name));
  return new Promise((resolve) => {
    const options = { cwd: where, env: { ...Object.fromEntries(clean), ...env } };
    const child = execFile(process.execPath, [...words], options, (_error, out, err) =>
      resolve({ exitCode: child.exitCode, stdout: out + err }),
    );
  });
}

it.each(WAYS)(
  'register with %s registers nothing: the file of tests fails with the one line',
  async (_what, file, env, line) => {
    if (file !== undefined) writeFileSync(join(cwd, file), '{}');
    const built = pathToFileURL(join(dirname(builtMain()), 'register.js')).href;
    writeFileSync(
      join(cwd, 'x.test.mjs'),
      `import { after, describe, test } from 'node:test';\nimport { register } from '${built}';\nawait register({ describe, test, afterAll: after });\n`,
    );
    const { exitCode, stdout } = await started(['--test', 'x.test.mjs'], cwd, env);
    expect(exitCode, stdout).toBe(1);
    expect(stdout).toMatch(line);
    expect(stdout).toMatch(/^# pass 0$|^ℹ pass 0$/m);
  },
  LIMIT_MS,
);

it(
  'the conformance project fails with the one line',
  async () => {
    const vitest = join(PACKAGE, 'node_modules/vitest/vitest.mjs');
    const words = [vitest, 'run', '--project', 'conformance', '--no-color'];
    const { exitCode, stdout } = await started(words, PACKAGE, {});
    expect(exitCode, stdout).toBe(1);
    expect(stdout).toMatch(NOTHING);
    expect(stdout).not.toMatch(/Tests +.*passed/);
  },
  LIMIT_MS,
);

it.skipIf(!onPath('bash', 'git', 'node')).each([
  ['neither endpoint nor config', {}, NOTHING],
  ['an empty config', { config: 'empty.json' }, /empty\.json, which names no endpoint, command or adapter/],
  ['arguments that name no target', { args: '--quiet --topic lifecycle' }, NOTHING],
])(
  'the action with %s is a usage error, and its annotation says why',
  async (_what, inputs, line) => {
    writeFileSync(join(cwd, 'empty.json'), '{}');
    const command = `${process.execPath} ${builtMain()}`;
    const { exitCode, outputs, annotations, summary } = await runAction({ command, ...inputs }, cwd);
    expect([exitCode, outputs['exit-class'], outputs['report-path']]).toEqual([2, 'usage', '']);
    expect(annotations).toHaveLength(1);
    expect(annotations[0]).toMatch(/^::error title=keypair-conformance::usage: /);
    expect(annotations[0]).toMatch(line);
    expect(summary).toMatch(line);
  },
  LIMIT_MS,
);

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './testing/run-cli.ts';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-broken-adapters-'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** Adapters that are not there or do not work: the word of the option, the module's text, and what the one line says. */
const BROKEN: readonly (readonly [string, string | undefined, 2 | 3, RegExp])[] = [
  ['', undefined, 2, /^error: --adapter is empty; /],
  [' ', undefined, 2, /^error: --adapter is empty; /],
  ['./missing.mjs', undefined, 2, /there is no module '\.\/missing\.mjs'/],
  ['./throws.mjs', "throw new Error('no licence');", 2, /cannot be loaded: no licence/],
  [
    './imports.mjs',
    "import 'no-such-package';",
    2,
    /cannot be loaded: Cannot find package 'no-such-package'/,
  ],
  ['./syntax.mjs', 'export default {', 2, /cannot be loaded: /],
  ['./empty.mjs', '', 2, /has no adapter as its default export/],
  ['./function.mjs', 'export default () => ({});', 2, /has no adapter as its default export/],
  ['./nothing.mjs', 'export default {};', 2, /'nothing\.mjs' has no client/],
  [
    './odd.mjs',
    'export default { start() { return { endpoint: 5 }; } };',
    2,
    /'start' of 'odd\.mjs': '5' is not an address/,
  ],
  [
    './odder.mjs',
    "export default { start() { return { endpoint: 'nowhere' }; } };",
    2,
    /'nowhere' is not an address/,
  ],
  [
    './far.mjs',
    "export default { start() { return { endpoint: 'https://ec2.us-east-1.amazonaws.com/' }; } };",
    2,
    /is not on this machine, .* add --allow-remote if that is meant/,
  ],
  ['./exits.mjs', 'process.exit(0);', 2, /ended with exit code 0 before the command was done/],
  [
    './starts.mjs',
    "export default { start() { throw new Error('port\\ntaken'); } };",
    2,
    /'start' of 'starts\.mjs' failed: port taken/,
  ],
  ['./leaves.mjs', moduleOf('process.exit(0)'), 2, /ended with exit code 0 before the command was done/],
  ['./errs.mjs', moduleOf("throw new Error('boom')"), 3, /the adapter x threw an error: boom/],
  ['./silent.mjs', moduleOf('return undefined'), 3, /the adapter x responded with undefined/],
  ['./away.mjs', moduleOf("return { type: 'unavailable', reason: 'no licence' }"), 3, /no licence/],
  ['./has-not.mjs', moduleOf("return { type: 'unsupported', reason: 'not here' }"), 3, /not here/],
  [
    './nobody.mjs',
    moduleOf("return { type: 'unreachable', phase: 'connect', code: 'X', message: 'nobody there' }"),
    3,
    /nobody there/,
  ],
  ['no-such-program', undefined, 3, /exit code 127/],
  ['true', undefined, 3, /ended with exit code 0/],
  ['echo no licence >&2; exit 4', undefined, 3, /exit code 4: no licence/],
  ['echo hi', undefined, 3, /wrote a line that is not JSON/],
  [`node -e '${programOf('{"type":"unavailable","reason":"no licence"}')}'`, undefined, 3, /no licence/],
];

/** A module whose client does nothing but this. */
function moduleOf(statement: string): string {
  return `export default { name: 'x', client: { async call() { ${statement}; } } };`;
}

/** A program that writes one line to whatever it is sent. */
function programOf(line: string): string {
  return `process.stdin.on("data", () => console.log(${JSON.stringify(line)}))`;
}

describe.each(BROKEN)('an adapter that does not work, %s', (adapter, text, code, line) => {
  it.each([['run', '--only', 'lifecycle.*', '--quiet', '--no-out'], ['doctor']])(
    `is one line and exit ${code} for %s`,
    async (command, ...options) => {
      if (text !== undefined) writeFileSync(join(cwd, adapter), text);
      const words = [command, '--adapter', adapter, '--provider', 'aws-ec2', ...options];
      const { exitCode, stdout, stderr } = await runCli(words, { cwd });
      expect([exitCode, code === 2 ? stdout : stderr], stdout + stderr).toEqual([code, '']);
      expect(stdout + stderr).toMatch(line);
      // What the doctor was not told by the adapter it says of each step.
      if (command === 'run' || code === 2)
        expect(stdout + stderr).toMatch(/^(?:error:|UNREACHABLE) [^\n]*\n$/);
    },
    120_000,
  );
});

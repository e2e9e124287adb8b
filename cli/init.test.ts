import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReference } from '../targets/ec2/reference/server.ts';
import { builtMain } from './testing/built.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

let root: string;
let reference: Awaited<ReturnType<typeof startReference>>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'cli-init-'));
  reference = await startReference();
  builtMain();
}, 120_000);

afterAll(async () => {
  await reference.close();
  rmSync(root, { recursive: true });
});

const empty = (): string => mkdtempSync(join(root, 'project-'));
const init = (cwd: string, ...words: readonly string[]): Promise<CliResult> =>
  runCli(['init', ...words], { cwd });

describe('init', () => {
  it('writes a config file that the other commands take', async () => {
    const cwd = empty();
    const words = ['--endpoint', reference.url, '--name', 'our emulator', '--region', 'eu-west-1,us-east-1'];
    expect((await init(cwd, ...words)).exitCode).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, 'conformance.config.json'), 'utf8'))).toEqual({
      name: 'our emulator',
      endpoint: `${reference.url}/`,
      regions: ['eu-west-1', 'us-east-1'],
    });
    const { exitCode, stdout } = await runCli(['doctor'], { cwd });
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('eu-west-1, us-east-1')]);
    expect(stdout).toContain(reference.url);
  }, 60_000);

  it('replaces no file without --force, and then writes none at all', async () => {
    const cwd = empty();
    await init(cwd, '--endpoint', reference.url);
    const again = await init(cwd, '--endpoint', 'http://127.0.0.1:9', '--workflow');
    expect([again.exitCode, again.stderr]).toEqual([
      2,
      'error: conformance.config.json already exists; remove it, or replace it with --force\n',
    ]);
    expect(readdirSync(cwd)).toEqual(['conformance.config.json']);
    expect((await init(cwd, '--endpoint', 'http://127.0.0.1:9', '--force')).exitCode).toBe(0);
    expect(readFileSync(join(cwd, 'conformance.config.json'), 'utf8')).toContain('127.0.0.1:9');
  }, 30_000);

  it.each([
    ['no endpoint', [], /init needs --endpoint/],
    ['a command without a port', ['--command', 'moto_server'], /lacks \{port\}/],
    ['no address', ['--endpoint', 'moto'], /'moto' is not an address/],
    [
      'an unknown contract',
      ['--endpoint', 'http://127.0.0.1:9', '--provider', 'aws-ec3'],
      /did you mean 'aws-ec2'/,
    ],
  ])(
    'with %s is refused in one line and writes nothing',
    async (_, words, expected) => {
      const cwd = empty();
      const { exitCode, stderr } = await init(cwd, ...words);
      expect([exitCode, stderr]).toEqual([2, expect.stringMatching(expected)]);
      expect(stderr.trimEnd()).not.toContain('\n');
      expect(readdirSync(cwd)).toEqual([]);
    },
    30_000,
  );
});

interface TerminalSession {
  readonly exitCode: number | null;
  readonly shown: string;
}

/**
 * Runs a command line behind a pseudo-terminal (`script` of util-linux makes one) and types as a person does: each text
 * when its question is there.
 */
async function onTerminal(
  cwd: string,
  words: readonly string[],
  typed: readonly (readonly [question: string, text: string])[] = [],
): Promise<TerminalSession> {
  const line = [process.execPath, builtMain(), ...words].map((word) => `'${word}'`).join(' ');
  const terminal = spawn('script', ['-qec', line, '/dev/null'], { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [...typed];
  let shown = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    const [next] = waiting;
    if (next === undefined || !shown.includes(next[0])) return;
    waiting.shift();
    terminal.stdin.write(next[1]);
  });
  return new Promise((resolve, reject) => {
    terminal.on('error', reject);
    terminal.on('close', (exitCode) => resolve({ exitCode, shown }));
  });
}

const hasTerminals = /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '');
if (!hasTerminals)
  process.stderr.write('no util-linux script here: init is not tried on a pseudo-terminal\n');

describe.skipIf(!hasTerminals)('init on a pseudo-terminal', () => {
  it('asks for what no option says, and writes what was answered', async () => {
    const cwd = empty();
    const { exitCode, shown } = await onTerminal(
      cwd,
      ['init'],
      [
        ['[http://127.0.0.1:5000]', `${reference.url}\n`],
        ['Name of the target', 'our emulator\n'],
        ['Provider whose contract', '\n'],
        ['conformance-baseline.yaml too?', 'yes\n'],
      ],
    );
    expect([exitCode, shown]).toEqual([0, expect.stringContaining('wrote conformance.config.json')]);
    expect(JSON.parse(readFileSync(join(cwd, 'conformance.config.json'), 'utf8'))).toEqual({
      name: 'our emulator',
      endpoint: `${reference.url}/`,
      provider: 'aws-ec2',
    });
    expect(readdirSync(join(cwd, '.github/workflows'))).toEqual(['conformance.yml']);
  }, 60_000);

  it('does not ask where an option gives the address', async () => {
    const cwd = empty();
    const { exitCode, shown } = await onTerminal(cwd, ['init', '--endpoint', reference.url]);
    expect([exitCode, shown]).toEqual([0, expect.not.stringContaining('?')]);
    expect(readdirSync(cwd)).toEqual(['conformance.config.json']);
  }, 60_000);

  it.each([
    ['Ctrl-D', '\x04'],
    ['Ctrl-C', '\x03'],
  ])(
    'left with %s ends with exit 2 and writes nothing',
    async (_, key) => {
      const cwd = empty();
      const { exitCode, shown } = await onTerminal(
        cwd,
        ['init'],
        [
          ['Address of the target,', `${reference.url}\n`],
          ['Name of the target', key],
        ],
      );
      expect([exitCode, shown]).toEqual([2, expect.stringContaining('nothing written')]);
      expect(readdirSync(cwd)).toEqual([]);
    },
    60_000,
  );
});

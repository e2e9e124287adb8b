import { type ChildProcess, execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReference } from '../targets/ec2/reference/server.ts';
import { describeError } from './describe-error.ts';
import { builtMain } from './testing/built.ts';
import { runCli, startCli } from './testing/run-cli.ts';

let folder: string;
beforeAll(() => {
  builtMain();
  folder = mkdtempSync(join(tmpdir(), 'cli-machine-'));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a shell line in which `$CLI` starts the command line. */
async function shell(line: string): Promise<{ readonly code: number; readonly stderr: string }> {
  const env = { ...process.env, CLI: `${process.execPath} ${builtMain()}` };
  try {
    const { stderr } = await promisify(execFile)('bash', ['-c', line], { cwd: folder, env });
    return { code: 0, stderr };
  } catch (error) {
    const { code, stderr } = error as { readonly code: number; readonly stderr: string };
    return { code, stderr };
  }
}

describe('a machine that does not allow what a run needs', () => {
  it.each([
    [
      'a working directory that is gone',
      'mkdir gone; cd gone; rmdir ../gone; $CLI run --reference',
      /^error: the working directory does not exist.*\n$/,
    ],
    [
      'a full disk under the ledger',
      '$CLI run --reference --no-out --ledger /dev/full',
      /^error: the ledger '\/dev\/full' is not used: it is no plain file\n$/,
    ],
  ])(
    'with %s ends in one line and exit code 2',
    async (_, line, message) => {
      const { code, stderr } = await shell(line);
      expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    },
    60_000,
  );

  it.each([64, 48, 40, 32, 28])(
    'ends where %i files may be open, in one line if it must',
    async (files) => {
      const only = '--only lifecycle.create.works --quiet --no-out';
      const { code, stderr } = await shell(`ulimit -n ${files}; $CLI run --reference ${only}`);
      expect([code, stderr]).toEqual(
        code === 0
          ? [0, '']
          : [2, expect.stringMatching(/^error: too few files may be open at a time; [^\n]+\n$/)],
      );
    },
    120_000,
  );

  it.each([
    ['TMPDIR that is no directory', 'TMPDIR=/nowhere/at/all'],
    ['a time zone that no map has', 'TZ=Nowhere/Atall'],
    ['no home', 'HOME= USERPROFILE='],
    ['another language', 'LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8'],
  ])(
    'with %s judges all the same',
    async (_, variables) => {
      const only = '--only lifecycle.create.works --quiet --no-out';
      const { code, stderr } = await shell(`${variables} $CLI run --reference ${only}`);
      expect([code, stderr]).toEqual([0, '']);
    },
    120_000,
  );

  it.each(['run --reference', 'doctor', 'replay x', 'sweep --ledger x'])(
    'with a working directory that is gone, %s ends in one line',
    async (words) => {
      const { code, stderr } = await shell(
        `d=$(mktemp -d); cd "$d"; rmdir "$d"; $CLI ${words.replace('doctor', 'doctor http://127.0.0.1:9')}`,
      );
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: [^\n]+\n$/)]);
      expect(stderr).not.toContain('defect');
    },
    120_000,
  );

  it('where no file may grow, ends in one line, and the ledger lists what may be left', async () => {
    const run = '$CLI run --reference --quiet --out full --ledger full.ndjson --topic lifecycle,name';
    const { code, stderr } = await shell(`ulimit -f 20; ${run}`);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: a file may not be larger; [^\n]+\n$/)]);
    const swept = await shell('$CLI sweep http://127.0.0.1:9 --ledger full.ndjson');
    expect([swept.code, swept.stderr]).toEqual([0, '']);
  }, 120_000);

  it.each(['ENOSPC', 'EFBIG', 'EBUSY', 'ESTALE', 'EDQUOT', 'EROFS', 'EMFILE', 'EACCES', 'EIO', 'ENOENT'])(
    'is told of %s in one line that is no defect',
    (code) => {
      const error = Object.assign(new Error(`${code}: what failed, write 'report.json'`), {
        code,
        syscall: 'write',
      });
      const told = describeError(error);
      expect(told.exitCode).toBe(2);
      expect(told.text).toMatch(/^error: [^\n]+\n$/);
      expect(told.text).not.toContain('defect');
    },
  );

  it('is not believed of errors without a call to the system', () => {
    expect(describeError(Object.assign(new Error('x'), { code: 'ENOENT' })).exitCode).toBe(4);
    const ours = { code: 'EBADF', syscall: 'write' };
    expect(describeError(Object.assign(new Error('x'), ours)).exitCode).toBe(4);
  });

  it('is told when certificates are not checked', async () => {
    const { stderr } = await runCli(
      ['run', '--reference', '--no-out', '--quiet', '--only', 'lifecycle.describe.works'],
      {
        cwd: folder,
        env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      },
    );
    expect(stderr).toMatch(/^warning: NODE_TLS_REJECT_UNAUTHORIZED=0: certificates are not checked/m);
  }, 60_000);
});

const PROGRAM = `
import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
process.on('SIGHUP', () => {});
writeFileSync(process.argv[3], JSON.stringify({ pid: process.pid, env: process.env }));
createServer((request, response) => { setTimeout(() => response.end('no'), 300); }).listen(Number(process.argv[2]), '127.0.0.1');
`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a signal', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)(
    '%s ends a run in order, and no program that it started survives',
    async (signal) => {
      const notes = join(folder, `${signal}.json`);
      writeFileSync(join(folder, 'program.mjs'), PROGRAM);
      const command = `${process.execPath} program.mjs {port} ${notes}`;
      const cli = startCli(['run', '--command', command, '--no-out', '--topic', 'lifecycle'], {
        cwd: folder,
        env: { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret-of-the-run' },
      });
      await untilThere(notes, cli.child);
      const { pid, env } = JSON.parse(readFileSync(notes, 'utf8')) as {
        readonly pid: number;
        readonly env: Readonly<Record<string, string>>;
      };
      await pause(700);
      cli.child.kill(signal);
      const { exitCode } = await cli.result;
      expect(exitCode).not.toBe(4);
      for (let tries = 0; tries < 40 && isAlive(pid); tries += 1) await pause(50);
      expect(isAlive(pid)).toBe(false);
      expect(JSON.stringify(env)).not.toContain('secret-of-the-run');
    },
    60_000,
  );

  it.each(['SIGHUP', 'SIGQUIT'] as const)(
    '%s leaves no key pair behind',
    async (signal) => {
      const reference = await startReference();
      try {
        const cli = startCli(['run', reference.url, '--no-out', '--topic', 'lifecycle,duplicate,tags'], {
          cwd: folder,
        });
        await pause(1_500);
        cli.child.kill(signal);
        const { exitCode } = await cli.result;
        // One that came before the run began ended the process as it would any other.
        expect([130, 0, 3, null]).toContain(exitCode);
        const { stdout } = await runCli(['doctor', reference.url], { cwd: folder });
        expect(stdout).toContain('ok    clean-up');
      } finally {
        await reference.close();
      }
    },
    60_000,
  );
});

async function untilThere(file: string, child: ChildProcess): Promise<void> {
  while (!(existsSync(file) && readFileSync(file, 'utf8').endsWith('}'))) {
    if (child.exitCode !== null) throw new Error('the run ended before its program');
    await pause(20);
  }
}

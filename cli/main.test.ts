import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { onPath } from '../targets/testing/on-path.ts';
import { builtMain } from './testing/built.ts';
import { type CliResult, runCli, startCli } from './testing/run-cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-main-'));
  builtMain();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

function cli(...words: readonly string[]): Promise<CliResult> {
  return runCli(words, { cwd: folder });
}

describe('wrong words', () => {
  it.each<[string[], RegExp]>([
    [['runn'], /^error: unknown command 'runn' \(Did you mean run\?\)\n$/],
    [['run', '--sed', '1'], /^error: unknown option '--sed' \(Did you mean --seed\?\)\n$/],
    // It would read as if nothing were sent or deleted.
    ...[
      ['sweep', '--ledger', 'x'],
      ['doctor', 'http://127.0.0.1:9'],
      ['replay', 'x'],
      ['soak', 'http://127.0.0.1:9', '--minutes', '1'],
    ].map((words): [string[], RegExp] => [
      [...words, '--dry-plan'],
      /^error: unknown option '--dry-plan'.*\n$/,
    ]),
    [['run', '--seed', 'x'], /^error: .*'--seed <number>'.*expected an integer between 0 and \d+\n$/],
    [['run', '--seed', '-1'], /^error: .*\n$/],
    [['run', '--runs', '0'], /^error: .*expected an integer between 1 and .*\n$/],
    [['run', '--quota', 'all'], /^error: .*Allowed choices are full, probe, skip\.\n$/],
    [['run', '--reading', 'x'], /^error: .*Allowed choices are observed, documented\.\n$/],
    [['run', '--topic', 'name,'], /^error: .*empty value\n$/],
    [['run', '--reference', '--topic', 'nme'], /^error: no topic 'nme'; did you mean 'name'\?\n$/],
    [['run', '--reference', '--level', 'mus'], /^error: no level 'mus'; did you mean 'must'\?\n$/],
    [
      ['run', '--reference', '--document', 'nothing-like-it'],
      /^error: no document 'nothing-like-it'; there are .*\n$/,
    ],
    [
      ['run', '--reference', '--only', 'lifecycle.create.work'],
      /^error: .*did you mean 'lifecycle\.create\.works'\?\n$/,
    ],
    [
      ['run', '--reference', '--provider', 'aws-ec'],
      /^error: no provider 'aws-ec'; did you mean 'aws-ec2'\?\n$/,
    ],
    [['run', 'not-an-address'], /^error: .*'not-an-address' is not an address.*\n$/],
    [['run', 'http://a.test', '--endpoint', 'http://b.test'], /^error: two endpoints are given.*\n$/],
    [
      ['run', '--reference', '--access-key-id', 'a'],
      /^error: --access-key-id and --secret-access-key belong together.*\n$/,
    ],
    [['run', '--config', 'missing.json'], /^error: missing\.json: .*\n$/],
    [['run', '--reference', '--ca', 'missing.pem'], /^error: --ca: .*\n$/],
    [
      ['list', 'topicz'],
      /^error: .*Allowed choices are requirements, documents, topics, grades, confirmed\.\n$/,
    ],
    [['explain'], /^error: missing required argument 'what'\n$/],
    [['explain', 'lifecycle.create.work'], /^error: .*did you mean 'lifecycle\.create\.works'\?\n$/],
    [['serve', '--port', '65536'], /^error: .*expected an integer between 0 and 65535\n$/],
  ])('%j end with one line and exit 2', async (words, message) => {
    const { exitCode, stdout, stderr } = await cli(...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('help', () => {
  it('shows the verbs and exits 2 when no verb is given', async () => {
    const { exitCode, stderr } = await cli();
    expect(exitCode).toBe(2);
    for (const verb of ['run', 'list', 'explain', 'serve'])
      expect(stderr).toMatch(new RegExp(`^ {2}${verb} `, 'm'));
  });

  it.each([['--help'], ['help'], ['run', '--help'], ['help', 'run']])(
    'is printed for %s %s',
    async (...words) => {
      const { exitCode, stdout } = await cli(...words);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('Examples:');
    },
  );

  it('--version prints the version of the package', async () => {
    expect(await cli('--version')).toEqual({ exitCode: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });
});

describe('list', () => {
  it.each(['requirements', 'documents', 'topics'])(
    '%s shows the same rows as text and as JSON',
    async (what) => {
      const [text, json] = await Promise.all([cli('list', what), cli('list', what, '--json')]);
      const rows = JSON.parse(json.stdout) as unknown[];
      expect(rows.length).toBeGreaterThan(5);
      expect(text.stdout.trimEnd().split('\n')).toHaveLength(rows.length + 1);
    },
  );

  it.skipIf(!onPath('bash'))('ends quietly when its reader has seen enough', async () => {
    const stderr = await new Promise<string>((resolve) => {
      const line = `"${process.execPath}" "${builtMain()}" list | head -1; test "\${PIPESTATUS[0]}" = 0 || echo failed >&2`;
      execFile('bash', ['-c', line], (_error, _stdout, text) => resolve(text));
    });
    expect(stderr).toBe('');
  });
});

describe('explain', () => {
  it('says what a requirement asks, on what evidence, and how it is checked', async () => {
    const { exitCode, stdout } = await cli('explain', 'lifecycle.create.works');
    expect(exitCode).toBe(0);
    for (const label of ['topic', 'operation', 'level', 'expects', 'given', 'check', 'needs', 'source']) {
      expect(stdout).toMatch(new RegExp(`^ {2}${label} +\\S`, 'm'));
    }
    expect(stdout).toContain('CreateKeyPair');
  });
});

describe('serve', () => {
  it('prints its address once it answers, and ends on Ctrl-C', async () => {
    const server = startCli(['serve'], { cwd: folder });
    const url = await new Promise<string>((resolve) => {
      server.child.stdout?.once('data', (text: string) => resolve(text.trim()));
    });
    const answer = await fetch(url, { method: 'POST', body: 'Action=DescribeKeyPairs&Version=2016-11-15' });
    expect(await answer.text()).toContain('<Response>');
    server.child.kill('SIGINT');
    expect((await server.result).exitCode).toBe(0);
  });

  it('says in one line when it cannot listen', async () => {
    const { exitCode, stderr } = await cli('serve', '--host', '192.0.2.1');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: cannot listen on 192\.0\.2\.1 port 0: EADDRNOTAVAIL; .*\n$/);
  });
});

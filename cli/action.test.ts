import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReference } from '../targets/ec2/reference/server.ts';
import { startFaultyProxy } from '../targets/faulty-proxy.ts';
import { onPath } from '../targets/testing/on-path.ts';
import { type ActionResult, readAction, runAction } from './testing/action.ts';
import { builtMain } from './testing/built.ts';
import { startProxy, type TestProxy } from './testing/proxy.ts';
import { runCli } from './testing/run-cli.ts';

const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
const ARGS = "--only 'fingerprint.import.*' --seed 5 --client wire --quiet";

let folder: string;
let reference: Awaited<ReturnType<typeof startReference>>;
let faulty: TestProxy;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-action-'));
  reference = await startReference();
  faulty = await startProxy(reference.url, ({ responseBody }) =>
    responseBody.replace(/(<keyFingerprint>)[^<]*/g, '$1aa:bb'),
  );
}, 120_000);

afterAll(async () => {
  await faulty.close();
  await reference.close();
  rmSync(folder, { recursive: true });
});

function throttle(response: ServerResponse): void {
  response
    .writeHead(503, { 'content-type': 'text/xml;charset=UTF-8' })
    .end(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message></Error></Errors><RequestID>6f1b1a1e-0000-4000-8000-000000000000</RequestID></Response>',
    );
}

function act(inputs: Readonly<Record<string, string>>): Promise<ActionResult> {
  const command = `${process.execPath} ${builtMain()}`;
  return runAction({ command, args: ARGS, ...inputs }, folder);
}

describe.skipIf(!onPath('bash', 'git', 'node'))('the action', () => {
  it('lets a conformant target pass, with figures and a summary', async () => {
    const { exitCode, outputs, summary, annotations } = await act({ endpoint: reference.url, out: 'good' });
    expect({ exitCode, annotations }).toEqual({ exitCode: 0, annotations: [] });
    expect(outputs).toEqual({
      'exit-class': 'conformant',
      divergence: '0',
      coverage: expect.stringMatching(/^0\.\d+$/),
      'report-path': 'good',
    });
    expect(summary).toMatch(/\*\*\d+ of \d+ requirements selected\*\*/);
  }, 60_000);

  it('fails for a faulty target, and annotates its failures', async () => {
    const { exitCode, outputs, summary, annotations } = await act({ endpoint: faulty.url, out: 'bad' });
    expect(exitCode).toBe(1);
    expect(outputs['exit-class']).toBe('non-conformant');
    expect(Number(outputs.divergence)).toBeGreaterThan(0);
    expect(annotations.length).toBeGreaterThan(3);
    expect(annotations.length).toBeLessThanOrEqual(10);
    expect(annotations[0]).toMatch(/^::error title=fingerprint\.[^:]+::.*observed: .*aa:bb/);
    expect(summary).toContain('### ');
  }, 60_000);

  it('gates a changed target by a baseline: what is known passes, what is new is annotated with its line', async () => {
    await runCli(['baseline', 'update', 'baseline.yaml', 'bad'], { cwd: folder });
    const held = await act({ endpoint: faulty.url, baseline: 'baseline.yaml', out: 'held' });
    expect([held.exitCode, held.annotations]).toEqual([0, []]);
    expect(held.outputs['exit-class']).toBe('conformant');
    expect(held.summary).toMatch(/\*\*Baseline\*\* `baseline\.yaml`: holds/);
    const mended = await act({ endpoint: reference.url, baseline: 'baseline.yaml', out: 'mended' });
    expect(mended.exitCode).toBe(1);
    expect(mended.annotations[0]).toMatch(
      /^::error file=baseline\.yaml,line=\d+,title=fingerprint\.\S+%3A unexpected-pass::passes now; prune it, or mark it as flaky$/,
    );
    expect(mended.summary).toMatch(/\*\*Baseline\*\* `baseline\.yaml`: broken, \d+ unexpected/);
  }, 120_000);

  it('lets a policy decide on what was found', async () => {
    const rule = (limit: number): string => `rules:\n  - name: few failures\n    maxFailures: ${limit}\n`;
    writeFileSync(join(folder, 'lenient.yaml'), rule(1000));
    writeFileSync(join(folder, 'strict.yaml'), rule(0));
    const lenient = await act({ endpoint: faulty.url, policy: 'lenient.yaml', out: 'lenient' });
    expect([lenient.exitCode, lenient.log]).toEqual([0, expect.stringContaining('GATE OPEN')]);
    const strict = await act({ endpoint: faulty.url, policy: 'strict.yaml', out: 'strict' });
    expect([strict.exitCode, strict.log]).toEqual([1, expect.stringContaining('FAILS  few failures')]);
  }, 120_000);

  it.each([
    ['no policy', undefined, 3],
    ['a policy about failures', '  - name: no failure\n    maxFailures: 0\n', 3],
    ['a policy about coverage', '  - name: enough\n    minCoveragePercent: 1\n', 1],
    ['a lenient policy', '  - name: all may fail\n    maxFailures: 1000\n', 3],
  ])(
    'is red for a target that throttles every describe, with %s',
    async (what, rules, code) => {
      const busy = await startFaultyProxy(reference.url, ({ body }) =>
        body.includes('Action=DescribeKeyPairs') ? { kind: 'own', answer: throttle } : { kind: 'none' },
      );
      if (rules !== undefined) writeFileSync(join(folder, 'busy.yaml'), `rules:\n${rules}`);
      const { exitCode, outputs, annotations, log } = await act({
        endpoint: busy.url,
        args: '--topic lifecycle,duplicate --client wire --quota skip --quiet',
        out: `busy ${what}`,
        ...(rules !== undefined && { policy: 'busy.yaml' }),
      });
      await busy.close();
      expect([exitCode, outputs['exit-class']], log).toEqual([
        code,
        code === 3 ? 'incomplete' : 'non-conformant',
      ]);
      expect(log).not.toContain('GATE OPEN');
      expect(annotations).toEqual([expect.stringMatching(/^::error title=keypair-conformance.*::.+/)]);
    },
    120_000,
  );

  it('writes a summary also when there is no report, and keeps the exit classes apart', async () => {
    const usage = await act({ endpoint: reference.url, args: '--topic namee', out: 'usage' });
    expect([usage.exitCode, usage.outputs['exit-class'], usage.outputs['report-path']]).toEqual([
      2,
      'usage',
      '',
    ]);
    expect(usage.summary).toContain("no topic 'namee'; did you mean 'name'?");
    expect(usage.annotations).toEqual([
      expect.stringMatching(/^::error title=keypair-conformance::usage: there is no report; error: /),
    ]);
    const nobody = await act({ endpoint: 'http://127.0.0.1:1', out: 'nobody' });
    expect([nobody.exitCode, nobody.outputs['exit-class']]).toEqual([3, 'incomplete']);
    expect(nobody.summary).toContain('did not respond');
  }, 60_000);

  it('does not take a program that breaks at its start for a word about the target', async () => {
    const broken = await act({ endpoint: reference.url, command: 'false', out: 'broken' });
    expect([broken.exitCode, broken.outputs['exit-class']]).toEqual([4, 'suite-defect']);
    const silent = await act({ endpoint: reference.url, command: 'true', out: 'silent' });
    expect([silent.exitCode, silent.outputs['exit-class']]).toEqual([4, 'suite-defect']);
  }, 60_000);

  it('runs nothing of what stands in its inputs', async () => {
    const args = "--only '$(touch pwned)' `touch pwned` ; touch pwned";
    const { exitCode } = await act({ endpoint: reference.url, args, out: 'inert' });
    expect(exitCode).toBe(2);
    expect(() => readFileSync(join(folder, 'pwned'))).toThrow('ENOENT');
  }, 60_000);

  it.each([
    ['endpoint', '--command=touch pwned'],
    ['config', '--command=touch pwned'],
    ['baseline', '--command=touch pwned'],
    ['policy', '--command=touch pwned'],
    ['out', '--command=touch pwned'],
    ['provider', '-h'],
  ])(
    'takes a dash at the beginning of %s for a part of the value',
    async (name, value) => {
      await act({ endpoint: reference.url, out: 'dash', [name]: value });
      expect(() => readFileSync(join(folder, 'pwned'))).toThrow('ENOENT');
    },
    60_000,
  );

  it('lets no text of a target be a command of the runner', async () => {
    const evil = [
      '::error::a',
      '::stop-commands::x',
      '##[error]b',
      '##vso[task.complete]',
      '\\n::add-mask::c',
    ];
    const talker = await startProxy(reference.url, ({ responseBody }) =>
      responseBody.replace(/(<keyFingerprint>)[^<]*/g, `$1${evil.join('&#10;')}`),
    );
    try {
      const { annotations, log, exitCode } = await act({
        endpoint: talker.url,
        args: "--only 'fingerprint.import.*' --seed 5 --client wire",
        out: 'talker',
      });
      expect(exitCode).toBe(1);
      expect(annotations.every((line) => line.startsWith('::error title=fingerprint.'))).toBe(true);
      const [, inner = ''] = /::stop-commands::\w+\n([\s\S]*)\n::\w+::\n/.exec(log) ?? [];
      expect(inner).toContain('NOT CONFORMANT');
      expect(inner).not.toMatch(/::|##\[|##vso\[/);
    } finally {
      await talker.close();
    }
  }, 60_000);

  it.each(['{}', '[]', 'null', '{"results":3}', '{"summary":{}}'])(
    'takes a report.json that says %s for none',
    async (text) => {
      const program = `node -e require("fs").mkdirSync("odd",{recursive:true});require("fs").writeFileSync("odd/report.json",${JSON.stringify(JSON.stringify(text))})`;
      const { exitCode, outputs } = await act({
        command: program.replaceAll(' ', ' '),
        out: 'odd',
        args: '',
      });
      expect([exitCode, outputs['exit-class'], outputs['report-path']]).toEqual([4, 'suite-defect', '']);
    },
    60_000,
  );

  it('installs the version that it belongs to, and runs no script of a package', () => {
    const script = readFileSync(join(PACKAGE, 'action/install.sh'), 'utf8');
    expect(readAction().inputs.version?.default).toBe('');
    // That it works is tried by `npm run test:pack`.
    expect(script).toMatch(/quiet=\(--ignore-scripts /);
    for (const [command] of script.matchAll(/npm (?:ci|install).*/g))
      expect(command).toMatch(/"\$\{quiet\[@\]\}"/);
  });

  it('hands every input on and has a value for every output', () => {
    const { inputs, outputs, runs } = readAction();
    const text = JSON.stringify(runs);
    for (const name of Object.keys(inputs)) expect(text).toContain(`inputs.${name} `);
    for (const { value } of Object.values(outputs))
      expect(value).toMatch(/^\$\{\{ steps\.publish\.outputs\./);
  });

  it('adds each result to the branch of a site, and replaces that of the same version', async () => {
    const git = (...words: readonly string[]): string =>
      execFileSync('git', words, { cwd: folder, encoding: 'utf8' });
    git('init', '--quiet', '--bare', 'origin.git');
    git('init', '--quiet', '.');
    git('remote', 'add', 'origin', 'origin.git');
    const published = (): readonly string[] =>
      git('--git-dir=origin.git', 'ls-tree', '-r', '--name-only', 'gh-pages').trim().split('\n');
    for (const version of ['1.0', '1.1', '1.1']) {
      const { exitCode, log } = await act({
        endpoint: reference.url,
        args: `${ARGS} --name mine --target-version ${version}`,
        out: `site-${version}`,
        site: 'true',
      });
      expect({ exitCode, log }).toEqual({ exitCode: 0, log: expect.any(String) });
    }
    expect(published()).toEqual(
      expect.arrayContaining([
        '.nojekyll',
        'index.html',
        'results/mine-1.0.json',
        'results/mine-1.1.json',
        'targets/mine.html',
      ]),
    );
    expect(git('--git-dir=origin.git', 'rev-list', '--count', 'gh-pages').trim()).toBe('3');
  }, 240_000);
});

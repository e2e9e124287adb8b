import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROVIDERS, startReferenceOf } from '../targets/providers.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { builtMain } from './testing/built.ts';
import { startProxy, type TestProxy } from './testing/proxy.ts';
import { runCli } from './testing/run-cli.ts';
import { runJob, stepsOf } from './testing/workflow.ts';

const WORKFLOW = '.github/workflows/conformance.yml';
/** A part of the suite, so that the test takes seconds. */
const PART = ['--only', "'fingerprint.import.*'", '--quota', 'skip', '--client', 'wire'];

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cli-workflow-'));
  builtMain();
}, 120_000);
afterAll(() => rmSync(root, { recursive: true }));

async function init(...words: readonly string[]): Promise<string> {
  const cwd = mkdtempSync(join(root, 'project-'));
  const { exitCode, stderr } = await runCli(['init', '--workflow', ...words], { cwd });
  expect([exitCode, stderr]).toEqual([0, '']);
  return cwd;
}

describe.each(PROVIDERS.map(({ id }) => id))('the workflow of init for %s', (provider) => {
  let reference: ReferenceServer;
  let faulty: TestProxy;
  beforeAll(async () => {
    reference = await startReferenceOf(provider, {});
    faulty = await startProxy(reference.url, ({ responseBody }) =>
      responseBody.replace(/(<keyFingerprint>|"KeyPairFingerPrint":")[^<"]*/g, '$1aa:bb'),
    );
  }, 120_000);
  afterAll(async () => {
    await faulty.close();
    await reference.close();
  });

  it('passes on the reference, from the packed program, and keeps the report', async () => {
    const cwd = await init('--endpoint', reference.url, '--provider', provider);
    const { exitCode, log, summary } = await runJob(cwd, WORKFLOW, PART);
    expect([exitCode, log]).toEqual([0, expect.stringMatching(/^CONFORMANT[\s\S]*BASELINE/m)]);
    expect(summary).toContain('## ');
    const kept = stepsOf(join(cwd, WORKFLOW)).find(({ uses }) =>
      uses?.startsWith('actions/upload-artifact@'),
    );
    expect(kept?.if).toBe('always()');
    expect(existsSync(join(cwd, String(kept?.with?.path), 'index.html'))).toBe(true);
  }, 240_000);

  it('fails on a faulty target until the baseline has its failures', async () => {
    const cwd = await init('--endpoint', faulty.url, '--provider', provider);
    const first = await runJob(cwd, WORKFLOW, PART);
    expect([first.exitCode, first.log]).toEqual([1, expect.stringContaining('NOT CONFORMANT')]);
    const update = ['baseline', 'update', 'conformance-baseline.yaml', 'keypair-conformance-report'];
    expect((await runCli([...update, '--because', 'known'], { cwd })).exitCode).toBe(0);
    const second = await runJob(cwd, WORKFLOW, PART);
    expect([second.exitCode, second.log]).toEqual([0, expect.stringContaining('NOT CONFORMANT')]);
  }, 240_000);
});

it('starts the target by its command, and uses the dependency of the project', async () => {
  const cwd = mkdtempSync(join(root, 'project-'));
  writeFileSync(join(cwd, 'package.json'), '{"devDependencies":{"keypair-conformance":"0.1.0"}}');
  writeFileSync(join(cwd, 'package-lock.json'), '{}');
  const command = `${process.execPath} ${builtMain()} serve --port {port}`;
  const { exitCode, stdout } = await runCli(['init', '--workflow', '--command', command], { cwd });
  expect([exitCode, stdout]).toEqual([0, expect.not.stringContaining('.tgz')]);
  const job = await runJob(cwd, WORKFLOW, PART);
  expect([job.exitCode, job.log]).toEqual([0, expect.stringMatching(/^CONFORMANT/m)]);
}, 240_000);

it.each([
  ['file:../elsewhere', true],
  ['link:../elsewhere', true],
  ['file:vendor/packed.tgz', false],
  ['git+https://example.test/a/b.git', false],
])(
  'with the dependency %s the workflow has a packed copy: %s',
  async (spec, packed) => {
    const cwd = mkdtempSync(join(root, 'project-'));
    const manifest = { devDependencies: { 'keypair-conformance': spec } };
    writeFileSync(join(cwd, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(cwd, 'package-lock.json'), '{}');
    await runCli(['init', '--workflow', '--command', 'server {port}'], { cwd });
    const runs = stepsOf(join(cwd, WORKFLOW)).map(({ run = '' }) => run.trim());
    expect(runs.includes('npm ci')).toBe(!packed);
    expect(runs.some((line) => line.includes('.tgz'))).toBe(packed);
  },
  240_000,
);

it.each([
  ['1.2.3', 'npx --yes --package keypair-conformance@1.2.3 -- keypair-conformance run'],
  ['git+https://example.test/a/b.git#v1', "npx --yes --package 'git+https://example.test/a/b.git#v1' -- "],
])(
  'takes the program from %s where --package says so',
  async (spec, line) => {
    const cwd = await init('--endpoint', 'http://127.0.0.1:9', '--package', spec);
    expect(stepsOf(join(cwd, WORKFLOW)).map(({ run }) => run ?? '')).toContainEqual(
      expect.stringContaining(line),
    );
    expect(existsSync(join(cwd, `.github/keypair-conformance-0.1.0.tgz`))).toBe(false);
  },
  60_000,
);

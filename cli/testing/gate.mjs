// node cli/testing/gate.mjs [NAME FROM TO]: a release gate as a maintainer sets it up, tried end to end with two versions
// of a real emulator. The package is packed, and the steps of action.yml install and run it in a shell as the runner
// does: a baseline is made for FROM, holds for FROM, and has to stop TO. Skipped where the emulator cannot be installed.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createJiti } from 'jiti';
import { install } from '../../targets/emulators/install.mjs';
import { cli, emulatorsNamed, homeOf, ofVersion } from '../../targets/emulators/judge.mjs';

const { runAction } = await createJiti(import.meta.url).import('./action.ts');
const PACKAGE = join(import.meta.dirname, '..', '..');
const BASELINE = 'conformance-baseline.yaml';
/** Topics in which the versions differ, and no race is looked at: the gate has to give the same word every time. */
const ARGS =
  '--topic fingerprint,identifier,key-type-format,response-shape --client wire --seed 42 --concurrency 1 --quiet';
const START_MS = 60_000;

const [name = 'moto', from = '5.0.28', to] = process.argv.slice(2);
const [listed] = emulatorsNamed([name]);
assert(listed !== undefined, `no such emulator: ${name}`);
const versions = [from, to ?? listed.version].map((version) => ofVersion(listed, version));
for (const version of versions) {
  const problem = await install(homeOf(version), version.install);
  if (problem === undefined) continue;
  process.stdout.write(`skipped the gate: ${name} ${version.version} cannot be installed here: ${problem}\n`);
  process.exit(0);
}

const repository = mkdtempSync(join(tmpdir(), 'kpc-gate-'));
try {
  await gateWith(versions);
} finally {
  rmSync(repository, { recursive: true, force: true });
}

async function gateWith([before, after]) {
  const tarball = pack();
  const inputs = { version: tarball, args: ARGS };
  await running(before, async (endpoint) => {
    const first = await runAction({ ...inputs, endpoint, out: 'first' }, repository);
    expect('without a baseline, its failures stop it', first, { code: 1, kind: 'non-conformant' });
    assert.match(first.annotations[0] ?? '', /^::error title=[a-z0-9.-]+::/);
    await update('first');
    const held = await runAction({ ...inputs, endpoint, out: 'held', baseline: BASELINE }, repository);
    expect('with its own baseline it passes', held, { code: 0, kind: 'conformant' });
    assert.deepEqual(held.annotations, []);
    assert.match(held.summary, /\*\*Baseline\*\* .*: holds \(\d+ known failures\)/);
  });
  await running(after, async (endpoint) => {
    const changed = await runAction({ ...inputs, endpoint, out: 'changed', baseline: BASELINE }, repository);
    expect('the changed version is stopped by it', changed, { code: 1, kind: 'non-conformant' });
    assert(changed.annotations.length > 0, 'nothing is annotated');
    for (const line of changed.annotations.slice(0, 9)) {
      assert.match(line, /^::error (file=conformance-baseline\.yaml,line=\d+,)?title=[^:]+%3A [a-z-]+::./);
    }
    assert.match(changed.summary, /\*\*Baseline\*\* .*: broken, \d+ unexpected/);
    const page = readFileSync(join(repository, 'changed', 'index.html'), 'utf8');
    assert.match(page, /Against the baseline/);
    for (const line of changed.annotations) process.stdout.write(`        ${line}\n`);
    await update('changed');
    const pruned = await cli(['baseline', 'prune', BASELINE, 'changed'], repository);
    assert.equal(pruned.code, 0, pruned.stderr);
    const again = await runAction({ ...inputs, endpoint, out: 'again', baseline: BASELINE }, repository);
    expect('and passes when the baseline is brought up to date', again, { code: 0, kind: 'conformant' });
  });
}

async function update(report) {
  const { code, stderr } = await cli(
    ['baseline', 'update', BASELINE, report, '--because', 'as it was released'],
    repository,
  );
  assert.equal(code, 0, stderr);
}

function expect(what, { exitCode, outputs, log }, { code, kind }) {
  const told = { code: exitCode, kind: outputs['exit-class'] };
  assert.deepEqual(told, { code, kind }, `${what}: ${log.slice(-2_000)}`);
  assert.match(outputs.divergence, /^0\.\d+$/);
  assert.match(outputs.coverage, /^0\.\d+$/);
  const { divergence } = outputs;
  process.stdout.write(
    `ok      gate: ${what} (exit ${exitCode}, divergence ${Number(divergence).toFixed(3)})\n`,
  );
}

function pack() {
  const words = ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', repository];
  const [{ filename }] = JSON.parse(execFileSync('npm', words, { cwd: PACKAGE, encoding: 'utf8' }));
  return join(repository, filename);
}

/** Starts a version on a free loopback port as a workflow would, and stops it by its own handle. */
async function running(version, work) {
  const port = await freePort();
  const home = homeOf(version);
  const line = version.start.replaceAll('{home}', `'${home}'`).replaceAll('{port}', String(port));
  const server = spawn('sh', ['-c', `exec ${line}`], { cwd: repository, stdio: 'ignore', detached: true });
  try {
    await answering(`http://127.0.0.1:${port}/`);
    process.stdout.write(`        ${version.emulator} ${version.version}\n`);
    await work(`http://127.0.0.1:${port}`);
  } finally {
    process.kill(-server.pid, 'SIGTERM');
  }
}

async function answering(endpoint) {
  const until = Date.now() + START_MS;
  // Emulators load a service when it is first asked for, so that a page at the root is no sign of being ready.
  const body = new URLSearchParams({ Action: 'DescribeKeyPairs', Version: '2016-11-15' });
  while (Date.now() < until) {
    try {
      await fetch(endpoint, { method: 'POST', body });
      return;
    } catch {
      await sleep(200);
    }
  }
  throw new Error(`${endpoint} gives no answer after ${START_MS / 1_000} s`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

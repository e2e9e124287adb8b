import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Report } from '../reports/report.ts';
import { isOpen, readLedger } from '../runner/ledger/read.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { startReferenceOf } from '../targets/providers.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { startProxy, type TestProxy } from './testing/proxy.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

let reference: ReferenceServer;
let proxy: TestProxy;
let folder: string;

beforeAll(async () => {
  reference = await startReference();
});
afterAll(() => reference.close());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-remote-'));
  proxy = await startProxy(reference.url);
});
afterEach(async () => {
  await proxy.close();
  rmSync(folder, { recursive: true });
});

const run = (...words: readonly string[]): Promise<CliResult> => runCli(['run', ...words], { cwd: folder });

/** Loopback under an address that does not look like it: a remote target without a network. */
function disguised(url: string): string {
  return url.replace('127.0.0.1', '[::ffff:127.0.0.1]');
}

it.each([['run'], ['doctor']])(
  '%s sends nothing to a target elsewhere unless that is asked for',
  async (verb) => {
    const { exitCode, stderr } = await runCli([verb, disguised(proxy.url), '--provider', 'aws-ec2'], {
      cwd: folder,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: [^\n]*--allow-remote[^\n]*\n$/);
    expect(proxy.passed).toEqual([]);
  },
);

it('a run elsewhere prints its plan first, keeps a ledger, and waits for nothing that is there at once', async () => {
  const words = [
    '--provider',
    'aws-ec2',
    '--allow-remote',
    '--topic',
    'lifecycle',
    '--client',
    'wire',
    '--out',
    'out',
  ];
  const { exitCode, stderr } = await run(disguised(proxy.url), ...words);
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toMatch(/^Plan\n/);
  expect(stderr).toContain('not on this machine');
  const { entries } = readLedger(join(folder, 'keypair-conformance-ledger.ndjson'));
  expect(entries.length).toBeGreaterThan(5);
  expect(entries.filter(isOpen)).toEqual([]);
  expect(readFileSync(join(folder, 'out', 'events.ndjson'), 'utf8')).not.toContain('"waited');
  const creates = proxy.passed.filter(({ requestBody }) => /Action=CreateKeyPair/.test(requestBody));
  const marked = creates.filter(({ requestBody }) => requestBody.includes('keypair-conformance-expires'));
  expect(stderr).toMatch(/^ {2}tags {10}run and expiry/m);
  expect(marked.length).toBeGreaterThan(0);
});

it('a run elsewhere makes nothing with tags of its own when that is refused', async () => {
  const words = ['--allow-remote', '--no-mark', '--only', 'lifecycle.create.works'];
  const { exitCode, stderr } = await run(disguised(proxy.url), '--provider', 'aws-ec2', ...words);
  expect(exitCode, stderr).toBe(0);
  expect(proxy.passed.filter(({ requestBody }) => requestBody.includes('keypair-conformance'))).toEqual([]);
});

it('a service whose describes lag is waited for, and the report has the time', async () => {
  const LAG_MS = 400;
  const madeAt = new Map<string, number>();
  const lagging = await startProxy(reference.url, ({ requestBody, responseBody }) => {
    const [, action, name = ''] = /Action=(\w+)(?:.*?&KeyName=([^&]*))?/.exec(requestBody) ?? [];
    if (action === 'CreateKeyPair' || action === 'ImportKeyPair') madeAt.set(name, Date.now());
    if (action !== 'DescribeKeyPairs') return responseBody;
    return responseBody.replace(
      /<item>(?:(?!<item>).)*?<keyName>([^<]*)<.*?<\/item>/gs,
      (item, shown: string) => (Date.now() - (madeAt.get(shown) ?? 0) < LAG_MS ? '' : item),
    );
  });
  const words = [
    '--only',
    'lifecycle.import.works',
    '--consistency-wait',
    '5000',
    '--out',
    'out',
    '--verbose',
  ];
  const { exitCode, stdout } = await run(lagging.url, ...words);
  await lagging.close();
  expect(exitCode, stdout).toBe(0);
  expect(stdout).toMatch(/waited \d\.\d s for \d+ changes? to show/);
  const report = JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8')) as Report;
  expect(report.run.consistency).toMatchObject({ limitMs: 5_000, unsettled: 0 });
  expect(report.run.consistency?.longestMs).toBeGreaterThanOrEqual(LAG_MS / 2);
});

it('another account than the one named ends the run before anything but the identity call is sent', async () => {
  const { exitCode, stderr } = await run(proxy.url, '--account', '123456789012');
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/the credentials belong to another account/);
  expect(proxy.passed.map(({ requestBody }) => /Action=(\w+)/.exec(requestBody)?.[1])).toEqual([
    'GetCallerIdentity',
  ]);
});

it('a dry plan tells requests, creates, quota and time, sends nothing and writes nothing', async () => {
  const words = ['--dry-plan', '--topic', 'lifecycle', '--rate', '5', '--ledger', 'l.ndjson'];
  const { exitCode, stdout } = await run(proxy.url, ...words);
  expect(exitCode).toBe(0);
  for (const row of ['target', 'regions', 'requests', 'creates', 'quota', 'time'])
    expect(stdout).toContain(`  ${row} `);
  expect(stdout).toMatch(/about \d+ create, \d+ import, \d+ describe, \d+ delete/);
  expect(proxy.passed).toEqual([]);
  expect(existsSync(join(folder, 'l.ndjson'))).toBe(false);
  expect(existsSync(join(folder, 'keypair-conformance-report'))).toBe(false);
});

it('the account and what --redact fits stand in no artefact', async () => {
  const account = '000000000000';
  const failing = await startProxy(reference.url, ({ responseBody }) =>
    responseBody.replace(
      /<keyFingerprint>[^<]*/g,
      `<keyFingerprint>arn:aws:iam::${account}:user/joe-4711 of ${account}`,
    ),
  );
  const words = ['--topic', 'fingerprint', '--account', account, '--redact', 'joe-\\d+', '--out', 'out'];
  const { exitCode, stdout, stderr } = await run(failing.url, ...words);
  await failing.close();
  expect(exitCode).toBe(1);
  const artefacts = [stdout, stderr, readFileSync(join(folder, 'out', 'events.ndjson'), 'utf8')];
  expect(artefacts[2]).toContain('[redacted]');
  for (const text of artefacts) expect(text).not.toMatch(/joe-4711|000000000000/);
});

it('no request to an emulator of Alibaba Cloud can be sent on to the real service', async () => {
  const store = await startReferenceOf('alibaba-ecs');
  const emulator = await startProxy(store.url);
  const env = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tRqFFH8VhsyhPBzjZ6Z',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'a-secret-of-thirty-characters-0',
  };
  const words = (only: string): readonly string[] => [
    ...['run', emulator.url, '--provider', 'alibaba-ecs', '--client', 'wire', '--quota', 'skip', '--no-out'],
    ...['--only', only],
  ];
  const withKeys = await runCli(words('wire.*,error-shape.*'), { cwd: folder, env });
  const signed = emulator.passed.map(({ url, headers, requestBody }) => {
    const parameters = new URLSearchParams(`${url.split('?')[1] ?? ''}&${requestBody}`);
    return { version1: parameters.has('Signature'), authorization: headers.authorization ?? '' };
  });
  expect(withKeys.stdout + withKeys.stderr).not.toContain('defect');
  expect(
    signed.filter(({ authorization }) => authorization.includes(env.ALIBABA_CLOUD_ACCESS_KEY_ID)).length,
  ).toBeGreaterThan(20);
  expect(signed.filter(({ version1 }) => version1)).toEqual([]);
  for (const { authorization } of signed.filter((one) => one.authorization !== ''))
    expect(authorization).toMatch(/SignedHeaders=(?:[^,]*;)?host[;,]/);
  const before = emulator.passed.length;
  await runCli(words('wire.import.v2-query'), { cwd: folder });
  const made = emulator.passed.slice(before).filter(({ url }) => /[?&]Signature=/.test(url));
  expect(made.length, 'with keys of no account it is tested').toBeGreaterThan(0);
  await emulator.close();
  await store.close();
}, 300_000);

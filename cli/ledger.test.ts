import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openLedger } from '../runner/ledger/ledger.ts';
import { readLedger } from '../runner/ledger/read.ts';
import { builtMain } from './testing/built.ts';
import { type Killable, startKillable } from './testing/killable.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

let ground: Killable;
beforeAll(async () => {
  builtMain();
  ground = await startKillable('aws-ec2');
}, 300_000);
// What a test that failed left running would act on the key pairs that the next one counts.
afterEach(() => ground.settle());
afterAll(() => ground.close());

const sweep = (path: string): Promise<CliResult> =>
  runCli(['sweep', '--ledger', path, ground.direct], { cwd: ground.folder });

/** Runs that have listed something in a ledger that is being written: it may be empty, and its last line half there. */
const runsIn = (path: string): number => {
  if (!existsSync(path)) return 0;
  const intents = readFileSync(path, 'utf8').matchAll(/"type":"intent","run":"([^"]*)"/g);
  return new Set([...intents].map(([, run]) => run)).size;
};

it('an open entry whose key pair was never made is proved to be gone, and asked for no more', async () => {
  const path = ground.ledger('never-made.ndjson');
  const endpoint = `${ground.direct}/`;
  const ledger = openLedger(path, {
    prefix: 'qqom9woawb-',
    secret: `${'0'.repeat(31)}1`,
    provider: 'aws-ec2',
    endpoint,
  });
  ledger.intent({ region: 'us-east-1', operation: 'create', names: ['qqom9woawb-999999999999'] });
  ledger.close();
  const before = await ground.inventory();
  expect(await sweep(path)).toMatchObject({
    exitCode: 0,
    stdout: 'us-east-1: 0 deleted, 1 entries of the ledger proved to be gone\n',
  });
  expect(await ground.inventory()).toEqual(before);
  expect((await sweep(path)).stdout).toBe('the ledger lists nothing that may still exist\n');
}, 60_000);

it('a correct server is conformant in everything about deletes with a ledger too', async () => {
  const words = ['--only', 'delete.*', '--no-out', '--quiet', '--ledger', ground.ledger('deletes.ndjson')];
  const { exitCode, stdout, stderr } = await runCli(['run', ground.direct, ...words], { cwd: ground.folder });
  expect(exitCode, stdout + stderr).toBe(0);
}, 240_000);

it.each([
  ['random bytes', randomBytes(4_096)],
  ['an empty file', ''],
  ['a license', 'Apache License\nVersion 2.0\n'],
])(
  '%s is swept by nobody: one line, exit 2, and every key pair is there',
  async (_, content) => {
    const path = ground.ledger('no-ledger.ndjson');
    const before = await ground.inventory();
    writeFileSync(path, content, { mode: 0o600 });
    const { exitCode, stdout, stderr } = await sweep(path);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^error: [^\n]*this is no line of a ledger[^\n]*\n$/);
    expect(await ground.inventory()).toEqual(before);
  },
  60_000,
);

it('two runs that write into one ledger and are killed are both swept by it', async () => {
  const path = ground.ledger('shared.ndjson');
  const before = await ground.inventory();
  const runs = ['11', '12'].map((seed) => ground.start(path, { choices: ['--seed', seed] }));
  while (runsIn(path) < 2 || ground.requests() < 120) await setTimeout(20);
  for (const { child } of runs) child.kill('SIGKILL');
  await Promise.all(runs.map(({ result }) => result));
  await ground.idle();
  expect(readLedger(path).opened).toHaveLength(2);
  await ground.sweepByCommand(path, before);
}, 120_000);

it('a line that a kill tore off hides nothing of the run before it or after it', async () => {
  const path = ground.ledger('torn.ndjson');
  const before = await ground.inventory();
  for (const [seed, killAt] of [
    ['13', 60],
    ['14', 90],
  ] as const) {
    await ground.start(path, { killAt, choices: ['--seed', seed] }).result;
    await ground.idle();
    appendFileSync(path, '{"type":"accepted","run":"0b7","se');
  }
  await ground.sweepByCommand(path, before);
}, 120_000);

/** Where no ledger can be written; not every system has a disk that is always full. */
const UNWRITABLE = [
  ['a folder', 'taken'],
  ['in a folder that is not there', 'none/ledger.ndjson'],
  ...(existsSync('/dev/full') ? [['on a full disk', '/dev/full'] as const] : []),
] as const;

it.each(UNWRITABLE)(
  'a ledger that is %s ends a run with exit 2 before anything is sent',
  async (_, path) => {
    mkdirSync(join(ground.folder, 'taken'), { recursive: true });
    const { exitCode, stderr } = await ground.start(path).result;
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^error: the ledger '[^\n]*' (?:cannot be written \([^\n]*--ledger|is not used: it is no plain file)\n$/,
    );
    expect(ground.requests()).toBe(0);
  },
  60_000,
);

it('a disk that fills up ends the making of key pairs, is no defect, and leaves nothing behind', async () => {
  const path = ground.ledger('filled.ndjson');
  const before = await ground.inventory();
  const words = [
    'run',
    ground.direct,
    '--no-out',
    '--ledger',
    path,
    '--topic',
    'lifecycle',
    '--seed',
    '15',
    '--verbose',
  ];
  // The shell counts in blocks: files of this process and its children end at a few kilobytes.
  const limited = ['-c', 'ulimit -f 4; exec "$0" "$@"', process.execPath, builtMain(), ...words];
  const { exitCode, stdout } = await new Promise<Pick<CliResult, 'exitCode' | 'stdout'>>((resolve) => {
    const child = execFile('sh', limited, { cwd: ground.folder }, (_error, out) =>
      resolve({ exitCode: child.exitCode, stdout: out }),
    );
  });
  expect(exitCode, stdout).toBe(3);
  expect(stdout).toContain('nothing is made that the ledger cannot list');
  expect(stdout).not.toMatch(/defect of/i);
  expect(await ground.inventory()).toEqual(before);
  expect(readLedger(path).entries.length).toBeGreaterThan(3);
  expect(readFileSync(path, 'utf8').length).toBeLessThanOrEqual(4_096);
}, 120_000);

it.skipIf(process.getuid?.() === 0)('a ledger that cannot be written is not swept', async () => {
  const path = ground.ledger('read-only.ndjson');
  writeFileSync(path, '');
  chmodSync(path, 0o400);
  const { exitCode, stderr } = await sweep(path);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringMatching(/cannot be written .* choose another with --ledger\n$/),
  });
});

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LedgerWriter, openLedger } from '../runner/ledger/ledger.ts';
import { readLedger } from '../runner/ledger/read.ts';
import { clientFor } from '../targets/providers.ts';
import { testTarget } from '../targets/testing/target.ts';
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

const ABOUT = { prefix: 'qqom9woawb-', secret: `${'0'.repeat(31)}1`, provider: 'aws-ec2' };
const REGION = 'us-east-1';

describe('what somebody else has is there after a sweep by a ledger', () => {
  /** Names and ids of two key pairs of others. */
  const LIKE_OURS = `${ABOUT.prefix}0123456789ab`;
  const idOf = async (name: string): Promise<string> =>
    new RegExp(`^key pair ${name} \\((.*)\\) in`, 'm').exec((await ground.inventory()).join('\n'))?.[1] ?? '';
  /** A ledger of one create with what became of it. */
  const listing = (
    name: string,
    end: (ledger: LedgerWriter, seq: number) => void,
    endpoint = `${ground.direct}/`,
  ): string => {
    const path = ground.ledger('forged.ndjson');
    const ledger = openLedger(path, { ...ABOUT, endpoint });
    end(ledger, ledger.intent({ region: REGION, operation: 'create', names: [name] }));
    ledger.close();
    return path;
  };

  beforeAll(async () => {
    const endpoint = `${ground.direct}/`;
    const client = await clientFor(
      testTarget({ provider: 'aws-ec2', endpoint, regions: [REGION, 'eu-west-1', 'ap-southeast-2'] }),
    );
    const { signal } = new AbortController();
    const call = { operation: 'create', region: REGION, parameters: { name: LIKE_OURS } } as const;
    expect((await client.call(call, { signal })).kind).toBe('accepted');
    await client.close();
  }, 120_000);
  afterAll(async () => {
    // The tests behind these count what has no prefix of a run.
    const path = listing(LIKE_OURS, () => {});
    expect((await sweep(path)).exitCode).toBe(0);
  }, 120_000);

  it.each<[string, string, boolean, (ledger: LedgerWriter, seq: number) => Promise<void> | void]>([
    ['that lists a rejected create of its name', 'production', false, (ledger, seq) => ledger.refused(seq)],
    ['that lists a rejected create of its short name', 'ab', false, (ledger, seq) => ledger.refused(seq)],
    [
      'that lists a rejected create of a name like those of the run',
      LIKE_OURS,
      true,
      (ledger, seq) => ledger.refused(seq),
    ],
    ['that lists a create of its name without a response', 'production', true, () => {}],
    ['that lists a create of its short name without a response', 'ab', true, () => {}],
    [
      'that lists a create of its name as accepted',
      'production',
      true,
      (ledger, seq) => ledger.accepted(seq, { name: 'production' }),
    ],
    [
      'that lists its id for the name of another',
      'ab',
      false,
      async (ledger, seq) => ledger.accepted(seq, { name: 'ab', id: await idOf('production') }),
    ],
    [
      'that lists its id for a name of the run that was never made',
      `${ABOUT.prefix}999999999999`,
      false,
      async (ledger, seq) => ledger.accepted(seq, { id: await idOf('production') }),
    ],
    [
      'that lists its name in a response to another',
      `${ABOUT.prefix}999999999999`,
      false,
      (ledger, seq) => ledger.accepted(seq, { name: 'production' }),
    ],
    [
      'that lists another id for a name like those of the run',
      LIKE_OURS,
      true,
      (ledger, seq) => ledger.accepted(seq, { name: LIKE_OURS, id: 'key-00000000000000abc' }),
    ],
  ])(
    '%s',
    async (_what, name, told, end) => {
      const path = ground.ledger('forged.ndjson');
      const ledger = openLedger(path, { ...ABOUT, endpoint: `${ground.direct}/` });
      await end(ledger, ledger.intent({ region: REGION, operation: 'create', names: [name] }));
      ledger.close();
      const before = await ground.inventory();
      const { exitCode, stdout, stderr } = await sweep(path);
      // One key pair of others looks like the run's, and is told of each time.
      expect([exitCode, await ground.inventory()], stdout + stderr).toEqual([5, before]);
      expect(stdout).toContain(`${REGION}: 0 deleted, `);
      expect(stdout.includes(`NOT DONE: key pair ${name} `)).toBe(told);
    },
    60_000,
  );

  it.each([
    ['another prefix', (text: string) => text.replaceAll(ABOUT.prefix, 'prod')],
    ['no secret', (text: string) => text.replaceAll(/"secret":"\w*",/g, '')],
    ['a prefix that follows from no secret', (text: string) => text.replaceAll(ABOUT.prefix, 'customer24-')],
  ])(
    'that was made up with %s is swept by nobody: exit 2',
    async (_what, change) => {
      const path = listing('production', (ledger, seq) => ledger.accepted(seq, {}));
      writeFileSync(path, change(readFileSync(path, 'utf8')));
      const before = await ground.inventory();
      expect(await sweep(path)).toMatchObject({ exitCode: 2, stdout: '' });
      expect(await ground.inventory()).toEqual(before);
    },
    60_000,
  );
});

it.each([
  ['https://ec2.us-east-1.amazonaws.com/', 'aws-ec2'],
  ['https://ecs.cn-hangzhou.aliyuncs.com/', 'alibaba-ecs'],
])(
  'a ledger that names an account of %s is no consent: --account is asked for',
  async (endpoint, provider) => {
    const path = ground.ledger('account.ndjson');
    const ledger = openLedger(path, { ...ABOUT, provider, endpoint, account: '123456789012' });
    ledger.intent({ region: 'cn-hangzhou', operation: 'create', names: [`${ABOUT.prefix}999999999999`] });
    ledger.close();
    for (const words of [[endpoint, '--allow-remote'], [endpoint], []]) {
      const { exitCode, stdout, stderr } = await runCli(['sweep', '--ledger', path, ...words], {
        cwd: ground.folder,
      });
      expect([exitCode, stdout], stderr).toEqual([2, '']);
      expect(stderr).toContain(
        words.length === 2
          ? 'add --account with the id'
          : words.length === 1
            ? 'add --allow-remote'
            : `sweep ${endpoint} --ledger`,
      );
    }
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

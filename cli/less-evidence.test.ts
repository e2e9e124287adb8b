import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../runner/events.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { startCheat } from './testing/cheats.ts';
import type { CliResult } from './testing/run-cli.ts';
import { SHORT_RUN, startWrongFingerprints, type WrongFingerprints } from './testing/wrong-fingerprints.ts';

const LIMIT_MS = 600_000;

let target: WrongFingerprints;
let folder: string;
const cli = (...words: readonly string[]): Promise<CliResult> => target.cli(...words);
const shard = (which: string, out: string, ...more: readonly string[]): Promise<CliResult> =>
  cli('run', target.url, ...SHORT_RUN, '--shard', which, '--out', out, ...more);

beforeAll(async () => {
  target = await startWrongFingerprints();
  folder = target.folder;
  await shard('1/2', 'first');
  await shard('2/2', 'second');
  await cli('run', target.url, ...SHORT_RUN, '--out', 'whole');
}, LIMIT_MS);
afterAll(() => target.close());

/** A copy of a report directory whose log or report is changed. */
function changed(from: string, to: string, file: string, change: (text: string) => string): string {
  cpSync(join(folder, from), join(folder, to), { recursive: true });
  const path = join(folder, to, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return to;
}

const withoutLines = (isLost: (event: RunEvent) => boolean) => (text: string) =>
  text
    .split('\n')
    .filter((line) => line === '' || !isLost(JSON.parse(line) as RunEvent))
    .join('\n');
const isFailure = (event: RunEvent): boolean => event.type === 'check-finished' && event.verdict === 'fail';

describe('merge', () => {
  it(
    'takes two shards of one target',
    async () => {
      const merged = await cli('merge', 'first', 'second', '--out', 'merged', '--quiet');
      expect(merged.exitCode).toBe(1);
    },
    LIMIT_MS,
  );

  it.each<[string, readonly string[]]>([
    ['of another version of the target', ['--target-version', '2.0']],
    ['with other capabilities', ['--without', 'ed25519']],
  ])(
    'refuses a shard %s',
    async (what, options) => {
      const out = `second-${what.replaceAll(' ', '-')}`;
      await shard('2/2', out, ...options);
      const merged = await cli('merge', 'first', out, '--out', 'mixed');
      expect([merged.exitCode, merged.stdout, merged.stderr]).toEqual([
        2,
        '',
        expect.stringMatching(/^error: [^\n]+\n$/),
      ]);
    },
    LIMIT_MS,
  );

  it(
    'refuses a shard that another server answered, by its Server header',
    async () => {
      const out = changed('second', 'second-server', 'events.ndjson', (text) => {
        const [first = '{}', ...lines] = text.split('\n');
        const started = JSON.parse(first) as { readonly target: object };
        const other = { ...started, target: { ...started.target, software: 'another/1.0' } };
        return [JSON.stringify(other), ...lines].join('\n');
      });
      rmSync(join(folder, out, 'report.json'));
      const merged = await cli('merge', 'first', out, '--out', 'mixed');
      expect([merged.exitCode, merged.stdout]).toEqual([2, '']);
    },
    LIMIT_MS,
  );

  it(
    'refuses a shard whose report does not follow from its log',
    async () => {
      const out = changed('second', 'second-edited', 'report.json', (text) =>
        text.replaceAll('"fail"', '"pass"'),
      );
      const merged = await cli('merge', 'first', out, '--out', 'mixed');
      expect([merged.exitCode, merged.stdout]).toEqual([2, '']);
      expect(merged.stderr).toMatch(/^error: second-edited[^\n]+\n$/);
    },
    LIMIT_MS,
  );

  it.each<[string, (text: string) => string]>([
    ['its failures', withoutLines(isFailure)],
    ['its end', withoutLines(({ type }) => type === 'run-finished')],
    [
      'the type of its events',
      (text) => text.replaceAll('"type":"check-finished"', '"type":"check-finished "'),
    ],
  ])(
    'is never 0 when the log of a shard has lost %s',
    async (what, change) => {
      const out = changed('second', `lost ${what}`, 'events.ndjson', change);
      rmSync(join(folder, out, 'report.json'));
      const merged = await cli('merge', 'first', out, '--out', 'mixed');
      expect([2, 3]).toContain(merged.exitCode);
    },
    LIMIT_MS,
  );
});

describe('diff exits 3 when the later run saw less', () => {
  it(
    'because nobody was there',
    async () => {
      const gone = await startReference();
      await gone.close();
      await cli('run', `${gone.url}/`, ...SHORT_RUN, '--out', 'unreachable');
      expect((await cli('diff', 'whole', 'unreachable')).exitCode).toBe(3);
    },
    LIMIT_MS,
  );

  it(
    'because it was one shard',
    async () => {
      expect((await cli('diff', 'whole', 'first')).exitCode).toBe(3);
    },
    LIMIT_MS,
  );

  it(
    'because it was another selection',
    async () => {
      const fewer = SHORT_RUN.with(1, 'fingerprint.import.ed25519');
      await cli('run', target.url, ...fewer, '--out', 'selected');
      expect((await cli('diff', 'whole', 'selected')).exitCode).toBe(3);
    },
    LIMIT_MS,
  );

  it(
    'and 2 when it has no results',
    async () => {
      const out = changed('whole', 'empty', 'report.json', (text) =>
        JSON.stringify({ ...(JSON.parse(text) as object), results: [] }),
      );
      expect((await cli('diff', 'whole', out)).exitCode).toBe(2);
    },
    LIMIT_MS,
  );
});

it(
  'a policy whose list names what does not exist is refused',
  async () => {
    writeFileSync(
      join(folder, 'policy.yaml'),
      'rules:\n  - name: all\n    where:\n      topic: [lifecycle, fingerprnit]\n    maxFailures: 0\n',
    );
    const gated = await cli('gate', '--policy', 'policy.yaml', 'whole');
    expect([gated.exitCode, gated.stdout]).toEqual([2, '']);
    expect(gated.stderr).toMatch(/fingerprnit/);
  },
  LIMIT_MS,
);

it(
  'a gate is closed for a target that answers no describe',
  async () => {
    const busy = await startCheat(
      () =>
        ({ body }) =>
          !body.includes('DescribeKeyPairs'),
      '500',
      target.behind,
    );
    const words = ['--topic', 'lifecycle', '--quota', 'skip', '--quiet', '--out', 'busy'];
    const run = await cli('run', busy.url, ...words);
    await busy.close();
    writeFileSync(join(folder, 'none.yaml'), 'rules:\n  - name: all\n    maxFailures: 0\n');
    const gated = await cli('gate', '--policy', 'none.yaml', 'busy');
    expect(run.exitCode).not.toBe(0);
    expect(gated.exitCode).not.toBe(0);
  },
  LIMIT_MS,
);

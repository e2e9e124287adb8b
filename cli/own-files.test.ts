import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renderPower, renderWeakness } from '../power/markdown.ts';
import { NO_OP } from '../power/mutants/ec2/controls.ts';
import { resultOf as resultOfMutant } from '../power/outcome.ts';
import { reportOf } from '../power/report.ts';
import { rivalReport } from '../power/rival-report.ts';
import { exchangeOf, HEADER, resultOf } from '../recording/testing/bundles.ts';
import { openBundle } from '../recording/write.ts';
import { FILE_KINDS } from '../reports/own-file.ts';
import { startReference } from '../targets/ec2/reference/server.ts';
import { type CliResult, runCli } from './testing/run-cli.ts';

const CREATES = fileURLToPath(new URL('../power/testing/creates.mjs', import.meta.url));
const MUTANT = resultOfMutant(
  { ...NO_OP, mustBeKilledBy: 'a' },
  { subject: 'a', verdicts: {}, reasons: {}, durationMs: 1 },
);
const LIMIT_MS = 300_000;

let root: string;
let folder: string;
let reference: Awaited<ReturnType<typeof startReference>>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'own-files-'));
  reference = await startReference();
  const writer = openBundle(join(root, 'bundle.gz'), { ...HEADER, service: 'real' });
  writer.add(exchangeOf('lifecycle.describe.works'));
  writer.add(resultOf('lifecycle.describe.works'));
  writer.finish({ finishedAt: '2026-11-30T10:10:00.000Z', leftovers: 0 });
  const run = ['run', reference.url, '--only', 'lifecycle.import.works', '--quiet', '--out', 'run'];
  expect((await runCli(run, { cwd: root })).exitCode).toBe(0);
}, LIMIT_MS);
beforeEach(() => {
  folder = mkdtempSync(join(root, 'a-'));
});
afterAll(async () => {
  await reference.close();
  rmSync(root, { recursive: true });
});

const cli = (words: readonly string[]): Promise<CliResult> => runCli(words, { cwd: folder });

/** Every command that writes a file which the user names: the words, and the file that they lead to. */
const COMMANDS: readonly (readonly [string, (file: string) => readonly string[], string])[] = [
  ['vectors --out', (file) => ['vectors', '--out', file], 'x.json'],
  ['power --docs', (file) => ['power', '--docs', file], 'x.md'],
  ['power --out', () => ['power', '--out', 'out'], 'out/power.json'],
  ['power --out', () => ['power', '--out', 'out'], 'out/power.md'],
  [
    'power --command --out',
    () => ['power', '--command', `node '${CREATES}' {url}`, '--out', 'out'],
    'out/rival.json',
  ],
  ['evidence --patch', (file) => ['evidence', '../bundle.gz', '--patch', file], 'x.patch'],
  [
    'record --out',
    (file) => ['record', `${reference.url}/`, '--yes', '--provider', 'aws-ec2', '--out', file],
    'x.gz',
  ],
  ['baseline update', (file) => ['baseline', 'update', file, '../run'], 'x.yaml'],
];

describe.each(COMMANDS)('%s', (what, words, file) => {
  it.each([
    ['a file of somebody', 'mine\n'],
    ['a link to a file of somebody', 'mine\n'],
    ['a link to an empty file', ''],
    ['a link to nothing', undefined],
  ])(
    'is not written over %s: exit 2, one line, before anything is done',
    async (place, content) => {
      mkdirSync(join(folder, 'out'));
      const path = join(folder, file);
      const isLink = place.startsWith('a link');
      const far = isLink ? join(folder, 'far') : path;
      if (content !== undefined) writeFileSync(far, content);
      if (isLink) symlinkSync(far, path);
      const { exitCode, stdout, stderr } = await cli(words(file));
      // A baseline is read before it is written; what is none is told as such.
      expect([exitCode, stderr], stdout).toEqual([2, expect.stringMatching(/^error: [^\n]+\n$/)]);
      expect(stderr).toContain(file);
      if (what !== 'baseline update') expect(stderr).toContain('is not overwritten: ');
      expect(isLink ? readlinkSync(path) : readFileSync(path, 'utf8')).toBe(isLink ? far : 'mine\n');
      expect(lstatSync(far, { throwIfNoEntry: false })?.size).toBe(content?.length);
      expect(readdirSync(folder).toSorted()).toEqual(
        [
          ...new Set([file.split('/')[0], 'out', ...(isLink && content !== undefined ? ['far'] : [])]),
        ].toSorted(),
      );
    },
    LIMIT_MS,
  );
});

it(
  'writes again what it has written',
  async () => {
    const recorded = ['--provider', 'aws-ec2', '--only', 'lifecycle.import.works', '--out', 'x.gz'];
    for (const words of [
      ['vectors', '--out', 'vectors.json'],
      ['record', `${reference.url}/`, '--yes', ...recorded],
      ['evidence', '../bundle.gz', '--patch', 'x.patch'],
      ['baseline', 'update', 'x.yaml', '../run'],
    ])
      for (let time = 1; time <= 2; time += 1) {
        const { exitCode, stderr } = await cli(words);
        expect(exitCode, words.join(' ') + stderr).toBe(0);
      }
    const written = ['vectors.json', 'x.gz', 'x.patch', 'x.yaml'];
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(written));
  },
  LIMIT_MS,
);

it('knows the results of power as they are written', () => {
  const report = reportOf({
    ...{ provider: 'aws-ec2', form: 'topic', seed: 1, durationMs: 1, partial: false },
    ...{ requirements: [], mutants: [], controls: { noOp: MUTANT, allBroken: MUTANT } },
    nulls: { kept: [], ignored: [] },
  });
  const rival = rivalReport({
    ...{ provider: 'aws-ec2', command: 'x', seed: 1, durationMs: 1, partial: false },
    ...{ controls: { before: { kind: 'void', reason: 'x' } }, mutants: [] },
  });
  const asJson = (value: object): string => JSON.stringify(value, undefined, 2);
  for (const [kind, text] of [
    ['power', asJson(report)],
    ['powerPage', renderPower(report)],
    ['weakness', renderWeakness(report)],
    ['rival', asJson(rival)],
  ] as const)
    expect(FILE_KINDS[kind].isOne(Buffer.from(text)), kind).toBe(true);
});

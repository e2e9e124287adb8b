import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderJson } from '../reports/json.ts';
import type { Report, Result } from '../reports/report.ts';
import { resealed } from '../reports/testing/resealed.ts';
import type { CliResult } from './testing/run-cli.ts';
import { SHORT_RUN, startWrongFingerprints, type WrongFingerprints } from './testing/wrong-fingerprints.ts';

const LIMIT_MS = 600_000;

let target: WrongFingerprints;
let folder: string;
const cli = (...words: readonly string[]): Promise<CliResult> => target.cli(...words);

beforeAll(async () => {
  target = await startWrongFingerprints();
  folder = target.folder;
  await cli('run', target.url, ...SHORT_RUN, '--out', 'whole');
  await cli('run', target.url, ...SHORT_RUN, '--shard', '1/1', '--out', 'shard');
  writeFileSync(join(folder, 'policy.yaml'), 'rules:\n  - name: no failure\n    maxFailures: 0\n');
  writeFileSync(join(folder, 'none.yaml'), 'entries:\n');
}, LIMIT_MS);
afterAll(() => target.close());

/** Everything that decides on a report, or shows one, by the words that lead to it. */
const DECISIONS: readonly (readonly [string, (report: string) => readonly string[]])[] = [
  ['gate', (report) => ['gate', '--policy', 'policy.yaml', report]],
  ['baseline check', (report) => ['baseline', 'check', 'none.yaml', report]],
  ['baseline update', (report) => ['baseline', 'update', 'new.yaml', report]],
  ['diff, as the later one', (report) => ['diff', 'whole', report]],
  ['diff, as the earlier one', (report) => ['diff', report, 'whole']],
  ['matrix', (report) => ['matrix', report, '--out', 'pages']],
  ['site', (report) => ['site', report, '--out', 'pages']],
];

const edited = (change: (result: Result) => Result | undefined) => (report: Report) => ({
  ...report,
  results: report.results.flatMap((result) => change(result) ?? []),
});
/** Reports that claim more than they show. */
const CLAIMS: readonly (readonly [string, (report: Report) => unknown])[] = [
  ['no results', edited(() => undefined)],
  ['nothing but what passes', edited((one) => (one.verdict === 'fail' ? undefined : one))],
  [
    'one passing result',
    (report) => ({
      ...report,
      results: report.results.filter(({ verdict }) => verdict === 'pass').slice(0, 1),
    }),
  ],
  ['a failure without findings', edited((one) => ({ ...one, findings: [] }))],
  ['verdicts that were turned', edited((one) => ({ ...one, verdict: 'pass', clients: {}, findings: [] }))],
  [
    'failures that became unsupported',
    edited((one) =>
      one.verdict === 'fail'
        ? { ...one, verdict: 'unsupported', clients: { wire: 'unsupported' }, findings: [], reason: 'x' }
        : one,
    ),
  ],
  ['a requirement twice', (report) => ({ ...report, results: [...report.results, report.results[0]] })],
  ['another summary', (report) => ({ ...report, summary: { ...report.summary, planned: 1 } })],
];

describe.each(CLAIMS)('a report with %s', (what, change) => {
  it.each(DECISIONS)(
    'is exit 2 and one line for %s',
    async (decision, words) => {
      const file = join(folder, 'whole/report.json');
      const text = JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Report));
      writeFileSync(join(folder, 'alone.json'), text);
      const reports = ['alone.json'];
      if (decision === 'gate') {
        // Beside the log that says otherwise.
        cpSync(join(folder, 'whole'), join(folder, what), { recursive: true });
        writeFileSync(join(folder, what, 'report.json'), text);
        reports.push(what);
      }
      for (const report of reports) {
        const { exitCode, stdout, stderr } = await cli(...words(report));
        expect([exitCode, stdout], report + stderr).toEqual([2, '']);
        expect(stderr).toMatch(/^error: [^\n]+\n$/);
      }
    },
    LIMIT_MS,
  );

  it(
    'is exit 2 for merge and verify, which have the log',
    async () => {
      const beside = `shard ${what}`;
      cpSync(join(folder, 'shard'), join(folder, beside), { recursive: true });
      const file = join(folder, beside, 'report.json');
      writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Report)));
      expect((await cli('merge', beside, '--out', 'merged')).exitCode).toBe(2);
      expect((await cli('verify', beside)).exitCode).toBe(2);
      rmSync(join(folder, beside), { recursive: true });
    },
    LIMIT_MS,
  );
});

const judged = ({ verdict }: Result): boolean => verdict === 'pass' || verdict === 'fail';

/** The results of a report with this verdict wherever it has one. */
function allOf(report: Report, verdict: Result['verdict']): Pick<Report, 'results'> {
  const results = report.results.map((result) =>
    judged(result)
      ? {
          ...result,
          verdict,
          clients: { wire: verdict },
          findings: [],
          reason: 'x',
        }
      : result,
  );
  return { results };
}

describe('a later run that saw less, whatever it claims of itself', () => {
  it.each<[string, number, (report: Report) => Report]>([
    ['found everything unsupported', 1, (report) => resealed(report, allOf(report, 'unsupported'))],
    ['could judge nothing', 1, (report) => resealed(report, allOf(report, 'inconclusive'))],
    ['was blocked everywhere', 1, (report) => resealed(report, allOf(report, 'blocked'))],
    ['was interrupted', 3, (report) => resealed(report, { run: { ...report.run, interrupted: true } })],
    [
      'reached nobody',
      3,
      (report) =>
        resealed(report, {
          run: { ...report.run, unreachable: 'refused' },
          ...allOf(report, 'inconclusive'),
        }),
    ],
  ])(
    'it %s: diff and baseline check are exit 3, a gate about failures %i',
    async (_what, gate, change) => {
      const later = change(JSON.parse(readFileSync(join(folder, 'whole/report.json'), 'utf8')) as Report);
      writeFileSync(join(folder, 'later.json'), renderJson(later));
      const codes = [];
      for (const words of [
        ['diff', 'whole', 'later.json'],
        ['gate', '--policy', 'policy.yaml', 'later.json'],
        ['baseline', 'check', 'none.yaml', 'later.json'],
      ]) {
        const { exitCode, stdout, stderr } = await cli(...words);
        expect(stderr).toBe('');
        // What says that nothing fails says what was not tested too.
        expect(stdout).toMatch(words[0] === 'diff' ? /./ : /^GATE CLOSED|^INCOMPLETE/m);
        codes.push([words[0], exitCode]);
      }
      expect(codes).toEqual([
        ['diff', 3],
        ['gate', gate],
        ['baseline', 3],
      ]);
    },
    LIMIT_MS,
  );
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { body, fakeOptions, fakeTarget, runAll } from '../runner/testing/fakes.ts';
import { renderConsole } from './console.ts';
import { decide } from './decide.ts';
import { renderDefects } from './defects.ts';
import { openReportFolder } from './folder.ts';
import { reportOf } from './model.ts';

const SECRET = 'planted+secret/that+nobody/may+see';
const machine = { node: 'v20.19.0', platform: 'linux x64' };
const target = fakeTarget({ credentials: { accessKeyId: 'AKIATEST', secretAccessKey: SECRET } });

/** A run with one good check, and one whose body reads what is not there. */
const events = await runAll(
  fakeOptions(
    {
      good: body(),
      planted: body(() => {
        throw new TypeError(`cannot read of undefined, with ${SECRET} and \`\`\` and \x1b[2J`);
      }),
    },
    { seed: 4711, target },
  ),
);
const report = reportOf(events);

describe('a fault of a check itself', () => {
  it('is a defect, exits 4, and counts neither for nor against the target', () => {
    expect(report.results.map(({ requirement, verdict }) => [requirement, verdict])).toEqual([
      ['good', 'pass'],
      ['planted', 'defect'],
    ]);
    expect(report.summary.verdicts).toMatchObject({ pass: 1, fail: 0, defect: 1 });
    expect([report.summary.divergence, report.summary.coverage]).toEqual([0, 0.5]);
    expect(decide(reportOf(events)).exitCode).toBe(4);
  });

  it('makes a bug report with version, Node, seed, requirement, stack and command', () => {
    const text = renderDefects(report, machine) ?? '';
    expect(text).toContain('- Node: v20.19.0, linux x64');
    expect(text).toContain('- seed: 4711');
    expect(text).toContain(`- version: ${report.tool.name} ${report.tool.version}`);
    expect(text).toContain('## planted');
    expect(text).toMatch(/keypair-conformance run .*--only planted .*--seed 4711/);
    expect(text).toMatch(/TypeError: cannot read of undefined[\s\S]*\n +at /);
    expect(text).not.toContain('## good');
  });

  it('keeps secrets and control characters out of it, and its fences whole', () => {
    const text = renderDefects(report, machine) ?? '';
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('\x1b');
    expect(text).toContain('\n````text\nTypeError');
  });

  it('is told on the console, with the way to repeat it', () => {
    const text = renderConsole(report);
    expect(text).toMatch(/Suite defects[\s\S]*planted: TypeError[\s\S]*again +npx keypair-conformance run/);
    expect(text).toContain('defects.md');
  });

  it('leaves defects.md in the report folder, and a run without one removes it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'defects-'));
    try {
      await openReportFolder(folder).finish(report);
      expect(readFileSync(join(folder, 'defects.md'), 'utf8')).toContain('## planted');
      await openReportFolder(folder).finish({ ...report, results: report.results.slice(0, 1) });
      expect(readdirSync(folder)).not.toContain('defects.md');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it('without a defect there is no bug report', () => {
  expect(renderDefects({ ...report, results: report.results.slice(0, 1) }, machine)).toBeUndefined();
});

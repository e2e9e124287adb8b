import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReportFolder } from './folder.ts';
import { reportOf } from './model.ts';
import { eventLine } from './ndjson.ts';
import { readLog, readReport } from './read.ts';
import { everyKindOfEvent } from './testing/events.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const events = everyKindOfEvent();
const lines = events.map(eventLine);

describe('readReport', () => {
  it('reads a folder, its report.json and its log to the same report', async () => {
    const out = openReportFolder(folder);
    for (const event of events) out.event(event);
    await out.finish(reportOf(events));
    const report = reportOf(events);
    expect(readReport(folder)).toEqual(JSON.parse(JSON.stringify(report)));
    expect(readReport(join(folder, 'report.json'))).toEqual(readReport(folder));
    expect(readReport(join(folder, 'events.ndjson'))).toEqual(readReport(folder));
  });

  it.each([
    [
      'a file that is not there',
      () => join(folder, 'none'),
      /^cannot read .*none \(ENOENT.*report directory of a run$/,
    ],
    [
      'what is no JSON',
      () => file('report.json', '{'),
      /report\.json is not a report \(.*report directory of a run$/,
    ],
    [
      'other JSON',
      () => file('report.json', '{"schemaVersion":1}'),
      /not a report that this version reads \(the whole must have required property/,
    ],
    [
      'another version',
      () => file('report.json', JSON.stringify({ ...reportOf(events), schemaVersion: 2 })),
      /\/schemaVersion must be equal to constant/,
    ],
    [
      'an empty log',
      () => file('events.ndjson', ''),
      /is not a report \(the event log has no "run-started" event/,
    ],
  ])('refuses %s in one line', (_, path, message) => {
    expect(() => readReport(path())).toThrow(message);
    expect(() => readReport(path())).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });
});

describe('readLog', () => {
  it('leaves out a last line that was cut off, and the report says the run was interrupted', () => {
    const path = file('events.ndjson', lines.slice(0, -1).join('') + (lines.at(-1) ?? '').slice(0, 20));
    const log = readLog(path);
    expect(log.events).toHaveLength(events.length - 1);
    expect(log.report.run.interrupted).toBe(true);
  });

  it('refuses a broken line before the last, with its place', () => {
    const path = file('events.ndjson', `${lines[0]}{broken\n${lines[1]}`);
    expect(() => readLog(path)).toThrow(/events\.ndjson:2 is not JSON/);
  });

  it('refuses events that make no report of this version', () => {
    const odd = eventLine(events[0] ?? expect.fail()).replace('"level":"must"', '"level":"perhaps"');
    expect(() => readLog(file('events.ndjson', odd))).toThrow(/\/level must be equal to one of/);
  });

  it.each(['../../pwned', '/tmp/pwned', '..', '0123456789abcdeF', '0123456789abcde/', ''])(
    'refuses the fingerprint %j, which would become the name of a folder',
    (fingerprint) => {
      const forged = lines.map((line) => line.replaceAll('0123456789abcdef', fingerprint)).join('');
      expect(() => readLog(file('events.ndjson', forged))).toThrow(/fingerprint must match pattern/);
    },
  );

  it.each(['yesterday', '', '2026-13-45T99:99:99Z', '9'.repeat(400)])('refuses the date %j', (date) => {
    const odd = lines.map((line) => line.replace(/"startedAt":"[^"]*"/, `"startedAt":"${date}"`)).join('');
    expect(() => readLog(file('events.ndjson', odd))).toThrow(
      expect.objectContaining({ name: 'UsageError' }),
    );
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOCK } from './claim.ts';
import { openReportFolder } from './folder.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { reportOf } from './model.ts';
import { readLog } from './read.ts';
import { checked, everyKindOfEvent, finished, planned, started } from './testing/events.ts';
import { renderFolder } from './write.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const ALL = [
  'badge.json',
  'badge.svg',
  'compact.json',
  'ctrf.json',
  'defects.md',
  'events.ndjson',
  'failures',
  'index.html',
  'junit.xml',
  'report.json',
  'summary.md',
  'traffic.har',
];

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('openReportFolder', () => {
  it('writes every event as one line at once, before the run ends', async () => {
    const out = openReportFolder(folder);
    const events = everyKindOfEvent();
    for (const event of events) out.event(event);
    const lines = read('events.ndjson').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(events);
    await out.finish(reportOf(events));
  });

  it('writes each format whole and leaves no draft behind', async () => {
    const out = openReportFolder(folder);
    const report = reportOf(everyKindOfEvent());
    await out.finish(report);
    expect(readdirSync(folder).sort()).toEqual(ALL);
    expect(read('report.json')).toBe(renderJson(report));
    expect(read('junit.xml')).toBe(renderJunit(report));
  });

  it('never leaves the report of an earlier run beside a new log', async () => {
    await openReportFolder(folder).finish(reportOf(everyKindOfEvent()));
    const out = openReportFolder(folder);
    expect(readdirSync(folder)).toEqual([LOCK, 'events.ndjson']);
    expect(read('events.ndjson')).toBe('');
    await out.finish(reportOf(everyKindOfEvent()));
  });

  it('makes the folder and leaves files of others alone', async () => {
    const out = openReportFolder(folder);
    for (const event of everyKindOfEvent()) out.event(event);
    await out.finish(reportOf(everyKindOfEvent()));
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    await openReportFolder(folder).finish(reportOf(everyKindOfEvent()));
    expect(read('notes.txt')).toBe('mine');
    const deeper = join(folder, 'a', 'b');
    await openReportFolder(deeper).finish(reportOf(everyKindOfEvent()));
    expect(readdirSync(deeper).sort()).toEqual(ALL);
  });

  it('writes a pack for each failure and removes those of an earlier run', async () => {
    await openReportFolder(folder).finish(reportOf(everyKindOfEvent()));
    expect(readdirSync(join(folder, 'failures'))).toEqual(['0123456789abcdef']);
    const out = openReportFolder(folder);
    expect(readdirSync(folder)).toEqual([LOCK, 'events.ndjson']);
    await out.finish(reportOf([started([planned('a')]), checked('a', 'pass'), finished()]));
    expect(readdirSync(folder)).not.toContain('failures');
  });

  it('renders the same files again from the log', async () => {
    const events = everyKindOfEvent();
    const out = openReportFolder(folder);
    for (const event of events) out.event(event);
    await out.finish(reportOf(events));
    const again = join(folder, 'again');
    const log = readLog(folder);
    renderFolder(again, log.report, log.events);
    for (const name of ALL.filter((file) => file.includes('.') && file !== 'events.ndjson')) {
      expect(readFileSync(join(again, name), 'utf8')).toBe(read(name));
    }
  });

  it('refuses a path that is a file, before the run', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => openReportFolder(join(folder, 'file'))).toThrow('EEXIST');
  });
});

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Comparison } from '../gate/outcome.ts';
import type { RunEvent } from '../runner/events.ts';
import { renderBadge, renderBadgeEndpoint } from './badge.ts';
import { claimDirectory } from './claim.ts';
import { compactOf, renderCompact } from './compact/compact.ts';
import { renderCtrf } from './ctrf.ts';
import { renderDefects } from './defects.ts';
import { DEFECTS, type FormatFile, PACKS, removeReports } from './files.ts';
import { harParts } from './har.ts';
import { renderHtml } from './html/report.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { writeWhole } from './own-file.ts';
import { packsOf } from './pack/pack.ts';
import type { Report } from './report.ts';
import { renderSummary } from './summary.ts';

type Renderer = (report: Report, read: () => Iterable<RunEvent>) => string | Iterable<string>;

/** The renderer of each format of the report folder. */
const FORMATS: Readonly<Record<FormatFile, Renderer>> = {
  'report.json': renderJson,
  'junit.xml': (report) => renderJunit(report),
  'index.html': (report) => renderHtml(report),
  'summary.md': (report) => renderSummary(report),
  'badge.svg': renderBadge,
  'badge.json': renderBadgeEndpoint,
  'compact.json': (report) => renderCompact(compactOf(report)),
  'ctrf.json': (report) => renderCtrf(report),
  'traffic.har': (_, read) => harParts(read),
};

/**
 * Writes every format that is rendered from a log, replacing those of an earlier run.
 * @throws NotClaimed when the folder holds anything but a report.
 * @throws NodeJS.ErrnoException when the folder cannot be made or written.
 */
export function renderFolder(folder: string, report: Report, events: readonly RunEvent[]): void {
  mkdirSync(folder, { recursive: true });
  const release = claimDirectory(folder);
  try {
    removeReports(folder);
    writeReports(folder, report, () => events);
  } finally {
    release();
  }
}

/** Writes again what people and pipelines read, with what a baseline makes of the run. */
export function writeUnderBaseline(folder: string, report: Report, comparison: Comparison): void {
  writeWhole(join(folder, 'index.html'), renderHtml(report, comparison));
  writeWhole(join(folder, 'summary.md'), renderSummary(report, comparison));
  writeWhole(join(folder, 'junit.xml'), renderJunit(report, comparison));
  writeWhole(join(folder, 'ctrf.json'), renderCtrf(report, comparison));
}

/** Writes every format into a folder that has none of them. */
export function writeReports(folder: string, report: Report, read: () => Iterable<RunEvent>): void {
  for (const [name, render] of Object.entries(FORMATS)) {
    writeWhole(join(folder, name), render(report, read));
  }
  writePacks(join(folder, PACKS), report);
  const { version, platform, arch } = process;
  const defects = renderDefects(report, { node: version, platform: `${platform} ${arch}` });
  if (defects !== undefined) writeWhole(join(folder, DEFECTS), defects);
}

/** The folder of packs takes its name last, so that it is there whole or not at all. */
function writePacks(folder: string, report: Report): void {
  const packs = packsOf(report);
  if (packs.length === 0) return;
  const draft = `${folder}.${process.pid}.tmp`;
  try {
    for (const { fingerprint, files } of packs) {
      // It comes from a log that anybody may have written, and a path is never made of data.
      if (!/^[0-9a-f]{16}$/.test(fingerprint)) throw new Error('a failure has a malformed fingerprint');
      const home = join(draft, fingerprint);
      mkdirSync(home, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
    }
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { force: true, recursive: true });
    throw error;
  }
}

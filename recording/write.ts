import { createHash } from 'node:crypto';
import { closeSync, renameSync, rmSync, writeSync } from 'node:fs';
import { constants, gzipSync } from 'node:zlib';
import { claimFile, FILE_KINDS, openDraft } from '../reports/own-file.ts';
import { UsageError } from '../targets/usage-error.ts';
import type { BundleHeader, BundleLine, BundleManifest } from './bundle.ts';

/** Lines that are compressed together; each block is a gzip member of its own, so a killed recording leaves whole ones. */
const BLOCK_LINES = 200;

/** A bundle that is being written. */
export interface BundleWriter {
  add(line: Exclude<BundleLine, BundleHeader | BundleManifest>): void;
  /** Ends the bundle with its manifest and puts it in its place. */
  finish(end: Pick<BundleManifest, 'finishedAt' | 'stopped' | 'leftovers'>): BundleManifest;
  /** Removes what was written, where `finish` was not reached. */
  discard(): void;
}

/**
 * Begins a bundle beside its place; only a whole one gets the name that was asked for.
 * @throws UsageError when the file is none of a recording, or cannot be written
 */
export function openBundle(path: string, header: BundleHeader): BundleWriter {
  const draft = `${path}.partial`;
  const file = opened(draft, path);
  const hash = createHash('sha256');
  const counts = { exchange: 0, result: 0, reading: 0 };
  let block: string[] = [];
  let open = true;
  const flush = (): void => {
    if (block.length === 0) return;
    const bytes = gzipSync(block.join(''), { level: constants.Z_BEST_COMPRESSION });
    // On a disk that is about to be full, a part is written and no error told.
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    block = [];
  };
  const write = (line: BundleLine): void => {
    const text = `${JSON.stringify(line)}\n`;
    if (line.type !== 'manifest') hash.update(text);
    block.push(text);
    if (block.length >= BLOCK_LINES) flush();
  };
  write(header);
  return {
    add(line) {
      counts[line.type] += 1;
      write(line);
    },
    finish(end) {
      const manifest: BundleManifest = {
        type: 'manifest',
        ...end,
        exchanges: counts.exchange,
        results: counts.result,
        readings: counts.reading,
        sha256: hash.digest('hex'),
      };
      write(manifest);
      flush();
      closeSync(file);
      open = false;
      claimFile(path, FILE_KINDS.bundle);
      renameSync(draft, path);
      return manifest;
    },
    discard() {
      if (!open) return;
      closeSync(file);
      rmSync(draft, { force: true });
    },
  };
}

function opened(draft: string, path: string): number {
  claimFile(path, FILE_KINDS.bundle);
  claimFile(draft, FILE_KINDS.bundle);
  try {
    return openDraft(draft);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be written (${reason}); choose another --out`);
  }
}

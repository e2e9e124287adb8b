import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { KeyPairView } from '../../targets/target.ts';
import { UsageError } from '../../targets/usage-error.ts';
import type { IntentLine, LedgerLine, OpenedLine } from './lines.ts';
import type { Entry } from './read.ts';

/** Name of the ledger unless told, in the working folder: a report folder is emptied by the next run. */
export const DEFAULT_LEDGER = 'keypair-conformance-ledger.ndjson';

/** A ledger that is being written. */
export interface LedgerWriter {
  /** Writes an intent to the disk itself, not only to a cache, and returns its number. Only then may the call leave. */
  intent(intent: Pick<IntentLine, 'region' | 'operation' | 'names'>): number;
  accepted(seq: number, view: Pick<KeyPairView, 'name' | 'id'>): void;
  refused(seq: number): void;
  removed(seq: number): void;
  close(): void;
}

/**
 * Opens a ledger to add to it. What stands in it already stays.
 * @throws UsageError when it cannot be written
 */
export function openLedger(
  path: string,
  about: Pick<OpenedLine, 'prefix' | 'provider' | 'endpoint' | 'account'>,
): LedgerWriter {
  const file = openFile(path);
  const run = randomUUID();
  const write = (line: LedgerLine): void => void writeSync(file, `${JSON.stringify(line)}\n`);
  // A line that a crash tore off must not swallow the next one.
  if (!endsWithNewline(file)) writeSync(file, '\n');
  write({ type: 'opened', run, ...about, at: new Date().toISOString() });
  fsyncSync(file);
  syncFolderOf(path);
  let seq = 0;
  const { provider, endpoint } = about;
  return {
    intent(intent) {
      seq += 1;
      const at = new Date().toISOString();
      write({ type: 'intent', run, seq, provider, endpoint, ...intent, at });
      fsyncSync(file);
      return seq;
    },
    // A lost answer leaves an intent open, which a sweep looks after; so none of these waits for the disk.
    accepted: (number, { name, id }) =>
      write({
        type: 'accepted',
        run,
        seq: number,
        ...(name !== undefined && { name }),
        ...(id !== undefined && { id }),
      }),
    refused: (number) => write({ type: 'refused', run, seq: number }),
    removed: (number) => write({ type: 'removed', run, seq: number }),
    close: () => closeSync(file),
  };
}

/** Writes into a ledger, whoever opened it, that a sweep saw these of its entries gone. */
export function recordGone(path: string, gone: readonly Entry[]): void {
  const [first] = gone;
  if (first === undefined) return;
  const { provider, endpoint } = first;
  const run = `sweep-${randomUUID()}`;
  const at = new Date().toISOString();
  const lines: readonly LedgerLine[] = [
    { type: 'opened', run, prefix: '', provider, endpoint, at },
    ...gone.map((entry): LedgerLine => ({ type: 'removed', run: entry.run, seq: entry.seq })),
  ];
  const file = openFile(path);
  try {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeSync(file, `${endsWithNewline(file) ? '' : '\n'}${text}`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Only for the owner: names and ids of an account's key pairs are nobody else's business. */
function openFile(path: string): number {
  try {
    return openSync(path, 'a+', 0o600);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the ledger '${path}' cannot be written (${reason}); choose another with --ledger`, {
      cause: error,
    });
  }
}

function endsWithNewline(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
}

/** A new file is lost with a power cut unless its folder is on disk too. */
function syncFolderOf(path: string): void {
  let folder: number | undefined;
  try {
    folder = openSync(dirname(path), 'r');
    fsyncSync(folder);
  } catch {
    // Some systems cannot open a folder; they write it by themselves.
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}

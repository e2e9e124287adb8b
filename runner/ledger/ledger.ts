import { randomUUID } from 'node:crypto';
import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type KeyPairView, TransportError } from '../../targets/target.ts';
import { UsageError } from '../../targets/usage-error.ts';
import { demandOwn, readOwnFile } from './file.ts';
import type { IntentLine, LedgerLine, OpenedLine } from './lines.ts';
import { type Entry, readLedger } from './read.ts';

/** Default name of the ledger, in the working folder: a report folder is emptied by the next run. */
export const DEFAULT_LEDGER = 'keypair-conformance-ledger.ndjson';

/** Characters of a name or an id at the most. */
const LONGEST = 1_024;

/** A ledger that is being written. */
export interface LedgerWriter {
  /**
   * Writes an intent to the disk itself, not only to a cache, and returns its number. Only then may the call leave.
   * @throws TransportError when it is not on disk, for instance because that is full; the call must not leave
   */
  intent(intent: Pick<IntentLine, 'region' | 'operation' | 'names'>): number;
  accepted(seq: number, view: Pick<KeyPairView, 'name' | 'id'>): void;
  refused(seq: number): void;
  removed(seq: number): void;
  /** A describe shows what was deleted. */
  found(seq: number): void;
  /** Entries of this writer whose key pairs may still exist. */
  open(): number;
  /** Why the first intent that could not be written was not; its call did not leave. */
  unwritten(): string | undefined;
  close(): void;
}

/**
 * Opens a ledger to add to it. What stands in it already stays.
 * @throws UsageError when it cannot be written, or holds anything else than a ledger
 */
export function openLedger(
  path: string,
  about: Pick<OpenedLine, 'prefix' | 'secret' | 'provider' | 'endpoint' | 'account'>,
): LedgerWriter {
  demandLedger(path);
  const file = openFile(path);
  const run = randomUUID();
  const begin = { type: 'opened', run, ...about, at: new Date().toISOString() } as const;
  try {
    append(file, begin, begin);
    fsyncSync(file);
  } catch (error) {
    closeSync(file);
    throw notWritten(path, error);
  }
  syncFolderOf(path);
  let seq = 0;
  const open = new Set<number>();
  let unwritten: string | undefined;
  const { provider, endpoint } = about;
  const note = (line: LedgerLine): void => {
    try {
      append(file, begin, line);
    } catch {
      // What became of a call is lost; its intent stays open, and a sweep looks after it.
    }
  };
  return {
    intent(intent) {
      seq += 1;
      const at = new Date().toISOString();
      try {
        append(file, begin, { type: 'intent', run, seq, provider, endpoint, ...intent, at });
        fsyncSync(file);
      } catch (error) {
        unwritten ??= reasonOf(error);
        const message = `nothing is made that the ledger cannot list: ${reasonOf(error)}`;
        throw new TransportError(message, 'request', 'LEDGER', { cause: error });
      }
      open.add(seq);
      return seq;
    },
    // For the same reason none of these waits for the disk.
    accepted: (number, { name, id }) =>
      note({
        type: 'accepted',
        run,
        seq: number,
        ...(name !== undefined && { name }),
        ...(id !== undefined && { id }),
      }),
    refused: (number) => {
      open.delete(number);
      note({ type: 'refused', run, seq: number });
    },
    removed: (number) => {
      open.delete(number);
      note({ type: 'removed', run, seq: number });
    },
    found: (number) => {
      open.add(number);
      note({ type: 'found', run, seq: number });
    },
    open: () => open.size,
    unwritten: () => unwritten,
    close: () => closeSync(file),
  };
}

/**
 * The same ledger, in which nothing stands that holds a secret or is longer than any name or id. A name that was sent may
 * hold what a response told, for instance as an id that is used as a name: it is not listed, so its call does not leave.
 */
export function withoutSecrets(ledger: LedgerWriter, redact: (text: string) => string): LedgerWriter {
  const isFit = (text: string | undefined): text is string =>
    text !== undefined && text.length <= LONGEST && redact(text) === text;
  return {
    ...ledger,
    intent(intent) {
      if (intent.names.every(isFit)) return ledger.intent(intent);
      const message = 'nothing is made whose name holds what is withheld, because the ledger would show it';
      throw new TransportError(message, 'request', 'LEDGER');
    },
    accepted: (seq, { name, id }) =>
      ledger.accepted(seq, { ...(isFit(name) && { name }), ...(isFit(id) && { id }) }),
  };
}

/**
 * Writes a line whole, or throws. Another run, or this one on a full disk, may have torn its last line off: that must
 * not swallow this one, and a line that is torn off is known by the `opened` behind it.
 */
function append(file: number, begin: OpenedLine, line: LedgerLine): void {
  const lines = endsWithNewline(file) ? [line] : [begin, line];
  const text = lines.map((one) => `${JSON.stringify(one)}\n`).join('');
  const bytes = Buffer.from(lines.length === 1 ? text : `\n${text}`);
  const written = writeSync(file, bytes);
  if (written < bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes could be written`);
}

/**
 * Makes sure that something can be added to a ledger that is there.
 * @throws UsageError when it cannot
 */
export function demandWritable(path: string): void {
  closeSync(openFile(path));
}

/**
 * Writes into a ledger, whoever opened it, that a sweep saw these of its entries gone.
 * @throws UsageError when it cannot be written
 */
export function recordGone(path: string, gone: readonly Entry[]): void {
  const [first] = gone;
  if (first === undefined) return;
  const { provider, endpoint } = first;
  const run = `sweep-${randomUUID()}`;
  const at = new Date().toISOString();
  const begin = { type: 'opened', run, prefix: '', provider, endpoint, at } as const;
  const lines: readonly LedgerLine[] = [
    begin,
    ...gone.map((entry): LedgerLine => ({ type: 'removed', run: entry.run, seq: entry.seq })),
  ];
  const file = openFile(path);
  try {
    for (const line of lines) append(file, begin, line);
    fsyncSync(file);
  } catch (error) {
    throw notWritten(path, error);
  } finally {
    closeSync(file);
  }
}

const BEGINNING = '{"type":"opened"';

/** What a sweep could not read afterwards must not become a ledger; a first line that was torn off may be there. */
function demandLedger(path: string): void {
  if (sizeOf(path) === 0) return;
  const text = readOwnFile(path);
  const torn = !text.includes('\n') && BEGINNING.startsWith(text.slice(0, BEGINNING.length));
  if (!torn) readLedger(path);
}

/** Size of what is at a path; 0 where nothing is. */
function sizeOf(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch (error) {
    throw notWritten(path, error);
  }
}

/** Only for the owner: names and ids of an account's key pairs are nobody else's business. */
function openFile(path: string): number {
  try {
    const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
    const file = openSync(path, flags, 0o600);
    demandOwn(file, path);
    return file;
  } catch (error) {
    throw notWritten(path, error);
  }
}

function notWritten(path: string, error: unknown): UsageError {
  const message = `the ledger '${path}' cannot be written (${reasonOf(error)}); choose another with --ledger`;
  return error instanceof UsageError ? error : new UsageError(message, { cause: error });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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

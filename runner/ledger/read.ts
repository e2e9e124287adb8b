import { UsageError } from '../../targets/usage-error.ts';
import { isPrefixOf, isSecret } from '../names.ts';
import { readOwnFile } from './file.ts';
import { type IntentLine, isBySweep, type LedgerLine, type OpenedLine, readLine } from './lines.ts';

/** What became of a key pair, as far as the ledger knows. */
export type EntryState =
  /** No answer came, or none that can be read. */
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'accepted'; readonly name?: string; readonly id?: string }
  | { readonly kind: 'refused' };

/** A key pair that may exist. */
export interface Entry extends Omit<IntentLine, 'type'> {
  readonly state: EntryState;
  /** A delete was accepted, or a sweep saw that it is gone. */
  readonly removed: boolean;
  /** What the names of its run begin with. */
  readonly prefix: string;
  /** What its names without the prefix follow from. */
  readonly secret?: string | undefined;
}

/** What a ledger says. */
export interface Ledger {
  readonly opened: readonly OpenedLine[];
  readonly entries: readonly Entry[];
}

/** Whether a key pair may still exist, by the ledger alone. */
export function isOpen({ state, removed }: Entry): boolean {
  return !removed && state.kind !== 'refused';
}

/**
 * Reads a ledger. A line that was torn off by a crash is ignored: the last one, without its line end, or one right before
 * an `opened`; a call leaves only after its whole line is on disk.
 * @throws UsageError when the file cannot be read, is somebody else's, or any other line is no line of a ledger
 */
export function readLedger(path: string): Ledger {
  const lines = linesOf(path);
  const opened: OpenedLine[] = [];
  const entries = new Map<string, Entry>();
  const change = (line: { readonly run: string; readonly seq: number }, by: Partial<Entry>): void => {
    const key = `${line.run} ${line.seq}`;
    const entry = entries.get(key);
    if (entry !== undefined) entries.set(key, { ...entry, ...by });
  };
  const writers = new Map<string, OpenedLine>();
  for (const line of lines) {
    switch (line.type) {
      case 'opened':
        opened.push(line);
        writers.set(line.run, line);
        break;
      case 'intent': {
        const { type: _, ...intent } = line;
        const { prefix = '', secret } = writers.get(line.run) ?? {};
        const state = { kind: 'unanswered' } as const;
        entries.set(`${line.run} ${line.seq}`, { ...intent, state, removed: false, prefix, secret });
        break;
      }
      case 'accepted': {
        const { name, id } = line;
        const known = { ...(name !== undefined && { name }), ...(id !== undefined && { id }) };
        change(line, { state: { kind: 'accepted', ...known } });
        break;
      }
      case 'refused':
        change(line, { state: { kind: 'refused' } });
        break;
      case 'removed':
        change(line, { removed: true });
        break;
      case 'found':
        change(line, { removed: false });
        break;
    }
  }
  return { opened, entries: [...entries.values()] };
}

function linesOf(path: string): readonly LedgerLine[] {
  const texts = readOwnFile(path).split('\n');
  const lines: LedgerLine[] = [];
  const runs = new Map<string, OpenedLine>();
  for (const [index, text] of texts.entries()) {
    if (text === '' && index > 0) continue;
    const line = readLine(text);
    if (line === undefined && isTorn(text)) {
      const next = texts.slice(index + 1, index + 3).find((one) => one !== '');
      const isLast = index === texts.length - 1 && lines.length > 0;
      if (isLast || (next !== undefined && readLine(next)?.type === 'opened')) continue;
    }
    if (line === undefined || !isBelievable(line, runs)) {
      throw new UsageError(
        `${path}:${index + 1}: this is no line of a ledger; give the file that a run wrote, or remove the line and look by hand for what it named`,
      );
    }
    if (line.type === 'opened') runs.set(line.run, line);
    lines.push(line);
  }
  return lines;
}

/** What regions are made of: they become part of host names. */
const REGION = /^[A-Za-z0-9-]{1,63}$/;

/** Whether a text can be the beginning of a line. */
function isTorn(text: string): boolean {
  return text.startsWith('{') && !/[\u0000-\u001f]/.test(text);
}

/**
 * Whether a line can have been written by a run, which opened the file once with a prefix that follows from its secret, or
 * by a sweep, which writes of the entries of runs alone, and only that they are gone.
 */
function isBelievable(line: LedgerLine, writers: ReadonlyMap<string, OpenedLine>): boolean {
  const writer = writers.get(line.run);
  if (line.type === 'intent' && !REGION.test(line.region)) return false;
  if (line.type !== 'opened') return writer !== undefined && !isBySweep(writer);
  const { prefix, secret = '' } = line;
  if (writer !== undefined) return writer.prefix === prefix && writer.secret === line.secret;
  return isBySweep(line) ? writers.size > 0 : isSecret(secret) && isPrefixOf(secret, prefix);
}

import { readFileSync } from 'node:fs';
import { UsageError } from '../../targets/usage-error.ts';
import { type IntentLine, type LedgerLine, type OpenedLine, readLine } from './lines.ts';

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
 * Reads a ledger. A line that was torn off by a crash is passed over: it stands at the end or before an `opened`, and a
 * call leaves only after its whole line is on disk.
 * @throws UsageError when the file cannot be read or another line is damaged
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
  const prefixes = new Map<string, string>();
  for (const line of lines) {
    switch (line.type) {
      case 'opened':
        opened.push(line);
        prefixes.set(line.run, line.prefix);
        break;
      case 'intent': {
        const { type: _, ...intent } = line;
        const prefix = prefixes.get(line.run) ?? '';
        const state = { kind: 'unanswered' } as const;
        entries.set(`${line.run} ${line.seq}`, { ...intent, state, removed: false, prefix });
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
    }
  }
  return { opened, entries: [...entries.values()] };
}

function linesOf(path: string): readonly LedgerLine[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the ledger '${path}' cannot be read (${reason})`, { cause: error });
  }
  const texts = text.split('\n');
  const read = texts.map((one) => (one === '' ? undefined : readLine(one)));
  let next: LedgerLine | undefined;
  const nextOf = read.toReversed().map((line) => {
    const behind = next;
    next = line ?? next;
    return behind;
  });
  return read.flatMap((line, index) => {
    if (line !== undefined) return [line];
    const behind = nextOf[read.length - 1 - index];
    const torn = texts[index] === '' || behind === undefined || behind.type === 'opened';
    if (torn) return [];
    throw new UsageError(
      `${path}:${index + 1}: this is no line of a ledger; mend or remove the line, and look by hand for what it named`,
    );
  });
}

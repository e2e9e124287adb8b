import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { constants, gunzipSync } from 'node:zlib';
import { UsageError } from '../targets/usage-error.ts';
import { firstBytes } from './claim.ts';

/** What a command writes into a single file, and how an earlier one is known again. */
export interface FileKind {
  /** In the words of a message, e.g. `test vectors`. */
  readonly what: string;
  /** @param beginning the first few thousand bytes of a file */
  isOne(beginning: Buffer): boolean;
}

const text = (what: string, mark: RegExp): FileKind => ({
  what,
  isOne: (beginning) => mark.test(beginning.toString('utf8')),
});

type Kind = 'vectors' | 'power' | 'powerPage' | 'weakness' | 'rival' | 'patch' | 'bundle' | 'edited';

/** Everything that commands write into a file that the user names. */
export const FILE_KINDS: Readonly<Record<Kind, FileKind>> = {
  vectors: text(
    'test vectors',
    /^\{\s*"schemaVersion": \d+,\s*"provider": "[^"]*",\s*"tool": \{\s*"name": "keypair-conformance"/,
  ),
  power: text('a result of power', /^\{\s*"schemaVersion": \d+,\s*"provider": "[^"]*",\s*"form": /),
  powerPage: text('a page of power', /^# Power of the suite\n/),
  weakness: text('a page of power --docs', /^# Where this suite is weak\n/),
  rival: text(
    'a result of power --command',
    /^\{\s*"schemaVersion": \d+,\s*"provider": "[^"]*",\s*"command": /,
  ),
  patch: text('a patch of evidence --patch', /^--- a\/specs\/(\S+)\n\+\+\+ b\/specs\/\1\n/),
  bundle: { what: 'a recording', isOne: (beginning) => unpacked(beginning).startsWith('{"type":"bundle",') },
  /** A file that was read before, and is changed in its own format. */
  edited: { what: 'a file', isOne: () => true },
};

/**
 * Makes sure that writing a file overwrites nothing but an empty file or an earlier one of the same kind, and never what a
 * symbolic link leads to. Asked before a command does anything, and again when the file is written.
 * @throws UsageError with the reason
 */
export function claimFile(path: string, kind: FileKind): void {
  const why = whyForeign(path, kind);
  if (why !== undefined) throw new UsageError(`'${path}' is not overwritten: ${why}; name another file`);
}

/**
 * The same for files in a directory that the user names, which is made where it is missing.
 * @throws UsageError with the reason
 */
export function claimFiles(directory: string, files: Readonly<Record<string, FileKind>>): void {
  if (lstatOf(directory)?.isSymbolicLink() === true)
    throw new UsageError(`'${directory}' is not written into: it is a symbolic link; name another directory`);
  for (const [name, kind] of Object.entries(files)) claimFile(join(directory, name), kind);
}

function whyForeign(path: string, { what, isOne }: FileKind): string | undefined {
  const stat = lstatOf(path);
  if (stat === undefined) return undefined;
  if (stat.isSymbolicLink()) return 'it is a symbolic link';
  if (stat.isDirectory()) return 'it is a directory';
  if (!stat.isFile()) return 'it is no plain file';
  if (stat.size === 0 || isOne(firstBytes(path))) return undefined;
  return `it does not hold ${what}`;
}

/** What is at a path; nothing where a part of the way to it is missing, which writing reports. */
function lstatOf(path: string): ReturnType<typeof lstatSync> | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/**
 * Writes a file whole or not at all, over nothing but an empty one or one of the same kind.
 * @throws UsageError when it is anything else, or cannot be written
 */
export function writeOwnFile(path: string, kind: FileKind, content: string): void {
  claimFile(path, kind);
  reporting(path, () => writeWhole(path, content));
}

/**
 * The same for files in a directory, which is made where it is missing.
 * @throws UsageError as `writeOwnFile`
 */
export function writeOwnFiles(
  directory: string,
  files: Readonly<Record<string, readonly [kind: FileKind, content: string]>>,
): void {
  const all = Object.entries(files);
  claimFiles(directory, Object.fromEntries(all.map(([name, [kind]]) => [name, kind])));
  reporting(directory, () => mkdirSync(directory, { recursive: true }));
  for (const [name, [kind, content]] of all) writeOwnFile(join(directory, name), kind, content);
}

/** @throws UsageError where the system does not do it */
function reporting(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`'${path}' cannot be written (${reason}); name another place`, { cause: error });
  }
}

/** A reader sees the old file or the new one, never a part: the text goes to a neighbor first and takes the name last. */
export function writeWhole(file: string, content: string | Iterable<string>): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    const handle = openDraft(draft);
    try {
      for (const part of typeof content === 'string' ? [content] : content) writeFileSync(handle, part);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Begins a file that takes its name last; what is in its place is removed, never written through. */
export function openDraft(draft: string): number {
  rmSync(draft, { force: true });
  return openSync(draft, 'wx');
}

/** The beginning of what is packed; empty where nothing is. */
function unpacked(beginning: Buffer): string {
  try {
    return gunzipSync(beginning, { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8');
  } catch {
    return '';
  }
}

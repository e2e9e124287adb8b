import {
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import process from 'node:process';
import { DEFECTS, FORMAT_FILES, PACKS } from './files.ts';

/** Held by the run that writes into a directory; its process id is in it. */
export const LOCK = '.keypair-conformance.lock';

const LOG = 'events.ndjson';

/** Everything that runs and the commands on reports write into a directory, beside the directory of other attempts. */
const OURS: ReadonlySet<string> = new Set([
  LOG,
  ...FORMAT_FILES,
  PACKS,
  DEFECTS,
  'attempts',
  'baseline.json',
  LOCK,
]);

/** Bytes of a file in which the mark of a report is looked for. */
const READ_BYTES = 4096;
const MARK = /^\s*\{\s*"type":\s*"run-started"|"name":\s*"keypair-conformance"/;

/** Why nothing is written into a directory. */
export class NotClaimed extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotClaimed';
  }
}

/**
 * Makes sure that writing a report into a directory overwrites nothing but a report, and that no other run does so at the
 * same time.
 * @param kept files of the user that must not be in the way
 * @returns what ends the claim
 * @throws NotClaimed with the reason
 */
export function claimDirectory(directory: string, kept: readonly string[] = []): () => void {
  const path = resolve(directory);
  if (isWithin(path, process.cwd()))
    throw new NotClaimed('it is the directory that you are in, or around it');
  const inWay = kept.find(
    (file) => isWithin(path, file) && OURS.has(relative(path, resolve(file)).split(sep)[0] ?? ''),
  );
  if (inWay !== undefined) throw new NotClaimed(`a run would overwrite '${inWay}' in it`);
  if (lstatSync(path).isSymbolicLink()) throw new NotClaimed('it is a symbolic link');
  const entries = readdirSync(path, { withFileTypes: true });
  const link = entries.find((entry) => OURS.has(entry.name) && entry.isSymbolicLink());
  if (link !== undefined) throw new NotClaimed(`'${link.name}' in it is a symbolic link`);
  // A log without its first line is what a run leaves that was killed right after its start.
  const foreign = entries.find(({ name }) => name !== LOCK && !(name === LOG && isEmpty(join(path, name))));
  if (foreign !== undefined && !isReport(path))
    throw new NotClaimed(`it holds '${foreign.name}' and no report of an earlier run`);
  const packs = entries.some(({ name }) => name === PACKS) ? readdirSync(join(path, PACKS)) : [];
  const strange = packs.find((name) => !/^[0-9a-f]{16}$/.test(name));
  if (strange !== undefined) throw new NotClaimed(`it holds '${PACKS}/${strange}', which no run wrote`);
  return lock(join(path, LOCK));
}

function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, resolve(path));
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`));
}

/** Whether a directory holds the report of a run, or its log. */
export function isReport(directory: string): boolean {
  return [LOG, 'report.json'].some((name) => MARK.test(beginningOf(join(directory, name))));
}

function isEmpty(file: string): boolean {
  return lstatSync(file).size === 0;
}

/** The first few thousand characters of a file; none where it cannot be read. */
export function beginningOf(file: string): string {
  return firstBytes(file).toString('utf8');
}

/** The first few thousand bytes of a file; none where it cannot be read. */
export function firstBytes(file: string): Buffer {
  try {
    const handle = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(READ_BYTES);
      return bytes.subarray(0, readSync(handle, bytes));
    } finally {
      closeSync(handle);
    }
  } catch {
    return Buffer.alloc(0);
  }
}

/** Locks of this process, which a run that ends early leaves to the end of the process. */
const HELD = new Set<string>();

function releaseAll(): void {
  for (const file of HELD) rmSync(file, { force: true });
}

function lock(file: string): () => void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      HELD.add(file);
      process.off('exit', releaseAll).on('exit', releaseAll);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        HELD.delete(file);
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 2) throw error;
      if (isHeld(file))
        throw new NotClaimed(`another run writes into it; if none does, delete '${LOCK}' in it`);
      rmSync(file, { force: true });
    }
  }
}

/** Whether the process that holds a lock is there; one of another machine cannot be seen, and its lock is taken over. */
function isHeld(file: string): boolean {
  const pid = Number(readFileSync(file, 'utf8'));
  // A lock without a number is one that is being written.
  if (!Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { UsageError } from '../../targets/usage-error.ts';

/** Bits of a file mode by which group and others may write. */
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Reads a file that decides what is deleted: only a plain file of one's own that nobody else can write, and no link.
 * @throws UsageError when it is anything else or cannot be read
 */
export function readOwnFile(path: string): string {
  let file: number | undefined;
  try {
    // Without a wait for whoever writes into it, should it be a pipe.
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    demandOwn(file, path);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ELOOP' ? 'it is a symbolic link; give the file itself' : message;
    throw new UsageError(`the ledger '${path}' cannot be read (${reason})`, { cause: error });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Makes sure that a ledger is a plain file of one's own that nobody else can write.
 * @throws UsageError when it is not
 */
export function demandOwn(file: number, path: string): void {
  const { uid, mode } = fstatSync(file);
  const isFile = (mode & constants.S_IFMT) === constants.S_IFREG;
  // Systems without users have no other.
  const own = process.getuid === undefined || uid === process.getuid();
  const wrong = !isFile
    ? 'it is no plain file'
    : !own
      ? 'it belongs to another user'
      : (mode & WRITABLE_BY_OTHERS) !== 0 && process.getuid !== undefined
        ? 'others can write it; make sure of its content, then chmod 600'
        : undefined;
  if (wrong !== undefined) throw new UsageError(`the ledger '${path}' is not used: ${wrong}`);
}

import { stackOf } from '../runner/stack.ts';
import { escapeLine, escapeLines } from '../specs/escape.ts';
import { redactError } from './redactor.ts';
import { TOOL_NAME } from './version.ts';

/** What to print for an error that ended the program, and how to leave. */
export interface ErrorDescription {
  readonly text: string;
  readonly exitCode: number;
}

/** Errors whose message is all that a user needs: one line, exit 2. */
const USAGE_ERRORS: ReadonlySet<string> = new Set(['UsageError']);

/** What errors of the system mean to a user, and what to do. */
const SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space',
  EDQUOT: 'the quota of the disk is used up; free some space',
  EFBIG: 'a file may not be larger; raise the limit (ulimit -f unlimited)',
  EROFS: 'the disk can only be read; write elsewhere',
  EACCES: 'access is denied',
  EPERM: 'this is not permitted',
  EMFILE: 'too few files may be open at a time; raise the limit (ulimit -n 1024)',
  ENFILE: 'too many files are open on this machine',
  ENOMEM: 'there is not enough memory',
  EIO: 'the disk has a fault',
  ENOENT: 'a file or directory is gone',
  ENOTDIR: 'a part of a path is no directory',
  EISDIR: 'a path is a directory',
  ELOOP: 'a path has too many links',
  ENAMETOOLONG: 'a path is too long',
};

/** Calls that work on files: what else they are denied for is the machine's business too. */
const ON_FILES =
  /^(?:open|close|read|write|writev|fsync|fdatasync|ftruncate|rename|unlink|rmdir|rm|mkdir|mkdtemp|scandir|l?stat|copyfile|link|symlink|chmod)$/;

/** Calls that were wrong, which is our fault. */
const OUR_FAULT: ReadonlySet<string> = new Set(['EBADF', 'EINVAL', 'EFAULT']);

/** What the machine did not allow, in one line; `undefined` for any other error. */
function systemFault(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return undefined;
  const isKnown = Object.hasOwn(SYSTEM, code);
  if (!isKnown && (!ON_FILES.test(syscall) || OUR_FAULT.has(code))) return undefined;
  return syscall === 'uv_cwd'
    ? 'the working directory does not exist any more; change to one that does'
    : `${isKnown ? SYSTEM[code] : 'a file cannot be used'} (${message})`;
}

/**
 * One line for what the user can correct; a short text to send on for what only we can. Secrets are taken
 * out: an error may quote whatever its code was working with.
 */
export function describeError(error: unknown): ErrorDescription {
  const usage = error instanceof Error && USAGE_ERRORS.has(error.name) ? error.message : systemFault(error);
  if (usage !== undefined) {
    return {
      text: `error: ${escapeLine(redactError(usage).replace(/\s*\n\s*/g, ' '))}\n`,
      exitCode: 2,
    };
  }
  return {
    text: [
      `error: ${TOOL_NAME} failed; this is a bug in the suite, not in the target.`,
      'Please report it with the command you gave, the version, and this text:',
      '',
      ...escapeLines(redactError(stackOf(error))),
      '',
    ].join('\n'),
    exitCode: 4,
  };
}

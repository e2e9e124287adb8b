import process from 'node:process';
import { stackOf } from '../runner/stack.ts';
import { escapeLine, escapeLines } from '../specs/escape.ts';
import { environmentSecrets } from '../targets/config/environment.ts';
import { redactText } from '../targets/redact-text.ts';
import { TOOL_NAME } from './version.ts';

/** What to print for an error that ended the program, and how to leave. */
export interface ErrorDescription {
  readonly text: string;
  readonly exitCode: number;
}

/** Errors whose message is all that a user needs: one line, exit 2. */
const USAGE_ERRORS: ReadonlySet<string> = new Set(['UsageError']);

/**
 * One line for what the user can mend; a short text to send on for what only we can. Secrets of the environment are taken
 * out: an error may quote whatever its code was working with.
 */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof Error && USAGE_ERRORS.has(error.name)) {
    return {
      text: `error: ${escapeLine(redactText(error.message, environmentSecrets(process.env)).replace(/\s*\n\s*/g, ' '))}\n`,
      exitCode: 2,
    };
  }
  return {
    text: [
      `error: ${TOOL_NAME} failed, which is a defect of its own and says nothing of the target.`,
      'Please report it with the command you gave, the version, and this text:',
      '',
      ...escapeLines(redactText(stackOf(error), environmentSecrets(process.env))),
      '',
    ].join('\n'),
    exitCode: 4,
  };
}

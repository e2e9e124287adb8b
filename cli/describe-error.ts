import { escapeLine, escapeLines } from '../reports/text/escape.ts';
import { TOOL_NAME } from './version.ts';

/** What to print for an error that ended the program, and how to leave. */
export interface ErrorDescription {
  readonly text: string;
  readonly exitCode: number;
}

/** Errors whose message is all that a user needs: one line, exit 2. */
const USAGE_ERRORS: ReadonlySet<string> = new Set(['UsageError']);

/** One line for what the user can mend; a short text to send on for what only we can. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof Error && USAGE_ERRORS.has(error.name)) {
    return { text: `error: ${escapeLine(error.message.replace(/\s*\n\s*/g, ' '))}\n`, exitCode: 2 };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    text: [
      `error: ${TOOL_NAME} failed, which is a defect of its own and says nothing of the target.`,
      'Please report it with the command you gave, the version, and this text:',
      '',
      ...escapeLines(stack),
      '',
    ].join('\n'),
    exitCode: 4,
  };
}

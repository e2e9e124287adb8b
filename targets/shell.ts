/** Words that a shell takes as they are. */
const PLAIN = /^[A-Za-z0-9@%+=:,./_-]+$/;

/**
 * One word of a POSIX shell command whose value is `text`: quoted with single quotes where it must be, line breaks and
 * non-ASCII letters as they are.
 */
export function quote(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A word made of variables and plain text, for values that must be expanded by the shell, e.g. `$NAME:tail`. */
export function expandable(text: string): string {
  return `"${text}"`;
}

/** Marks on a text; each is the identity where colours are off. */
export interface Style {
  readonly bold: Mark;
  readonly dim: Mark;
  readonly red: Mark;
  readonly green: Mark;
  readonly yellow: Mark;
}

export type Mark = (text: string) => string;

/** The style of a terminal (`colour` true) or of a plain text file. */
export function createStyle(colour: boolean): Style {
  const mark =
    (on: number, off: number): Mark =>
    (text) =>
      colour ? `\x1b[${on}m${text}\x1b[${off}m` : text;
  return {
    bold: mark(1, 22),
    dim: mark(2, 22),
    red: mark(31, 39),
    green: mark(32, 39),
    yellow: mark(33, 39),
  };
}

/**
 * Whether to write colours: only to a terminal that can, and never where `NO_COLOR` is set to anything but the empty
 * string (https://no-color.org).
 */
export function wantsColour(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if ((environment.NO_COLOR ?? '') !== '') return false;
  return stream.isTTY === true && environment.TERM !== 'dumb';
}

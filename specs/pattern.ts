/** A pattern of the contract, for texts of a target. */
export interface TextPattern {
  test(text: string): boolean;
  /** The expression with its flags, by which a validator tells patterns apart. */
  toString(): string;
}

/** Characters of the longest text that a pattern is matched with: a public key has 800; a longer text fits no pattern. */
const LONGEST = 8_192;

/** Repetitions without a limit in one alternative: the time grows with the length to this power. */
const MOST_REPETITIONS = 2;

/** The pattern, held to texts whose length keeps the time short. A target must not hold up a run by a long text. */
export function textPattern(source: string, flags: string = 'u'): TextPattern {
  const compiled = new RegExp(source, flags);
  return {
    test: (text) => text.length <= LONGEST && compiled.test(text),
    // ajv takes two patterns that print alike for one.
    toString: () => String(compiled),
  };
}

/** What is open at a place of a pattern. */
interface Group {
  /** Repetitions without a limit in the alternative that is being read, and in the one that has most. */
  count: number;
  most: number;
  alternatives: number;
  readonly looks: boolean;
}

/**
 * Why a pattern cannot be matched in a time that is known to be short; `undefined` where it can. Rejected are back
 * references, a repetition of what repeats or has alternatives, and more than two repetitions without a limit in a row.
 * @param source an expression that compiles
 */
export function slowPattern(source: string): string | undefined {
  const text = source.replace(/\[(?:[^\]\\]|\\.)*\]/g, 'x');
  if (/(?:^|[^\\])(?:\\\\)*\\(?:[1-9]|k<)/.test(text)) return 'it refers back to a group';
  const open: Group[] = [{ count: 0, most: 0, alternatives: 1, looks: false }];
  for (let at = 0; at < text.length; at += 1) {
    const group = open.at(-1) as Group;
    const sign = text[at];
    let atom: Group | undefined;
    if (sign === '\\') at += 1;
    else if (sign === '(') {
      const [, look] = /^\(\?(<?[=!])/.exec(text.slice(at, at + 4)) ?? [];
      open.push({ count: 0, most: 0, alternatives: 1, looks: look !== undefined });
      const [opening = ''] = /^\((?:\?(?::|<?[=!]|<\w+>))?/.exec(text.slice(at)) ?? [];
      at += opening.length - 1;
      continue;
    } else if (sign === '|') {
      group.most = Math.max(group.most, group.count);
      group.count = 0;
      group.alternatives += 1;
      continue;
    } else if (sign === ')') {
      atom = open.pop();
    }
    const inner = atom === undefined || atom.looks ? 0 : Math.max(atom.most, atom.count);
    const [quantifier = ''] = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(text.slice(at + 1)) ?? [];
    const endless = /^(?:[*+]|\{\d+,\})$/.test(quantifier);
    if (inner > 0 && quantifier !== '' && quantifier !== '?') return 'it repeats what repeats already';
    if (endless && (atom?.alternatives ?? 1) > 1) return 'it repeats alternatives without a limit';
    const outer = open.at(-1);
    if (outer === undefined) return undefined;
    outer.count += inner + (endless ? 1 : 0);
    if (outer.count > MOST_REPETITIONS)
      return `it has more than ${MOST_REPETITIONS} repetitions without a limit`;
    at += quantifier.length;
  }
  return undefined;
}

/** A pattern of ids. */
export interface IdPattern {
  test(id: string): boolean;
}

/**
 * What a pattern of ids fits: `*` stands for any characters, everything else for itself. The time it takes grows with the
 * lengths of both and no faster, however many stars there are: each part takes the first place that is left.
 */
export function idPattern(pattern: string): IdPattern {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  return {
    test(id) {
      if (last === undefined) return id === first;
      if (id.length < first.length + last.length || !id.startsWith(first) || !id.endsWith(last)) return false;
      const end = id.length - last.length;
      let at = first.length;
      for (const part of rest) {
        const found = id.indexOf(part, at);
        if (found === -1 || found + part.length > end) return false;
        at = found + part.length;
      }
      return true;
    },
  };
}

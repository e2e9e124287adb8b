import { type CodePoints, complement, matching, type Range, setOf } from './code-points.ts';
import { anyText, repeat, run, type Shape } from './shape.ts';

const CONTROLS: { readonly [letter: string]: string } = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  v: '\v',
  0: '\0',
};
const SYNTAX = '^$\\.*+?()[]{}|/-';
const LINE_ENDS: readonly Range[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const MOST_COPIES = 1000;

/**
 * Reads a `pattern` of JSON Schema (ECMA-262 with the u flag): literals, classes, escapes, groups, alternatives and
 * greedy quantifiers, with `^` and `$` only at the two ends of a top-level alternative. An end without its anchor
 * admits any text. Throws an Error that names what is not understood: lookaround (write it as `not`), back references,
 * lazy quantifiers, word boundaries, anchors inside a group.
 */
export function parsePattern(source: string): Shape {
  try {
    new RegExp(source, 'u');
  } catch (error) {
    throw new Error(`pattern ${JSON.stringify(source)} is not a regular expression: ${String(error)}`);
  }
  return new PatternReader(source).pattern();
}

class PatternReader {
  readonly #source: string;
  readonly #characters: readonly string[];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
    this.#characters = [...source];
  }

  pattern(): Shape {
    const options = [this.#anchored()];
    while (this.#take('|')) options.push(this.#anchored());
    return oneOf(options);
  }

  #anchored(): Shape {
    const items: Shape[] = this.#take('^') ? [] : [anyText()];
    items.push(...this.#items());
    if (!this.#take('$')) items.push(anyText());
    if (this.#peek() !== undefined && this.#peek() !== '|')
      throw this.#unsupported(`${this.#peek()} after $`);
    return inOrder(items);
  }

  #items(): Shape[] {
    const items: Shape[] = [];
    for (let next = this.#peek(); next !== undefined && !'|)$'.includes(next); next = this.#peek()) {
      items.push(this.#quantified(this.#atom()));
    }
    return items;
  }

  #atom(): Shape {
    const next = this.#next();
    switch (next) {
      case '(':
        return this.#group();
      case '[':
        return run(this.#class(), 1, 1);
      case '.':
        return run(complement(setOf(LINE_ENDS)), 1, 1);
      case '\\':
        return run(this.#escape(), 1, 1);
      case '^':
        throw this.#unsupported('an anchor inside the expression');
      default:
        return run(only(next), 1, 1);
    }
  }

  #group(): Shape {
    if (this.#take('?') && !this.#take(':'))
      throw this.#unsupported(`a group with (?${this.#next()} (use "not")`);
    const options = [inOrder(this.#items())];
    while (this.#take('|')) options.push(inOrder(this.#items()));
    if (!this.#take(')')) throw this.#unsupported('an anchor inside a group');
    return oneOf(options);
  }

  #quantified(item: Shape): Shape {
    const [min, max] = this.#quantifier();
    if (this.#take('?')) throw this.#unsupported('a lazy quantifier');
    const copies = max === Number.POSITIVE_INFINITY ? min : max;
    if (item.kind !== 'run' && copies > MOST_COPIES) throw this.#unsupported(`a group ${copies} times`);
    return min === 1 && max === 1 ? item : repeat(item, min, max);
  }

  #quantifier(): [min: number, max: number] {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#take('?')) return [0, 1];
    if (!this.#take('{')) return [1, 1];
    const [min = '', max] = this.#until('}').split(',');
    if (max === undefined) return [Number(min), Number(min)];
    return [Number(min), max === '' ? Number.POSITIVE_INFINITY : Number(max)];
  }

  #class(): CodePoints {
    const negated = this.#take('^');
    const ranges: Range[] = [];
    while (!this.#take(']')) {
      const first = this.#member();
      const isRange = this.#peek() === '-' && this.#characters[this.#at + 1] !== ']';
      if (isRange) this.#at++;
      const last = isRange ? this.#member() : first;
      if (isRange) ranges.push([first[0]?.[0] ?? 0, last[0]?.[1] ?? 0]);
      else ranges.push(...first);
    }
    const set = setOf(ranges);
    const members = negated ? complement(set) : set;
    if (members.length === 0) throw this.#unsupported('an empty class');
    return members;
  }

  #member(): CodePoints {
    const next = this.#next();
    return next === '\\' ? this.#escape() : only(next);
  }

  #escape(): CodePoints {
    const letter = this.#next();
    const control = CONTROLS[letter];
    if (control !== undefined) return only(control);
    if (SYNTAX.includes(letter)) return only(letter);
    if ('dDwWsS'.includes(letter)) return matching(`\\${letter}`);
    if ('pP'.includes(letter)) return matching(`\\${letter}${this.#next()}${this.#until('}')}}`);
    if (letter === 'x') return only(fromHex(this.#next() + this.#next()));
    if (letter === 'u') {
      if (this.#take('{')) return only(fromHex(this.#until('}')));
      return only(fromHex(this.#next() + this.#next() + this.#next() + this.#next()));
    }
    throw this.#unsupported(`the escape \\${letter}`);
  }

  #peek(): string | undefined {
    return this.#characters[this.#at];
  }

  #next(): string {
    const next = this.#peek();
    if (next === undefined) throw this.#unsupported('an unfinished expression');
    this.#at++;
    return next;
  }

  #take(expected: string): boolean {
    if (this.#peek() !== expected) return false;
    this.#at++;
    return true;
  }

  #until(end: string): string {
    let text = '';
    while (!this.#take(end)) text += this.#next();
    return text;
  }

  #unsupported(what: string): Error {
    return new Error(`pattern ${JSON.stringify(this.#source)} uses ${what}, which is not supported`);
  }
}

function only(character: string): CodePoints {
  const codePoint = character.codePointAt(0) ?? 0;
  return setOf([[codePoint, codePoint]]);
}

function fromHex(digits: string): string {
  return String.fromCodePoint(Number.parseInt(digits, 16));
}

function inOrder(items: readonly Shape[]): Shape {
  const [first] = items;
  return items.length === 1 && first !== undefined ? first : { kind: 'sequence', items };
}

function oneOf(options: readonly Shape[]): Shape {
  const [first] = options;
  return options.length === 1 && first !== undefined ? first : { kind: 'choice', options };
}

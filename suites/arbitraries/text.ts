import type fc from 'fast-check';
import { edgesOf, lengthOf, memberAt, sizeOf } from './code-points.ts';
import { resolved, type Schema } from './keywords.ts';
import { parsePattern } from './pattern.ts';
import { anyText, type Run, runsOf, type Shape, shortest } from './shape.ts';
import { type Chooser, Sized } from './sized.ts';
import { rankOf, TextArbitrary } from './text-arbitrary.ts';

/** The constraints of a string. Lengths are code points. */
export interface TextRule {
  readonly minLength: number;
  readonly maxLength: number | undefined;
  readonly pattern: string | undefined;
  /** A pattern that the text must not match. */
  readonly forbidden: string | undefined;
}

/** How much longer than its shortest text a string without `maxLength` gets. */
const OPEN_END = 40;
/** How far beside an end of the range a length still counts as near it. */
const NEAR = 10;

/** Reads the constraints from a schema of type string. Throws an Error on a `not` that is more than a pattern. */
export function textRule(schema: Schema): TextRule {
  const not = schema.not === undefined ? undefined : resolved(schema.not, 'not');
  const other = Object.keys(not ?? {}).find((keyword) => keyword !== 'pattern' && keyword !== 'type');
  if (other !== undefined)
    throw new Error(`keyword "${other}" is not supported inside "not"; supported: pattern`);
  if (not !== undefined && not.pattern === undefined) throw new Error('"not" needs a pattern');
  return {
    minLength: schema.minLength ?? 0,
    maxLength: schema.maxLength,
    pattern: schema.pattern,
    forbidden: not?.pattern,
  };
}

/** Whether a text keeps the rule. */
export function acceptor(rule: TextRule): (text: string) => boolean {
  const pattern = rule.pattern === undefined ? undefined : new RegExp(rule.pattern, 'u');
  const forbidden = rule.forbidden === undefined ? undefined : new RegExp(rule.forbidden, 'u');
  const max = rule.maxLength ?? Number.POSITIVE_INFINITY;
  return (text) => {
    const length = lengthOf(text);
    return (
      length >= rule.minLength &&
      length <= max &&
      pattern?.test(text) !== false &&
      forbidden?.test(text) !== true
    );
  };
}

/** The shape of the rule and the lengths it can have. Throws an Error when no text has the shape and fits. */
export function measured(rule: TextRule): {
  readonly shape: Shape;
  readonly sized: Sized;
  readonly lengths: number[];
} {
  const shape = rule.pattern === undefined ? anyText() : parsePattern(rule.pattern);
  const sized = new Sized(shape, rule.maxLength ?? Math.max(rule.minLength, shortest(shape)) + OPEN_END);
  const lengths = sized.lengthsFrom(rule.minLength);
  if (lengths.length === 0)
    throw new Error(`no text has both the lengths and the pattern of ${JSON.stringify(rule)}`);
  return { shape, sized, lengths };
}

/**
 * Texts that keep the rule: a quarter as short or long as it gets, a quarter short, and the rest of any length, so that
 * half of all names of 1 to 255 characters are longer than a hundred. fast-check's own stringMatching prefers a handful
 * of characters and knows no exact lengths.
 */
export function textArbitrary(rule: TextRule): fc.Arbitrary<string> {
  const { sized, lengths } = measured(rule);
  const ends = [...new Set([...lengths.slice(0, 2), ...lengths.slice(-2)])];
  const near = lengths.slice(0, NEAR);
  const draw = (random: fc.Random): string => {
    const kind = random.nextInt(0, 3);
    return sized.write(pick(random, kind === 0 ? ends : kind === 1 ? near : lengths), chance(random));
  };
  return new TextArbitrary(draw, acceptor(rule));
}

/** The shortest and longest texts of the rule, and one text for each edge of each character class. Always the same. */
export function textBoundaries(rule: TextRule): string[] {
  const { shape, sized, lengths } = measured(rule);
  const ends =
    rule.maxLength === undefined ? lengths.slice(0, 2) : [...lengths.slice(0, 2), ...lengths.slice(-2)];
  const accepts = acceptor(rule);
  const found = ends.map((length) => sized.write(length, plainly())).filter(accepts);
  for (const run of runsOf(shape)) {
    for (const edge of edgesOf(run.drawn)) {
      const character = String.fromCodePoint(edge);
      const text = lengths
        .slice(0, NEAR)
        .map((length) => showing(sized, length, run, character))
        .find((candidate) => candidate !== undefined && accepts(candidate));
      if (text !== undefined) found.push(text);
    }
  }
  return [...new Set(found)];
}

/** A text that has `character` wherever `run` stands, or undefined when the run has no place in a text of that length. */
function showing(sized: Sized, length: number, run: Run, character: string): string | undefined {
  let shown = false;
  const plain = plainly();
  const text = sized.write(length, {
    ...plain,
    option: (options) => options.find((option) => runsOf(option).includes(run)) ?? plain.option(options),
    character: (other) => {
      if (other !== run) return plain.character(other);
      shown = true;
      return character;
    },
  });
  return shown ? text : undefined;
}

/** Chooses the first option, the longest share and the simplest character: the same text every time. */
export function plainly(): Chooser {
  return {
    length: (lengths) => Math.max(...lengths),
    option: (options) => first(options),
    character: (run) => simplest(run),
  };
}

/** Chooses by chance; three characters of four are printable ASCII where the class has any. */
export function chance(random: fc.Random): Chooser {
  return {
    length: (lengths) => pick(random, lengths),
    option: (options) => pick(random, options),
    character: (run) => {
      const set = random.nextInt(0, 3) > 0 ? run.familiar : run.drawn;
      return String.fromCodePoint(memberAt(set, random.nextInt(0, sizeOf(set) - 1)));
    },
  };
}

export function pick<T>(random: fc.Random, values: readonly T[]): T {
  return first(values.slice(random.nextInt(0, values.length - 1)));
}

const simplestOf = new WeakMap<object, string>();

function simplest(run: Run): string {
  const known = simplestOf.get(run.familiar);
  if (known !== undefined) return known;
  const few = Array.from({ length: Math.min(100, sizeOf(run.familiar)) }, (_, index) =>
    String.fromCodePoint(memberAt(run.familiar, index)),
  );
  const best = first(few.sort((a, b) => rankOf(a) - rankOf(b)));
  simplestOf.set(run.familiar, best);
  return best;
}

function first<T>(values: readonly T[]): T {
  if (values.length === 0) throw new RangeError('nothing to choose from');
  return values[0] as T;
}

import fc from 'fast-check';
import { type CodePoints, complement, edgesOf, has, memberAt, PLAIN, setOf, sizeOf } from './code-points.ts';
import { parsePattern } from './pattern.ts';
import { runsOf, shortest } from './shape.ts';
import { Sized } from './sized.ts';
import {
  acceptor,
  chance,
  measured,
  pick,
  plainly,
  type TextRule,
  textArbitrary,
  textBoundaries,
} from './text.ts';
import { TextArbitrary } from './text-arbitrary.ts';

/** Values that probably break a keyword; what else they break is not known yet. */
export interface Candidates {
  readonly arbitrary: fc.Arbitrary<string>;
  readonly boundaries: readonly string[];
}

/** How far beyond a maximum length texts go. */
const BEYOND = 64;
/** Characters that implementations like to let through: white space that trimming or `$` overlooks, and wider ones. */
const USUAL_OUTSIDERS: readonly string[] = [
  '\n',
  ' ',
  '\t',
  '\r',
  '\u007f',
  '\u00a0',
  'é',
  '中',
  '😀',
  '/',
  '"',
  '<',
];

/** Texts shorter than `minLength`, which is at least 1. */
export function tooShort(rule: TextRule): Candidates {
  return ofLengths(rule, 0, rule.minLength - 1, (lengths) => [...lengths.slice(-1), ...lengths.slice(0, 1)]);
}

/** Texts longer than `maxLength`. */
export function tooLong(rule: TextRule, maxLength: number): Candidates {
  const farthest = maxLength + BEYOND;
  return ofLengths(rule, maxLength + 1, farthest, (lengths) => [
    ...lengths.slice(0, 2),
    ...lengths.slice(-1),
  ]);
}

function ofLengths(
  rule: TextRule,
  minLength: number,
  maxLength: number,
  edges: (lengths: readonly number[]) => readonly number[],
): Candidates {
  const other = { ...rule, minLength, maxLength };
  const shaped = isPossible(other) ? other : { ...other, pattern: undefined };
  const { sized, lengths } = measured(shaped);
  return {
    arbitrary: textArbitrary(shaped),
    boundaries: [...new Set(edges(lengths))].map((length) => sized.write(length, plainly())),
  };
}

function isPossible(rule: TextRule): boolean {
  if (rule.pattern === undefined) return true;
  const sized = new Sized(parsePattern(rule.pattern), rule.maxLength ?? shortest(parsePattern(rule.pattern)));
  return sized.lengthsFrom(rule.minLength).length > 0;
}

/** Texts that miss the pattern by little: one character replaced, put in or left out at either end or between. */
export function misshapen(rule: TextRule): Candidates {
  const { shape, sized, lengths } = measured(rule);
  const sets = runsOf(shape).map((run) => run.allowed);
  const outsiders = outsidersOf(sets);
  const elsewhere = complement(setOf([...sets.flat(), ...complement(PLAIN)]));
  const outsider = (random: fc.Random): string => {
    if (elsewhere.length === 0 || random.nextBoolean()) return pick(random, outsiders);
    return String.fromCodePoint(memberAt(elsewhere, random.nextInt(0, sizeOf(elsewhere) - 1)));
  };
  const draw = (random: fc.Random): string => {
    const near = random.nextBoolean() ? lengths.slice(0, 10) : lengths;
    const characters = [...sized.write(pick(random, near), chance(random))];
    const at = pick(random, [0, characters.length, random.nextInt(0, characters.length)]);
    const [removed, added] = pick(random, [
      [1, 1],
      [1, 1],
      [0, 1],
      [1, 0],
    ] as const);
    const place = Math.max(0, Math.min(at, characters.length - removed));
    characters.splice(place, removed, ...(added === 1 ? [outsider(random)] : []));
    return characters.join('');
  };
  const [short = '', long = ''] = [lengths.slice(0, 3).at(-1), lengths.at(-1)].map((length) =>
    sized.write(length ?? 0, plainly()),
  );
  const beside = outsiders.flatMap((character) => [character, ...spoilt(short, character)]);
  const extremes = outsiders.slice(0, 1).flatMap((character) => spoilt(long, character));
  const boundaries = ['', `${short}\n`, ...beside, ...extremes];
  return { arbitrary: new TextArbitrary(draw, () => true), boundaries };
}

/** The text with the character in place of its first, its middle and its last. */
function spoilt(text: string, character: string): string[] {
  const characters = [...text];
  const last = characters.length - 1;
  const places = last < 0 ? [] : [0, Math.floor(last / 2), last];
  return places.map((at) => characters.with(at, character).join(''));
}

/** The direct neighbours of each class, then the usual suspects; members of a class stay in, for elsewhere they are wrong. */
function outsidersOf(sets: readonly CodePoints[]): string[] {
  const neighbours = sets.flatMap((set) =>
    edgesOf(set)
      .flatMap((edge) => [edge - 1, edge + 1])
      .filter((one) => !has(set, one)),
  );
  const valid = neighbours.filter((one) => one >= 0 && one <= 0x10ffff && !(one >= 0xd800 && one <= 0xdfff));
  return [...new Set([...valid.map((one) => String.fromCodePoint(one)), ...USUAL_OUTSIDERS])];
}

/** Texts that match the forbidden pattern: its own texts, and those before, inside and after texts of the rule. */
export function forbiddenTexts(rule: TextRule, forbidden: string): Candidates {
  const { sized, lengths } = measured({ ...rule, forbidden: undefined });
  const shape = parsePattern(forbidden);
  const core = new Sized(shape, shortest(shape) + BEYOND);
  const cores = core.lengthsFrom(0).slice(0, 10);
  const longest = rule.maxLength ?? Number.POSITIVE_INFINITY;
  const join = (text: string, word: string, at: number): string => {
    const room = Math.max(0, longest - [...word].length);
    const characters = [...text].slice(0, room);
    return characters.toSpliced(Math.min(at, characters.length), 0, word).join('');
  };
  const draw = (random: fc.Random): string => {
    const word = core.write(pick(random, cores), chance(random));
    const text = sized.write(pick(random, lengths), chance(random));
    return random.nextInt(0, 3) === 0
      ? word
      : join(text, word, pick(random, [0, 0, random.nextInt(0, text.length)]));
  };
  const alone: TextRule = { ...UNBOUND, pattern: forbidden };
  const words = textBoundaries(alone);
  const ends = [...new Set([...lengths.slice(0, 2), ...lengths.slice(-2)])].map((length) =>
    sized.write(length, plainly()),
  );
  const before = words.slice(0, 3).flatMap((word) => ends.map((text) => join(text, word, 0)));
  return { arbitrary: new TextArbitrary(draw, acceptor(alone)), boundaries: [...words, ...before] };
}

const UNBOUND: TextRule = { minLength: 0, maxLength: undefined, pattern: undefined, forbidden: undefined };

/** Texts beside the given ones: another case, a character more or less, white space around; and quite other texts. */
export function strangers(members: readonly string[]): Candidates {
  const close = members.flatMap((member) => [
    member.toUpperCase(),
    member.toLowerCase(),
    `${member}x`,
    `${member} `,
    ` ${member}`,
    `${member}\n`,
    member.slice(0, -1),
    member.slice(1),
  ]);
  const others = textArbitrary({ ...UNBOUND, minLength: 1, maxLength: 20 });
  return { arbitrary: fc.oneof(fc.constantFrom(...close, 'x'), others), boundaries: ['', ...close] };
}

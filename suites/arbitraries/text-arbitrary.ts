import fc from 'fast-check';

/** Characters that a reader takes in at a glance, simplest first; every other one ranks behind them. */
const SIMPLE = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
/** What a character is replaced with when a counterexample is made simpler. */
const REPLACEMENTS = ['a', 'b', '0', '1', 'A', '-', ' ', '!', 'é'];
const MOST_TRIES = 10_000;

/** How simple a character is: 0 is the simplest. */
export function rankOf(character: string): number {
  const index = SIMPLE.indexOf(character);
  return index >= 0 ? index : SIMPLE.length + (character.codePointAt(0) ?? 0);
}

/**
 * Texts from a generator, shrunk by their value: towards shorter ones, then towards the letter a. Because shrinking
 * needs nothing but the value, explicit examples shrink as well as generated texts, and each step keeps to `accepts`.
 * `generate` may miss: what `accepts` refuses is drawn again; ten thousand misses in a row throw an Error.
 */
export class TextArbitrary extends fc.Arbitrary<string> {
  readonly #draw: (random: fc.Random) => string;
  readonly #accepts: (text: string) => boolean;

  constructor(draw: (random: fc.Random) => string, accepts: (text: string) => boolean) {
    super();
    this.#draw = draw;
    this.#accepts = accepts;
  }

  override generate(random: fc.Random): fc.Value<string> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const text = this.#draw(random);
      if (this.#accepts(text)) return new fc.Value(text, undefined);
    }
    throw new Error(
      `no text that satisfies the schema in ${MOST_TRIES} tries: its constraints leave next to nothing`,
    );
  }

  override canShrinkWithoutContext(value: unknown): value is string {
    return typeof value === 'string' && this.#accepts(value);
  }

  override shrink(value: string): fc.Stream<fc.Value<string>> {
    return fc.stream(this.#simpler([...value]));
  }

  *#simpler(characters: readonly string[]): IterableIterator<fc.Value<string>> {
    for (const candidate of candidates(characters)) {
      if (this.#accepts(candidate)) yield new fc.Value(candidate, undefined);
    }
  }
}

/** Every candidate is strictly shorter, or as long and of strictly lower rank, so shrinking ends. */
function* candidates(characters: readonly string[]): IterableIterator<string> {
  for (const [start, end] of chunks(characters.length)) {
    yield [...characters.slice(0, start), ...characters.slice(end)].join('');
  }
  for (const [start, end] of chunks(characters.length)) {
    for (const simple of REPLACEMENTS) {
      const replaced = characters.map((character, index) =>
        index >= start && index < end && rankOf(character) > rankOf(simple) ? simple : character,
      );
      if (replaced.some((character, index) => character !== characters[index])) yield replaced.join('');
    }
  }
}

/** The whole, its halves, its quarters ... its single places. */
function* chunks(length: number): IterableIterator<readonly [start: number, end: number]> {
  for (let size = length; size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < length; start += size) yield [start, Math.min(start + size, length)];
  }
}

import { Random } from '../suites/random.ts';

/** Shorter texts are parts of many words, and no failure is told by them. */
const LEAST_CHARACTERS = 4;

/** The random values of one check, which remembers the texts that it made: they are no part of what a failure is. */
export class IssuedRandom extends Random {
  readonly issued: Set<string> = new Set<string>();

  override text(length: number, alphabet?: string): string {
    const text = super.text(length, alphabet);
    if (length >= LEAST_CHARACTERS) this.issued.add(text);
    return text;
  }
}

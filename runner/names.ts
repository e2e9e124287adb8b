import { Random } from '../suites/random.ts';
import type { ClientKind } from '../targets/target.ts';

/** What every name of every run starts with, so that leftovers can be told from other people's key pairs. */
export const NAME_PREFIX = 'kpc-';

const RUN_CHARACTERS = 6;
const OWN_CHARACTERS = 12;
/** Fewer than these would not keep two names apart. */
const LEAST_OWN_CHARACTERS = 6;

/** The beginning of all names of a run, e.g. `kpc-3f9k2a-`. */
export function runPrefix(seed: number): string {
  return `${NAME_PREFIX}${new Random(seed, 'run prefix').text(RUN_CHARACTERS)}-`;
}

/** Names for one check: the same for the same seed, and never twice. */
export class Names {
  readonly issued: Set<string> = new Set<string>();
  readonly #random: Random;
  readonly #prefix: string;

  constructor(seed: number, requirement: string, client: ClientKind) {
    this.#random = new Random(seed, `${requirement}/${client}/names`);
    this.#prefix = runPrefix(seed);
  }

  /**
   * A new name; with `length` of exactly that many characters. A name too short for the prefix of the run has the
   * general one, and one too short for that is made of seeded characters alone.
   */
  next(length: number = this.#prefix.length + OWN_CHARACTERS): string {
    const prefix = [this.#prefix, NAME_PREFIX].find((p) => p.length + LEAST_OWN_CHARACTERS <= length) ?? '';
    for (let attempt = 0; attempt < 1000; attempt++) {
      const name = prefix + this.#random.text(length - prefix.length);
      if (this.issued.has(name)) continue;
      this.issued.add(name);
      return name;
    }
    throw new Error(`no unused name of ${length} characters is left`);
  }
}

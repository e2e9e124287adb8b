import { randomBytes } from 'node:crypto';
import { NAME_SEPARATORS, nameSchema } from '../specs/constraints.ts';
import type { Contract } from '../specs/contract.ts';
import { Inconclusive } from '../suites/check.ts';
import { Random } from '../suites/random.ts';
import type { ClientKind } from '../targets/target.ts';
import { UsageError } from '../targets/usage-error.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
/** Tried in this order; the first that the provider takes makes the names. */
const ALPHABETS: readonly string[] = [
  LETTERS + DIGITS,
  LETTERS.toUpperCase() + DIGITS,
  LETTERS,
  LETTERS.toUpperCase(),
  DIGITS,
];
/** What people call their key pairs; which of them a run takes is chance, so that no form gives it away. */
const WORDS: readonly string[] = ['', 'app', 'build', 'ci', 'db', 'deploy', 'dev', 'ops', 'test', 'web'];

/** Random characters of a prefix: nobody else has a name with them by chance (36^10 are 3.6e15). */
const RUN_CHARACTERS = 10;
/** Random characters of a prefix where names are short. */
const LEAST_RUN_CHARACTERS = 8;
const OWN_CHARACTERS = 12;
/** Fewer than these would not keep two names apart. */
export const LEAST_OWN_CHARACTERS = 6;
/** Characters that a check may put behind a name, where the longest name has room for them. */
const ROOM_FOR_ENDS = 8;
/** Names that may be at least this long have a word in front. */
const ROOMY = 60;

/** What the names of a provider are made of. */
export interface NameForm {
  readonly alphabet: string;
  readonly separator: string;
  /** Characters at the most. */
  readonly maximum: number;
}

/**
 * What the pattern of the contract allows names to be made of, in front of which `given` stands.
 * @throws UsageError when no such name fits
 */
export function nameForm(contract: Contract, given = ''): NameForm {
  const { maxLength: maximum = 255, pattern: form = '' } = nameSchema(contract);
  const pattern = new RegExp(form, 'u');
  const room = Math.min(maximum, given.length + RUN_CHARACTERS + 1 + OWN_CHARACTERS) - given.length - 1;
  for (const alphabet of ALPHABETS) {
    const run = alphabet.slice(0, room).padEnd(room, alphabet);
    for (const separator of NAME_SEPARATORS) {
      const enough = room >= LEAST_RUN_CHARACTERS + LEAST_OWN_CHARACTERS;
      const samples = [...alphabet].map((end) => `${given}${run.slice(0, -1)}${separator}${end}`);
      if (enough && samples.every((name) => pattern.test(name))) return { alphabet, separator, maximum };
    }
  }
  throw new UsageError(
    `--name-prefix '${given}': no name that begins so, with ${LEAST_RUN_CHARACTERS + LEAST_OWN_CHARACTERS} random characters behind it, is one that ${contract.provider} takes; choose another`,
  );
}

/** What the names of a run follow from; a target that knew it could tell them. */
export function drawSecret(): string {
  return randomBytes(16).toString('hex');
}

/** Whether a text can be the secret of a run. */
export function isSecret(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/**
 * What the names of a run begin with: chance alone, so that no two runs meet and nobody else has such a name. It follows
 * from the secret of the run, so that a ledger cannot name a prefix that somebody chose.
 * @param given a fixed beginning, before the random characters
 * @throws UsageError when the provider takes no name that begins with `given`
 */
export function prefixOf(contract: Contract, secret: string, given?: string): string {
  const { alphabet, separator, maximum } = nameForm(contract, given);
  const isRoomy = maximum >= ROOMY && separator !== '';
  const word = given ?? (isRoomy ? pick(new Random(0, `${secret}/word`), WORDS) : '');
  const front = given ?? (word === '' ? '' : `${word}${separator}`);
  const short = maximum < front.length + RUN_CHARACTERS + separator.length + OWN_CHARACTERS;
  return `${front}${runCharacters(secret, alphabet, short ? LEAST_RUN_CHARACTERS : RUN_CHARACTERS)}${separator}`;
}

function runCharacters(secret: string, alphabet: string, count: number): string {
  const random = new Random(0, `${secret}/prefix`);
  return random.text(1, lettersOf(alphabet)) + random.text(count - 1, alphabet);
}

/** What a name may begin with. */
function lettersOf(alphabet: string): string {
  return alphabet.replaceAll(/\d/g, '') || alphabet;
}

/** Whether a text is the prefix of the run with that secret. */
export function isPrefixOf(secret: string, prefix: string): boolean {
  const body = prefix.replace(/[-_.]$/, '');
  return ALPHABETS.some((alphabet) =>
    [RUN_CHARACTERS, LEAST_RUN_CHARACTERS].some((count) =>
      body.endsWith(runCharacters(secret, alphabet, count)),
    ),
  );
}

/** The half of an unmarked name that follows from the other: who does not know the secret cannot tell or make one. */
function unmarkedEnd(start: string, secret: string, length: number, alphabet: string): string {
  return new Random(0, `${secret}/unmarked/${start}`).text(length, alphabet);
}

/** Whether a name is one of the unmarked names of the run with that prefix and secret: nobody else can have made it. */
export function isUnmarkedOf(prefix: string, secret: string, name: string): boolean {
  const own = name.length - prefix.length;
  if (own < LEAST_OWN_CHARACTERS || own > OWN_CHARACTERS) return false;
  const half = Math.floor(name.length / 2);
  const [start, end] = [name.slice(0, -half), name.slice(-half)];
  return ALPHABETS.some((alphabet) => end === unmarkedEnd(start, secret, half, alphabet));
}

function pick(random: Random, values: readonly string[]): string {
  return values[random.integer(0, values.length - 1)] ?? '';
}

/** Where a check gets its names from, and those that it got. */
export interface NameSource {
  readonly issued: ReadonlySet<string>;
  next(length?: number, letters?: string): string;
}

/** The same names in the same order, for a second reading of the same responses. */
export function namesAgain({ issued }: NameSource): NameSource {
  const left = [...issued];
  return {
    issued,
    next() {
      const name = left.shift();
      if (name === undefined) throw new Inconclusive('the second reading asks for more names than the first');
      return name;
    },
  };
}

/** All names of a run. */
export class RunNames {
  readonly prefix: string;
  /** What the unmarked names follow from; nobody who knows the prefix can tell them. */
  readonly secret: string;
  readonly #alphabet: string;
  /** Characters of a plain name. */
  readonly #length: number;
  readonly #asked = new Map<string, number>();
  readonly #all: { readonly requirement: string; readonly names: Names }[] = [];
  readonly #short = new Set<string>();
  readonly #unmarked = new Set<string>();
  /** Whether somebody has a name already; set by who has looked. */
  isTaken: (name: string) => boolean = () => false;

  constructor(contract: Contract, prefix?: string, secret: string = drawSecret()) {
    this.prefix = prefix ?? prefixOf(contract, secret);
    this.secret = secret;
    const { alphabet, maximum } = nameForm(contract);
    this.#alphabet = alphabet;
    const own = Math.min(OWN_CHARACTERS, maximum - ROOM_FOR_ENDS - this.prefix.length);
    this.#length = this.prefix.length + Math.max(LEAST_OWN_CHARACTERS, own);
  }

  /** Names for one look at a requirement; a second look gets others. */
  for(requirement: string, client: ClientKind): Names {
    const key = `${requirement}/${client}`;
    const count = this.#asked.get(key) ?? 0;
    this.#asked.set(key, count + 1);
    const random = new Random(0, `${this.prefix}/${key}/${count}`);
    const names = new Names(this.prefix, this.#length, this.#alphabet, random, (name) => {
      if (this.#short.has(name) || this.isTaken(name)) return false;
      this.#short.add(name);
      return true;
    });
    this.#all.push({ requirement, names });
    return names;
  }

  /** Values that are other ones in each run, whatever its seed. */
  chance(label: string): Random {
    return new Random(0, `${this.secret}/${label}`);
  }

  /** A name without the prefix of the run, of the same length and as much chance; who has the secret knows it again. */
  unmarked(): string {
    const random = this.chance(`unmarked/${this.#unmarked.size}`);
    const length = this.#length;
    const half = Math.floor(length / 2);
    const start = random.text(1, lettersOf(this.#alphabet)) + random.text(length - half - 1, this.#alphabet);
    const name = start + unmarkedEnd(start, this.secret, half, this.#alphabet);
    this.#unmarked.add(name.toLowerCase());
    return name;
  }

  /** Whether a name is the run's: it has its prefix, or is one of its unmarked names, in whatever case and between whatever else: then nobody else made it. */
  isOwn(name: string): boolean {
    const lower = name.toLowerCase();
    return (
      lower.includes(this.prefix.toLowerCase()) || [...this.#unmarked].some((one) => lower.includes(one))
    );
  }

  /** The requirement whose check was given a name, also where something was added to it. */
  issuerOf(name: string): string | undefined {
    const issued = ({ names }: { readonly names: Names }): boolean =>
      [...names.issued].some((one) => name.includes(one));
    return this.#all.find(issued)?.requirement;
  }
}

/** Names for one check, never one twice. */
export class Names implements NameSource {
  readonly issued: Set<string> = new Set<string>();
  readonly #prefix: string;
  readonly #length: number;
  readonly #alphabet: string;
  readonly #random: Random;
  readonly #claim: (name: string) => boolean;

  constructor(
    prefix: string,
    length: number,
    alphabet: string,
    random: Random,
    claim: (name: string) => boolean,
  ) {
    this.#prefix = prefix;
    this.#length = length;
    this.#alphabet = alphabet;
    this.#random = random;
    this.#claim = claim;
  }

  /**
   * A new name; with `length` of exactly that many characters. A name too short for the prefix of the run is one that
   * nobody has as far as it is known.
   * @param letters of a name that is too short for the prefix
   * @throws Inconclusive when all names of that length are taken
   */
  next(length?: number, letters: string = this.#alphabet): string {
    const whole = length ?? this.#length;
    const long = this.#prefix.length + LEAST_OWN_CHARACTERS <= whole;
    for (let attempt = 0; attempt < 1000; attempt++) {
      const name = long
        ? this.#prefix + this.#random.text(whole - this.#prefix.length, this.#alphabet)
        : this.#random.text(whole, letters);
      if (this.issued.has(name) || !(long || this.#claim(name))) continue;
      this.issued.add(name);
      return name;
    }
    throw new Inconclusive(`no name of ${whole} characters is free in the region`);
  }
}

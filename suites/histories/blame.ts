/** A call that may have left the wrong thing behind. */
export interface Doing {
  readonly what: string;
  /** The requirement that states its response. */
  readonly requirement?: string;
}

interface Done extends Doing {
  readonly region: string;
  readonly names: readonly string[];
}

/** What is to blame where no call can have changed what a look shows: looking again shows something else. */
export const LOOKING = 'a describe';

/**
 * Which call is to blame for what a look shows of a name: the last call on it since a look showed it right, or else the
 * last call on any other. What was right after a call is no fault of that call.
 */
export class Blame {
  readonly #done: Done[] = [];
  /** How many calls were done when a look showed it right. */
  readonly #right = new Map<string, number>();

  /** Notes a call that was answered as stated, and the names that it was about. */
  did(region: string, names: readonly string[], doing: Doing): void {
    this.#done.push({ region, names, ...doing });
  }

  /** Notes that a look shows that a key pair is there or not, or a field of it, as it has to be. */
  sawRight(region: string, name: string, field?: string): void {
    this.#right.set(placeOf(region, name, field), this.#done.length);
  }

  /** The call to blame for what a look shows now. */
  of(region: string, name: string, field?: string): Doing {
    const since = this.#done.slice(this.#right.get(placeOf(region, name, field)) ?? 0);
    const own = since.findLast((one) => one.region === region && one.names.includes(name));
    if (own !== undefined) return own;
    const other = since.at(-1);
    if (other === undefined) return { what: LOOKING };
    return {
      what: `${other.what} ${other.region === region ? 'of another key pair' : 'in another region'}`,
    };
  }
}

function placeOf(region: string, name: string, field?: string): string {
  return JSON.stringify([region, name, field ?? 'there']);
}

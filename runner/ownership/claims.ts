import { findParameter } from '../../specs/constraints.ts';
import type { Contract } from '../../specs/contract.ts';
import type { KeyPairCall, KeyPairView } from '../../targets/target.ts';
import type { Inventory } from './inventory.ts';

/** What became of a create or an import. */
export type ClaimState =
  /** No answer, or none that says whether a key pair was made. */
  | 'unanswered'
  | 'accepted'
  /** Rejected because somebody has the name: nothing of it is the run's. */
  | 'duplicate'
  | 'rejected'
  /** A delete was accepted, or the key pair was looked for and is gone. */
  | 'removed';

/** A create or an import that was sent, and what it is known to have made. */
export interface Claim {
  /** Number of its entry in the ledger; 0 without one. */
  readonly seq: number;
  /** Every name that the request carries. */
  readonly sent: readonly string[];
  state: ClaimState;
  /** Name in the response; set by `Claims.named`. */
  readonly name?: string | undefined;
  /** Id in the response, unless somebody had it before; set by `Claims.identified`. */
  readonly id?: string | undefined;
  /** Why the key pair could not be removed. */
  trouble?: string | undefined;
  /** A delete was sent whose response does not say whether it took the key pair away. */
  unclear?: boolean;
  /** The request was given up and may be under way: what it makes may appear after everything that was sent later. */
  late?: boolean;
}

/** What is known of a region. */
export interface Region {
  /** What it has of others, once that was listed; undefined where it could not be. */
  before: Inventory | undefined;
  /** The list under way. */
  listing: Promise<Inventory | undefined> | undefined;
  readonly claims: Claims;
  /** Ids that a describe showed under a name of the run, and those that it showed under other names. */
  readonly own: Set<string>;
  readonly foreign: Set<string>;
}

/** The claims of a region in the order of their requests. A full region has thousands, so they are found by name and id. */
export class Claims {
  readonly #all: Claim[] = [];
  readonly #byName = new Map<string, Claim[]>();
  readonly #byId = new Map<string, Claim[]>();

  get all(): readonly Claim[] {
    return this.#all;
  }

  add(claim: Claim): void {
    this.#all.push(claim);
    for (const name of claim.sent) put(this.#byName, name, claim);
  }

  /** Notes what the response calls the key pair of a claim. */
  named(claim: Claim, name: string): void {
    (claim as { name?: string }).name = name;
    put(this.#byName, name, claim);
  }

  /** Notes the id that the response gives the key pair of a claim. */
  identified(claim: Claim, id: string): void {
    (claim as { id?: string }).id = id;
    put(this.#byId, id, claim);
  }

  /** Those about a name, by what was sent or by what the response called it. */
  about(name: string): readonly Claim[] {
    return this.#byName.get(name) ?? NONE;
  }

  /** Those whose response had an id. */
  withId(id: string): readonly Claim[] {
    return this.#byId.get(id) ?? NONE;
  }
}

const NONE: readonly Claim[] = [];

/** A claim is listed once under a name that was sent and that the response has too. */
function put(index: Map<string, Claim[]>, key: string, claim: Claim): void {
  const there = index.get(key);
  if (there === undefined) index.set(key, [claim]);
  else if (!there.includes(claim)) there.push(claim);
}

/** Longer values of an altered request are no names. */
const LONGEST_NAME = 1024;

/** The names that a request carries: the parameter, or what an alteration puts in its place or adds. */
export function namesSent(
  { operation, parameters, wire }: KeyPairCall,
  contract: Contract,
): readonly string[] {
  const { name, names = [] } = parameters;
  const onWire = (['name', 'names'] as const).flatMap(
    (role) => findParameter(contract, operation, role)?.name ?? [],
  );
  const isName = (parameter: string): boolean =>
    onWire.some((one) => parameter.toLowerCase().startsWith(one.toLowerCase()));
  const altered = [...Object.entries(wire?.replace ?? {}), ...(wire?.append ?? [])].flatMap(
    ([parameter, value]) => (isName(parameter) ? [value] : []),
  );
  const all = [...(name === undefined ? [] : [name]), ...names, ...altered];
  return [...new Set(all)].filter((one) => one !== '' && one.length <= LONGEST_NAME);
}

/** The ids that a request carries. */
export function idsSent({ parameters: { id, ids = [] } }: KeyPairCall): readonly string[] {
  return [...(id === undefined ? [] : [id]), ...ids];
}

/** Whether a claim may have a key pair that is there. */
export function isOpen({ state }: Claim): boolean {
  return state === 'accepted' || state === 'unanswered';
}

/** Whether a claim is about a name, by what was sent or by what the response called it. */
export function isAbout({ sent, name }: Claim, wanted: string): boolean {
  return sent.includes(wanted) || name === wanted;
}

/**
 * What an accepted delete took away. Of two key pairs with one name it may have taken either, so both stay open; and what
 * is made by a request that was given up may come after it.
 */
export function takenBy(
  names: readonly string[],
  ids: readonly string[],
  claims: readonly Claim[],
): readonly Claim[] {
  const open = claims.filter(({ late }) => late !== true);
  const byId = open.filter(({ id }) => id !== undefined && ids.includes(id));
  const byName = names.flatMap((wanted) => {
    const called = open.filter((claim) => isAbout(claim, wanted));
    return called.length === 1 ? called : [];
  });
  // A delete that says two things took one of them away, and only a describe shows which.
  const twofold = names.length > 0 && ids.length > 0;
  return [...new Set([...byId, ...byName])].filter(
    (claim) => !twofold || (byId.includes(claim) && byName.includes(claim)),
  );
}

/** A key pair in words. */
export function pairInWords({ name, id }: KeyPairView, region: string): string {
  const words = ['key pair', name === '' ? '""' : name, id && `(${id})`, `in ${region}`];
  return words.filter((word) => word !== undefined && word !== '').join(' ');
}

import type { KeyPairView } from '../../targets/target.ts';
import { isMarkedWith } from '../marks.ts';
import { isUnmarkedOf, LEAST_OWN_CHARACTERS } from '../names.ts';
import { listedId } from './lines.ts';
import type { Entry } from './read.ts';

/** Whether a key pair that is there is one that the ledger lists. */
export type Ownership =
  | { readonly kind: 'ours'; readonly entry: Entry }
  /** The run may have made it, but nothing proves that: it is left alone and reported. */
  | { readonly kind: 'doubtful'; readonly entry: Entry; readonly reason: string }
  | { readonly kind: 'foreign' };

/** The entries of a region, by what they can be found by. */
export class Listed {
  readonly #byName = new Map<string, Entry[]>();
  readonly #prefixes = new Set<string>();

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) {
      this.#prefixes.add(entry.prefix);
      for (const name of entry.names) {
        const known = this.#byName.get(name);
        if (known === undefined) this.#byName.set(name, [entry]);
        else known.push(entry);
      }
    }
  }

  /**
   * Says whose a key pair is. It is the run's when a create that was not rejected sent its whole name, and the name proves
   * itself (`provesItself`), or the key pair carries the tag of the run. Any other name may
   * be somebody else's by now, whatever the ledger says of ids: files can be made up. Nor does an imported key prove
   * anything, because its material comes from the seed, which two runs may share, and a creation time does not, because
   * two may create in one second.
   */
  ownershipOf(view: KeyPairView): Ownership {
    const named = (view.name !== undefined && this.#byName.get(view.name)) || [];
    const judged = named.map((entry) => judge(view, entry));
    return (
      judged.find(({ kind }) => kind === 'ours') ??
      judged.find(({ kind }) => kind === 'doubtful') ?? { kind: 'foreign' }
    );
  }

  /** Whether a name has the prefix of one of the runs. */
  hasPrefix(name: string): boolean {
    return [...this.#prefixes].some((prefix) => name.toLowerCase().includes(prefix.toLowerCase()));
  }
}

/**
 * Whether nobody but the run can have made a name: it has its prefix and random characters besides, in whatever case and
 * between whatever else, or follows from its secret.
 */
export function provesItself(name: string, { prefix, secret }: Pick<Entry, 'prefix' | 'secret'>): boolean {
  const prefixed =
    name.toLowerCase().includes(prefix.toLowerCase()) && name.length >= prefix.length + LEAST_OWN_CHARACTERS;
  return prefixed || (secret !== undefined && isUnmarkedOf(prefix, secret, name));
}

function judge(view: KeyPairView, entry: Entry): Ownership {
  const { state, removed, prefix } = entry;
  const { name = '' } = view;
  const own = provesItself(name, entry);
  if (state.kind === 'refused')
    return own ? { kind: 'doubtful', entry, reason: 'its create was rejected, but it is there' } : FOREIGN;
  if (state.kind === 'accepted' && state.id !== undefined && isOther(state.id, view.id))
    // Whoever has the name now made it anew.
    return removed || !own
      ? FOREIGN
      : { kind: 'doubtful', entry, reason: `its id is ${view.id}, and the run made ${state.id}` };
  if (own || isMarkedWith(view, prefix)) return { kind: 'ours', entry };
  if (removed) return FOREIGN;
  const answered =
    state.kind === 'accepted' ? 'its name' : 'the call that names it got no response, and its name';
  return { kind: 'doubtful', entry, reason: `${answered} does not prove whose it is` };
}

function isOther(listed: string, id: string | undefined): boolean {
  return id !== undefined && listed !== id && listed !== listedId(id);
}

const FOREIGN = { kind: 'foreign' } as const;

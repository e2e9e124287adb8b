import type { KeyPairView } from '../../targets/target.ts';
import type { Entry } from './read.ts';

/** Whether a key pair that is there is one of the ledger. */
export type Ownership =
  | { readonly kind: 'ours'; readonly entry: Entry }
  /** The ledger names it, but nothing proves that the run made it. */
  | { readonly kind: 'doubtful'; readonly entry: Entry; readonly reason: string }
  | { readonly kind: 'foreign' };

/** Characters behind the prefix of a run that make a name nobody else can have by chance. */
const OWN_CHARACTERS = 6;

/** Milliseconds around an intent in which a key pair without a mark of the run may have been made; clocks differ. */
const EARLY_MS = 60_000;
const LATE_MS = 120_000;

/**
 * Says whose a key pair is. It belongs to the run when its id is one that an accepted call was answered with; where no
 * id is known, when its whole name is in the ledger and has the prefix and the random characters of the run. A name too
 * short for them counts only when the key pair was made in the minutes of a call that was never answered. Nothing is
 * ours for a pattern alone.
 */
export function ownershipOf(view: KeyPairView, entries: readonly Entry[]): Ownership {
  const byId = entries.find(({ state }) => state.kind === 'accepted' && sameId(state.id, view.id));
  if (byId !== undefined) return { kind: 'ours', entry: byId };
  const named = entries.filter((entry) => view.name !== undefined && namesOf(entry).has(view.name));
  const judged = named.map((entry) => byName(view, entry));
  const doubtful = judged.find(({ kind }) => kind === 'doubtful');
  return judged.find(({ kind }) => kind === 'ours') ?? doubtful ?? { kind: 'foreign' };
}

function byName(view: KeyPairView, entry: Entry): Ownership {
  const { state, removed, prefix } = entry;
  const name = view.name ?? '';
  const marked = prefix !== '' && name.startsWith(prefix) && name.length >= prefix.length + OWN_CHARACTERS;
  if (state.kind === 'accepted' && state.id !== undefined && view.id !== undefined) {
    // Another id under the name: whoever has it now made it anew.
    return removed
      ? { kind: 'foreign' }
      : { kind: 'doubtful', entry, reason: `its id is ${view.id}, and the run made ${state.id}` };
  }
  if (removed) return { kind: 'foreign' };
  if (marked) return { kind: 'ours', entry };
  // The target had a key pair of this name before, or never took the call.
  if (state.kind === 'refused') return { kind: 'foreign' };
  if (state.kind === 'accepted') return { kind: 'ours', entry };
  const made = Date.parse(view.createdAt ?? '');
  const asked = Date.parse(entry.at);
  const fits = made >= asked - EARLY_MS && made <= asked + LATE_MS;
  return fits
    ? { kind: 'ours', entry }
    : {
        kind: 'doubtful',
        entry,
        reason: 'the call that names it was never answered, and the name has no mark of the run',
      };
}

function namesOf({ names, state }: Entry): ReadonlySet<string> {
  return new Set([...names, ...(state.kind === 'accepted' && state.name !== undefined ? [state.name] : [])]);
}

function sameId(known: string | undefined, shown: string | undefined): boolean {
  return known !== undefined && known === shown;
}

import type { KeyPairView } from '../../targets/target.ts';
import { Inconclusive } from '../check.ts';

/** A key pair of a scene; `view` has at least a name, an id and a fingerprint where the target shows them at all. */
export interface Actor {
  readonly label: string;
  readonly name: string;
  readonly region: string;
  readonly view: KeyPairView;
  /** Set when it was deleted again before the call that is judged. */
  readonly deleted: boolean;
}

/** Key pairs that a check made by `given.pairs`, among them some that only nearly fit what will be asked. */
export interface Scene {
  /** A text that no other key pair has in its name. */
  readonly stem: string;
  readonly actors: ReadonlyMap<string, Actor>;
}

/** The actor of that label; throws for any other label (a fault of the specs). */
export function actor(scene: Scene, label: string): Actor {
  const found = scene.actors.get(label);
  if (found !== undefined) return found;
  throw new Error(`no key pair is labelled '${label}'; labels: ${[...scene.actors.keys()].join(', ')}`);
}

/**
 * What only the target can tell of a key pair. A target that never tells it fails by the requirements about that; here
 * there is nothing to ask by, and an empty value would ask something else.
 * @throws Inconclusive when no answer showed it
 */
export function toldOf(view: KeyPairView, field: 'id' | 'fingerprint'): string {
  const value = view[field];
  if (value !== undefined && value !== '') return value;
  throw new Inconclusive(`no response shows the ${field} of the key pair, so nothing can be asked by it`);
}

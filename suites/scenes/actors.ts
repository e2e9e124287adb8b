import type { KeyPairView } from '../../targets/target.ts';

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

import type { Behaviours } from '../../../../targets/ec2/reference/behaviours.ts';

/** A removal that remembers the names of what it takes out, by id. */
export function rememberingRemoval({ deletion }: Behaviours): {
  readonly names: ReadonlyMap<string, string>;
  readonly remove: Behaviours['deletion']['remove'];
} {
  const names = new Map<string, string>();
  return {
    names,
    remove: (ctx, pair) => {
      names.set(pair.id, pair.name);
      deletion.remove(ctx, pair);
    },
  };
}

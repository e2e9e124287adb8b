/** Names of targets with the names of the targets whose code each of them embeds. */
export type Lineage = Readonly<Record<string, readonly string[]>>;

/** What a target embeds; its name may be any, also one that every object has. */
export function embeddedIn(name: string, lineage: Lineage): readonly string[] {
  return Object.hasOwn(lineage, name) ? (lineage[name] ?? []) : [];
}

/**
 * The family of each target: targets that embed one another, or a common third, directly or by way of others, are
 * relatives, and so are versions of one target. What relatives agree on, one witness has said.
 * @param names of the targets
 * @returns family of each name; its identity is the alphabetically first name that belongs to it
 */
export function familiesOf(names: readonly string[], lineage: Lineage): ReadonlyMap<string, string> {
  const families = new Map<string, Set<string>>();
  const familyOf = (name: string): Set<string> => {
    const family = families.get(name) ?? new Set([name]);
    families.set(name, family);
    return family;
  };
  for (const name of [...names, ...Object.keys(lineage)]) {
    for (const embedded of embeddedIn(name, lineage)) {
      const joined = new Set([...familyOf(name), ...familyOf(embedded)]);
      for (const member of joined) families.set(member, joined);
    }
  }
  return new Map(names.map((name) => [name, [...familyOf(name)].sort()[0] ?? name]));
}

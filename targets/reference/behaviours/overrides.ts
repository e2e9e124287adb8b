/** Replacements for some functions of some groups. */
export type OverridesOf<All> = { readonly [Group in keyof All]?: Partial<All[Group]> };

/** All groups, with some functions replaced. */
export function replacing<All extends object>(groups: All, overrides: OverridesOf<All>): All {
  const given: Readonly<Record<string, object | undefined>> = overrides;
  const made = Object.entries(groups).map(([group, correct]) => [group, { ...correct, ...given[group] }]);
  return Object.fromEntries(made) as All;
}

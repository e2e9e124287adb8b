/** How a type uses each of its keys: the compiler refuses a table that lacks one, has another, or has it otherwise. */
export type KeyUses<T> = {
  readonly [K in keyof T]-?: Pick<T, K> extends Required<Pick<T, K>> ? 'required' : 'optional';
};

/** A part of a JSON Schema, as far as keys go. */
interface ObjectSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}

/** The keys that a schema uses, and whether an object may have others. */
export function usesOf({ properties = {}, required = [], additionalProperties }: ObjectSchema): object {
  const uses = Object.keys(properties).map((key) => [key, required.includes(key) ? 'required' : 'optional']);
  return { ...Object.fromEntries(uses), ...(additionalProperties !== false && { '...': 'any' }) };
}

/**
 * The part of a schema at a path of names; `[]` is the schema of the items.
 * @throws Error where there is none
 */
export function schemaAt(schema: unknown, path: string): ObjectSchema {
  const names = path.split('.').filter((name) => name !== '');
  const found = names.reduce<unknown>((part, name) => {
    const { properties, items, $defs } = (part ?? {}) as Readonly<
      Record<string, Readonly<Record<string, unknown>>>
    >;
    if (name === '[]') return items;
    return name.startsWith('$') ? $defs?.[name.slice(1)] : properties?.[name];
  }, schema);
  if (found === undefined) throw new Error(`the schema has no ${path}`);
  return found as ObjectSchema;
}

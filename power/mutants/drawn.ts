/** One row of a table of faults: how one looks, what is wrong, and for which key pairs. */
export interface Row<Way, Field, Kind> {
  readonly way: Way;
  readonly field: Field;
  readonly kind: Kind;
}

/**
 * Every third combination, so that each way meets each field, each field each kind, and each kind each way: what all of
 * them would add is time, because two rows differ in no more than their third part.
 */
export function drawn<Way, Field, Kind>(
  ways: readonly Way[],
  fields: readonly Field[],
  kinds: readonly Kind[],
): readonly Row<Way, Field, Kind>[] {
  return ways.flatMap((way, w) =>
    fields.flatMap((field, f) =>
      kinds.flatMap((kind, k) => ((w + f + k) % 3 === 0 ? [{ way, field, kind }] : [])),
    ),
  );
}

/**
 * From the schemas of a contract to values: `arbitraryFor` makes what satisfies a schema, `boundariesOf` lists its
 * edges, `violationsOf` breaks one keyword at a time.
 */
export { boundariesOf } from './arbitraries/boundaries.ts';
export type { Schema } from './arbitraries/keywords.ts';
export { arbitraryFor } from './arbitraries/values.ts';
export { type Violation, violationsOf } from './arbitraries/violations.ts';

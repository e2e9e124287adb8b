import type { Contract, Json } from '../../specs/contract.ts';

/**
 * The ways in which a body can differ from its declaration, each judged by itself:
 * `readable` not in the declared language at all; `declaration` XML that does not begin with its declaration; `root` another outermost element; `namespace` an element in another
 * namespace; `required` a required member is not there; `once` a member is there several times; `undeclared` something
 * nobody declared; `list` a list that is not built as declared; `count` too few or too many items; `value` another type
 * or format.
 */
export type ShapeAspect =
  | 'readable'
  | 'declaration'
  | 'root'
  | 'namespace'
  | 'required'
  | 'once'
  | 'undeclared'
  | 'list'
  | 'count'
  | 'value';

/** One difference between a body and its declaration. */
export interface ShapeFault {
  readonly aspect: ShapeAspect;
  /** The member in the words of the schema, e.g. `pairs[].id`; empty for the body as a whole. */
  readonly path: string;
  /** The same with the numbers of list items, from 0. */
  readonly place: string;
  readonly expected: string;
  readonly observed: string;
  /** Of a missing member: where it is under a name of another case. */
  readonly spelled?: string;
}

/** A body read by its declaration: its value as JSON (as far as it could be read) and all differences. */
export interface ShapeReading {
  readonly value: Json | undefined;
  readonly faults: readonly ShapeFault[];
}

/** Schemas that `$ref`s of a response body point into. */
export type Components = Contract['components'];

import {
  type OperationOf,
  type OutcomeWith,
  type PreparedWith,
  type Refusal,
  refusal,
  type SuccessWith,
} from '../../reference/outcome.ts';
import type { Context } from './context.ts';

export { firstRefusal, type Literal, type Refusal, refusal } from '../../reference/outcome.ts';

/** A value of an answer: JSON writes it as it is, XML as elements. */
export type Value = string | number | boolean | readonly Value[] | Fields;
export interface Fields {
  readonly [name: string]: Value;
}

/** The service did it: the members of the answer, without its RequestId. */
export type Success = SuccessWith<Fields>;
export type Outcome = OutcomeWith<Fields>;
export type Prepared = PreparedWith<Fields>;

export type Operation = OperationOf<Context, Fields>;

/** A parameter that the action cannot do without. */
export function missingParameter(name: string): Refusal {
  return refusal(
    'MissingParameter',
    `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
  );
}

/** Makes a success. */
export function success(fields: Fields): Success {
  return { kind: 'success', fields };
}

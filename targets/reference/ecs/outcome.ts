import type { Context } from './context.ts';

/** A value of an answer: JSON writes it as it is, XML as elements. */
export type Value = string | number | boolean | readonly Value[] | Fields;
export interface Fields {
  readonly [name: string]: Value;
}

/** The service says no: HTTP status, error code and message. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** The service did it: the members of the answer, without its RequestId. */
export interface Success {
  readonly kind: 'success';
  readonly fields: Fields;
}

/** A body that is written as it stands, for answers outside the envelope of ECS. */
export interface Literal {
  readonly kind: 'literal';
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What becomes of a request. */
export type Outcome = Refusal | Success | Literal;

/** A request that passed every check, with the step that carries it out. */
export interface Prepared {
  readonly kind: 'prepared';
  readonly perform: () => Promise<Outcome>;
}

/** An action of the service: `prepare` only looks, and what it returns does. */
export type Operation = (ctx: Context) => Refusal | Prepared;

/** Makes a refusal; 400 is the status of most. */
export function refusal(code: string, message: string, status = 400): Refusal {
  return { kind: 'refusal', status, code, message };
}

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

/** The result of the first check that refuses; the later ones are not run. */
export function firstRefusal(...checks: readonly (() => Refusal | undefined)[]): Refusal | undefined {
  for (const check of checks) {
    const refused = check();
    if (refused !== undefined) return refused;
  }
  return undefined;
}

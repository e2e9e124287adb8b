import type { Context } from './context.ts';

/** An element of a response: a leaf with text, or a parent with children. */
export type XmlNode =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly children: readonly XmlNode[] };

/** The service says no: HTTP status, error code and message. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** The service did it: the elements of the response, without its requestId. */
export interface Success {
  readonly kind: 'success';
  readonly fields: readonly XmlNode[];
}

/** A body that is written as it stands, for answers outside the EC2 envelope. */
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

/** Makes a refusal; 400 is the status of nearly all. */
export function refusal(code: string, message: string, status = 400): Refusal {
  return { kind: 'refusal', status, code, message };
}

/** Makes a success. */
export function success(fields: readonly XmlNode[]): Success {
  return { kind: 'success', fields };
}

/** Makes a leaf element. */
export function leaf(name: string, text: string): XmlNode {
  return { name, text };
}

/** The result of the first check that refuses; the later ones are not run. */
export function firstRefusal(...checks: readonly (() => Refusal | undefined)[]): Refusal | undefined {
  for (const check of checks) {
    const refused = check();
    if (refused !== undefined) return refused;
  }
  return undefined;
}

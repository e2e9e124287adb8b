import type { OperationOf, OutcomeWith, PreparedWith, SuccessWith } from '../../reference/outcome.ts';
import type { Context } from './context.ts';

export { firstRefusal, type Literal, type Refusal, refusal } from '../../reference/outcome.ts';

/** An element of a response: a leaf with text, or a parent with children. */
export type XmlNode =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly children: readonly XmlNode[] };

/** The service did it: the elements of the response, without its requestId. */
export type Success = SuccessWith<readonly XmlNode[]>;
export type Outcome = OutcomeWith<readonly XmlNode[]>;
export type Prepared = PreparedWith<readonly XmlNode[]>;

export type Operation = OperationOf<Context, readonly XmlNode[]>;

/** Makes a success. */
export function success(fields: readonly XmlNode[]): Success {
  return { kind: 'success', fields };
}

/** Makes a leaf element. */
export function leaf(name: string, text: string): XmlNode {
  return { name, text };
}

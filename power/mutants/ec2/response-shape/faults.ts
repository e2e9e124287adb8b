import { leaf, type XmlNode } from '../../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../../mutant.ts';
import { type Condition, only } from '../conditions.ts';
import { type ForEach, forEachOperation } from '../faults/operations.ts';

/** One fault for the answers of each operation alone. */
export const forEach: ForEach = forEachOperation('response-shape');

/** The elements of an answer, changed. */
export function fields(
  condition: Condition,
  change: (nodes: readonly XmlNode[]) => readonly XmlNode[],
): Mutant['fault'] {
  return ({ xml }) => ({
    xml: { fields: only(condition, (ctx, nodes) => change(xml.fields(ctx, nodes)), xml.fields) },
  });
}

/** The elements of every described item, changed. */
export function items(change: (nodes: readonly XmlNode[]) => readonly XmlNode[]): Mutant['fault'] {
  return ({ responses }) => ({
    responses: { describedItem: (ctx, pair) => change(responses.describedItem(ctx, pair)) },
  });
}

/** Leaves elements of a name out. */
export const without =
  (name: string) =>
  (nodes: readonly XmlNode[]): readonly XmlNode[] =>
    nodes.filter((node) => node.name !== name);

/** Gives elements of a name another one. */
export const renamed =
  (from: string, to: string) =>
  (nodes: readonly XmlNode[]): readonly XmlNode[] =>
    nodes.map((node) => (node.name === from ? { ...node, name: to } : node));

/** Changes the text of elements of a name. */
export const rewritten =
  (name: string, change: (text: string) => string) =>
  (nodes: readonly XmlNode[]): readonly XmlNode[] =>
    nodes.map((node) => (node.name === name && 'text' in node ? leaf(name, change(node.text)) : node));

import { type Layout, paragraph } from '../reports/console/layout.ts';
import type { Requirement } from '../specs/contract.ts';

/** A requirement in a list for people: its statement, and under it its id with level and evidence. */
export function requirementLines(
  { id, level, evidence, statement }: Requirement,
  layout: Layout,
): readonly string[] {
  const name = `    ${id}`;
  const rank = `  ${level}, ${evidence}`;
  const fits = name.length + rank.length <= layout.width;
  const lines = fits ? [`${name}${layout.style.dim(rank)}`] : [name, `    ${layout.style.dim(rank)}`];
  return [...paragraph(statement, layout), ...lines];
}

import { type Layout, paragraph } from '../reports/console/layout.ts';
import type { Requirement } from '../specs/contract.ts';

/** Something in a list for people: its text, and under it its id with what is to be known of it. */
export interface ListEntry {
  readonly text: string;
  readonly id: string;
  readonly note: string;
}

/** The lines of an entry, none wider than the layout. */
export function entryLines({ text, id, note }: ListEntry, layout: Layout): readonly string[] {
  const name = `    ${id}`;
  const rank = `  ${note}`;
  const fits = name.length + rank.length <= layout.width;
  const lines = fits ? [`${name}${layout.style.dim(rank)}`] : [name, `    ${layout.style.dim(rank)}`];
  return [...paragraph(text, layout), ...lines];
}

/** A requirement as an entry: its statement, and its id with level and evidence. */
export function requirementEntry({ id, level, evidence, statement }: Requirement): ListEntry {
  return { text: statement, id, note: `${level}, ${evidence}` };
}

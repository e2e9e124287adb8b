import type { Location } from './contract.ts';
import { escapeLine } from './escape.ts';

/** A place in a specs file; `column` counts from 1 where it is known. */
export interface Place extends Location {
  readonly column?: number;
}

/** One thing that is wrong in the specs: where it stands and what to do about it. */
export interface Problem {
  readonly location: Place;
  readonly message: string;
}

/** Renders a problem as `file:line:column message`, one line. */
export function formatProblem({ location, message }: Problem): string {
  const column = location.column === undefined ? '' : `:${location.column}`;
  // A message quotes what stands in the file, line breaks and all.
  return escapeLine(`${location.file}:${location.line}${column} ${message}`);
}

/** Thrown when a provider folder does not load; carries every problem found, in reading order. */
export class SpecError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'SpecError';
    this.problems = problems;
  }
}

/** Sorts by file, line and column, and drops exact repeats. */
export function inReadingOrder(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [formatProblem(problem), problem]));
  return [...unique.values()].sort(
    (a, b) =>
      compare(a.location.file, b.location.file) ||
      a.location.line - b.location.line ||
      (a.location.column ?? 0) - (b.location.column ?? 0),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

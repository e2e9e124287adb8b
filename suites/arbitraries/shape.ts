import { ANY, type CodePoints, drawable, intersection, PLAIN } from './code-points.ts';

/** From `min` to `max` characters of one set. `max` may be Infinity. */
export interface Run {
  readonly kind: 'run';
  /** What the expression allows. */
  readonly allowed: CodePoints;
  /** What values are made of. */
  readonly drawn: CodePoints;
  /** The part of `drawn` that is printable ASCII, or all of it when there is none. */
  readonly familiar: CodePoints;
  readonly min: number;
  readonly max: number;
}

/** The structure of a regular expression, as far as the text of it goes. */
export type Shape =
  | Run
  | { readonly kind: 'sequence'; readonly items: readonly Shape[] }
  | { readonly kind: 'choice'; readonly options: readonly Shape[] }
  | { readonly kind: 'star'; readonly item: Shape };

export function run(allowed: CodePoints, min: number, max: number): Run {
  const drawn = drawable(allowed);
  const ascii = intersection(drawn, PLAIN.slice(0, 1));
  return { kind: 'run', allowed, drawn, familiar: ascii.length > 0 ? ascii : drawn, min, max };
}

export const EMPTY: Shape = { kind: 'sequence', items: [] };

/** Any text of any length. */
export function anyText(): Run {
  return run(ANY, 0, Number.POSITIVE_INFINITY);
}

/** `item` from `min` to `max` times. `max` may be Infinity. */
export function repeat(item: Shape, min: number, max: number): Shape {
  if (item.kind === 'run' && item.min === 1 && item.max === 1) return { ...item, min, max };
  const items = Array.from({ length: min }, () => item);
  if (max === Number.POSITIVE_INFINITY) items.push({ kind: 'star', item });
  else {
    const optional: Shape = { kind: 'choice', options: [item, EMPTY] };
    items.push(...Array.from({ length: max - min }, () => optional));
  }
  return { kind: 'sequence', items };
}

/** The length of the shortest text of the shape, in code points. */
export function shortest(shape: Shape): number {
  switch (shape.kind) {
    case 'run':
      return shape.min;
    case 'sequence':
      return shape.items.reduce((sum, item) => sum + shortest(item), 0);
    case 'choice':
      return Math.min(...shape.options.map(shortest));
    case 'star':
      return 0;
  }
}

/** Every run in the shape, each once. */
export function runsOf(shape: Shape): Run[] {
  const found = new Set<Run>();
  const visit = (inner: Shape): void => {
    if (inner.kind === 'run') found.add(inner);
    else if (inner.kind === 'star') visit(inner.item);
    else for (const part of new Set(inner.kind === 'sequence' ? inner.items : inner.options)) visit(part);
  };
  visit(shape);
  return [...found];
}

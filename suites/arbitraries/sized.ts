import type { Run, Shape } from './shape.ts';

/** How the writer decides where the shape leaves a choice. Lists are never empty. */
export interface Chooser {
  length(feasible: readonly number[]): number;
  option(feasible: readonly Shape[]): Shape;
  /** One character of the run, as text. */
  character(run: Run): string;
}

type Lengths = ReadonlySet<number>;

/** Writes texts of a shape with an exact length. Lengths are code points and go up to `cap`. */
export class Sized {
  readonly #shape: Shape;
  readonly #cap: number;
  readonly #lengths = new Map<Shape, Lengths>();
  /** Of a sequence: for each position the lengths that its items from there on can have together. */
  readonly #tails = new Map<Shape, readonly Lengths[]>();

  constructor(shape: Shape, cap: number) {
    this.#shape = shape;
    this.#cap = cap;
  }

  /** Every length from `min` to the cap that some text of the shape has, ascending. */
  lengthsFrom(min: number): number[] {
    return [...this.#lengthsOf(this.#shape)].filter((length) => length >= min).sort((a, b) => a - b);
  }

  /** A text of the shape. `length` must be one of `lengthsFrom(0)`. */
  write(length: number, chooser: Chooser): string {
    return this.#write(this.#shape, length, chooser);
  }

  #write(shape: Shape, length: number, chooser: Chooser): string {
    switch (shape.kind) {
      case 'run':
        return Array.from({ length }, () => chooser.character(shape)).join('');
      case 'choice': {
        const feasible = shape.options.filter((option) => this.#lengthsOf(option).has(length));
        return this.#write(chooser.option(feasible), length, chooser);
      }
      case 'sequence': {
        const tails = this.#tailsOf(shape, shape.items);
        let left = length;
        return shape.items
          .map((item, index) => {
            const share = this.#share(item, left, tails[index + 1] ?? new Set(), chooser);
            left -= share;
            return this.#write(item, share, chooser);
          })
          .join('');
      }
      case 'star': {
        let text = '';
        for (let left = length; left > 0; ) {
          const share = this.#share(shape.item, left, this.#lengthsOf(shape), chooser);
          left -= share;
          text += this.#write(shape.item, share, chooser);
        }
        return text;
      }
    }
  }

  /** How much of `left` goes to `item`, so that the rest can take what remains. An item of a star takes at least one. */
  #share(item: Shape, left: number, rest: Lengths, chooser: Chooser): number {
    const feasible = [...this.#lengthsOf(item)].filter((length) => rest.has(left - length));
    const [single] = feasible;
    if (feasible.length === 1 && single !== undefined) return single;
    return chooser.length(feasible);
  }

  #lengthsOf(shape: Shape): Lengths {
    const known = this.#lengths.get(shape);
    if (known !== undefined) return known;
    const lengths = this.#compute(shape);
    this.#lengths.set(shape, lengths);
    return lengths;
  }

  #compute(shape: Shape): Lengths {
    switch (shape.kind) {
      case 'run': {
        const count = Math.min(shape.max, this.#cap) - shape.min + 1;
        return new Set(Array.from({ length: Math.max(0, count) }, (_, index) => shape.min + index));
      }
      case 'choice':
        return new Set(shape.options.flatMap((option) => [...this.#lengthsOf(option)]));
      case 'sequence':
        return this.#tailsOf(shape, shape.items)[0] ?? new Set();
      case 'star': {
        const reached = new Set([0]);
        const steps = [...this.#lengthsOf(shape.item)].filter((step) => step > 0);
        for (let length = 1; length <= this.#cap; length++) {
          if (steps.some((step) => reached.has(length - step))) reached.add(length);
        }
        return reached;
      }
    }
  }

  #tailsOf(sequence: Shape, items: readonly Shape[]): readonly Lengths[] {
    const known = this.#tails.get(sequence);
    if (known !== undefined) return known;
    const tails: Lengths[] = [new Set([0])];
    for (const item of items.toReversed())
      tails.unshift(this.#sums(this.#lengthsOf(item), tails[0] ?? new Set()));
    this.#tails.set(sequence, tails);
    return tails;
  }

  #sums(heads: Lengths, tails: Lengths): Lengths {
    const sums = new Set<number>();
    for (const head of heads) {
      for (const tail of tails) if (head + tail <= this.#cap) sums.add(head + tail);
    }
    return sums;
  }
}

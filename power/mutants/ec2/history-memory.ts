import type { Context } from '../../../targets/ec2/reference/context.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';

import { type Row, table } from './table.ts';

/** Rows without their names, by name. */
export type Tails = Readonly<Record<string, Tail>>;
type Tail = Row extends readonly [string, ...infer Rest] ? Rest : never;

/** A fault that shows when calls follow each other, in one row without its name. */
export function inSequence(mustBeKilledBy: string): (summary: string, fault: Mutant['fault']) => Tail {
  return (summary, fault) => [summary, mustBeKilledBy, fault, { kind: 'sequence' }];
}

/** The mutants of such rows. */
export function sequences(tails: Tails): readonly Mutant[] {
  return table(
    'history',
    Object.entries(tails).map(([name, tail]): Row => [name, ...tail]),
  );
}

/** A name in its region, for what a fault remembers of it. */
export function place(ctx: Context, name: string): string {
  return `${ctx.region}/${name}`;
}

/** The name that a request is about. */
export function nameOf(ctx: Context): string {
  return ctx.parameters.get('KeyName') ?? '';
}

/** Puts a changed key pair in the place of the one with its id. */
export function change(ctx: Context, pair: KeyPair, other: Partial<KeyPair>): void {
  ctx.store.put(ctx.behaviours.names.key(ctx, pair.name), { ...pair, ...other });
}

/** Counts by key. */
export class Counts {
  readonly #counts = new Map<string, number>();

  /** One more; tells how many there are now. */
  next(key: string): number {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count;
  }

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }
}

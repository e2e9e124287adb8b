import type { DuplicatesOf, StoreOf } from '../../../targets/reference/behaviours/store.ts';
import type { Refusal } from '../../../targets/reference/outcome.ts';
import type { KeyPair, KeyPairStore, Tag } from '../../../targets/reference/store.ts';
import type { FaultKind, MutantProvider } from '../mutant.ts';
import * as shared from '../table.ts';

/** A key pair, as far as every reference keeps it. */
export type AnyPair = Pick<KeyPair, 'id' | 'name' | 'origin' | 'fingerprint' | 'createdAt' | 'tags'>;

/** A request, as far as every reference has it. */
export interface AnyContext {
  readonly action: string;
  readonly region: string;
  readonly parameters: { get(name: string): string | undefined; names(): readonly string[] };
  readonly store: KeyPairStore<AnyPair>;
  readonly behaviours: AnyBehaviours;
}

/** The behaviours that every reference has, as far as the faults of histories replace them. */
export interface AnyBehaviours {
  readonly protocol: {
    delay(ctx: AnyContext): Promise<void>;
    throttle(ctx: AnyContext): Refusal | undefined;
  };
  readonly names: { key(ctx: AnyContext, name: string): string };
  readonly material: { read(ctx: AnyContext): object };
  readonly tags: { stored(ctx: AnyContext): readonly Tag[] };
  readonly duplicates: DuplicatesOf<AnyContext>;
  readonly store: StoreOf<AnyContext, AnyPair>;
  readonly describe: { selected(ctx: AnyContext): readonly AnyPair[] };
  readonly deletion: { remove(ctx: AnyContext, pair: AnyPair): void };
  readonly responses: { deleted(ctx: AnyContext, ...pair: readonly unknown[]): unknown };
}

/** A fault that every reference can have. */
export type AnyFault = (correct: AnyBehaviours) => {
  readonly [Group in keyof AnyBehaviours]?: Partial<AnyBehaviours[Group]>;
};
export type When = (ctx: AnyContext) => boolean;

/** A fault in one behaviour of any reference. */
export const at: shared.At<AnyBehaviours> = shared.at as unknown as shared.At<AnyBehaviours>;

/** Several faults as one. */
export const together: (...faults: readonly AnyFault[]) => AnyFault = shared.together<AnyBehaviours>;

/** A fault that is made anew for each server. */
export const perServer: (make: (correct: AnyBehaviours) => AnyFault) => AnyFault =
  shared.perServer<AnyBehaviours>;

/** In what the providers differ, as far as these faults need to know. */
export interface HistoryService {
  readonly creating: When;
  readonly importing: When;
  readonly describing: When;
  readonly deleting: When;
  /** Whether a describe names a key pair, by its name. */
  readonly byName: When;
  /** Whether a describe asks for everything. */
  readonly everything: When;
  /** The name that a make or a delete is about. */
  nameOf(ctx: AnyContext): string;
  /** The refusal of a name that is taken. */
  readonly taken: Refusal;
  /** What of a key pair is its key. */
  key(pair: AnyPair): Partial<AnyPair>;
}

/** A fault of a history in one row, of no provider yet. */
export type AnyRow = readonly [
  name: string,
  summary: string,
  mustBeKilledBy: string,
  fault: AnyFault,
  more: { readonly kind: FaultKind },
];

/** The rows for one provider. Its reference has all that `AnyBehaviours` says, which no type of both says. */
export function rowsFor<Provider extends MutantProvider>(
  rows: readonly AnyRow[],
): readonly shared.Row<Provider>[] {
  return rows as unknown as readonly shared.Row<Provider>[];
}

/** Whether a request makes a key pair. */
export const making =
  ({ creating, importing }: HistoryService): When =>
  (ctx) =>
    creating(ctx) || importing(ctx);

/** A name in its region, for what a fault remembers of it. */
export function place(ctx: { readonly region: string }, name: string): string {
  return `${ctx.region}/${name}`;
}

/** Puts a changed key pair in the place of the one with its id. */
export function change<Pair extends AnyPair>(
  ctx: {
    readonly store: { put(nameKey: string, pair: Pair): void };
    readonly behaviours: { readonly names: { key(ctx: never, name: string): string } };
  },
  pair: Pair,
  other: Partial<Pair>,
): void {
  ctx.store.put(ctx.behaviours.names.key(ctx as never, pair.name), { ...pair, ...other });
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
}

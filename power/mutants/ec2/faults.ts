import type { Topic } from '../../../specs/contract.ts';
import type { Behaviours } from '../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { type Refusal, refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';
import { regionsSeen } from '../table.ts';
import { type Condition, type Fault, OPERATIONS, type Row } from './table.ts';

/** The two parameters of a create that name a kind of key, with what is known of each. */
const KINDS = {
  type: { parameter: 'KeyType', known: 'keyTypes', refuse: 'refuseKeyType' },
  format: { parameter: 'KeyFormat', known: 'keyFormats', refuse: 'refuseKeyFormat' },
} as const;

/** One of these parameters. */
export type Kind = keyof typeof KINDS;

/** Values of a kind that are taken although they should be refused; absent ones are never refused. */
export function takes(kind: Kind, test: (sent: string) => boolean): Mutant['fault'] {
  const { parameter, refuse } = KINDS[kind];
  return ({ types }) => ({
    types: {
      [refuse]: (ctx: Context) =>
        test(ctx.parameters.get(parameter) ?? '') ? undefined : types[refuse](ctx),
    },
  });
}

/** A value of a kind that is as good as the known ones. */
export function knows(kind: Kind, value: string): Mutant['fault'] {
  const { known } = KINDS[kind];
  return ({ types }) => ({
    types: { [known]: (ctx: Context) => [...types[known](ctx), value] },
  });
}

/** A known value of a kind may be written in some other way. */
export function alsoWritten(kind: Kind, change: (sent: string) => string): Mutant['fault'] {
  const { parameter, known, refuse } = KINDS[kind];
  return ({ types }) => ({
    types: {
      [refuse]: (ctx: Context) =>
        types[known](ctx).includes(change(ctx.parameters.get(parameter) ?? ''))
          ? undefined
          : types[refuse](ctx),
    },
  });
}

/** One row for each operation alone; `<topic>.<operation>.<requirement>` must detect it. */
export type ForEach = (
  name: string,
  summary: (operation: string) => string,
  requirement: string,
  fault: (here: Condition) => Fault,
) => readonly Row[];

/** Declares one fault of a topic for all operations. */
export function forEachOperation(topic: Topic): ForEach {
  return (name, summary, requirement, fault) =>
    OPERATIONS.map(([operation, here]) => [
      `${operation}-${name}`,
      summary(operation),
      `${topic}.${operation}.${requirement}`,
      fault(here),
    ]);
}

/** What the service says to a name that exists. */
export const DUPLICATE: Refusal = refusal('InvalidKeyPair.Duplicate', 'The keypair already exists');

/** A fault that sees what other regions hold. */
export function acrossRegions(
  fault: (others: (ctx: Context) => readonly Context[]) => Mutant['fault'],
): Mutant['fault'] {
  return (correct) => {
    const { others, watching } = regionsSeen<Context>();
    const overrides = fault(others)(correct);
    const insert = overrides.store?.insert ?? correct.store.insert;
    return { ...overrides, store: { ...overrides.store, insert: watching(insert) } };
  };
}

/** All key pairs of some regions. */
export const pairsOf = (contexts: readonly Context[]): readonly KeyPair[] =>
  contexts.flatMap(({ store }) => store.all());

/** A removal that remembers the names of what it takes out, by id. */
export function rememberingRemoval({ deletion }: Behaviours): {
  readonly names: ReadonlyMap<string, string>;
  readonly remove: Behaviours['deletion']['remove'];
} {
  const names = new Map<string, string>();
  return {
    names,
    remove: (ctx, pair) => {
      names.set(pair.id, pair.name);
      deletion.remove(ctx, pair);
    },
  };
}

/** Keeps a key pair under the name of a request that was refused; nothing where the region has none to copy. */
export function keepResidue(ctx: Context): void {
  const { names, identifiers } = ctx.behaviours;
  const [any] = ctx.store.all();
  const name = ctx.parameters.get('KeyName') ?? '';
  const key = names.key(ctx, name);
  if (any === undefined || ctx.store.byName(key) !== undefined) return;
  ctx.store.put(key, { ...any, name, id: identifiers.keyPairId(ctx) });
}

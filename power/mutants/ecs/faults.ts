import { randomBytes } from 'node:crypto';
import type { EcsBehaviours } from '../../../targets/ecs/reference/behaviours.ts';
import type { Context, EcsKeyPair } from '../../../targets/ecs/reference/context.ts';
import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsMutant } from '../mutant.ts';
import { regionsSeen } from '../table.ts';
import { importing, type Row } from './table.ts';

/** What a row says after the name of the mutant. */
export type EcsFault = Row extends readonly [string, ...infer Rest] ? Readonly<Rest> : never;

/** Keeps a key pair that nobody has the private half of. */
export function putMadeUp(correct: EcsBehaviours, ctx: Context, name: string): void {
  const pair: EcsKeyPair = {
    id: correct.identifiers.keyPairId(ctx),
    name,
    origin: 'imported',
    algorithm: 'ssh-rsa',
    blob: randomBytes(64),
    fingerprint: randomBytes(16).toString('hex'),
    createdAt: correct.clock.now(ctx),
    tags: [],
    resourceGroup: '',
  };
  ctx.store.put(correct.names.key(ctx, name), pair);
}

/** A fault that knows the requests of other regions that made something. */
export function acrossRegions(
  fault: (others: (ctx: Context) => readonly Context[]) => EcsMutant['fault'],
): EcsMutant['fault'] {
  return (correct) => {
    const { others, watching } = regionsSeen<Context>();
    const overrides = fault(others)(correct);
    const insert = overrides.store?.insert ?? correct.store.insert;
    return { ...overrides, store: { ...overrides.store, insert: watching(insert) } };
  };
}

/** An import that refuses a key which one of these key pairs has, as if its name were taken. */
export function refusesKnownKeys(
  { duplicates, material }: EcsBehaviours,
  known: (ctx: Context) => readonly EcsKeyPair[],
): EcsBehaviours['duplicates']['refuse'] {
  return (ctx, name) => {
    const key = importing(ctx) ? material.read(ctx) : undefined;
    const isKnown =
      key !== undefined && 'blob' in key && known(ctx).some(({ blob }) => blob.equals(key.blob));
    return isKnown
      ? refusal('KeyPair.AlreadyExist', 'The key pair already exist.')
      : duplicates.refuse(ctx, name);
  };
}

/** The key pairs of the regions of some requests. */
export function pairsOf(contexts: readonly Context[]): readonly EcsKeyPair[] {
  return contexts.flatMap(({ store }) => store.all());
}

/** A describe that compares names otherwise. */
export function matches(
  summary: string,
  mustBeKilledBy: string,
  fits: (name: string, pattern: string, right: (name: string) => boolean) => boolean,
): EcsFault {
  return [
    summary,
    mustBeKilledBy,
    ({ describe }) => ({
      describe: {
        nameMatcher(ctx, pattern) {
          const right = describe.nameMatcher(ctx, pattern);
          return (name) => fits(name, pattern, right);
        },
      },
    }),
  ];
}

import type { Context } from '../../../../targets/ec2/reference/context.ts';
import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../../targets/reference/store.ts';
import type { Mutant } from '../../mutant.ts';
import { accept, type Condition, only } from '../conditions.ts';
import { DUPLICATE } from '../faults/refusals.ts';

/** A rule on the characters or the length of names that some action leaves out. */
export function lets(
  which: 'controlCharacter' | 'nonAscii' | 'tooLong',
  condition: Condition,
): Mutant['fault'] {
  return ({ names }) => ({ names: { [which]: only(condition, accept, names[which]) } });
}

/** Empty names that some action takes. */
export function letsEmpty(condition: Condition): Mutant['fault'] {
  return ({ names }) => ({
    names: {
      missing: only(
        condition,
        (ctx) => (ctx.parameters.get('KeyName') === '' ? undefined : names.missing(ctx)),
        names.missing,
      ),
    },
  });
}

/** Requests without a name for which some action invents one. */
export function inventsName(condition: Condition): Mutant['fault'] {
  return ({ names }) => ({
    names: {
      missing: only(
        condition,
        (ctx) => (ctx.parameters.get('KeyName') === undefined ? undefined : names.missing(ctx)),
        names.missing,
      ),
      stored: (ctx, name) => (name === '' ? `key-pair-${ctx.requestId}` : name),
    },
  });
}

/** Names with a space at one end that some action takes. */
export function letsSpace(where: 'startsWith' | 'endsWith', condition: Condition): Mutant['fault'] {
  return ({ names }) => ({
    names: {
      untrimmed: only(
        condition,
        (ctx, name) => (name[where](' ') ? undefined : names.untrimmed(ctx, name)),
        names.untrimmed,
      ),
    },
  });
}

/** Another greatest length. */
export function maximumLength(value: number, condition: Condition): Mutant['fault'] {
  return ({ names }) => ({ names: { maximumLength: only(condition, () => value, names.maximumLength) } });
}

/** Good names that some action refuses. */
export function refuses(
  test: (name: string) => boolean,
  condition: Condition,
  message = 'Bad name',
): Mutant['fault'] {
  return ({ names }) => ({
    names: {
      refuse: only(
        condition,
        (ctx, name) => (test(name) ? refusal('InvalidParameterValue', message) : names.refuse(ctx, name)),
        names.refuse,
      ),
    },
  });
}

/** Names that some action keeps in another way. */
export function keeps(change: (name: string) => string, condition: Condition): Mutant['fault'] {
  return ({ names }) => ({
    names: { stored: only(condition, (_ctx, name) => change(name), names.stored) },
  });
}

/** Names that stay taken once a key pair of this origin had them. */
export function neverFree(origin: KeyPair['origin']): Mutant['fault'] {
  return ({ duplicates, store }) => {
    const used = new Set<string>();
    const place = (ctx: Context, name: string): string => `${ctx.region}/${name}`;
    return {
      duplicates: {
        refuse: (ctx, name) => (used.has(place(ctx, name)) ? DUPLICATE : duplicates.refuse(ctx, name)),
      },
      store: {
        insert: (ctx, pair) => {
          const refused = store.insert(ctx, pair);
          if (refused === undefined && pair.origin === origin) used.add(place(ctx, pair.name));
          return refused;
        },
      },
    };
  };
}

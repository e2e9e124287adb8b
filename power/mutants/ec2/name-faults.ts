import type { Context } from '../../../targets/ec2/reference/context.ts';
import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';
import { DUPLICATE } from './faults.ts';
import { accept, always, at, type Condition, only, perServer, together } from './table.ts';

/** A rule on the characters or the length of names that some action leaves out. */
export function lets(
  which: 'controlCharacter' | 'nonAscii' | 'tooLong',
  condition: Condition,
): Mutant['fault'] {
  return ({ names }) => ({ names: { [which]: only(condition, accept, names[which]) } });
}

/** Empty names that some action takes. */
export function letsEmpty(condition: Condition): Mutant['fault'] {
  return at('names', 'missing', condition, (right, ctx) =>
    ctx.parameters.get('KeyName') === '' ? undefined : right(ctx),
  );
}

/** Requests without a name for which some action invents one. */
export function inventsName(condition: Condition): Mutant['fault'] {
  return together(
    at('names', 'missing', condition, (right, ctx) =>
      ctx.parameters.get('KeyName') === undefined ? undefined : right(ctx),
    ),
    at('names', 'stored', always, (_right, ctx, name) => (name === '' ? `key-pair-${ctx.requestId}` : name)),
  );
}

/** Names with a space at one end that some action takes. */
export function letsSpace(where: 'startsWith' | 'endsWith', condition: Condition): Mutant['fault'] {
  return at('names', 'untrimmed', condition, (right, ctx, name) =>
    name[where](' ') ? undefined : right(ctx, name),
  );
}

/** Another greatest length. */
export function maximumLength(value: number, condition: Condition): Mutant['fault'] {
  return at('names', 'maximumLength', condition, () => value);
}

/** Good names that some action refuses. */
export function refuses(
  test: (name: string) => boolean,
  condition: Condition,
  message = 'Bad name',
): Mutant['fault'] {
  return at('names', 'refuse', condition, (right, ctx, name) =>
    test(name) ? refusal('InvalidParameterValue', message) : right(ctx, name),
  );
}

/** Names that some action keeps in another way. */
export function keeps(change: (name: string) => string, condition: Condition): Mutant['fault'] {
  return at('names', 'stored', condition, (_right, _ctx, name) => change(name));
}

/** Names that stay taken once a key pair of this origin had them. */
export function neverFree(origin: KeyPair['origin']): Mutant['fault'] {
  return perServer(() => {
    const used = new Set<string>();
    const place = (ctx: Context, name: string): string => `${ctx.region}/${name}`;
    return together(
      at('duplicates', 'refuse', always, (right, ctx, name) =>
        used.has(place(ctx, name)) ? DUPLICATE : right(ctx, name),
      ),
      at('store', 'insert', always, (right, ctx, pair) => {
        const refused = right(ctx, pair);
        if (refused === undefined && pair.origin === origin) used.add(place(ctx, pair.name));
        return refused;
      }),
    );
  });
}

/** A name in another case that is refused, but not as a duplicate. */
export function otherCaseRefused(condition: Condition): Mutant['fault'] {
  return at('duplicates', 'refuse', condition, (right, ctx, name) => {
    const refused = right(ctx, name);
    if (refused !== undefined) return refused;
    const isNear = ctx.store.all().some((pair) => pair.name.toLowerCase() === name.toLowerCase());
    return isNear
      ? refusal('InvalidParameterValue', `Value (${name}) for parameter keyName is invalid`)
      : undefined;
  });
}

/** Names of this form that are refused although they are good. */
export function refusesName(condition: Condition, form: RegExp): Mutant['fault'] {
  return at('names', 'refuse', condition, (right, ctx, name) =>
    form.test(name) ? refusal('InvalidParameterValue', 'Failed to parse request body') : right(ctx, name),
  );
}

import type { Context } from '../../../../targets/ec2/reference/context.ts';
import type { Mutant } from '../../mutant.ts';

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

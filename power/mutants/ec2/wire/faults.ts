import type { BehaviourOverrides, Behaviours } from '../../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../../targets/ec2/reference/context.ts';
import { type Refusal, refusal } from '../../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../../mutant.ts';
import { describing } from '../conditions.ts';

/** A refusal that no document knows. */
export const INVALID: Refusal = refusal('InvalidRequest', 'The request is invalid');
/** Whether the request is a GET. */
export const isGet = (ctx: Context): boolean => ctx.request.method === 'GET';
/** A header of the request; empty when there is none. */
export const header = (ctx: Context, name: string): string => String(ctx.request.headers[name] ?? '');

/** Requests that are refused although they are good. */
export function refuses(test: (ctx: Context) => boolean): Mutant['fault'] {
  return ({ protocol }) => ({
    protocol: { method: (ctx) => (test(ctx) ? INVALID : protocol.method(ctx)) },
  });
}

/** Credentials that are let through by some requests. */
export function authenticates(test: (ctx: Context) => boolean): Mutant['fault'] {
  return ({ authorization }) => ({
    authorization: { authenticate: (ctx) => (test(ctx) ? undefined : authorization.authenticate(ctx)) },
  });
}

/** Requests without credentials that are let through. */
export function unsigned(test: (ctx: Context) => boolean): Mutant['fault'] {
  return ({ authorization }) => ({
    authorization: { missing: (ctx) => (test(ctx) ? undefined : authorization.missing(ctx)) },
  });
}

/** Codes of a refusal that depend on how the signature fails. */
export function authCode(code: string, status: number): Mutant['fault'] {
  return ({ authorization }) => ({
    authorization: {
      authenticate: (ctx) => {
        const refused = authorization.authenticate(ctx);
        return refused?.code === 'AuthFailure' ? refusal(code, refused.message, status) : refused;
      },
    },
  });
}

/** Something after which the next describe is an internal error. */
export function poisons(
  cause: (correct: Behaviours, poison: () => void) => BehaviourOverrides,
): Mutant['fault'] {
  return (correct) => {
    let poisoned = false;
    const overrides = cause(correct, () => {
      poisoned = true;
    });
    return {
      ...overrides,
      authorization: {
        ...overrides.authorization,
        authorize: (ctx) => {
          const refused = poisoned && describing(ctx);
          if (refused) poisoned = false;
          return refused ? refusal('InternalError', 'Bad state', 500) : correct.authorization.authorize(ctx);
        },
      },
    };
  };
}

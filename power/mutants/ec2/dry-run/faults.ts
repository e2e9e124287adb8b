import type { BehaviourOverrides, Behaviours } from '../../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../../targets/ec2/reference/context.ts';
import type { Refusal } from '../../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../../mutant.ts';
import { type Condition, only } from '../conditions.ts';

/** A dry run of these actions does the work, as if the flag were not there. */
export function ignored(condition: Condition): Mutant['fault'] {
  return ({ dryRun }) => ({ dryRun: { requested: only(condition, () => false, dryRun.requested) } });
}

/** A dry run of these actions does the work and then gives the right answer. */
export function actsSilently(condition: Condition): Mutant['fault'] {
  return ({ dryRun }) => ({
    dryRun: {
      answer: only(
        condition,
        async (ctx, prepare) => {
          const prepared = prepare();
          if (prepared.kind === 'prepared') await prepared.perform();
          return dryRun.answer(ctx, prepare);
        },
        dryRun.answer,
      ),
    },
  });
}

/** A dry run of these actions checks these parameters before it answers. */
export function checksFirst(
  condition: Condition,
  check: (ctx: Context, correct: Behaviours) => Refusal | undefined,
): Mutant['fault'] {
  return (correct): BehaviourOverrides => ({
    dryRun: {
      answer: only(
        condition,
        async (ctx, prepare) => check(ctx, correct) ?? correct.dryRun.answer(ctx, prepare),
        correct.dryRun.answer,
      ),
    },
  });
}

/** The mere presence of the flag counts as true. */
export function presenceIsTrue(condition: Condition): Mutant['fault'] {
  return ({ dryRun }) => ({
    dryRun: {
      requested: only(condition, (ctx) => ctx.parameters.get('DryRun') !== undefined, dryRun.requested),
    },
  });
}

/** The name in a request; empty when there is none. */
export function nameOf(ctx: Context): string {
  return ctx.parameters.get('KeyName') ?? '';
}

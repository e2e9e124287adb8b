import type { Context } from '../context.ts';
import { type Outcome, type Prepared, type Refusal, refusal } from '../outcome.ts';

/** The request without its effect. */
export interface DryRunBehaviours {
  /** Whether only a dry run is wanted. */
  requested(ctx: Context): boolean;
  /** The refusal that says "permitted". */
  refusal(ctx: Context): Refusal;
  /** The answer to a dry run, given the step that would check the request and the one it would lead to. */
  answer(ctx: Context, prepare: () => Refusal | Prepared): Promise<Outcome>;
}

/** EC2 checks nothing but the permission in a dry run: neither names nor types nor material. */
export const correctDryRun: DryRunBehaviours = {
  requested: (ctx) => ctx.behaviours.protocol.boolean(ctx, 'DryRun'),

  refusal: () => refusal('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412),

  answer: (ctx) => Promise.resolve(ctx.behaviours.dryRun.refusal(ctx)),
};

import type { OperationRole } from '../../specs/contract.ts';
import type { Accepted, CallParameters, WireAlteration } from '../../targets/target.ts';
import { type CheckBody, type CheckContext, NotSelected } from '../check.ts';
import {
  anyPair,
  bystander,
  deletionOf,
  makePair,
  makingParameters,
  ownMaking,
  removeLater,
} from '../flows.ts';
import { accepted, judgeAccepted } from '../judges/answer.ts';
import { judgeNothingLeft, judgeUntouched } from '../judges/state.ts';
import { judgeTags } from '../judges/tags.ts';
import { judgeEqual } from '../judges/values.ts';
import { lookUp, mustFind, naming, pairsIn, type Sight, stillThere } from '../lookups.ts';
import { hasTags } from '../scenes/capabilities.ts';
import { alterationGiven, wireIn } from './alteration.ts';

/** Given: `wire`, and `tags: true` to send tags along: they must come to stand as those of the plain call do. */
export const makes: CheckBody = {
  kind: 'example',
  method:
    'Sends the same call once in the plain way and once in this one; both must be accepted, and a plain describe must return what the second made.',
  uses: ['describe'],
  anyMaking: true,
  wire: true,
  run: (ctx) => makeBy(ctx, wireIn(ctx)),
};

async function makeBy(ctx: CheckContext, wire: WireAlteration): Promise<void> {
  const operation = ownMaking(ctx);
  const tags =
    ctx.given.tags === true && hasTags(ctx) ? [{ key: ctx.random.text(8), value: ctx.random.text(12) }] : [];
  const plain = await makePair(ctx, operation, tags.length > 0 ? { tags } : { beside: true });
  const name = ctx.name();
  removeLater(ctx, name);
  const parameters = { ...makingParameters(ctx, operation, name), ...(tags.length > 0 && { tags }) };
  const answer = await sendAltered(ctx, operation, parameters, wire);
  const shown = await lookUp(ctx, name);
  noteMade(ctx, shown, answer, name);
  if (shown.pair === undefined || tags.length === 0) return;
  // Whether tags are kept at all is judged elsewhere: what the plain call shows is the measure here.
  const asPlain = (await mustFind(ctx, plain.name)).tags ?? [];
  ctx.note(judgeTags(asPlain, { tags: shown.pair.tags ?? [], exchange: shown.exchange }));
}

/** Given: `wire`, and `infix`: what the name has inside. */
export const encodes: CheckBody = {
  kind: 'example',
  method: 'Sends a name with these characters in this way and reads it back by a plain describe.',
  uses: ['describe'],
  anyMaking: true,
  wire: true,
  async run(ctx) {
    const operation = ownMaking(ctx);
    const name = `${ctx.name()}${String(ctx.given.infix)}x`;
    removeLater(ctx, name);
    const answer = await sendAltered(ctx, operation, makingParameters(ctx, operation, name), wireIn(ctx));
    noteMade(ctx, await lookUp(ctx, name), answer, name);
  },
};

/** Given: `wire`. */
export const shows: CheckBody = {
  kind: 'example',
  method: 'Describes one key pair in the plain way and in this one; both must show the same.',
  uses: ['describe'],
  wire: true,
  async run(ctx) {
    await bystander(ctx);
    const { name } = await anyPair(ctx);
    const plain = await mustFind(ctx, name);
    const answer = await sendAltered(ctx, 'describe', naming(ctx, name), wireIn(ctx));
    const pair = pairsIn(answer).find((one) => one.name === name);
    ctx.note(judgeUntouched(plain, { pair, exchange: answer.exchange }, 'another way of sending the call'));
  },
};

/** Given: `wire`, in which `{name}` is the name to delete. */
export const deletes: CheckBody = {
  kind: 'example',
  method: 'Deletes one of two key pairs in this way; a describe must return the other one only.',
  uses: ['describe'],
  wire: true,
  async run(ctx) {
    const other = await bystander(ctx);
    const { name } = await anyPair(ctx);
    await sendAltered(ctx, 'delete', await deletionOf(ctx, name), wireIn(ctx, { texts: { name } }));
    const left = await lookUp(ctx, name);
    ctx.note(judgeNothingLeft(left, 'a delete sent in this way'));
    await stillThere(ctx, other);
  },
};

/** Given: `wire`, with a made-up token for targets that do not verify; a verifying target needs real temporary credentials. */
export const token: CheckBody = {
  ...makes,
  method:
    'Signs with a session token; the call must be accepted, and a plain describe must return what it made.',
  run(ctx) {
    if (ctx.target.credentials.sessionToken !== undefined) return makeBy(ctx, {});
    if (ctx.target.capabilities['verifies-signatures'] === true) {
      throw new NotSelected(
        'the target verifies signatures and the credentials of this run have no session token',
      );
    }
    return makeBy(ctx, wireIn(ctx));
  },
};

async function sendAltered(
  ctx: CheckContext,
  operation: OperationRole,
  parameters: CallParameters,
  wire: WireAlteration,
): Promise<Accepted> {
  const outcome = await ctx.call({ operation, parameters, wire });
  ctx.must(judgeAccepted(outcome, alterationGiven(ctx)));
  return accepted(outcome);
}

/** Notes where a describe or the answer does not show what was sent. */
function noteMade(ctx: CheckContext, shown: Sight, answer: Accepted, name: string): void {
  const [answered] = answer.keyPairs;
  const { exchange } = shown;
  if (shown.pair === undefined) ctx.note({ code: 'key-pair-not-shown', facts: { name }, exchange });
  ctx.note(judgeEqual('wrong-name', name, { value: answered?.name, exchange: answer.exchange }));
  // That the answer has a fingerprint at all is a requirement of its own.
  if (shown.pair === undefined || answered?.fingerprint === undefined) return;
  const value = shown.pair.fingerprint;
  ctx.note(judgeEqual('changed-fingerprint', answered.fingerprint, { value, exchange }));
}

import type { Accepted, CallParameters, KeyPairView, WireAlteration } from '../../targets/target.ts';
import { type CheckBody, type CheckContext, type Judgement, NotSelected } from '../check.ts';
import { anyPair, bystander, deletion, makePair, makingParameters, removeLater } from '../flows.ts';
import { accepted, judgeAccepted } from '../judges/answer.ts';
import { judgeNothingLeft, judgeUntouched } from '../judges/state.ts';
import { judgeTags } from '../judges/tags.ts';
import { lookUp, mustFind, naming } from '../lookups.ts';
import { hasTags } from '../scenes/capabilities.ts';
import { alterationInWords, wireIn } from './alteration.ts';

/** Given: `wire`, and `tags: true` to send tags along: they must come to stand as those of the plain call do. */
export const makes: CheckBody = {
  kind: 'example',
  method:
    'Sends the same call once in the plain way and once in this one; both must be accepted, and a plain describe must show what the second made.',
  uses: ['describe'],
  wire: true,
  run: (ctx) => makeBy(ctx, wireIn(ctx)),
};

async function makeBy(ctx: CheckContext, wire: WireAlteration): Promise<void> {
  const { operation } = ctx.requirement;
  const tags =
    ctx.given.tags === true && hasTags(ctx) ? [{ key: ctx.random.text(8), value: ctx.random.text(12) }] : [];
  const plain = await makePair(ctx, operation, tags.length > 0 ? { tags } : {});
  const name = ctx.name();
  removeLater(ctx, name);
  const parameters = { ...makingParameters(ctx, operation, name), ...(tags.length > 0 && { tags }) };
  const answer = await sendAltered(ctx, parameters, wire);
  const shown = await lookUp(ctx, name);
  ctx.note(judgeShown(shown, answer.keyPairs[0], name));
  if (shown === undefined || tags.length === 0) return;
  // Whether tags are kept at all is judged elsewhere: what the plain call shows is the measure here.
  const asPlain = (await mustFind(ctx, plain.name)).tags ?? [];
  ctx.note(judgeTags(asPlain, shown.tags ?? [], 'what was sent in this way', answer.exchange));
}

/** Given: `wire`, and `infix`: what the name has inside. */
export const encodes: CheckBody = {
  kind: 'example',
  method: 'Sends a name with these characters in this way and reads it back by a plain describe.',
  uses: ['import', 'describe'],
  wire: true,
  async run(ctx) {
    const name = `${ctx.name()}${String(ctx.given.infix)}x`;
    removeLater(ctx, name);
    const answer = await sendAltered(ctx, makingParameters(ctx, 'import', name), wireIn(ctx));
    ctx.note(judgeShown(await lookUp(ctx, name), answer.keyPairs[0], name));
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
    const answer = await sendAltered(ctx, naming(ctx, name), wireIn(ctx));
    const shown = answer.keyPairs.find((pair) => pair.name === name);
    ctx.note(judgeSame(plain, shown, answer));
  },
};

/** Given: `wire`. */
export const deletes: CheckBody = {
  kind: 'example',
  method: 'Deletes one of two key pairs in this way; a describe must show the other one only.',
  uses: ['describe'],
  wire: true,
  async run(ctx) {
    const other = await bystander(ctx);
    const { name } = await anyPair(ctx);
    await sendAltered(ctx, deletion(ctx, name), wireIn(ctx));
    const left = await lookUp(ctx, name);
    ctx.note(judgeNothingLeft(left === undefined ? [] : [name], 'delete sent in this way'));
    await mustFind(ctx, other.name);
  },
};

/** Given: `wire`, with a made-up token for targets that do not verify; a verifying target needs real temporary credentials. */
export const token: CheckBody = {
  ...makes,
  method:
    'Signs with a session token; the call must be accepted, and a plain describe must show what it made.',
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
  parameters: CallParameters,
  wire: WireAlteration,
): Promise<Accepted> {
  const { operation } = ctx.requirement;
  const outcome = await ctx.call({ operation, parameters, wire });
  ctx.must(judgeAccepted(outcome, `${operation} ${alterationInWords(wire)}`));
  return accepted(outcome);
}

function judgeShown(
  shown: KeyPairView | undefined,
  answered: KeyPairView | undefined,
  name: string,
): Judgement {
  const named = shown?.name === name && answered?.name === name;
  // That the answer has a fingerprint at all is a requirement of its own.
  const sameKey = answered?.fingerprint === undefined || shown?.fingerprint === answered.fingerprint;
  if (named && sameKey) return undefined;
  return {
    summary: 'the call is accepted, but what it made is not what was sent',
    expected: `a key pair named ${JSON.stringify(name)} in the answer and in a describe, with one fingerprint`,
    observed: `the answer has ${inWords(answered)}; a describe has ${inWords(shown)}`,
  };
}

function judgeSame(plain: KeyPairView, shown: KeyPairView | undefined, { exchange }: Accepted): Judgement {
  const judgement = judgeUntouched(plain, shown, 'another way of sending the describe');
  return (
    judgement && {
      ...judgement,
      summary: 'two ways of sending the same describe show different things',
      exchange,
    }
  );
}

function inWords(view: KeyPairView | undefined): string {
  return view === undefined ? 'no such key pair' : `${JSON.stringify(view.name)} (${view.fingerprint})`;
}

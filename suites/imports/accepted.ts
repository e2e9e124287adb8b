import { allowsAcceptance } from '../../specs/constraints.ts';
import type { CheckBody, CheckContext, Judgement } from '../check.ts';
import { bystander, deletePair, importPair, removeLater } from '../flows.ts';
import { judgeAccepted, judgeAnswer } from '../judges/answer.ts';
import { judgeNoOtherKey, lookForKey } from '../judges/same-key.ts';
import { judgeNothingLeft, judgeUntouched } from '../judges/state.ts';
import { judgeDifferent, judgeEqual } from '../judges/values.ts';
import type { PublicMaterial } from '../keys/material.ts';
import { readPrivateKey } from '../keys/read-private.ts';
import { readPublicKey } from '../keys/read-public.ts';
import { constructedRsa } from '../keys/synthetic.ts';
import { opensshLine } from '../keys/write-public.ts';
import { lookUp, mustFind } from '../lookups.ts';
import { objectIn, textIn } from '../values.ts';
import { createTyped } from './created.ts';
import { materialFrom } from './material.ts';

/** Given: `value` (see `materialFrom`). */
export const accepted: CheckBody = {
  kind: 'example',
  method:
    'Imports a fresh key in this form, which must be accepted, and describes it: what is shown must not be another key.',
  uses: ['describe'],
  run: (ctx) => acceptGiven(ctx, 'passed'),
};

/** Given: as for `accepted`. */
export const kept: CheckBody = {
  kind: 'example',
  method:
    'Imports a fresh key in this form and describes it: the public key that is shown, or else the fingerprint, must be of the key that was sent.',
  uses: ['describe'],
  run: (ctx) => acceptGiven(ctx, 'judged'),
};

async function acceptGiven(ctx: CheckContext, untold: Untold): Promise<void> {
  const { sent, key, what } = materialFrom(ctx, objectIn(ctx, 'value'));
  if (sent === undefined || key === undefined) throw new Error(`${what} holds no key to be accepted`);
  await bystander(ctx);
  const { expects } = ctx.requirement;
  if (allowsAcceptance(expects)) {
    ctx.must(await judgeImport(ctx, sent, key, `of ${what}`, untold));
    return;
  }
  // By the other reading of the documents this key is refused.
  const name = ctx.name();
  removeLater(ctx, name);
  const outcome = await ctx.call({ operation: 'import', parameters: { name, material: sent } });
  ctx.must(judgeAnswer(ctx.contract, outcome, expects, `of ${what}`));
  const left = await lookUp(ctx, name);
  ctx.must(judgeNothingLeft(left, 'the rejected import'));
}

/** Given: `keyType`, and `forms` (see `materialFrom`): one that is not accepted is the business of another requirement. */
export const typeShown: CheckBody = {
  kind: 'example',
  method:
    'Imports a key of this type in each of these forms and looks at the key type that a describe returns.',
  uses: ['describe'],
  async run(ctx) {
    await bystander(ctx);
    const keyType = textIn(ctx, 'keyType');
    const forms = ctx.given.forms;
    if (!Array.isArray(forms)) throw new Error(`${ctx.requirement.id}: given.forms is not a list`);
    for (const form of forms) {
      const { sent, what } = materialFrom(ctx, { form, keyType });
      const name = ctx.name();
      removeLater(ctx, name);
      const parameters = { name, ...(sent !== undefined && { material: sent }) };
      const outcome = await ctx.call({ operation: 'import', parameters });
      if (outcome.kind !== 'accepted') continue;
      const { keyType: value, exchange } = await mustFind(ctx, name);
      ctx.must(judgeEqual('wrong-key-type', keyType, { value, exchange }, `of a key imported ${what}`));
    }
  },
};

/** Given: `keyType`. */
export const createdHalf: CheckBody = {
  kind: 'example',
  method:
    'Creates a key pair, takes the public half out of the private key that came back, imports it under another name, and describes that.',
  uses: ['create', 'describe'],
  async run(ctx) {
    const made = await createTyped(ctx, { keyType: textIn(ctx, 'keyType') });
    const key = readPrivateKey(made.view.privateKey ?? '');
    const half = key.ok ? readPublicKey(`ssh-${key.keyType} ${key.publicBlob.toString('base64')}`) : key;
    if (!half.ok) {
      const facts = { expected: 'a readable private key', reason: half.reason };
      ctx.must({ code: 'unreadable-private-key', facts, exchange: made.view.exchange });
      return;
    }
    const material = opensshLine(half.material);
    ctx.must(
      await judgeImport(ctx, material, half.material, 'of the public half of a created key', 'passed'),
    );
  },
};

/** Given: nothing. */
export const oneKeyManyComments: CheckBody = {
  kind: 'example',
  method:
    'Imports one RSA key under three names with three comments: the IDs differ, none shows another key, and deleting the first leaves the others as they were.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const key = constructedRsa(2048, ctx.random.bytes(32));
    const materials = [
      opensshLine(key),
      ...[4, 9].map((length) => opensshLine(key, ctx.random.text(length))),
    ];
    const names: string[] = [];
    for (const material of materials) names.push((await importPair(ctx, { key, material })).name);
    const shown = await Promise.all(names.map((name) => mustFind(ctx, name, { publicKey: true })));
    for (const view of shown) ctx.note(judgeNoOtherKey(ctx.contract, view, key, 'under several names'));
    const ids = shown.map(({ id: value, exchange }) => ({ value, exchange }));
    ctx.note(judgeDifferent('repeated-id', ids, 'for one key under several names'));
    const [first, ...others] = shown;
    await deletePair(ctx, first?.name ?? '');
    for (const before of others) {
      const after = await lookUp(ctx, before.name ?? '', { publicKey: true });
      ctx.note(judgeUntouched(before, after, 'the delete of another key pair with the same key'));
    }
  },
};

/** What to make of a describe that does not tell which key was stored. */
export type Untold = 'judged' | 'passed';

/** Imports and describes; undefined when that was accepted and the described key pair holds that key. */
export async function judgeImport(
  ctx: CheckContext,
  material: string | Uint8Array,
  key: PublicMaterial,
  what: string,
  untold: Untold,
): Promise<Judgement> {
  const name = ctx.name();
  removeLater(ctx, name);
  const outcome = await ctx.call({ operation: 'import', parameters: { name, material } });
  const { expects } = ctx.requirement;
  const wrong =
    'refusal' in expects ? judgeAnswer(ctx.contract, outcome, expects, what) : judgeAccepted(outcome, what);
  if (wrong !== undefined || outcome.kind !== 'accepted') return wrong;
  const sight = lookForKey(ctx.contract, await mustFind(ctx, name, { publicKey: true }), key, what);
  if (sight.kind === 'same') return undefined;
  if (sight.kind === 'other' || untold === 'judged') return sight.mismatch;
  ctx.remark('no response shows which key was stored, so only the acceptance was checked');
  return undefined;
}

import { nameWithEnd } from '../../specs/constraints.ts';
import type { CheckBody, CheckContext, Judgement } from '../check.ts';
import { anyPair, bystander, createPair, freshPublicKey, importPair, type Made } from '../flows.ts';
import { accepted, judgeAccepted } from '../judges/answer.ts';
import { judgePublicKey, type PublicKeyAspect } from '../judges/public-key.ts';
import type { ShownValue } from '../judges/values.ts';
import type { PublicMaterial } from '../keys/material.ts';
import { fromBlob } from '../keys/material.ts';
import { readPrivateKey } from '../keys/read-private.ts';
import { constructedRsa, ed25519FromSeed } from '../keys/synthetic.ts';
import { derSpki, opensshLine, rfc4716 } from '../keys/write-public.ts';
import { mustFind, naming } from '../lookups.ts';
import { parametersFrom } from '../scenes/asking.ts';
import { needCapability } from '../scenes/capabilities.ts';
import { objectIn, textIn } from '../values.ts';

/** A key pair with the public key that a describe has to show. */
interface Known {
  readonly made: Made;
  /** Type and base64; empty where the key is not what is judged. */
  readonly line: string;
  /** Comment of the material that was imported. */
  readonly sentComment: string;
}

/**
 * Given: `aspect` (`key`, `comment` or `newline`), `made` (`create` or `import`), `keyType`, and for an import `encoding`
 * (`openssh`, `openssh-comment`, `openssh-newline`, `rfc4716` or `der-base64`); `nameInfix` is put into the name.
 */
export const publicKeyShown: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair whose public key is known, describes it with its public key, and compares one part of what is shown: the key byte for byte, the comment, or the line end.',
  uses: [],
  async run(ctx) {
    await bystander(ctx);
    const { made, line, sentComment } = await knownPair(ctx);
    const shown = await mustFind(ctx, made.name, { publicKey: true });
    const { publicKey: rule } = ctx.contract.rules;
    const expected = {
      line,
      comment: rule.comment === 'key-name' ? made.name : sentComment,
      trailingNewline: rule.trailingNewline,
    };
    ctx.must(judgePublicKey(textIn(ctx, 'aspect') as PublicKeyAspect, shown, expected));
  },
};

/** Given: `flag` (`true`, `false`, or `absent` where it is not sent): only `true` shows the public key. */
export const publicKeyPresence: CheckBody = {
  kind: 'example',
  method:
    'Describes a key pair with the flag, with another value of it or without it, and looks for a public key.',
  uses: [],
  async run(ctx) {
    const made = await bystander(ctx);
    const { flag } = ctx.given;
    const asked = flag === true;
    const parameters = { ...naming(ctx, made.name), ...(flag !== 'absent' && { includePublicKey: asked }) };
    const outcome = await ctx.call({ operation: 'describe', parameters });
    ctx.must(judgeAccepted(outcome, ''));
    const shown = accepted(outcome).keyPairs.find(({ name }) => name === made.name);
    ctx.must(judgePresence({ value: shown?.publicKey, exchange: outcome.exchange }, asked));
  },
};

/** Given: `ask`, a describe that fits all (`<stem>` begins their names), where a describe takes no list of names. */
export const publicKeysApart: CheckBody = {
  kind: 'example',
  method: 'Describes three key pairs at once with their public keys: each must show its own.',
  uses: [],
  async run(ctx) {
    const stem = ctx.name();
    const pairs: { readonly name: string; readonly line: string }[] = [];
    for (const turn of ['a', 'b', 'c'])
      pairs.push(await withPublicKey(ctx, nameWithEnd(ctx.contract, stem, turn)));
    const asked =
      ctx.given.ask === undefined
        ? { names: pairs.map(({ name }) => name) }
        : parametersFrom({ stem, actors: new Map() }, objectIn(ctx, 'ask'));
    const parameters = { ...asked, includePublicKey: true };
    const outcome = await ctx.call({ operation: 'describe', parameters });
    ctx.must(judgeAccepted(outcome, 'with public keys'));
    const shown = accepted(outcome).keyPairs;
    for (const { name, line } of pairs) {
      const view = shown.find((one) => one.name === name);
      const expected = { line, comment: name, trailingNewline: true };
      ctx.note(judgePublicKey('key', { ...view, exchange: outcome.exchange }, expected));
    }
  },
};

/** A key pair whose public key is known: the one that was imported, or the half of the private key that came back. */
async function withPublicKey(
  ctx: CheckContext,
  name: string,
): Promise<{ readonly name: string; readonly line: string }> {
  const key = freshPublicKey(ctx);
  const made = await anyPair(ctx, { name, key });
  const { privateKey } = made.view;
  return { name, line: opensshLine(privateKey === undefined ? key : privateHalf(ctx, made)) };
}

async function knownPair(ctx: CheckContext): Promise<Known> {
  const keyType = textIn(ctx, 'keyType');
  if (keyType === 'ed25519') needCapability(ctx, 'ed25519');
  const name = `${ctx.name()}${typeof ctx.given.nameInfix === 'string' ? `${ctx.given.nameInfix}x` : ''}`;
  if (textIn(ctx, 'made') === 'create') {
    const made = await createPair(ctx, { name, keyType });
    // A private key that cannot be read says nothing about comment and line end.
    const line = ctx.given.aspect === 'key' ? opensshLine(privateHalf(ctx, made)) : '';
    return { made, line, sentComment: '' };
  }
  needCapability(ctx, 'import');
  const key = freshOf(ctx, keyType);
  const sentComment = `${ctx.random.text(8)}@${ctx.random.text(5)} two words`;
  const material = encoded(key, textIn(ctx, 'encoding'), sentComment);
  return { made: await importPair(ctx, { name, key, material }), line: opensshLine(key), sentComment };
}

function freshOf(ctx: CheckContext, keyType: string): PublicMaterial {
  const bytes = ctx.random.bytes(32);
  return keyType === 'rsa' ? constructedRsa(2048, bytes) : ed25519FromSeed(bytes);
}

function encoded(key: PublicMaterial, encoding: string, comment: string): string {
  switch (encoding) {
    case 'openssh':
      return opensshLine(key);
    case 'openssh-comment':
      return opensshLine(key, comment);
    case 'openssh-newline':
      return `${opensshLine(key, comment)}\n`;
    case 'rfc4716':
      return rfc4716(key, comment);
    case 'der-base64':
      return derSpki(key).toString('base64');
    default:
      throw new Error(`given.encoding names no known encoding: ${encoding}`);
  }
}

/** The public half of the private key that a create answered. */
function privateHalf(ctx: CheckContext, made: Made): PublicMaterial {
  const reading = readPrivateKey(made.view.privateKey ?? '');
  if (reading.ok) return fromBlob(reading.publicBlob);
  const facts = { expected: 'a private key that can be read', reason: reading.reason };
  ctx.must({ code: 'unreadable-private-key', facts, exchange: made.view.exchange });
  throw new Error('unreachable: must() ends the check');
}

function judgePresence({ value, exchange }: ShownValue, wanted: boolean): Judgement {
  if ((value !== undefined) === wanted) return undefined;
  const field = 'public key';
  return value === undefined
    ? { code: 'missing-value', facts: { field }, exchange }
    : { code: 'unexpected-value', facts: { field, observed: value }, exchange };
}

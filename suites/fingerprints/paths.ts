import type { CheckBody, CheckContext } from '../check.ts';
import { importPair, type Made } from '../flows.ts';
import { readPublicKey } from '../keys/read-public.ts';
import { createOf, judgeSame, mustReadPrivate } from './made.ts';

/** Given: `keyType`. Which value each path gives is said by other requirements; here they must not be one. */
export const twoPaths: CheckBody = {
  kind: 'example',
  method: 'Creates a key pair and imports its public half under another name: the two fingerprints differ.',
  uses: ['import'],
  async run(ctx) {
    const { made, copy } = await createdAndImported(ctx);
    if (made.view.fingerprint !== copy.view.fingerprint) return;
    ctx.must({
      summary: 'a created key and its imported public half have one fingerprint',
      expected: 'two fingerprints, each by the rule of its own path',
      observed: `both ${made.view.fingerprint}`,
      exchange: copy.answer.exchange,
    });
  },
};

/** Given: `keyType`. */
export const onePath: CheckBody = {
  kind: 'example',
  method: 'Creates a key pair and imports its public half under another name: the two fingerprints agree.',
  uses: ['import'],
  async run(ctx) {
    const { made, copy } = await createdAndImported(ctx);
    const summary = 'a created key and its imported public half have two fingerprints';
    const judgement = judgeSame(made.view.fingerprint, copy.view.fingerprint, summary);
    ctx.must(judgement && { ...judgement, exchange: copy.answer.exchange });
  },
};

async function createdAndImported(ctx: CheckContext): Promise<{ readonly made: Made; readonly copy: Made }> {
  const made = await createOf(ctx);
  const key = mustReadPrivate(ctx, made);
  const read = readPublicKey(`ssh-${key.keyType} ${key.publicBlob.toString('base64')}`);
  if (!read.ok) throw new Error(`the public half cannot be written: ${read.reason}`);
  return { made, copy: await importPair(ctx, { key: read.material }) };
}

import type { CheckBody, CheckContext } from '../check.ts';
import { asStatement, importPair, type Made } from '../flows.ts';
import { judgeDifferent } from '../judges/values.ts';
import { readPublicKey } from '../keys/read-public.ts';
import { createOf, judgeSame, mustReadPrivate } from './made.ts';

/** Given: `keyType`. Which value each path gives is said by other requirements; here they must not be one. */
export const twoPaths: CheckBody = {
  kind: 'example',
  method: 'Creates a key pair and imports its public half under another name: the two fingerprints differ.',
  uses: ['import'],
  async run(ctx) {
    const { made, copy } = await createdAndImported(ctx);
    const shown = [made.view, copy.view].map(({ fingerprint: value, exchange }) => ({ value, exchange }));
    ctx.must(judgeDifferent('repeated-fingerprint', shown, 'for a created key and its imported public half'));
  },
};

/** Given: `keyType`. */
export const onePath: CheckBody = {
  kind: 'example',
  method: 'Creates a key pair and imports its public half under another name: the two fingerprints agree.',
  uses: ['import'],
  async run(ctx) {
    const { made, copy } = await createdAndImported(ctx);
    ctx.must(judgeSame(made.view, copy.view, 'of the public half of a created key'));
  },
};

async function createdAndImported(ctx: CheckContext): Promise<{ readonly made: Made; readonly copy: Made }> {
  const made = await createOf(ctx);
  const key = mustReadPrivate(ctx, made);
  const read = readPublicKey(`ssh-${key.keyType} ${key.publicBlob.toString('base64')}`);
  if (!read.ok) throw new Error(`the public half cannot be written: ${read.reason}`);
  return { made, copy: await importPair(asStatement(ctx), { key: read.material }) };
}

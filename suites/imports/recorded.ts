import type { KeyVector } from '../../specs/contract.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import { removeLater } from '../flows.ts';
import { accepted, judgeAccepted } from '../judges/answer.ts';
import { wrongFingerprint } from '../judges/fingerprint.ts';
import { judgeNoOtherKey } from '../judges/same-key.ts';
import { readPublicKey } from '../keys/read-public.ts';
import { mustFind } from '../lookups.ts';

/** Given: nothing; the recorded keys whose material was not an OpenSSH line come from the contract. */
export const recorded: CheckBody = {
  kind: 'example',
  method:
    'Imports the recorded keys in the very form in which the real service took them: each must be accepted and get the recorded fingerprint, and a describe must not return another key.',
  uses: ['describe'],
  async run(ctx) {
    const vectors = ctx.contract.vectors.filter(({ material }) => material !== undefined);
    if (vectors.length === 0) throw new Error(`${ctx.requirement.id}: no recorded key has a material`);
    for (const vector of vectors) await importRecorded(ctx, vector);
  },
};

async function importRecorded(ctx: CheckContext, vector: KeyVector): Promise<void> {
  const { id, material, publicKey } = vector;
  const read = readPublicKey(publicKey);
  if (!read.ok) throw new Error(`the recorded key ${id} cannot be read: ${read.reason}`);
  const name = ctx.name();
  removeLater(ctx, name);
  const parameters = { name, ...(material !== undefined && { material }) };
  const outcome = await ctx.call({ operation: 'import', parameters });
  const what = `of the recorded key ${id}`;
  const wrong = judgeAccepted(outcome, what);
  ctx.note(wrong);
  if (wrong !== undefined) return;
  const { keyPairs, exchange } = accepted(outcome);
  const observed = keyPairs[0]?.fingerprint;
  if (observed !== vector.fingerprint) {
    const seen = { key: { publicBlob: read.blob }, exchange };
    ctx.note(wrongFingerprint(vector.fingerprint, vector.source, observed, seen));
  }
  const shown = await mustFind(ctx, name, { publicKey: true });
  ctx.note(judgeNoOtherKey(ctx.contract, shown, read.material, what));
}

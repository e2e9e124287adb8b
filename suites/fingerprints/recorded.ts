import { fingerprintRule } from '../../specs/constraints.ts';
import type { KeyVector } from '../../specs/contract.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import { importPair } from '../flows.ts';
import { wrongFingerprint } from '../judges/fingerprint.ts';
import { readPublicKey } from '../keys/read-public.ts';

/** Given: `keyType`, `grade`, `minimumBits`, `maximumBits`: which recorded keys to send. */
export const recorded: CheckBody = {
  kind: 'example',
  method:
    'Imports the public keys whose fingerprints the real service returned; each fingerprint must be the recorded one.',
  uses: [],
  async run(ctx) {
    for (const vector of vectorsOf(ctx)) {
      // The OpenSSH line only: which other encodings are taken is a requirement of its own.
      const made = await importPair(ctx, { material: vector.publicKey });
      const observed = made.view.fingerprint;
      if (observed === vector.fingerprint) continue;
      const read = readPublicKey(vector.publicKey);
      if (!read.ok) throw new Error(`the recorded key ${vector.id} cannot be read: ${read.reason}`);
      const { exchange } = made.answer;
      const seen = { key: { publicBlob: read.blob }, exchange };
      ctx.note(wrongFingerprint(vector.fingerprint, vector.source, observed, seen));
    }
  },
};

function vectorsOf(ctx: CheckContext): readonly KeyVector[] {
  const { keyType, grade, minimumBits, maximumBits } = ctx.given;
  const vectors = ctx.contract.vectors.filter(
    (vector) =>
      vector.keyType === keyType &&
      vector.grade === grade &&
      // A created fingerprint may be over the private half, which nobody published.
      (vector.origin === 'imported' || isOnePath(ctx, vector.keyType)) &&
      vector.bits >= Number(minimumBits ?? 0) &&
      vector.bits <= Number(maximumBits ?? Number.POSITIVE_INFINITY),
  );
  if (vectors.length === 0) throw new Error(`${ctx.requirement.id}: no recorded key fits what is given`);
  return vectors;
}

/** Whether created and imported keys have one fingerprint, which is then over the public half. */
function isOnePath(ctx: CheckContext, keyType: string): boolean {
  const [created, imported] = (['created', 'imported'] as const).map((origin) =>
    fingerprintRule(ctx.contract, origin, keyType),
  );
  return created?.digest === imported?.digest && created?.over === imported?.over;
}

import type { CheckContext, Judgement } from '../check.ts';
import { createPair, type Made } from '../flows.ts';
import type { PublicMaterial } from '../keys/material.ts';
import { type PrivateKeyRead, readPrivateKey } from '../keys/read-private.ts';
import { constructedRsa, ed25519FromSeed } from '../keys/synthetic.ts';
import { textIn } from '../values.ts';

/** Creates a key pair of the type and format that are given. */
export function createOf(ctx: CheckContext): Promise<Made> {
  return createPair(ctx, {
    keyType: textIn(ctx, 'keyType'),
    ...(ctx.given.keyFormat !== undefined && { keyFormat: textIn(ctx, 'keyFormat') }),
  });
}

/** The private key of the answer; the check ends when it cannot be read. */
export function mustReadPrivate(ctx: CheckContext, made: Made): PrivateKeyRead {
  const reading = readPrivateKey(made.view.privateKey ?? '');
  if (reading.ok) return reading;
  ctx.must({
    summary: 'the private key cannot be read, so the fingerprint belongs to no key',
    expected: 'a private key whose fingerprint can be recomputed',
    observed: reading.reason,
    exchange: made.answer.exchange,
  });
  throw new Error('unreachable: must() ends the check');
}

/** A fresh public key of that type. */
export function freshOf(ctx: CheckContext, keyType: string): PublicMaterial {
  return keyType === 'rsa'
    ? constructedRsa(2048, ctx.random.bytes(32))
    : ed25519FromSeed(ctx.random.bytes(32));
}

/** Judges that two fingerprints are there and agree. */
export function judgeSame(
  expected: string | undefined,
  observed: string | undefined,
  summary: string,
): Judgement {
  if (expected !== undefined && expected === observed) return undefined;
  return { summary, expected: expected ?? 'a fingerprint', observed: observed ?? 'no fingerprint' };
}

/** The rule that the requirement expects. */
export function ruleOf(ctx: CheckContext): string {
  const { expects } = ctx.requirement;
  if ('rule' in expects) return expects.rule;
  throw new Error(`${ctx.requirement.id}: expects names no rule`);
}

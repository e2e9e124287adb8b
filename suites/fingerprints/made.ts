import type { CheckContext, Judgement } from '../check.ts';
import { createPair, type Made } from '../flows.ts';
import { judgeEqual } from '../judges/values.ts';
import type { PublicMaterial } from '../keys/material.ts';
import { type PrivateKeyRead, readPrivateKey } from '../keys/read-private.ts';
import { constructedRsa, ed25519FromSeed } from '../keys/synthetic.ts';
import type { ShownPair } from '../lookups.ts';
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
  const facts = { expected: 'a private key whose fingerprint can be recomputed', reason: reading.reason };
  ctx.must({ code: 'unreadable-private-key', facts, exchange: made.answer.exchange });
  throw new Error('unreachable: must() ends the check');
}

/** A fresh public key of that type. */
export function freshOf(ctx: CheckContext, keyType: string): PublicMaterial {
  return keyType === 'rsa'
    ? constructedRsa(2048, ctx.random.bytes(32))
    : ed25519FromSeed(ctx.random.bytes(32));
}

/** Judges that two fingerprints are there and agree; the second one decides. */
export function judgeSame(one: ShownPair, other: ShownPair, detail: string): Judgement {
  const { exchange } = other;
  if (one.fingerprint === undefined)
    return { code: 'missing-value', facts: { field: 'fingerprint' }, exchange: one.exchange };
  return judgeEqual('changed-fingerprint', one.fingerprint, { value: other.fingerprint, exchange }, detail);
}

/** The rule that the requirement expects. */
export function ruleOf(ctx: CheckContext): string {
  const { expects } = ctx.requirement;
  if ('rule' in expects) return expects.rule;
  throw new Error(`${ctx.requirement.id}: expects names no rule`);
}

import { fingerprintRule } from '../specs/constraints.ts';
import type { KeyVector } from '../specs/contract.ts';
import type { Accepted } from '../targets/target.ts';
import { type CheckBody, type CheckContext, type Judgement, NotSelected, type Suite } from './check.ts';
import { bystander, createPair, importPair, type Made, makePair, removeLater } from './flows.ts';
import { accepted, judgeAccepted } from './judges/answer.ts';
import { explain, fingerprintRuleNamed, judgeFingerprint } from './judges/fingerprint.ts';
import type { FingerprintKey } from './keys/hashed-bytes.ts';
import { type PublicMaterial, toBlob } from './keys/material.ts';
import { type PrivateKeyRead, readPrivateKey } from './keys/read-private.ts';
import { readPublicKey } from './keys/read-public.ts';
import { constructedRsa, ed25519FromSeed } from './keys/synthetic.ts';
import { derSpki, opensshLine, rfc4716 } from './keys/write-public.ts';
import { mustFind } from './lookups.ts';
import { textIn } from './values.ts';

/** Given: `keyType`, `keyFormat`. Expects a fingerprint rule. */
const ofCreated: CheckBody = {
  kind: 'example',
  method:
    'Creates a key pair, reads the private key that came back, and recomputes the fingerprint from it by the rule.',
  uses: [],
  async run(ctx) {
    const made = await createOf(ctx);
    const key = mustReadPrivate(ctx, made);
    const rule = fingerprintRuleNamed(ctx.contract, ruleOf(ctx));
    ctx.must(judgeFingerprint(rule, hashable(made, key), made.view.fingerprint, made.answer.exchange));
  },
};

/** Given: `keyType`, `bits` for RSA. Expects a fingerprint rule. */
const ofImported: CheckBody = {
  kind: 'example',
  method: 'Imports two fresh public keys and recomputes each fingerprint from the key that was sent.',
  uses: [],
  async run(ctx) {
    const rule = fingerprintRuleNamed(ctx.contract, ruleOf(ctx));
    for (let turn = 0; turn < 2; turn += 1) {
      const made = await importPair(ctx, { key: freshOf(ctx, textIn(ctx, 'keyType')) });
      const key = { publicBlob: toBlob(made.key), texts: sentTexts(made, opensshLine(made.key)) };
      ctx.note(judgeFingerprint(rule, key, made.view.fingerprint, made.answer.exchange));
    }
  },
};

/** Given: `keyType`, `grade`, `minimumBits`, `maximumBits`: which recorded keys to send. */
const recorded: CheckBody = {
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
      ctx.note({
        summary: `the fingerprint of the recorded key ${vector.id} is another`,
        expected: `${vector.fingerprint} (${vector.source})`,
        observed: observed ?? 'no fingerprint',
        hints: read.ok && observed !== undefined ? [explain(observed, { publicBlob: read.blob })] : [],
        exchange: made.answer.exchange,
      });
    }
  },
};

/** Given: nothing. */
const shownTheSame: CheckBody = {
  kind: 'example',
  method: 'Compares the fingerprint of the answer with the one a describe shows.',
  uses: ['describe'],
  async run(ctx) {
    await bystander(ctx);
    const made = await makePair(ctx, ctx.requirement.operation);
    const shown = await mustFind(ctx, made.name);
    ctx.must(
      judgeSame(
        made.view.fingerprint,
        shown.fingerprint,
        'a describe shows another fingerprint than the answer',
      ),
    );
  },
};

/** Given: `filter`, the name of the filter over fingerprints. */
const found: CheckBody = {
  kind: 'example',
  method:
    'Describes with a filter on the fingerprint of the answer: exactly that key pair is shown, and none for an altered fingerprint.',
  uses: ['describe'],
  async run(ctx) {
    await bystander(ctx);
    const made = await makePair(ctx, ctx.requirement.operation);
    const fingerprint = made.view.fingerprint ?? '';
    ctx.must(judgeNames(await filtered(ctx, fingerprint), [made.name]));
    ctx.must(judgeNames(await filtered(ctx, altered(fingerprint)), []));
  },
};

/** Given: nothing. One RSA key in every encoding that the service takes. */
const encodingsAgree: CheckBody = {
  kind: 'example',
  method:
    'Imports one RSA key as an OpenSSH line with and without comment, as RFC 4716, and as base64 of DER: all fingerprints are equal.',
  uses: [],
  async run(ctx) {
    const key = constructedRsa(2048, ctx.random.bytes(32));
    const materials = [
      opensshLine(key),
      `${opensshLine(key, `${ctx.random.text(8)} comment`)}\n`,
      rfc4716(key, ctx.random.text(8)),
      derSpki(key).toString('base64'),
    ];
    const shown: Accepted[] = [];
    for (const material of materials) {
      const name = ctx.name();
      const removal = removeLater(ctx, name);
      const outcome = await ctx.call({ operation: 'import', parameters: { name, material } });
      removal.answered(outcome);
      if (outcome.kind === 'accepted') shown.push(outcome);
    }
    if (shown.length < 2) throw new NotSelected('the target takes fewer than two of the encodings');
    const [first, ...others] = shown;
    for (const other of others) {
      const summary = 'the fingerprint depends on how the key was encoded';
      const judgement = judgeSame(first?.keyPairs[0]?.fingerprint, other.keyPairs[0]?.fingerprint, summary);
      ctx.note(judgement && { ...judgement, exchange: other.exchange });
    }
  },
};

/** Given: `keyType`. Which value each path gives is said by other requirements; here they must not be one. */
const twoPaths: CheckBody = {
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
const onePath: CheckBody = {
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

/** Given: `keyType`. Expects a fingerprint rule. Which digest it is has requirements of its own. */
const rendering: CheckBody = {
  kind: 'example',
  method: 'Makes a key pair and compares the form of its fingerprint with the pattern of the rule.',
  uses: [],
  async run(ctx) {
    const { pattern } = fingerprintRuleNamed(ctx.contract, ruleOf(ctx));
    const { operation } = ctx.requirement;
    const made =
      operation === 'create'
        ? await createOf(ctx)
        : await importPair(ctx, { key: freshOf(ctx, textIn(ctx, 'keyType')) });
    const { fingerprint } = made.view;
    if (fingerprint !== undefined && new RegExp(pattern, 'u').test(fingerprint)) return;
    ctx.must({
      summary: 'the fingerprint is written in another way',
      expected: `a text that matches ${pattern}`,
      observed: fingerprint ?? 'no fingerprint',
      exchange: made.answer.exchange,
    });
  },
};

async function createdAndImported(ctx: CheckContext): Promise<{ readonly made: Made; readonly copy: Made }> {
  const made = await createOf(ctx);
  const key = mustReadPrivate(ctx, made);
  const read = readPublicKey(`ssh-${key.keyType} ${key.publicBlob.toString('base64')}`);
  if (!read.ok) throw new Error(`the public half cannot be written: ${read.reason}`);
  return { made, copy: await importPair(ctx, { key: read.material }) };
}

function createOf(ctx: CheckContext): Promise<Made> {
  return createPair(ctx, {
    keyType: textIn(ctx, 'keyType'),
    ...(ctx.given.keyFormat !== undefined && { keyFormat: textIn(ctx, 'keyFormat') }),
  });
}

function mustReadPrivate(ctx: CheckContext, made: Made): PrivateKeyRead {
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

function hashable(made: Made, key: PrivateKeyRead): FingerprintKey {
  const privateText = made.view.privateKey;
  return {
    publicBlob: key.publicBlob,
    privateKey: key.privateKey,
    texts: { keyName: made.name, ...(privateText !== undefined && { privateText }) },
  };
}

function sentTexts(made: Made, materialSent: string): NonNullable<FingerprintKey['texts']> {
  return { keyName: made.name, materialSent };
}

function freshOf(ctx: CheckContext, keyType: string): PublicMaterial {
  return keyType === 'rsa'
    ? constructedRsa(2048, ctx.random.bytes(32))
    : ed25519FromSeed(ctx.random.bytes(32));
}

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

async function filtered(ctx: CheckContext, fingerprint: string): Promise<readonly string[]> {
  const byParameter = ctx.contract.operations.describe?.parameters.some((one) => one.role === 'fingerprint');
  const outcome = await ctx.call({
    operation: 'describe',
    parameters: byParameter
      ? { fingerprint }
      : { filters: [{ name: textIn(ctx, 'filter'), values: [fingerprint] }] },
  });
  ctx.must(judgeAccepted(outcome, 'describe with a filter on the fingerprint'));
  return accepted(outcome).keyPairs.map((pair) => pair.name ?? '');
}

/** Another value of the same form: the last letter or digit that is not the padding is turned over. */
function altered(fingerprint: string): string {
  return fingerprint.replace(/[0-9A-Za-z](?=[^0-9A-Za-z]*$)/u, (last) => (last === '0' ? '4' : '0'));
}

function judgeNames(shown: readonly string[], expected: readonly string[]): Judgement {
  if (shown.length === expected.length && expected.every((name) => shown.includes(name))) return undefined;
  return {
    summary: 'a filter on the fingerprint shows other key pairs',
    expected: JSON.stringify(expected),
    observed: JSON.stringify(shown),
  };
}

function judgeSame(expected: string | undefined, observed: string | undefined, summary: string): Judgement {
  if (expected !== undefined && expected === observed) return undefined;
  return { summary, expected: expected ?? 'a fingerprint', observed: observed ?? 'no fingerprint' };
}

function ruleOf(ctx: CheckContext): string {
  const { expects } = ctx.requirement;
  if ('rule' in expects) return expects.rule;
  throw new Error(`${ctx.requirement.id}: expects names no rule`);
}

export const fingerprints: Suite = {
  topic: 'fingerprint',
  bodies: {
    ofCreated,
    ofImported,
    recorded,
    shownTheSame,
    found,
    encodingsAgree,
    twoPaths,
    onePath,
    rendering,
  },
};

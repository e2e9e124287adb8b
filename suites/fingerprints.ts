import { textPattern } from '../specs/pattern.ts';
import type { Accepted } from '../targets/target.ts';
import { type CheckBody, type CheckContext, NotSelected, type Suite } from './check.ts';
import { createOf, freshOf, judgeSame, mustReadPrivate, ruleOf } from './fingerprints/made.ts';
import { onePath, twoPaths } from './fingerprints/paths.ts';
import { recorded } from './fingerprints/recorded.ts';
import { bystander, createPair, importPair, type Made, makePair, removeLater } from './flows.ts';
import { accepted, judgeAccepted } from './judges/answer.ts';
import { fingerprintRuleNamed, judgeFingerprint } from './judges/fingerprint.ts';
import { judgeShown } from './judges/shown.ts';
import type { FingerprintKey } from './keys/hashed-bytes.ts';
import { type PublicMaterial, toBlob } from './keys/material.ts';
import type { PrivateKeyRead } from './keys/read-private.ts';
import { constructedRsa } from './keys/synthetic.ts';
import { derSpki, opensshLine, rfc4716 } from './keys/write-public.ts';
import { mustFind, pairsIn, type ShownPair } from './lookups.ts';
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
  method:
    'Imports two fresh public keys, one of them with a comment, and recomputes each fingerprint from the key that was sent.',
  uses: [],
  async run(ctx) {
    const rule = fingerprintRuleNamed(ctx.contract, ruleOf(ctx));
    const judge = (name: string, key: PublicMaterial, material: string, outcome: Accepted): void => {
      const hashed = { publicBlob: toBlob(key), texts: { keyName: name, materialSent: material } };
      ctx.note(judgeFingerprint(rule, hashed, outcome.keyPairs[0]?.fingerprint, outcome.exchange));
    };
    const made = await importPair(ctx, { key: freshOf(ctx, textIn(ctx, 'keyType')) });
    judge(made.name, made.key, opensshLine(made.key), made.answer);
    const key = freshOf(ctx, textIn(ctx, 'keyType'));
    const material = opensshLine(key, `${ctx.random.text(8)} comment`);
    const name = ctx.name();
    const removal = removeLater(ctx, name);
    const outcome = await ctx.call({ operation: 'import', parameters: { name, material } });
    removal.answered(outcome);
    // Whether a line may have a comment is stated elsewhere.
    if (outcome.kind === 'accepted') judge(name, key, material, outcome);
  },
};

/** Given: nothing. */
const shownTheSame: CheckBody = {
  kind: 'example',
  method: 'Compares the fingerprint of the response with the one a describe returns.',
  uses: ['describe'],
  async run(ctx) {
    await bystander(ctx);
    const made = await makePair(ctx, ctx.requirement.operation);
    const shown = await mustFind(ctx, made.name);
    ctx.must(judgeSame(made.view, shown, 'after the response that made it'));
  },
};

/** Given: `filter`, the name of the filter over fingerprints, and `keyType` where it matters which key is made. */
const found: CheckBody = {
  kind: 'example',
  method:
    'Describes with a filter on the fingerprint of the response: exactly that key pair is shown, and none for an altered fingerprint.',
  uses: ['describe'],
  async run(ctx) {
    await bystander(ctx);
    const { keyType } = ctx.given;
    const made =
      typeof keyType === 'string'
        ? await createPair(ctx, { keyType })
        : await makePair(ctx, ctx.requirement.operation);
    const fingerprint = made.view.fingerprint ?? '';
    await mustShow(ctx, fingerprint, made.name, [made.name]);
    await mustShow(ctx, altered(fingerprint), made.name, []);
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
    const shown: ShownPair[] = [];
    for (const material of materials) {
      const name = ctx.name();
      const removal = removeLater(ctx, name);
      const outcome = await ctx.call({ operation: 'import', parameters: { name, material } });
      removal.answered(outcome);
      if (outcome.kind !== 'accepted') continue;
      shown.push(pairsIn(outcome)[0] ?? { exchange: outcome.exchange });
    }
    if (shown.length < 2) throw new NotSelected('the target takes fewer than two of the encodings');
    const [first, ...others] = shown;
    if (first === undefined) throw new NotSelected('the target takes none of the encodings');
    for (const other of others) ctx.note(judgeSame(first, other, 'of one key in another encoding'));
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
    const { fingerprint, exchange } = made.view;
    if (fingerprint !== undefined && textPattern(pattern).test(fingerprint)) return;
    ctx.must({
      code: 'wrong-format',
      facts: { field: 'fingerprint', pattern, observed: fingerprint },
      exchange,
    });
  },
};

function hashable(made: Made, key: PrivateKeyRead): FingerprintKey {
  const privateText = made.view.privateKey;
  return {
    publicBlob: key.publicBlob,
    privateKey: key.privateKey,
    texts: { keyName: made.name, ...(privateText !== undefined && { privateText }) },
  };
}

/** Looks a key pair up by a fingerprint; exactly these names must be shown. */
async function mustShow(
  ctx: CheckContext,
  fingerprint: string,
  name: string,
  expected: readonly string[],
): Promise<void> {
  const byParameter = ctx.contract.operations.describe?.parameters.some((one) => one.role === 'fingerprint');
  const outcome = await ctx.call({
    operation: 'describe',
    parameters: byParameter
      ? { fingerprint }
      : { filters: [{ name: textIn(ctx, 'filter'), values: [fingerprint] }] },
  });
  ctx.must(judgeAccepted(outcome, ''));
  const labels = new Map([[name, 'the key pair of the fingerprint']]);
  ctx.must(judgeShown(accepted(outcome), { expected, labels, detail: '', others: false }));
}

/** Another value of the same form: the last letter or digit that is not the padding is turned over. */
function altered(fingerprint: string): string {
  return fingerprint.replace(/[0-9A-Za-z](?=[^0-9A-Za-z]*$)/u, (last) => (last === '0' ? '4' : '0'));
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

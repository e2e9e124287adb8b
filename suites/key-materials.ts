import { findParameter } from '../specs/constraints.ts';
import type { KeyMaterialRule } from '../specs/contract.ts';
import type { Accepted, CallParameters } from '../targets/target.ts';
import type { CheckBody, CheckContext, Judgement, Suite } from './check.ts';
import { bystander, createPair, importPair, type Made, makePair } from './flows.ts';
import { accepted, judgeAccepted } from './judges/answer.ts';
import { provesPossession } from './keys/prove.ts';
import { type PrivateKeyRead, readPrivateKey } from './keys/read-private.ts';
import { readPublicKey } from './keys/read-public.ts';
import { mustFind, naming } from './lookups.ts';
import { textIn } from './values.ts';

/** Given: nothing more than the rule in `expects`. The file is one that other programs can read. */
const container: CheckBody = {
  kind: 'example',
  method:
    'Creates a key pair and reads the private key completely: armour, container, and a check sum where the format has one.',
  uses: [],
  async run(ctx) {
    const rule = ruleOf(ctx);
    const made = await createBy(ctx, rule);
    const key = mustRead(ctx, made, rule);
    ctx.must(judgeContainer(ctx, made, rule, key));
  },
};

/** Given: nothing more than the rule in `expects`. */
const size: CheckBody = {
  kind: 'example',
  method: 'Creates a key pair and looks at the numbers of the private key: type, bits and public exponent.',
  uses: [],
  async run(ctx) {
    const rule = ruleOf(ctx);
    const made = await createBy(ctx, rule);
    const key = mustRead(ctx, made, rule);
    const exponent = key.keyType === 'rsa' ? Number(key.exponent) : undefined;
    ctx.note(judgeNumber(made, 'the key type', rule.keyType, key.keyType));
    ctx.note(judgeNumber(made, 'the number of bits', rule.bits, key.bits));
    if (rule.exponent !== undefined) {
      ctx.note(judgeNumber(made, 'the public exponent', rule.exponent, exponent));
    }
  },
};

/** Given: nothing more than the rule in `expects`. */
const possession: CheckBody = {
  kind: 'example',
  method:
    'Signs fresh bytes with the returned private key and verifies them with the public key that a describe shows.',
  uses: ['describe'],
  async run(ctx) {
    await bystander(ctx);
    const rule = ruleOf(ctx);
    const made = await createBy(ctx, rule);
    const key = mustRead(ctx, made, rule);
    const shown = await mustFind(ctx, made.name, { publicKey: true });
    const described = readPublicKey(shown.publicKey ?? '');
    const possessed = described.ok
      ? provesPossession(key, described.blob, ctx.random.bytes(32))
      : { ok: false as const, reason: `the described public key cannot be read: ${described.reason}` };
    ctx.must(
      possessed.ok
        ? undefined
        : {
            summary: 'the returned private key does not belong to the described public key',
            expected: 'a signature of the one that the other verifies',
            observed: possessed.reason,
          },
    );
  },
};

/** Given: nothing more than the rule in `expects`, which names what the comment is. */
const comment: CheckBody = {
  kind: 'example',
  method: 'Creates a key pair whose file has a comment and compares the comment with the name.',
  uses: [],
  async run(ctx) {
    const rule = ruleOf(ctx);
    const made = await createBy(ctx, rule);
    const key = mustRead(ctx, made, rule);
    ctx.must(judgeNumber(made, 'the comment in the file', made.name, key.comment));
  },
};

/** Given: `keyType`. */
const everyOneNew: CheckBody = {
  kind: 'example',
  method: 'Creates three key pairs; no two may have the same key.',
  uses: [],
  async run(ctx) {
    const keyType = textIn(ctx, 'keyType');
    const blobs = new Map<string, string>();
    for (let turn = 0; turn < 3; turn += 1) {
      const made = await createPair(ctx, { keyType });
      const key = readPrivateKey(made.view.privateKey ?? '');
      const identity = key.ok ? key.publicBlob.toString('base64') : (made.view.privateKey ?? '');
      const earlier = blobs.get(identity);
      ctx.must(
        earlier === undefined
          ? undefined
          : {
              summary: 'two creates return the same private key',
              expected: 'a new key for every key pair',
              observed: `the key of ${earlier} again`,
              exchange: made.answer.exchange,
            },
      );
      blobs.set(identity, made.name);
    }
  },
};

/** Given: nothing. The requirement's operation is the one that must not show private keys. */
const neverShown: CheckBody = {
  kind: 'example',
  method: 'Searches the raw answers for anything that looks like a private key.',
  uses: ['describe'],
  wire: true,
  async run(ctx) {
    const created = await makePair(ctx, 'create');
    const answers =
      ctx.requirement.operation === 'import'
        ? [(await importPair(ctx)).answer]
        : [await describe(ctx, naming(ctx, created.name)), await describe(ctx, {})];
    for (const answer of answers) {
      const text = Buffer.from(answer.exchange.response.body).toString('latin1');
      const trace = PRIVATE_TRACES.find((pattern) => pattern.test(text));
      if (trace === undefined && answer.keyPairs.every((pair) => pair.privateKey === undefined)) continue;
      ctx.must({
        summary: 'an answer shows a private key that only its creation may show',
        expected: 'no private key',
        observed: `the answer holds private key material (${trace?.source ?? 'a private key element'})`,
        exchange: answer.exchange,
      });
    }
  },
};

/** What private keys look like in the formats that services return. */
const PRIVATE_TRACES = [/PRIVATE KEY-----/u, /PuTTY-User-Key-File/u, /Private-Lines:/u];

async function describe(ctx: CheckContext, which: CallParameters): Promise<Accepted> {
  const shows = findParameter(ctx.contract, 'describe', 'include-public-key') !== undefined;
  const outcome = await ctx.call({
    operation: 'describe',
    parameters: { ...which, ...(shows && { includePublicKey: true }) },
  });
  ctx.must(judgeAccepted(outcome, 'describe of created key pairs'));
  return accepted(outcome);
}

function ruleOf(ctx: CheckContext): KeyMaterialRule {
  const { expects } = ctx.requirement;
  const [section, id] = 'rule' in expects ? expects.rule.split('/') : [];
  const rule = ctx.contract.rules.keyMaterial.find((one) => one.id === id);
  if (section !== 'keyMaterial' || rule === undefined) {
    throw new Error(`${ctx.requirement.id}: expects names no rule of keyMaterial`);
  }
  return rule;
}

/** The type and format are asked for by name only where the provider has such parameters. */
function createBy(ctx: CheckContext, rule: KeyMaterialRule): Promise<Made> {
  const typed = findParameter(ctx.contract, 'create', 'key-type') !== undefined;
  const formatted = findParameter(ctx.contract, 'create', 'key-format') !== undefined;
  return createPair(ctx, {
    ...(typed && { keyType: rule.keyType }),
    ...(formatted && { keyFormat: rule.format }),
  });
}

function mustRead(ctx: CheckContext, made: Made, rule: KeyMaterialRule): PrivateKeyRead {
  const reading = readPrivateKey(made.view.privateKey ?? '');
  if (reading.ok) return reading;
  ctx.must({
    summary: 'the private key cannot be read',
    expected: `a private key of the form ${rule.container}`,
    observed: made.view.privateKey === undefined ? 'no private key in the answer' : reading.reason,
    exchange: made.answer.exchange,
  });
  throw new Error('unreachable: must() ends the check');
}

function judgeContainer(
  ctx: CheckContext,
  made: Made,
  rule: KeyMaterialRule,
  key: PrivateKeyRead,
): Judgement {
  if (key.container !== rule.container && rule.tolerates?.includes(key.container)) {
    ctx.remark(
      `the private key comes as ${key.container}, which documents allow; observed is ${rule.container}`,
    );
    return undefined;
  }
  if (key.container === rule.container && key.armour === rule.firstLine) return undefined;
  return {
    summary: 'the private key comes in another form',
    expected: `${rule.container}, first line ${bare(rule.firstLine)}`,
    observed: `${key.container}, first line ${bare(key.armour)}`,
    exchange: made.answer.exchange,
  };
}

/** An armour line without its dashes: with them a redactor takes it for the start of a private key. */
function bare(armour: string): string {
  return armour.replaceAll(/^-+|-+$/gu, '');
}

function judgeNumber(made: Made, what: string, expected: unknown, observed: unknown): Judgement {
  if (expected === observed) return undefined;
  return {
    summary: `${what} is another`,
    expected: String(expected),
    observed: String(observed ?? 'none'),
    exchange: made.answer.exchange,
  };
}

export const keyMaterials: Suite = {
  topic: 'key-material',
  bodies: { container, size, possession, comment, everyOneNew, neverShown },
};

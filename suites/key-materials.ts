import { findParameter } from '../specs/constraints.ts';
import type { KeyMaterialRule } from '../specs/contract.ts';
import type { Accepted, CallParameters, Exchange } from '../targets/target.ts';
import { type CheckBody, type CheckContext, type Judgement, type Suite, Unprepared } from './check.ts';
import { bystander, createPair, importPair, type Made, makePair } from './flows.ts';
import { accepted, judgeAccepted } from './judges/answer.ts';
import { judgeDifferent, judgeEqual, type ShownValue } from './judges/values.ts';
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
    ctx.note(judgeNumber(made, 'type', rule.keyType, key.keyType));
    ctx.note(judgeNumber(made, 'bits', rule.bits, key.bits));
    if (rule.exponent !== undefined) {
      ctx.note(judgeNumber(made, 'public exponent', rule.exponent, exponent));
    }
  },
};

/** Given: nothing more than the rule in `expects`. */
const possession: CheckBody = {
  kind: 'example',
  method:
    'Signs fresh bytes with the returned private key and verifies them with the public key that a describe returns.',
  uses: ['describe'],
  async run(ctx) {
    await bystander(ctx);
    const rule = ruleOf(ctx);
    const made = await createBy(ctx, rule);
    const key = mustRead(ctx, made, rule);
    const shown = await mustFind(ctx, made.name, { publicKey: true });
    const described = readPublicKey(shown.publicKey ?? '');
    // That a readable public key is shown is a requirement of its own.
    if (!described.ok) throw new Unprepared(`no readable public key to compare with: ${described.reason}`);
    const possessed = provesPossession(key, described.blob, ctx.random.bytes(32));
    if (possessed.ok) return;
    ctx.must({ code: 'foreign-private-key', facts: { reason: possessed.reason }, exchange: shown.exchange });
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
    ctx.must(judgeEqual('wrong-comment', made.name, { value: key.comment, exchange: made.view.exchange }));
  },
};

/** Given: nothing more than the rule in `expects`. */
const lineEnds: CheckBody = {
  kind: 'example',
  method:
    'Creates a key pair and looks at the ends of the lines of the private key, in the text and in the raw bytes.',
  uses: [],
  async run(ctx) {
    const rule = ruleOf(ctx);
    const made = await createBy(ctx, rule);
    mustRead(ctx, made, rule);
    const { privateKey = '', exchange } = made.view;
    const value = privateKey.includes('\r') || hasRawReturns(privateKey, exchange) ? 'CR LF' : 'LF';
    ctx.must(judgeEqual('wrong-line-ends', 'LF', { value, exchange }));
  },
};

/** Whether the key has carriage returns in the raw response: a reader of XML takes them for part of the line ends. */
function hasRawReturns(privateKey: string, { response }: Exchange): boolean {
  const raw = Buffer.from(response.body).toString('latin1');
  const [first = '', ...rest] = privateKey.trim().split(/\r?\n/u);
  const start = raw.indexOf(first);
  const end = raw.indexOf(rest.at(-1) ?? '', start + first.length);
  return start >= 0 && raw.slice(start, end < 0 ? undefined : end).includes('\r');
}

/** Given: `keyType`. */
const everyOneNew: CheckBody = {
  kind: 'example',
  method: 'Creates three key pairs; no two may have the same key.',
  uses: [],
  async run(ctx) {
    const keyType = textIn(ctx, 'keyType');
    const keys: ShownValue[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const { view } = await createPair(ctx, { keyType });
      const key = readPrivateKey(view.privateKey ?? '');
      const value = key.ok ? key.publicBlob.toString('base64') : (view.privateKey ?? '');
      keys.push({ value, exchange: view.exchange });
      ctx.must(judgeDifferent('repeated-key', keys, 'for different key pairs'));
    }
  },
};

/** Given: nothing. The requirement's operation is the one that must not show private keys. */
const neverShown: CheckBody = {
  kind: 'example',
  method: 'Searches the raw responses for anything that looks like a private key.',
  uses: ['describe'],
  wire: true,
  async run(ctx) {
    const made = await makePair(ctx, ctx.making('create'));
    const answers =
      ctx.requirement.operation === 'import'
        ? [(await importPair(ctx)).answer]
        : [await describe(ctx, naming(ctx, made.name)), await describe(ctx, {})];
    for (const answer of answers) {
      const text = Buffer.from(answer.exchange.response.body).toString('latin1');
      const trace = PRIVATE_TRACES.find((pattern) => pattern.test(text));
      if (trace === undefined && answer.keyPairs.every((pair) => pair.privateKey === undefined)) continue;
      const facts = { trace: trace?.source ?? 'a private key element' };
      ctx.must({ code: 'private-key-shown', facts, exchange: answer.exchange });
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
  ctx.must(judgeAccepted(outcome, 'of created key pairs'));
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
  const reason = made.view.privateKey === undefined ? 'no private key in the response' : reading.reason;
  const facts = { expected: `a private key of the form ${rule.container}`, reason };
  ctx.must({ code: 'unreadable-private-key', facts, exchange: made.answer.exchange });
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
  const shown = (form: string, line: string): string => `${form}, first line ${bare(line)}`;
  const { exchange } = made.view;
  const value = shown(key.container, key.armour);
  return judgeEqual('wrong-key-format', shown(rule.container, rule.firstLine), { value, exchange });
}

/** An armour line without its dashes: with them a redactor takes it for the start of a private key. */
function bare(armour: string): string {
  return armour.replaceAll(/^-+|-+$/gu, '');
}

function judgeNumber({ view }: Made, what: string, expected: unknown, observed: unknown): Judgement {
  const { exchange } = view;
  const value = observed === undefined ? undefined : `${what} ${String(observed)}`;
  return judgeEqual('wrong-key-size', `${what} ${String(expected)}`, { value, exchange });
}

export const keyMaterials: Suite = {
  topic: 'key-material',
  bodies: { container, size, possession, comment, lineEnds, everyOneNew, neverShown },
};

import { findParameter, nameWithEnd, parameter } from '../specs/constraints.ts';
import type { KeyMaterialRule } from '../specs/contract.ts';
import type { CallParameters } from '../targets/target.ts';
import type { CheckBody, CheckContext, Judgement, Suite } from './check.ts';
import { bystander, createPair, type Made, removeLater } from './flows.ts';
import { createTyped } from './imports/created.ts';
import { judgeAnswer } from './judges/answer.ts';
import { judgeNothingLeft } from './judges/state.ts';
import { judgeDifferent, judgeEqual } from './judges/values.ts';
import { type PrivateKeyRead, readPrivateKey } from './keys/read-private.ts';
import { lookUp, mustFind, pairsHolding, stillThere } from './lookups.ts';
import { textIn } from './values.ts';

/** The two parameters of a create that name a kind of key. */
type KindParameter = 'keyType' | 'keyFormat';

/** Given: `keyType` and `keyFormat` as they are sent, each left out where it is not sent. Expects a rule of keyMaterial. */
const made: CheckBody = {
  kind: 'example',
  method:
    'Creates a key pair with these parameters and no others and reads the private key: it must be of the type and in the format of the rule, and a describe must return that type.',
  uses: ['describe'],
  async run(ctx) {
    await bystander(ctx);
    const rule = ruleOf(ctx);
    const pair = await createTyped(ctx, kindIn(ctx));
    const shown = await mustFind(ctx, pair.name);
    ctx.note(judgeEqual('wrong-key-type', rule.keyType, { value: shown.keyType, exchange: shown.exchange }));
    const key = mustRead(ctx, pair, `a private key of the type ${rule.keyType} as ${rule.format}`);
    ctx.note(judgeKind(pair, rule, key));
  },
};

/** Given: nothing; the defaults come from the contract. */
const explicitDefaults: CheckBody = {
  kind: 'example',
  method:
    'Creates one key pair without type and format and one that names the defaults: type, bits, container and the shown type agree, the keys do not.',
  uses: ['describe'],
  async run(ctx) {
    const pairs = [await createPair(ctx), await createTyped(ctx, ctx.contract.rules.defaults)];
    const [absent, named] = await Promise.all(
      pairs.map(async (pair) => {
        const key = mustRead(ctx, pair, 'a readable private key');
        const { keyType } = await mustFind(ctx, pair.name);
        const { exchange } = pair.view;
        const kind = `${key.keyType}, ${key.bits} bits, ${key.container}, described as ${keyType ?? 'no type'}`;
        return {
          kind: { value: kind, exchange },
          key: { value: key.publicBlob.toString('base64'), exchange },
        };
      }),
    );
    if (absent === undefined || named === undefined) throw new Error('two key pairs are created');
    ctx.note(judgeEqual('wrong-defaults', absent.kind.value, named.kind));
    ctx.note(judgeDifferent('repeated-key', [absent.key, named.key], 'for different key pairs'));
  },
};

/** Given: `parameter` (keyType or keyFormat) and `value`, which is refused; the twin sends the default instead. */
const refused: CheckBody = {
  kind: 'example',
  method:
    'Creates a key pair with an allowed value and sends the same call with this one: it must be rejected exactly so, and a list of all key pairs must not return it.',
  uses: ['describe'],
  async run(ctx) {
    const which = parameterIn(ctx);
    const twin = await twinOf(ctx, which);
    const name = ctx.name();
    ctx.must(await refuse(ctx, name, which, textIn(ctx, 'value')));
    ctx.must(judgeNothingLeft(await pairsHolding(ctx, name), 'the rejected create'));
    await stillThere(ctx, twin);
  },
};

/**
 * Given: `parameter`, and `near`: true for values that differ from an allowed one in case or white space only (whether
 * those are refused was not recorded), false for all others.
 */
const anyRefused: CheckBody = {
  kind: 'property',
  method:
    'Draws values that the enumeration of the parameter does not have; each must be rejected exactly so, and nothing may be stored.',
  uses: ['describe'],
  async run(ctx) {
    const { fc, forAll, violationsOf } = await import('./property.ts');
    const which = parameterIn(ctx);
    const { schema } = parameter(ctx.contract, 'create', which === 'keyType' ? 'key-type' : 'key-format');
    const outside = violationsOf(schema).find(({ keyword }) => keyword === 'enum');
    if (outside === undefined) throw new Error(`${ctx.requirement.id}: the parameter has no enumeration`);
    const members = (schema.enum ?? []).map(String);
    const wanted = (text: string): boolean =>
      /^[\n -~]+$/u.test(text) &&
      text.trim() !== '' &&
      members.includes(text.trim().toLowerCase()) === (ctx.given.near === true);
    const boundaries = outside.boundaries.map(String).filter(wanted);
    const values =
      ctx.given.near === true ? fc.constantFrom(...boundaries) : outside.arbitrary.map(String).filter(wanted);
    const twin = await twinOf(ctx, which);
    const stem = ctx.name();
    let turn = 0;
    ctx.must(
      await forAll(ctx, values, boundaries, (value) => {
        turn += 1;
        return refuse(ctx, nameWithEnd(ctx.contract, stem, turn), which, value);
      }),
    );
    ctx.must(judgeNothingLeft(await pairsHolding(ctx, stem), 'a rejected create'));
    await stillThere(ctx, twin);
  },
};

async function refuse(
  ctx: CheckContext,
  name: string,
  which: KindParameter,
  value: string,
): Promise<Judgement> {
  removeLater(ctx, name);
  const parameters = { name, ...cheapType(ctx), [which]: value };
  const outcome = await ctx.call({ operation: 'create', parameters });
  const what = `with the ${which === 'keyType' ? 'key type' : 'key format'} ${JSON.stringify(value)}`;
  const wrong = judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, what);
  // A call that was accepted is one difference; that it had an effect is no second one.
  if (wrong !== undefined) return wrong;
  const left = await lookUp(ctx, name);
  return judgeNothingLeft(left, 'the rejected create');
}

function twinOf(ctx: CheckContext, which: KindParameter): Promise<Made> {
  const { keyType, keyFormat } = ctx.contract.rules.defaults;
  return createPair(ctx, {
    beside: true,
    ...(which === 'keyType' ? { keyType } : { ...cheapType(ctx), keyFormat }),
  });
}

function cheapType({ createKeyType }: CheckContext): Pick<CallParameters, 'keyType'> {
  return createKeyType === undefined ? {} : { keyType: createKeyType };
}

function kindIn(ctx: CheckContext): { keyType?: string; keyFormat?: string } {
  return {
    ...(ctx.given.keyType !== undefined && { keyType: textIn(ctx, 'keyType') }),
    ...(ctx.given.keyFormat !== undefined && { keyFormat: textIn(ctx, 'keyFormat') }),
  };
}

function parameterIn(ctx: CheckContext): KindParameter {
  const which = textIn(ctx, 'parameter');
  const role = which === 'keyType' ? 'key-type' : 'key-format';
  if (which !== 'keyType' && which !== 'keyFormat')
    throw new Error(`${ctx.requirement.id}: given.parameter is neither keyType nor keyFormat`);
  if (findParameter(ctx.contract, 'create', role) === undefined)
    throw new Error(`${ctx.requirement.id}: create takes no parameter '${role}'`);
  return which;
}

function ruleOf(ctx: CheckContext): KeyMaterialRule {
  const { expects } = ctx.requirement;
  const rule = ctx.contract.rules.keyMaterial.find(
    ({ id }) => 'rule' in expects && expects.rule === `keyMaterial/${id}`,
  );
  if (rule !== undefined) return rule;
  throw new Error(`${ctx.requirement.id}: expects names no rule of keyMaterial`);
}

function mustRead(ctx: CheckContext, pair: Made, expected: string): PrivateKeyRead {
  const reading = readPrivateKey(pair.view.privateKey ?? '');
  if (reading.ok) return reading;
  const reason = pair.view.privateKey === undefined ? 'no private key in the response' : reading.reason;
  ctx.must({ code: 'unreadable-private-key', facts: { expected, reason }, exchange: pair.view.exchange });
  throw new Error('unreachable: must() ends the check');
}

/** The exact container is the business of the requirements on key material; here PuTTY files are told from the others. */
function judgeKind(pair: Made, rule: KeyMaterialRule, key: PrivateKeyRead): Judgement {
  const putty = (container: string): boolean => container.startsWith('ppk');
  if (key.keyType === rule.keyType && putty(key.container) === putty(rule.container)) return undefined;
  const { exchange } = pair.view;
  const value = `type ${key.keyType}, container ${key.container}`;
  return judgeEqual('wrong-key-format', `type ${rule.keyType}, format ${rule.format}`, { value, exchange });
}

export const keyTypeFormats: Suite = {
  topic: 'key-type-format',
  bodies: { made, explicitDefaults, refused, anyRefused },
};

import { nameSchema, parameter } from '../specs/constraints.ts';
import type { Json, JsonObject } from '../specs/contract.ts';
import { type Exchange, NAME_TAKEN, TransportError } from '../targets/target.ts';
import {
  type CallOptions,
  type CheckBody,
  type CheckContext,
  type Hazard,
  Inconclusive,
  type Judgement,
  type Suite,
} from './check.ts';
import { bystander, deletePair, makePair, makingParameters, removeLater } from './flows.ts';
import { judgeAccepted, judgeAnswer, judgeAnswerOfAnyName } from './judges/answer.ts';
import { judgeNothingLeft } from './judges/state.ts';
import { judgeDifferent, judgeEqual, type ShownValue } from './judges/values.ts';
import { lookUp, mustFind, naming, pairsHolding, type ShownPair, stillThere } from './lookups.ts';
import { inParallel } from './parallel.ts';
import { innerAlphabet, nameFrom, objectIn } from './values.ts';

/** Given: `value` (see `nameFrom`). */
const accepted: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair of that name, reads the name back from the response and from a describe, deletes it by the name and finds it gone.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const unrelated = await bystander(ctx);
    const { text } = nameFrom(ctx, objectIn(ctx, 'value'));
    if (text === undefined) throw new Error('an accepted name cannot be absent');
    const made = await makePair(ctx, ctx.requirement.operation, { name: text });
    ctx.note(judgeName(text, made.view));
    const shown = await mustFind(ctx, text);
    ctx.note(judgeName(text, shown));
    await deletePair(ctx, text);
    const left = await lookUp(ctx, text);
    ctx.note(judgeNothingLeft(left, 'the delete'));
    await stillThere(ctx, unrelated);
  },
};

/** Given: `value`, and `twin` when the accepted counterpart is not a plain name. */
const refused: CheckBody = {
  kind: 'example',
  method:
    'Sends the call once with an acceptable name and once with this one; the second must be rejected exactly so, and a list of all key pairs must not return it.',
  uses: ['describe'],
  hazard: ({ value }) => hazardOf(value),
  async run(ctx) {
    const { operation, expects } = ctx.requirement;
    const twin =
      ctx.given.twin === undefined && ctx.frugal
        ? await makePair(ctx, operation, { beside: true })
        : await makePair(ctx, operation, {
            name: nameFrom(ctx, objectIn(ctx, 'twin', { plain: true })).text ?? ctx.name(),
          });
    const { text, stem, what } = nameFrom(ctx, objectIn(ctx, 'value'));
    const outcome = await ctx.call({ operation, parameters: makingParameters(ctx, operation, text) });
    const detail = `with ${what}`;
    ctx.note(
      stem === ''
        ? judgeAnswerOfAnyName(ctx.contract, outcome, expects, { detail, twin: twin.answer })
        : judgeAnswer(ctx.contract, outcome, expects, detail),
    );
    await noteResidue(
      ctx,
      stem,
      outcome.kind === 'accepted' ? (outcome.keyPairs[0]?.name ?? text) : undefined,
    );
    await stillThere(ctx, twin);
  },
};

/** Characters from which on a name is more than targets are ready for. */
const HUGE_NAME = 500;

function hazardOf(value: Json | undefined): Hazard | undefined {
  const { absent, length } = (value ?? {}) as JsonObject;
  if (absent === true) return 'nameless';
  return Number(length) >= HUGE_NAME ? 'huge' : undefined;
}

/** Given: nothing; the constraints come from the parameter. */
const anyValid: CheckBody = {
  kind: 'property',
  method: 'Draws names from the constraints of the parameter, with its boundaries, and reads each back.',
  uses: ['describe', 'delete'],
  exclusive: true,
  async run(ctx) {
    const { arbitraryFor, boundariesOf, forAll } = await import('./property.ts');
    const { schema } = parameter(ctx.contract, ctx.requirement.operation, 'name');
    const names = arbitraryFor(schema).filter((value): value is string => typeof value === 'string');
    const boundaries = boundariesOf(schema).map(String);
    ctx.must(await forAll(ctx, names, boundaries, (name) => judgeRoundTrip(ctx, name)));
  },
};

/** Given: nothing. Every character gets a name of its own, so that the finding names the characters that fail. */
const everyCharacter: CheckBody = {
  kind: 'example',
  method:
    'Imports one key pair for each printable ASCII character that a name may have inside and reads the name back.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const alphabet = ctx.frugal ? inParts(ctx, innerAlphabet(ctx)) : innerAlphabet(ctx);
    const named = alphabet.map((character) => ({ character, name: `${ctx.name()}${character}x` }));
    const failed = new Map<string, NonNullable<Judgement>>();
    await inParallel(named, ctx.target.concurrency, async ({ character, name }) => {
      const judgement = await judgeOwnRoundTrip(ctx, name);
      if (judgement !== undefined) failed.set(character, judgement);
    });
    // In the order of the alphabet, whichever answer came first.
    const failing = alphabet.filter((character) => failed.has(character));
    const [first] = failing.map((character) => failed.get(character));
    if (first === undefined) return;
    const characters = failing.map((character) => JSON.stringify(character)).join(' ');
    ctx.must({ ...first, hints: [`characters that fail: ${characters}`] });
  },
};

/** Characters of a name where several go into one. */
const PART = 20;

function inParts(ctx: CheckContext, characters: readonly string[]): readonly string[] {
  const { maxLength = 255 } = nameSchema(ctx.contract);
  const size = Math.max(1, Math.min(PART, maxLength - ctx.name().length - 1));
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
    characters.slice(index * size, (index + 1) * size).join(''),
  );
}

/** Given: `characters` (one text per refused character). */
const anyRefused: CheckBody = {
  kind: 'property',
  method:
    'Puts characters that a name must not have into otherwise valid names; each must be rejected exactly so.',
  uses: ['describe'],
  async run(ctx) {
    const { fc, forAll } = await import('./property.ts');
    const { operation, expects } = ctx.requirement;
    await makePair(ctx, operation, { beside: true });
    const character = fc.integer({ min: 0x80, max: 0x10ffff }).filter(isCharacter).map(String.fromCodePoint);
    const outside = fc.string({ unit: character, minLength: 1, maxLength: 4 });
    const boundaries = ['\u0080', 'é', '\u00a0', '键', '\u{1f511}', '\u202e'];
    const stem = ctx.name();
    ctx.must(
      await forAll(ctx, outside, boundaries, async (text) => {
        const name = `${stem}${text}x`;
        const outcome = await ctx.call({ operation, parameters: makingParameters(ctx, operation, name) });
        if (outcome.kind === 'accepted') removeLater(ctx, outcome.keyPairs[0]?.name ?? name);
        return judgeAnswer(ctx.contract, outcome, expects, 'under a name with other characters');
      }),
    );
    await noteResidue(ctx, stem, undefined);
  },
};

/**
 * Given: `texts`, templates of names: `{digits}` stands for random digits, `{stem}` for a fresh name and `{id}` for the id
 * of another key pair. A name without any of them may be somebody else's and is left alone then.
 */
const lookAlikes: CheckBody = {
  kind: 'example',
  method:
    'Makes key pairs of these names one after the other and reads each name back from the response and a describe.',
  uses: ['describe'],
  exclusive: true,
  async run(ctx) {
    const all = ctx.given.texts as readonly string[];
    const texts = ctx.frugal ? all.slice(0, 3) : all;
    const wantsId = texts.some((text) => text.includes('{id}'));
    const { id = '' } = wantsId ? await mustFind(ctx, (await bystander(ctx)).name) : {};
    if (wantsId && id === '') throw new Inconclusive('no response shows the id of a key pair');
    for (const text of texts) {
      const digits = `${ctx.random.integer(1, 9)}${ctx.random.text(11, '0123456789')}`;
      const name = text.replace('{digits}', digits).replace('{stem}', ctx.name()).replace('{id}', id);
      ctx.note(await judgeRoundTrip(ctx, name));
    }
  },
};

/** Given: nothing. */
const caseMatters: CheckBody = {
  kind: 'example',
  method:
    'Makes two key pairs whose names differ only in case; where the second is made, each is shown with a key of its own, and the delete of one leaves the other.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const { operation, expects } = ctx.requirement;
    const base = `${ctx.name()}x`;
    const lower = await makePair(ctx, operation, { name: base.toLowerCase() });
    const upper = { name: base.toUpperCase() };
    const removal = removeLater(ctx, upper.name);
    const outcome = await ctx.call({ operation, parameters: makingParameters(ctx, operation, upper.name) });
    removal.answered(outcome);
    ctx.must(
      judgeAnswer(ctx.contract, outcome, expects, 'under a name that differs from another only in case'),
    );
    if (outcome.kind !== 'accepted') {
      await mustFind(ctx, lower.name);
      return;
    }
    const shown = [await mustFind(ctx, lower.name), await mustFind(ctx, upper.name)];
    ctx.must(judgeTwo(shown, 'for names that differ only in case'));
    await deletePair(ctx, upper.name);
    await mustFind(ctx, lower.name);
  },
};

/** Given: nothing. */
const perRegion: CheckBody = {
  kind: 'example',
  method: 'Makes a key pair of one name in two regions; each region must show its own.',
  uses: ['describe'],
  async run(ctx) {
    const { operation } = ctx.requirement;
    const first = await makePair(ctx, operation);
    const second = await makePair(ctx, operation, { name: first.name, region: ctx.secondRegion });
    const here = await mustFind(ctx, first.name);
    const there = await mustFind(ctx, second.name, { region: ctx.secondRegion });
    ctx.must(judgeTwo([here, there], 'for one name in two regions'));
  },
};

/** Given: nothing. Where the requirement allows a refusal, the name may stay taken; then nothing of it is shown. */
const reusable: CheckBody = {
  kind: 'example',
  method: 'Makes, deletes and makes a key pair of one name; the second has another identity and another key.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const unrelated = await bystander(ctx);
    const { operation, expects } = ctx.requirement;
    const first = await makePair(ctx, operation);
    const before = await mustFind(ctx, first.name);
    await deletePair(ctx, first.name);
    const removal = removeLater(ctx, first.name);
    const again = await ctx.call({ operation, parameters: makingParameters(ctx, operation, first.name) });
    removal.answered(again);
    ctx.must(judgeAnswer(ctx.contract, again, expects, `under the name of a deleted key pair`));
    if (again.kind !== 'accepted') {
      const left = await lookUp(ctx, first.name);
      ctx.note(judgeNothingLeft(left, 'the rejected call'));
      return;
    }
    const after = await mustFind(ctx, first.name);
    const lives = [before, after];
    ctx.note(judgeDifferent('repeated-fingerprint', lives.map(fingerprintOf), AGAIN));
    if (before.id !== undefined) ctx.note(judgeDifferent('repeated-id', lives.map(idOf), AGAIN));
    await stillThere(ctx, unrelated);
  },
};

/**
 * A short name may be somebody else's, in any spelling, or that of another check, which could not remove it; such a name
 * is skipped.
 */
async function judgeRoundTrip(ctx: CheckContext, name: string): Promise<Judgement> {
  if (await isTaken(ctx, name)) return undefined;
  try {
    return await judgeOwnRoundTrip(ctx, name, { mayBeTaken: true });
  } catch (error) {
    if (error instanceof TransportError && error.code === NAME_TAKEN) return undefined;
    throw error;
  }
}

/** The same for a name that nobody else can have. */
async function judgeOwnRoundTrip(
  ctx: CheckContext,
  name: string,
  options: Pick<CallOptions, 'mayBeTaken'> = {},
): Promise<Judgement> {
  const { operation } = ctx.requirement;
  const removal = removeLater(ctx, name);
  const parameters = makingParameters(ctx, operation, name);
  const outcome = await ctx.call({ operation, parameters }, options);
  removal.answered(outcome);
  if (outcome.kind !== 'accepted') return judgeAccepted(outcome, `under the name ${JSON.stringify(name)}`);
  const { exchange } = outcome;
  const answered = judgeName(name, { name: outcome.keyPairs[0]?.name, exchange });
  if (answered !== undefined) return answered;
  const shown = await lookUp(ctx, name);
  return judgeName(name, { name: shown.pair?.name, exchange: shown.exchange });
}

/** An answer that cannot be read is judged where the name was made. */
async function isTaken(ctx: CheckContext, name: string): Promise<boolean> {
  const outcome = await ctx.call({ operation: 'describe', parameters: naming(ctx, name) });
  return outcome.kind === 'accepted' && outcome.keyPairs.some((pair) => pair.name === name);
}

function judgeName(
  sent: string,
  shown: { readonly name?: string | undefined; readonly exchange: Exchange },
): Judgement {
  return judgeEqual('wrong-name', sent, { value: shown.name, exchange: shown.exchange });
}

/** A fingerprint that is always the same says nothing of which key pair it is; where both have an id, that does. */
function judgeTwo(shown: readonly ShownPair[], detail: string): Judgement {
  return shown.every(({ id }) => id !== undefined)
    ? judgeDifferent('repeated-id', shown.map(idOf), detail)
    : judgeDifferent('repeated-fingerprint', shown.map(fingerprintOf), detail);
}

/** Of a name that was used again. */
const AGAIN = 'for a name that is used again';

function fingerprintOf({ fingerprint, exchange }: ShownPair): ShownValue {
  return { value: fingerprint, exchange };
}

function idOf({ id, exchange }: ShownPair): ShownValue {
  return { value: id, exchange };
}

async function noteResidue(ctx: CheckContext, stem: string, alsoMade: string | undefined): Promise<void> {
  if (alsoMade !== undefined) removeLater(ctx, alsoMade);
  if (stem === '') return;
  const left = await pairsHolding(ctx, stem);
  for (const { name = '' } of left) removeLater(ctx, name);
  // A call that was accepted is one difference, or allowed; that it had an effect is no second one.
  if (alsoMade === undefined) ctx.note(judgeNothingLeft(left, 'the rejected call'));
}

/** Surrogates are halves of characters and cannot be written in UTF-8. */
function isCharacter(codePoint: number): boolean {
  return codePoint < 0xd800 || codePoint > 0xdfff;
}

export const names: Suite = {
  topic: 'name',
  bodies: {
    accepted,
    refused,
    anyValid,
    everyCharacter,
    anyRefused,
    lookAlikes,
    caseMatters,
    perRegion,
    reusable,
  },
};

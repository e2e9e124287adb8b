import { nameSchema, parameter } from '../../specs/constraints.ts';
import { type CheckBody, type CheckContext, Inconclusive, type Judgement } from '../check.ts';
import { bystander, makePair, makingParameters, removeLater } from '../flows.ts';
import { judgeAnswer } from '../judges/answer.ts';
import { mustFind } from '../lookups.ts';
import { inParallel } from '../parallel.ts';
import { innerAlphabet } from '../values.ts';
import { judgeOwnRoundTrip, judgeRoundTrip, noteResidue } from './read-back.ts';

/** Given: nothing; the constraints come from the parameter. */
export const anyValid: CheckBody = {
  kind: 'property',
  method: 'Draws names from the constraints of the parameter, with its boundaries, and reads each back.',
  uses: ['describe', 'delete'],
  exclusive: true,
  async run(ctx) {
    const { arbitraryFor, boundariesOf, forAll } = await import('../property.ts');
    const { schema } = parameter(ctx.contract, ctx.requirement.operation, 'name');
    const names = arbitraryFor(schema).filter((value): value is string => typeof value === 'string');
    const boundaries = boundariesOf(schema).map(String);
    ctx.must(await forAll(ctx, names, boundaries, (name) => judgeRoundTrip(ctx, name)));
  },
};

/** Given: nothing. Every character gets a name of its own, so that the finding names the characters that fail. */
export const everyCharacter: CheckBody = {
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
export const anyRefused: CheckBody = {
  kind: 'property',
  method:
    'Puts characters that a name must not have into otherwise valid names; each must be rejected exactly so.',
  uses: ['describe'],
  async run(ctx) {
    const { fc, forAll } = await import('../property.ts');
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
export const lookAlikes: CheckBody = {
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

/** Surrogates are halves of characters and cannot be written in UTF-8. */
function isCharacter(codePoint: number): boolean {
  return codePoint < 0xd800 || codePoint > 0xdfff;
}

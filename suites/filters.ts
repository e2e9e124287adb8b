import type { CheckBody, CheckContext, Judgement, Suite } from './check.ts';
import { anyPair, bystander } from './flows.ts';
import { judgeAccepted } from './judges/answer.ts';
import { judgeShown } from './judges/shown.ts';
import { refused, shows } from './scenes/asking.ts';
import { textIn } from './values.ts';

/** How many key pairs the patterns are tried on, and the letters that names and patterns are made of. */
const POPULATION = 10;
const LETTERS = 'abA.';

/** A filter value: its literal beginning, which is or is not the stem of all names, and what follows. */
interface Pattern {
  readonly anchored: boolean;
  readonly rest: string;
}

/**
 * Given: `filter`, the name of the filter over names. The question mark is judged only where both readings of the texts
 * agree: names that fit when it stands for no character may be shown or not.
 */
const anyPattern: CheckBody = {
  kind: 'property',
  method:
    'Makes key pairs with names over few letters, filters them by random values with wildcards, one or two at a time, and compares with an own matcher.',
  uses: [],
  async run(ctx) {
    const { fc, forAll } = await import('./property.ts');
    const stem = ctx.name();
    const names = await populate(ctx, stem);
    await bystander(ctx);
    const rest = fc.string({ unit: fc.constantFrom(...LETTERS, '*', '?', '*'), maxLength: 5 });
    const pattern = fc.record({ anchored: fc.boolean(), rest });
    const values = fc.array(pattern, { minLength: 1, maxLength: 2 });
    const boundaries = ['', '*', '?', '??', 'a*', '*a', 'a', '.', '*a*', '*a*b', '*a*a*b*'].map((one) => [
      { anchored: true, rest: one },
    ]);
    ctx.must(
      await forAll(ctx, values, boundaries, (drawn) =>
        judgePatterns(
          ctx,
          names,
          drawn.map((one) => filterValue(stem, one)),
        ),
      ),
    );
  },
};

/** The stem is too long to be hit by chance: without it a value begins with an asterisk and the stem's own end. */
function filterValue(stem: string, { anchored, rest }: Pattern): string {
  return anchored ? `${stem}${rest}` : `*${stem.slice(6)}${rest}`;
}

async function populate(ctx: CheckContext, stem: string): Promise<readonly string[]> {
  // No two names differ only in case: whether both can be there is not settled.
  const suffixes = new Map(['', 'a', 'ab', 'aab', 'Ba'].map((one) => [one.toLowerCase(), one]));
  while (suffixes.size < POPULATION) {
    const drawn = ctx.random.text(ctx.random.integer(1, 4), LETTERS);
    if (!suffixes.has(drawn.toLowerCase())) suffixes.set(drawn.toLowerCase(), drawn);
  }
  const names = [...suffixes.values()].map((suffix) => `${stem}${suffix}`);
  for (const name of names) {
    await anyPair(ctx, { name });
  }
  return names;
}

async function judgePatterns(
  ctx: CheckContext,
  names: readonly string[],
  values: readonly string[],
): Promise<Judgement> {
  const filter = textIn(ctx, 'filter');
  const outcome = await ctx.call({
    operation: 'describe',
    parameters: { filters: [{ name: filter, values }] },
  });
  if (outcome.kind !== 'accepted') return judgeAccepted(outcome, '');
  const isMatch = (name: string, mark: 'exactly-one' | 'at-most-one'): boolean =>
    values.some((value) => fits(value, name, mark));
  const expected = names.filter((name) => isMatch(name, 'exactly-one'));
  const unsettled = names.filter((name) => isMatch(name, 'at-most-one') && !expected.includes(name));
  const labels = new Map(names.map((name) => [name, expected.includes(name) ? 'fits' : 'does not fit']));
  const keyPairs = outcome.keyPairs.filter(({ name }) => !unsettled.includes(name ?? ''));
  return judgeShown({ ...outcome, keyPairs }, { expected, labels, detail: '', others: false });
}

/** Filters narrow what a describe shows. The bodies are those of lookups by name and id, with filters in `ask`. */
export const filters: Suite = { topic: 'filter', bodies: { shows, refused, anyPattern } };

/** How a question mark is read: texts disagree on whether it also stands for no character. */
export type QuestionMark = 'exactly-one' | 'at-most-one';

/**
 * Whether a whole text fits a filter value: `*` stands for any characters or none, `?` for one, a backslash takes the
 * special meaning from the next character, everything else for itself; case matters.
 */
export function fits(pattern: string, text: string, questionMark: QuestionMark): boolean {
  const source = pattern.replace(/\\(.)|./gsu, (piece, escaped: string | undefined) => {
    if (escaped !== undefined) return quoted(escaped);
    if (piece === '*') return '.*';
    if (piece === '?') return questionMark === 'exactly-one' ? '.' : '.?';
    return quoted(piece);
  });
  return new RegExp(`^${source}$`, 'su').test(text);
}

/** A character that means only itself in a regular expression with the u flag. */
function quoted(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

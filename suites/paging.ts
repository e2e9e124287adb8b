import { findParameter, nameWithEnd, parameter } from '../specs/constraints.ts';
import type { Accepted, CallParameters } from '../targets/target.ts';
import type { CheckBody, CheckContext, Judgement, Suite } from './check.ts';
import { anyPair, remove } from './flows.ts';
import { accepted, judgeAccepted } from './judges/answer.ts';
import { judgeShown } from './judges/shown.ts';
import { judgeEqual } from './judges/values.ts';
import { everyPair } from './lookups.ts';
import { inParallel } from './parallel.ts';
import { parametersFrom } from './scenes/asking.ts';
import { hasTags } from './scenes/capabilities.ts';
import { objectIn } from './values.ts';

/** Key pairs of a check, with the describe that fits them and nothing else. */
interface Population {
  readonly names: readonly string[];
  readonly ask: CallParameters;
}

/** Given: `count` (how many key pairs), `ask` (a describe that fits them all, a template), `sizes` (of pages). */
const pages: CheckBody = {
  kind: 'example',
  method:
    'Makes key pairs and turns the pages of a describe that matches them, for each size of page: together the pages return each of them once, and no page has more than its size.',
  uses: [],
  anyMaking: true,
  async run(ctx) {
    const population = await populate(ctx);
    for (const pageSize of numbersIn(ctx, 'sizes')) {
      const all = await turnPages(ctx, population, pageSize);
      const large = all.find(({ keyPairs }) => keyPairs.length > pageSize);
      ctx.note(large && judgeLength(large, pageSize, `with pages of ${pageSize}`));
      const last = all.at(-1);
      if (last === undefined) throw new Error('there is always a first page');
      const together = { ...last, keyPairs: all.flatMap(({ keyPairs }) => keyPairs) };
      ctx.note(judgeSet(together, population.names, `with pages of ${pageSize}`));
    }
  },
};

/** Given: `count`, more than a page holds by default, and `ask`. */
const defaultSize: CheckBody = {
  kind: 'example',
  method:
    'Makes more key pairs than a page has by default and describes them without a size: one page of the default size.',
  uses: [],
  anyMaking: true,
  async run(ctx) {
    const { ask } = await populate(ctx);
    const size = defaultSizeOf(ctx);
    const answer = await describe(ctx, ask, 'without a page size');
    ctx.must(judgeLength(answer, size, 'without a page size'));
  },
};

/** Given: `count`, `ask` and `size`. */
const defaultPage: CheckBody = {
  kind: 'example',
  method:
    'Describes a page without its number and the first page by its number: both show the same key pairs.',
  uses: [],
  anyMaking: true,
  async run(ctx) {
    const { ask } = await populate(ctx);
    const pageSize = numberIn(ctx, 'size');
    const first = await describe(ctx, { ...ask, pageSize, pageNumber: 1 }, '(the first page)');
    const unnamed = await describe(ctx, { ...ask, pageSize }, 'without a page number');
    ctx.must(judgeSet(unnamed, namesOf(first), 'without a page number'));
  },
};

/** Given: `count`, which is no multiple of `size`, `ask` and `size`. */
const lastPage: CheckBody = {
  kind: 'example',
  method:
    'Describes the last page, which has what is left, and the one after it, which is empty and no rejection.',
  uses: [],
  anyMaking: true,
  async run(ctx) {
    const { names, ask } = await populate(ctx);
    const pageSize = numberIn(ctx, 'size');
    const pageNumber = Math.ceil(names.length / pageSize);
    const last = await describe(ctx, { ...ask, pageSize, pageNumber }, '(the last page)');
    ctx.note(judgeLength(last, names.length - (pageNumber - 1) * pageSize, '(the last page)'));
    const beyond = await describe(
      ctx,
      { ...ask, pageSize, pageNumber: pageNumber + 1 },
      '(the page after the last)',
    );
    ctx.note(judgeLength(beyond, 0, '(the page after the last)'));
  },
};

/** Given: `count`, `ask`, `size` and `page`: its number, far behind the last. */
const farPage: CheckBody = {
  kind: 'example',
  method: 'Describes a page far behind the last, which is empty and no rejection.',
  uses: [],
  anyMaking: true,
  async run(ctx) {
    const { ask } = await populate(ctx);
    const pageNumber = numberIn(ctx, 'page');
    const pageSize = numberIn(ctx, 'size');
    const what = '(a page far behind the last)';
    ctx.must(judgeLength(await describe(ctx, { ...ask, pageSize, pageNumber }, what), 0, what));
  },
};

/** Given: `count`, `ask` and `size`. */
const total: CheckBody = {
  kind: 'example',
  method:
    'Makes key pairs and another that does not fit, turns the pages, and reads the total number on each; then asks for the other one by whatever else narrows a describe.',
  uses: [],
  anyMaking: true,
  async run(ctx) {
    const population = await populate(ctx);
    const tags = hasTags(ctx) ? [{ key: ctx.random.text(8), value: ctx.random.text(8) }] : [];
    const { view } = await anyPair(ctx, tags.length > 0 ? { tags } : { beside: true });
    for (const page of await turnPages(ctx, population, numberIn(ctx, 'size')))
      ctx.must(judgeTotal(page, population.names.length));
    const takes = (role: 'fingerprint' | 'tags'): boolean =>
      findParameter(ctx.contract, 'describe', role) !== undefined;
    const { fingerprint } = view;
    const asks: readonly CallParameters[] = [
      ...(takes('fingerprint') && fingerprint !== undefined ? [{ fingerprint }] : []),
      ...(takes('tags') && tags.length > 0 ? [{ tags }] : []),
    ];
    const room = defaultSizeOf(ctx);
    for (const ask of asks) {
      const answer = await describe(ctx, ask, `by ${Object.keys(ask).join()}`);
      // What fits is judged elsewhere: here the number must be that of what is shown, where one page has room for all.
      if (answer.keyPairs.length < room) ctx.must(judgeTotal(answer, answer.keyPairs.length));
    }
  },
};

/** Key pairs on a page whose size is not asked for. */
function defaultSizeOf(ctx: CheckContext): number {
  return Number(parameter(ctx.contract, 'describe', 'page-size').schema.default);
}

function judgeTotal({ totalCount, exchange }: Accepted, expected: number): Judgement {
  const value = totalCount === undefined ? undefined : String(totalCount);
  return judgeEqual('wrong-total', String(expected), { value, exchange });
}

/** Given: `count`, more than the largest page, and `ask`. Whether a larger size is refused or cut is not judged. */
const bounded: CheckBody = {
  kind: 'example',
  method:
    'Makes more key pairs than the largest page has and asks for a page of one more than that: it is rejected, or has no more than the largest page.',
  uses: [],
  anyMaking: true,
  async run(ctx) {
    const { ask } = await populate(ctx);
    const maximum = Number(parameter(ctx.contract, 'describe', 'page-size').schema.maximum);
    const outcome = await ctx.call({ operation: 'describe', parameters: { ...ask, pageSize: maximum + 1 } });
    if (outcome.kind === 'refused') {
      ctx.remark(`a page size of ${maximum + 1} is rejected with ${outcome.code}`);
      return;
    }
    const what = `a page of size ${maximum + 1}`;
    ctx.must(judgeAccepted(outcome, what));
    if (accepted(outcome).keyPairs.length > maximum) ctx.must(judgeLength(accepted(outcome), maximum, what));
  },
};

/** Given: `count`. */
const everyOnce: CheckBody = {
  kind: 'example',
  method: 'Makes key pairs and lists the whole region, page by page: each of them is shown once.',
  uses: [],
  anyMaking: true,
  exclusive: true,
  async run(ctx) {
    const names = await makeMany(ctx, () => ctx.name());
    const { pairs, exchange } = await everyPair(ctx);
    for (const name of names) {
      const times = pairs.filter((pair) => pair.name === name).length;
      if (times !== 1) ctx.must({ code: 'listed-otherwise', facts: { name, times, expected: 1 }, exchange });
    }
  },
};

async function populate(ctx: CheckContext): Promise<Population> {
  const { stem, names } = ctx.frugal
    ? await ctx.lent(
        `${numberIn(ctx, 'count')} key pairs of one stem`,
        () => makeStem({ ...ctx, call: ctx.setup, cleanup: () => {} }),
        {
          namesOf: (made) => [made.stem],
          remove: async (made, undo) => {
            for (const name of made.names) await remove(undo, name, ctx.region);
          },
        },
      )
    : await makeStem(ctx);
  return { names, ask: parametersFrom({ stem, actors: new Map() }, objectIn(ctx, 'ask')) };
}

async function makeStem(
  ctx: CheckContext,
): Promise<{ readonly stem: string; readonly names: readonly string[] }> {
  const stem = ctx.name();
  return { stem, names: await makeMany(ctx, (turn) => nameWithEnd(ctx.contract, stem, turn)) };
}

async function makeMany(ctx: CheckContext, nameOf: (turn: number) => string): Promise<readonly string[]> {
  const names = Array.from({ length: numberIn(ctx, 'count') }, (_, index) => nameOf(index + 1));
  await inParallel(names, ctx.target.concurrency, async (name) => {
    await anyPair(ctx, { name });
  });
  return names;
}

/** Pages until one is not full; a target that shows full pages for ever is given up after twice the pages needed. */
async function turnPages(
  ctx: CheckContext,
  { names, ask }: Population,
  pageSize: number,
): Promise<readonly Accepted[]> {
  const all: Accepted[] = [];
  for (let pageNumber = 1; pageNumber <= 2 * (names.length / pageSize + 1); pageNumber += 1) {
    const page = await describe(
      ctx,
      { ...ask, pageSize, pageNumber },
      `page ${pageNumber} of size ${pageSize}`,
    );
    all.push(page);
    if (page.keyPairs.length < pageSize) break;
  }
  return all;
}

async function describe(ctx: CheckContext, parameters: CallParameters, what: string): Promise<Accepted> {
  const outcome = await ctx.call({ operation: 'describe', parameters });
  ctx.must(judgeAccepted(outcome, what));
  return accepted(outcome);
}

function judgeSet(answer: Accepted, expected: readonly string[], what: string): Judgement {
  const labels = new Map(expected.map((name) => [name, 'fits']));
  return judgeShown(answer, { expected, labels, detail: what, others: false });
}

function judgeLength({ keyPairs, exchange }: Accepted, expected: number, detail: string): Judgement {
  const value = String(keyPairs.length);
  return judgeEqual('wrong-count', String(expected), { value, exchange }, detail);
}

function namesOf({ keyPairs }: Accepted): readonly string[] {
  return keyPairs.map(({ name }) => name ?? '');
}

function numberIn(ctx: CheckContext, key: string): number {
  const value = ctx.given[key];
  if (typeof value === 'number') return value;
  throw new Error(`${ctx.requirement.id}: given.${key} is not a number`);
}

function numbersIn(ctx: CheckContext, key: string): readonly number[] {
  const value = ctx.given[key];
  if (Array.isArray(value)) return value.map(Number);
  throw new Error(`${ctx.requirement.id}: given.${key} is not a list of numbers`);
}

/** A describe shows key pairs page by page, where the provider has pages. */
export const paging: Suite = {
  topic: 'paging',
  bodies: { pages, defaultSize, defaultPage, lastPage, farPage, total, bounded, everyOnce },
};

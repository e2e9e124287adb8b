import type { Behaviours } from '../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { type Refusal, refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';
import { always, at, perServer, table, together } from './table.ts';

/** Whether a value of a key pair fits. */
export type Test = (value: string) => boolean;

/** A filter whose values are compared in another way. */
export function compares(filters: RegExp, matcher: (pattern: string, right: Test) => Test): Mutant['fault'] {
  return (correct) => ({
    filters: {
      matcher: (ctx, name, pattern) => {
        const right = correct.filters.matcher(ctx, name, pattern);
        return filters.test(name) ? matcher(pattern, right) : right;
      },
    },
  });
}

/** A filter that looks at something else in a key pair. */
export function looksAt(
  filters: RegExp,
  field: (pair: KeyPair, name: string, right: readonly string[], ctx: Context) => readonly string[],
): Mutant['fault'] {
  return (correct) => ({
    filters: {
      field: (ctx, name, pair) => {
        const right = correct.filters.field(ctx, name, pair);
        return filters.test(name) ? field(pair, name, right, ctx) : right;
      },
    },
  });
}

/** A pattern in which some characters mean what they mean in a regular expression. */
export function asExpression(pattern: string): Test {
  try {
    return (value) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 's').test(value);
  } catch {
    return () => false;
  }
}

/** Filters whose name starts so find deleted key pairs too. */
export function findsDeleted(prefix: string): Mutant['fault'] {
  return perServer(({ filters }) => {
    const gone: KeyPair[] = [];
    return together(
      at('store', 'remove', always, (right, ctx, pair) => {
        gone.push(pair);
        right(ctx, pair);
      }),
      at('filters', 'apply', always, (right, ctx, pairs) =>
        right(
          ctx,
          filters.requested(ctx)[0]?.name.startsWith(prefix) ? [...pairs, ...gone.slice(-64)] : pairs,
        ),
      ),
    );
  });
}

/** A filter of this name is refused for its values. */
export function refusesValues(
  filter: string,
  test: (values: readonly string[], ctx: Context, correct: Behaviours) => boolean,
  refused: Refusal,
): Mutant['fault'] {
  return perServer((correct) =>
    at('filters', 'refuse', always, (right, ctx) => {
      const bad = correct.filters
        .requested(ctx)
        .some(({ name, values }) => name === filter && test(values, ctx, correct));
      return right(ctx) ?? (bad ? refused : undefined);
    }),
  );
}

/** Faults in the filter on the name. */
// biome-ignore format: a row is a mutant
export const FILTER_NAMES: readonly Mutant[] = table('filter', [
  ['all-ignored', 'filters are ignored', 'filter.describe.key-name',
    at('filters', 'apply', always, (_right, _ctx, pairs) => pairs),
    { source: 'https://github.com/getmoto/moto/pull/1140' }],
  ['name-holds', 'the filter on the name finds names that hold the value', 'filter.describe.key-name',
    compares(/^key-name$/, (pattern, right) => (value) => right(value) || value.includes(pattern))],
  ['name-unknown-refused', 'a filter on a name that no key pair has is refused as not found',
    'filter.describe.key-name-unknown',
    refusesValues(
      'key-name',
      (values, ctx, { store }) =>
        values.length > 0 &&
        values.every((value) => !/[*?]/.test(value) && store.byName(ctx, value) === undefined),
      refusal('InvalidKeyPair.NotFound', 'The key pair does not exist'))],
  ['name-ignores-case', 'the filter on the name does not look at upper and lower case',
    'filter.describe.key-name-case',
    compares(
      /^key-name$/,
      (pattern, right) => (value) => right(value) || value.toLowerCase() === pattern.toLowerCase())],
  ['name-blind-for-created', 'the filter on the name does not find created key pairs',
    'filter.describe.key-name-created',
    looksAt(/^key-name$/, (pair, _name, right) => (pair.origin === 'created' ? [] : right))],
  ['first-value-only', 'of several values of a filter only the first counts',
    'filter.describe.key-name-several',
    at('filters', 'any', always, (right, ctx, results) => right(ctx, results.slice(0, 1)))],
  ['all-values', 'of several values of a filter all must fit', 'filter.describe.key-name-several-one-known',
    at('filters', 'any', always, (_right, _ctx, results) => results.length > 0 && !results.includes(false))],
  ['repeated-value-twice', 'a value that is given twice shows its key pair twice',
    'filter.describe.key-name-repeated-value',
    at('filters', 'apply', always, (right, ctx, pairs) => {
      const repeated = ctx.behaviours.filters
        .requested(ctx)
        .some(({ values }) => new Set(values).size < values.length);
      const passed = right(ctx, pairs);
      return repeated ? [...passed, ...passed] : passed;
    })],
]);

/** Faults in the wildcards of a filter. */
// biome-ignore format: a row is a mutant
export const FILTER_WILDCARDS: readonly Mutant[] = table('filter', [
  ['no-wildcards', 'an asterisk in a value stands for itself', 'filter.describe.wildcard-suffix',
    compares(/^key-name$/, (pattern) => (value) => value === pattern)],
  ['suffix-wants-one', 'an asterisk stands for one character or more', 'filter.describe.wildcard-inside',
    compares(/^key-name$/, (pattern, right) =>
      pattern.includes('*')
        ? (value) => right(value) && value.length > pattern.replaceAll('*', '').length
        : right)],
  ['prefix-not-known', 'an asterisk at the start of a value stands for itself',
    'filter.describe.wildcard-prefix',
    compares(/^key-name$/, (pattern, right) =>
      pattern.startsWith('*') && pattern.length > 1 && !pattern.endsWith('*') ? () => false : right)],
  ['both-ends-not-known', 'asterisks at both ends find only names that begin with the text',
    'filter.describe.wildcard-both',
    compares(/^key-name$/, (pattern, right) =>
      /^\*.+\*$/.test(pattern) ? (value) => value.startsWith(pattern.slice(1, -1)) : right)],
  ['asterisk-alone-nothing', 'an asterisk alone fits nothing', 'filter.describe.wildcard-alone',
    compares(/^key-name$/, (pattern, right) => (pattern === '*' ? () => false : right))],
  ['wildcards-ignore-case', 'values with wildcards do not look at upper and lower case',
    'filter.describe.wildcard-case',
    compares(/^key-name$/, (pattern, right) =>
      pattern.includes('*')
        ? (value) =>
            right(value) ||
            new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(
              value,
            )
        : right)],
  ['question-mark-plain', 'a question mark in a value stands for itself',
    'filter.describe.wildcard-question-mark',
    compares(/^key-name$/, (pattern, right) =>
      pattern.includes('?') && !pattern.includes('*') ? (value) => value === pattern : right)],
  ['question-mark-many', 'a question mark in a value stands for any text',
    'filter.describe.wildcard-question-mark',
    at('filters', 'matcher', always, (right, ctx, name, pattern) =>
      right(ctx, name, pattern.replaceAll('?', '*')))],
  ['wildcard-for-all-values', 'a wildcard in one value makes the other values worthless',
    'filter.describe.wildcard-among-values',
    at('filters', 'requested', always, (right, ctx) =>
      right(ctx).map(({ name, values }) => {
        const patterns = values.filter((value) => value.includes('*'));
        return { name, values: patterns.length === 0 ? values : patterns };
      }))],
  ['escape-not-known', 'a backslash before an asterisk stands for itself', 'filter.describe.wildcard-escaped',
    at('filters', 'matcher', always, (right, ctx, name, pattern) =>
      right(ctx, name, pattern.replaceAll('\\', '\\\\')))],
  ['dot-is-any', 'a full stop in a value stands for any character', 'filter.describe.no-other-wildcard-dot',
    compares(/^key-name$/, (pattern, right) =>
      pattern.includes('.') && !/[[\]*?\\]/.test(pattern) ? asExpression(pattern) : right)],
  ['brackets-are-sets', 'brackets in a value stand for one of the characters between them',
    'filter.describe.no-other-wildcard-brackets',
    compares(/^key-name$/, (pattern, right) =>
      pattern.includes('[') && !pattern.includes('*') ? asExpression(pattern) : right)],
  ['glob-with-brackets',
    'in a value with an asterisk, brackets and full stops are those of a regular expression',
    'filter.describe.no-other-wildcard-brackets-beside-asterisk',
    compares(/^key-name$/, (pattern, right) => (pattern.includes('*') ? asExpression(pattern) : right))],
  ['wildcards-apart', 'a value with a question mark and an asterisk fits nothing',
    'filter.describe.any-pattern',
    compares(/^key-name$/, (pattern, right) =>
      pattern.includes('?') && pattern.includes('*') ? () => false : right)],
]);

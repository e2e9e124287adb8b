import { type Mutant, mutantsOf } from '../../mutant.ts';
import { asExpression, compares } from './faults.ts';

/** Faults in the wildcards of a filter. */
export const FILTER_WILDCARDS: readonly Mutant[] = mutantsOf('filter', {
  'no-wildcards': {
    summary: 'an asterisk in a value stands for itself',
    mustBeKilledBy: 'filter.describe.wildcard-suffix',
    fault: compares(/^key-name$/, (pattern) => (value) => value === pattern),
  },
  'suffix-wants-one': {
    summary: 'an asterisk stands for one character or more',
    mustBeKilledBy: 'filter.describe.wildcard-inside',
    fault: compares(/^key-name$/, (pattern, right) =>
      pattern.includes('*')
        ? (value) => right(value) && value.length > pattern.replaceAll('*', '').length
        : right,
    ),
  },
  'prefix-not-known': {
    summary: 'an asterisk at the start of a value stands for itself',
    mustBeKilledBy: 'filter.describe.wildcard-prefix',
    fault: compares(/^key-name$/, (pattern, right) =>
      pattern.startsWith('*') && pattern.length > 1 && !pattern.endsWith('*') ? () => false : right,
    ),
  },
  'both-ends-not-known': {
    summary: 'asterisks at both ends find only names that begin with the text',
    mustBeKilledBy: 'filter.describe.wildcard-both',
    fault: compares(/^key-name$/, (pattern, right) =>
      /^\*.+\*$/.test(pattern) ? (value) => value.startsWith(pattern.slice(1, -1)) : right,
    ),
  },
  'asterisk-alone-nothing': {
    summary: 'an asterisk alone fits nothing',
    mustBeKilledBy: 'filter.describe.wildcard-alone',
    fault: compares(/^key-name$/, (pattern, right) => (pattern === '*' ? () => false : right)),
  },
  'wildcards-ignore-case': {
    summary: 'values with wildcards do not look at upper and lower case',
    mustBeKilledBy: 'filter.describe.wildcard-case',
    fault: compares(/^key-name$/, (pattern, right) =>
      pattern.includes('*')
        ? (value) =>
            right(value) ||
            new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(
              value,
            )
        : right,
    ),
  },
  'question-mark-plain': {
    summary: 'a question mark in a value stands for itself',
    mustBeKilledBy: 'filter.describe.wildcard-question-mark',
    fault: compares(/^key-name$/, (pattern, right) =>
      pattern.includes('?') && !pattern.includes('*') ? (value) => value === pattern : right,
    ),
  },
  'question-mark-many': {
    summary: 'a question mark in a value stands for any text',
    mustBeKilledBy: 'filter.describe.wildcard-question-mark',
    fault: (correct) => ({
      filters: {
        matcher: (ctx, name, pattern) => correct.filters.matcher(ctx, name, pattern.replaceAll('?', '*')),
      },
    }),
  },
  'wildcard-for-all-values': {
    summary: 'a wildcard in one value makes the other values worthless',
    mustBeKilledBy: 'filter.describe.wildcard-among-values',
    fault: ({ filters }) => ({
      filters: {
        requested: (ctx) =>
          filters.requested(ctx).map(({ name, values }) => {
            const patterns = values.filter((value) => value.includes('*'));
            return { name, values: patterns.length === 0 ? values : patterns };
          }),
      },
    }),
  },
  'escape-not-known': {
    summary: 'a backslash before an asterisk stands for itself',
    mustBeKilledBy: 'filter.describe.wildcard-escaped',
    fault: (correct) => ({
      filters: {
        matcher: (ctx, name, pattern) => correct.filters.matcher(ctx, name, pattern.replaceAll('\\', '\\\\')),
      },
    }),
  },
  'dot-is-any': {
    summary: 'a full stop in a value stands for any character',
    mustBeKilledBy: 'filter.describe.no-other-wildcard-dot',
    fault: compares(/^key-name$/, (pattern, right) =>
      pattern.includes('.') && !/[[\]*?\\]/.test(pattern) ? asExpression(pattern) : right,
    ),
  },
  'brackets-are-sets': {
    summary: 'brackets in a value stand for one of the characters between them',
    mustBeKilledBy: 'filter.describe.no-other-wildcard-brackets',
    fault: compares(/^key-name$/, (pattern, right) =>
      pattern.includes('[') && !pattern.includes('*') ? asExpression(pattern) : right,
    ),
  },
  'glob-with-brackets': {
    summary: 'in a value with an asterisk, brackets and full stops are those of a regular expression',
    mustBeKilledBy: 'filter.describe.no-other-wildcard-brackets-beside-asterisk',
    fault: compares(/^key-name$/, (pattern, right) =>
      pattern.includes('*') ? asExpression(pattern) : right,
    ),
  },
  'wildcards-apart': {
    summary: 'a value with a question mark and an asterisk fits nothing',
    mustBeKilledBy: 'filter.describe.any-pattern',
    fault: compares(/^key-name$/, (pattern, right) =>
      pattern.includes('?') && pattern.includes('*') ? () => false : right,
    ),
  },
});

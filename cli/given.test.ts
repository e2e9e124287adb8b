import { afterEach, describe, expect, it } from 'vitest';
import { loadContract } from '../specs/load.ts';
import { formatProblem, SpecError } from '../specs/problem.ts';
import { copyProvider, type FolderCopy, positionOf } from '../specs/testing/folder-copy.ts';
import { CATALOGUE, requirement } from '../specs/testing/planted-fault.ts';
import { GIVEN_SCHEMAS } from '../suites/index.ts';

const MADE_UP = new URL('../specs/testing/third-provider', import.meta.url);

/** A planted requirement with one fault: its check, what it gives, the place of the fault, and what is said. */
const FAULTS: readonly (readonly [fault: string, check: string, given: string, at: string, told: RegExp])[] =
  [
    [
      'a mistyped key',
      'delete/leaves',
      '{ twon: { ask: {} } }',
      'twon',
      /unknown key 'twon' in 'given'; did you mean 'twin'\?/,
    ],
    [
      'a mistyped key further in',
      'delete/leaves',
      '{ pairs: { wanted: { mode: create } } }',
      'mode',
      /unknown key 'mode' in 'given' 'pairs' 'wanted'; did you mean 'made'\?/,
    ],
    [
      'a mistyped value',
      'delete/leaves',
      '{ pairs: { wanted: { made: crate } } }',
      'crate',
      /'given' 'pairs' 'wanted' 'made' is 'crate', must be one of create, import; did you mean 'create'\?/,
    ],
    ['a text for a list', 'delete/leaves', '{ gone: planted }', 'planted }', /'gone' must be of type array/],
    [
      'two kinds of name at once',
      'name/accepted',
      '{ value: { length: 3, plain: true } }',
      '{ length',
      /'value': a name has exactly one of/,
    ],
    [
      'a form that nobody writes',
      'import/accepted',
      '{ value: { form: lime } }',
      'lime',
      /'form' is 'lime', must be one of .*did you mean 'line'\?/,
    ],
    ['no value', 'name/accepted', '{ }', '{ }', /'given' lacks 'value'/],
    [
      'a check that there is not',
      'delete/leves',
      '{ }',
      'delete/leves',
      /no check 'delete\/leves'; did you mean 'delete\/leaves'\?/,
    ],
    [
      'a parameter of a check that takes none',
      'lifecycle/works',
      '{ count: 3 }',
      'count',
      /unknown key 'count' in 'given'/,
    ],
  ];

describe('the parameters of checks', () => {
  let copy: FolderCopy | undefined;
  afterEach(async () => {
    await copy?.remove();
    copy = undefined;
  });

  it.each(['aws-ec2', 'alibaba-ecs'])('of %s are what the checks take', async (provider) => {
    const folder = new URL(`../specs/${provider}`, import.meta.url);
    await expect(loadContract(folder, { given: GIVEN_SCHEMAS })).resolves.toBeDefined();
  });

  it('of a provider that nobody has are, too', async () => {
    await expect(loadContract(MADE_UP, { given: GIVEN_SCHEMAS })).resolves.toBeDefined();
  });

  it.each(FAULTS)(
    'are refused with %s, in one line with its place',
    async (_fault, check, given, at, told) => {
      copy = await copyProvider();
      const text = await copy.change({ file: CATALOGUE, append: requirement({ check, given }) });
      const problems = await loadContract(copy.folder, { given: GIVEN_SCHEMAS }).then(
        () => [],
        (error: unknown) => (error instanceof SpecError ? error.problems : Promise.reject(error)),
      );
      // The small catalogue of these tests gives its checks what no check takes.
      const planted = text.slice(0, text.indexOf('lifecycle.planted')).split('\n').length;
      const own = problems.filter(({ location }) => location.line >= planted);
      expect(own.map(formatProblem)).toEqual([expect.stringMatching(told)]);
      expect(own.map(formatProblem).join('')).toContain(`aws-ec2/${CATALOGUE}:${positionOf(text, at)} `);
    },
  );
});

import { expect, it } from 'vitest';
import { parsePolicy } from './policy.ts';

it.each([
  ['a rule without a name', '  - maxFailures: 0', "2:5 'rules' item 1 lacks 'name'"],
  [
    'a rule without a limit',
    '  - name: a',
    "2:5 'rules' item 1: a rule needs a limit, such as maxFailures: 0",
  ],
  ['a mistyped limit', '  - { name: a, maxFailure: 0 }', "did you mean 'maxFailures'?"],
  ['a limit below none', '  - { name: a, maxFailures: -1 }', "'maxFailures' must be at least 0, is -1"],
  ['a share above all', '  - { name: a, maxDivergencePercent: 101 }', 'must be at most 100, is 101'],
  [
    'an empty list',
    '  - { name: a, where: { topic: [] }, maxFailures: 0 }',
    "'topic' must have at least 1 item",
  ],
  ['an empty name', '  - { name: "", maxFailures: 0 }', "'name' must have at least 1 character"],
])('%s is told by what is wrong with it', (_, rule, told) => {
  expect(() => parsePolicy(`rules:\n${rule}\n`, 'policy.yaml')).toThrow(`policy.yaml:2:`);
  expect(() => parsePolicy(`rules:\n${rule}\n`, 'policy.yaml')).toThrow(told);
});

it('no rule at all is told by the lack of one', () => {
  expect(() => parsePolicy('rules: []\n', 'policy.yaml')).toThrow("'rules' must have at least 1 item");
});

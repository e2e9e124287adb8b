import { expect, test } from 'vitest';
import type { Contract, Requirement } from './contract.ts';
import { lintClaims } from './lint.ts';
import { formatProblem } from './problem.ts';

const requirement = (id: string, check: string): Pick<Requirement, 'id' | 'check' | 'location'> => ({
  id,
  check,
  location: { file: 'cloud/requirements/name.yaml', line: 7 },
});

function contractOf(...requirements: readonly ReturnType<typeof requirement>[]): Contract {
  return { requirements } as unknown as Contract;
}

test('requirements and checks that name each other leave nothing to tell', () => {
  expect(lintClaims([contractOf(requirement('name.a', 'name/accepted'))], ['name/accepted'])).toEqual([]);
});

test('a requirement whose check no suite has is told where it stands', () => {
  const problems = lintClaims([contractOf(requirement('name.a', 'name/acepted'))], []);
  expect(problems.map(formatProblem)).toEqual([
    "cloud/requirements/name.yaml:7 requirement 'name.a' names the check 'name/acepted', which no suite has; write it or correct the name",
  ]);
});

test('a check that no requirement of any provider names is told', () => {
  const contracts = [
    contractOf(requirement('name.a', 'name/accepted')),
    contractOf(requirement('name.b', 'name/refused')),
  ];
  const problems = lintClaims(contracts, ['name/accepted', 'name/refused', 'quota/atLimit']);
  expect(problems.map(formatProblem)).toEqual([
    "suites/quota.ts:1 no requirement names the check 'quota/atLimit'; remove it or add the requirement",
  ]);
});

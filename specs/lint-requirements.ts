import type { PlacedRequirement } from './catalogue.ts';
import type { Contract, Expectation, OperationRole } from './contract.ts';
import { namedBy } from './needs.ts';
import type { Problem } from './problem.ts';
import { didYouMean } from './similar.ts';
import type { YamlPath } from './yaml-source.ts';

/** Rules over the catalogue alone: topics, operations, needs, bases, and what expectations point at. */
export function lintRequirements(contract: Contract, requirements: readonly PlacedRequirement[]): Problem[] {
  const ids = new Set(requirements.map(({ requirement }) => requirement.id));
  const needs = new Map(
    requirements.map(({ requirement }) => [
      requirement.id,
      requirement.needs.flatMap((need) => namedBy(need, (id) => ids.has(id))),
    ]),
  );
  return [
    ...requirements.flatMap((entry) => [
      ...misfiled(entry),
      ...undeclaredOperation(contract, entry),
      ...unknownNeeds(entry, [...needs.keys()]),
      ...expectations(contract, entry),
    ]),
    ...needCycles(requirements, needs),
    ...bases(contract, requirements),
  ];
}

function misfiled({ requirement, fileTopic, place }: PlacedRequirement): Problem[] {
  if (requirement.topic === fileTopic) return [];
  const message = `requirement '${requirement.id}' stands in the file of the topic '${fileTopic}'`;
  return [
    { location: place(['id']), message: `${message}; move it to requirements/${requirement.topic}.yaml` },
  ];
}

function undeclaredOperation(contract: Contract, { requirement, place }: PlacedRequirement): Problem[] {
  if (contract.operations[requirement.operation] !== undefined) return [];
  const declared = Object.keys(contract.operations).join(', ');
  const message = `operation '${requirement.operation}' is not declared by openapi.yaml; declared: ${declared}`;
  return [{ location: place(['operation']), message }];
}

function unknownNeeds({ requirement, place }: PlacedRequirement, known: readonly string[]): Problem[] {
  return requirement.needs.flatMap((need, index) =>
    namedBy(need, (id) => known.includes(id))
      .filter((id) => !known.includes(id))
      .map((id) => ({
        location: place(['needs', index]),
        message: `requirement '${requirement.id}' needs the unknown requirement '${id}'${didYouMean(id, known)}`,
      })),
  );
}

function needCycles(
  requirements: readonly PlacedRequirement[],
  needs: ReadonlyMap<string, readonly string[]>,
): Problem[] {
  const done = new Set<string>();
  const problems: Problem[] = [];
  const follow = (id: string, trail: readonly string[]): void => {
    if (trail.includes(id)) {
      const cycle = [...trail.slice(trail.indexOf(id)), id].join(' -> ');
      const start = requirements.find(({ requirement }) => requirement.id === id);
      if (start !== undefined)
        problems.push({ location: start.place(['needs']), message: `needs go in a circle: ${cycle}` });
      return;
    }
    if (done.has(id)) return;
    for (const next of needs.get(id) ?? []) follow(next, [...trail, id]);
    done.add(id);
  };
  for (const id of needs.keys()) follow(id, []);
  return problems;
}

/** Exactly one requirement shows that an operation works at all. */
function bases(contract: Contract, requirements: readonly PlacedRequirement[]): Problem[] {
  return (Object.keys(contract.operations) as OperationRole[]).flatMap((role) => {
    const [first, ...others] = requirements.filter(({ requirement }) => requirement.basis === role);
    if (first === undefined) {
      const location = contract.operations[role]?.location ?? { file: contract.provider, line: 1 };
      return [
        {
          location,
          message: `no requirement has basis: ${role}; mark the one that shows the operation works at all`,
        },
      ];
    }
    return others.map(({ place }) => ({
      location: place(['basis']),
      message: `basis '${role}' is already '${first.requirement.id}'; an operation has one basis`,
    }));
  });
}

function expectations(contract: Contract, { requirement, place }: PlacedRequirement): Problem[] {
  const documented = requirement.readings?.documented;
  return [
    ...dangling(contract, requirement.expects, ['expects']),
    ...(documented === undefined ? [] : dangling(contract, documented, ['readings', 'documented'])),
  ].map(({ path, message }) => ({
    location: place(path),
    message: `requirement '${requirement.id}' ${message}`,
  }));
}

type Dangling = { readonly path: YamlPath; readonly message: string };

function dangling(contract: Contract, expectation: Expectation, path: YamlPath): Dangling[] {
  if ('either' in expectation) {
    return expectation.either.flatMap((branch, index) =>
      dangling(contract, branch, [...path, 'either', index]),
    );
  }
  if ('rule' in expectation) {
    return isRule(contract, expectation.rule)
      ? []
      : [
          {
            path: [...path, 'rule'],
            message: `names the unknown rule '${expectation.rule}'${didYouMean(expectation.rule, ruleNames(contract))}`,
          },
        ];
  }
  if (!('refusal' in expectation)) return [];
  const listed = typeof expectation.refusal !== 'string';
  const ids = typeof expectation.refusal === 'string' ? [expectation.refusal] : expectation.refusal;
  return ids.flatMap((id, index) =>
    id in contract.refusals
      ? []
      : [
          {
            path: [...path, 'refusal', ...(listed ? [index] : [])],
            message: `names the unknown refusal '${id}'${didYouMean(id, Object.keys(contract.refusals)) || '; declare it in x-refusals of openapi.yaml'}`,
          },
        ],
  );
}

/** Every rule a requirement can name: `section/id` for lists, the section or `section/key` for single declarations. */
function ruleNames({ rules }: Contract): string[] {
  return Object.entries(rules).flatMap(([section, rule]: [string, unknown]) => {
    if (Array.isArray(rule)) {
      return rule.flatMap((item: unknown) => (hasId(item) ? [`${section}/${item.id}`] : []));
    }
    return [section, ...Object.keys(rule as object).map((key) => `${section}/${key}`)];
  });
}

function hasId(value: unknown): value is { readonly id: string } {
  return typeof value === 'object' && value !== null && 'id' in value;
}

function isRule(contract: Contract, name: string): boolean {
  return ruleNames(contract).includes(name);
}

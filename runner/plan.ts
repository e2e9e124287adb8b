import { type Contract, OPERATION_ROLES, type OperationRole, type Requirement } from '../specs/contract.ts';
import {
  dependsOnMaking,
  MAKING_OPERATIONS,
  type MakingOperation,
  namedBy,
  neededFor,
} from '../specs/needs.ts';
import type { Check, CheckBody, Suite } from '../suites/check.ts';

export { type Selection, selectChecks } from './select.ts';

/** Suites by the name that stands before the slash in `requirement.check`. */
export type Suites = Readonly<Record<string, Suite>>;

/** The specs and the suites do not fit together: an unknown body, an unknown need, or needs in a circle. */
export class PlanError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PlanError';
  }
}

/**
 * Joins every requirement of the contract with the body that judges it, in the order of the contract.
 * @throws PlanError naming the requirement and its place in the specs.
 */
export function bindChecks(contract: Contract, suites: Suites): Check[] {
  const bases = new Map<OperationRole, Requirement>();
  for (const requirement of contract.requirements) {
    if (requirement.basis !== undefined) bases.set(requirement.basis, requirement);
  }
  const ids = new Set(contract.requirements.map(({ id }) => id));
  const checks = contract.requirements.map((requirement): Check => {
    const body = bodyOf(requirement, suites);
    return { requirement, body, ...needsOf(requirement, body, bases, (id) => ids.has(id)) };
  });
  refuseUnknownNeeds(checks);
  refuseCircles(checks);
  return checks;
}

/** Where a requirement stands, for messages. */
function placeOf(requirement: Requirement): string {
  return `${requirement.id} (${requirement.location.file}:${requirement.location.line})`;
}

function bodyOf(requirement: Requirement, suites: Suites): CheckBody {
  const [suiteName = '', bodyName = ''] = requirement.check.split('/');
  const suite = Object.hasOwn(suites, suiteName) ? suites[suiteName] : undefined;
  if (suite === undefined) {
    throw new PlanError(
      `${placeOf(requirement)}: check "${requirement.check}" names no suite; there are ${Object.keys(suites).join(', ')}`,
    );
  }
  const body = Object.hasOwn(suite.bodies, bodyName) ? suite.bodies[bodyName] : undefined;
  if (body === undefined) {
    throw new PlanError(
      `${placeOf(requirement)}: suite "${suiteName}" has no body "${bodyName}"; there are ${Object.keys(suite.bodies).join(', ')}`,
    );
  }
  return body;
}

/**
 * The needs of a check: its own, and the basis of its operation (unless it stands alone) and of every one it uses. A basis
 * relies on the bases of operations that stand before its own only: the basis of `create` may look with `describe` before
 * `describe` has been judged, and two bases can never wait for each other. Where any operation that makes key pairs will
 * do, the bases of all are judged first, and one has to pass.
 */
function needsOf(
  requirement: Requirement,
  body: CheckBody,
  bases: ReadonlyMap<OperationRole, Requirement>,
  known: (id: string) => boolean,
): Pick<Check, 'needs' | 'making' | 'eitherWay'> {
  const rank = requirement.basis === undefined ? Infinity : OPERATION_ROLES.indexOf(requirement.basis);
  const basisOf = (role: OperationRole): readonly string[] => {
    const basis = bases.get(role);
    // What a basis itself stands on cannot wait for it.
    if (basis === undefined || basis.id === requirement.id || basis.needs.includes(requirement.id)) return [];
    return OPERATION_ROLES.indexOf(role) >= rank ? [] : [basis.id];
  };
  const own = requirement.basis === undefined && !body.standalone ? [requirement.operation] : [];
  const anyMaking = body.anyMaking === true && !hasTwin(requirement, known);
  const used = [...own, ...body.uses].filter((role) => !(anyMaking && isMaking(role)));
  const eitherWay = requirement.needs.filter(dependsOnMaking);
  const needs = [...requirement.needs.flatMap((need) => namedBy(need, known)), ...used.flatMap(basisOf)];
  if (!anyMaking && eitherWay.length === 0)
    return { needs: [...new Set(needs)], making: undefined, eitherWay: false };
  const byWay = (operation: MakingOperation): readonly string[] => [
    ...basisOf(operation),
    ...eitherWay.map((need) => neededFor(need, operation)).filter(known),
  ];
  const making = { import: byWay('import'), create: byWay('create') };
  return {
    needs: [...new Set([...needs, ...making.import, ...making.create])],
    making,
    eitherWay: anyMaking,
  };
}

/** Whether there is a requirement of the same name for the other operation that makes key pairs. */
function hasTwin({ id, operation }: Requirement, known: (id: string) => boolean): boolean {
  return MAKING_OPERATIONS.some(
    (other) =>
      isMaking(operation) && other !== operation && known(id.replace(`.${operation}.`, `.${other}.`)),
  );
}

function isMaking(role: OperationRole): boolean {
  return MAKING_OPERATIONS.some((operation) => operation === role);
}

function refuseUnknownNeeds(checks: readonly Check[]): void {
  const known = new Set(checks.map((check) => check.requirement.id));
  for (const { requirement, needs } of checks) {
    const unknown = needs.find((id) => !known.has(id));
    if (unknown !== undefined) {
      throw new PlanError(`${placeOf(requirement)}: needs "${unknown}", which is no requirement`);
    }
  }
}

function refuseCircles(checks: readonly Check[]): void {
  const byId = new Map(checks.map((check) => [check.requirement.id, check]));
  const settled = new Set<string>();
  const visit = (check: Check, path: readonly string[]): void => {
    const id = check.requirement.id;
    if (settled.has(id)) return;
    if (path.includes(id)) {
      const circle = [...path.slice(path.indexOf(id)), id].join(' -> ');
      throw new PlanError(`${placeOf(check.requirement)}: needs go in a circle: ${circle}`);
    }
    for (const need of check.needs) {
      const needed = byId.get(need);
      if (needed !== undefined) visit(needed, [...path, id]);
    }
    settled.add(id);
  };
  for (const check of checks) visit(check, []);
}

import { sourcesInWords } from '../../runner/sources.ts';
import {
  type Citation,
  type Contract,
  EVIDENCE_GRADES,
  type Evidence,
  type OperationRole,
  type Requirement,
} from '../../specs/contract.ts';

/** What a vector rests on. */
export interface Grounds {
  readonly evidence: Evidence;
  readonly sources: readonly string[];
}

/** A body is as certain as the requirement that states its members, or else its root element. */
export function groundsOfBody(contract: Contract, operation: OperationRole): Grounds {
  const own = contract.requirements.filter((one) => one.operation === operation);
  const states = (check: string): Requirement | undefined => own.find((one) => one.check === check);
  const requirement = states('response-shape/members') ?? states('response-shape/root');
  if (requirement === undefined) throw new Error(`no requirement states the body of '${operation}'`);
  return { evidence: requirement.evidence, sources: sourcesInWords(requirement, contract) };
}

/** The best grade of what is cited, and the places; a document by itself is documented. */
export function groundsOf(contract: Contract, sources: readonly Citation[]): Grounds {
  const gradeOf = new Map(contract.observations.map(({ id, grade }) => [id, grade]));
  const grades: readonly Evidence[] = sources.map((source) =>
    'document' in source ? 'documented' : (gradeOf.get(source.observation) ?? 'inferred'),
  );
  const evidence = EVIDENCE_GRADES.find((grade) => grades.includes(grade)) ?? 'inferred';
  return { evidence, sources: sourcesInWords({ sources }, contract) };
}

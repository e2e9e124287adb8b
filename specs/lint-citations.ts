import type { PlacedRequirement, Sources } from './catalogue.ts';
import { documentsOf, isMission } from './constraints.ts';
import type { Citation, Contract, JsonObject, SourceDocument } from './contract.ts';
import { isObject, walk } from './json.ts';
import type { Place, Problem } from './problem.ts';
import { didYouMean } from './similar.ts';

/** Rules over sources: what is cited exists, the grade is earned, and what exists is cited. */
export function lintCitations(
  contract: Contract,
  sources: Sources,
  requirements: readonly PlacedRequirement[],
  options: { readonly completeness?: boolean },
): Problem[] {
  const evidence = new EvidenceIndex(contract);
  return [
    ...danglingCitations(contract, sources),
    ...requirements.flatMap((entry) => unearnedGrade(entry, evidence)),
    ...undatedObservations(contract, sources),
    ...unusedMissionDocuments(contract, sources),
    ...(options.completeness === true ? unusedObservations(contract, sources) : []),
  ];
}

/** Answers how well a citation supports a claim. */
class EvidenceIndex {
  readonly #documents: ReadonlyMap<string, SourceDocument>;
  readonly #contract: Contract;

  constructor(contract: Contract) {
    this.#contract = contract;
    this.#documents = new Map(contract.documents.map((document) => [document.id, document]));
  }

  /** A dated answer of the real service: an observed row, or a recording cited by itself. */
  isObserved(citation: Citation): boolean {
    if ('document' in citation) {
      const document = this.#documents.get(citation.document);
      return document?.role === 'recording' && document.date !== undefined;
    }
    return this.#contract.observations.some(
      ({ id, grade, date }) => id === citation.observation && grade === 'observed' && date !== undefined,
    );
  }

  /** A published text, or a row that rests on one. */
  isDocumented(citation: Citation): boolean {
    return 'document' in citation || this.#grade(citation.observation) === 'documented';
  }

  #grade(observation: string): string | undefined {
    return this.#contract.observations.find(({ id }) => id === observation)?.grade;
  }
}

function danglingCitations(contract: Contract, sources: Sources): Problem[] {
  const known = {
    document: contract.documents.map(({ id }) => id),
    observation: contract.observations.map(({ id }) => id),
  };
  const problems: Problem[] = [];
  const lookUp = (citation: JsonObject, placeOf: (kind: string) => Place): void => {
    for (const kind of ['document', 'observation'] as const) {
      const id = citation[kind];
      if (typeof id !== 'string' || known[kind].includes(id)) continue;
      const file = kind === 'document' ? 'documents.yaml' : 'evidence/observations.yaml';
      const hint = didYouMean(id, known[kind]) || `; declare it in ${file}`;
      problems.push({ location: placeOf(kind), message: `unknown ${kind} '${id}'${hint}` });
    }
  };
  for (const source of [sources.observations, sources.rules, sources.conflicts, sources.openapi]) {
    walk(source.value, (value, path) => {
      if (path.at(-2) !== 'sources' || !isObject(value)) return;
      lookUp(value, (kind) => source.place([...path, kind]));
    });
  }
  for (const { requirement, place } of sources.requirements) {
    for (const [index, citation] of requirement.sources.entries()) {
      lookUp({ ...citation }, (kind) => place(['sources', index, kind]));
    }
  }
  return problems;
}

function unearnedGrade({ requirement, place }: PlacedRequirement, evidence: EvidenceIndex): Problem[] {
  const { id, sources } = requirement;
  if (requirement.evidence === 'observed' && !sources.some((source) => evidence.isObserved(source))) {
    const message = `requirement '${id}' is graded observed, but no source is an observed row or a recording with its date`;
    return [{ location: place(['evidence']), message: `${message}; cite one or lower the grade` }];
  }
  if (requirement.evidence === 'documented' && !sources.some((source) => evidence.isDocumented(source))) {
    const message = `requirement '${id}' is graded documented, but no source is a document or a documented row`;
    return [{ location: place(['evidence']), message: `${message}; cite one or change the grade` }];
  }
  return [];
}

/** An answer without its date may be of any service. */
function undatedObservations(contract: Contract, sources: Sources): Problem[] {
  return contract.observations.flatMap(({ id, grade, date }, index) => {
    if (grade !== 'observed' || date !== undefined) return [];
    const message = `observation '${id}' is graded observed without a date; add the date of the response or lower the grade`;
    return [{ location: sources.observations.place([index, 'grade']), message }];
  });
}

function unusedMissionDocuments(contract: Contract, sources: Sources): Problem[] {
  const used = new Set(
    contract.requirements
      .flatMap((requirement) => documentsOf(contract, requirement.sources))
      .map(({ id }) => id),
  );
  return contract.documents.flatMap((document, index) => {
    const here = document.provider === undefined || document.provider === contract.provider;
    if (!isMission(document) || !here || used.has(document.id)) return [];
    const message = `mission document '${document.id}' has no requirement; cite it in one`;
    return [{ location: sources.documents.place([index, 'id']), message }];
  });
}

/** A row counts as used through a requirement, or through a conflict that leads to one. */
function unusedObservations(contract: Contract, sources: Sources): Problem[] {
  const readings = contract.conflicts
    .filter(({ requirements }) => requirements.length > 0)
    .flatMap((conflict) => conflict.readings);
  const cited = observationsIn(contract.requirements);
  const used = new Set([...cited, ...observationsIn(readings)]);
  return contract.observations.flatMap((row, index) => {
    if (!used.has(row.id) && row.uncovered === undefined) {
      const message = `observation '${row.id}' is cited by no requirement; cite it or say why in 'uncovered'`;
      return [{ location: sources.observations.place([index, 'id']), message }];
    }
    if (row.uncovered === undefined || !cited.has(row.id)) return [];
    const message = `observation '${row.id}' is cited by a requirement; remove 'uncovered'`;
    return [{ location: sources.observations.place([index, 'uncovered']), message }];
  });
}

function observationsIn(holders: readonly { readonly sources: readonly Citation[] }[]): Set<string> {
  return new Set(
    holders.flatMap(({ sources }) =>
      sources.flatMap((source) => ('observation' in source ? [source.observation] : [])),
    ),
  );
}

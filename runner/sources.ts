import type { Citation, Contract, Requirement, SourceDocument } from '../specs/contract.ts';

/** The documents a requirement rests on, directly or through observations; mission documents first. */
export function documentsOf(requirement: Requirement, contract: Contract): readonly string[] {
  const ids = new Set(requirement.sources.flatMap((source) => documentIds(source, contract)));
  const rank = (document: SourceDocument): number => (document.role === 'mission' ? 0 : 1);
  return contract.documents
    .filter(({ id }) => ids.has(id))
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ id }) => id);
}

function documentIds(citation: Citation, contract: Contract): readonly string[] {
  if ('document' in citation) return [citation.document];
  const observation = contract.observations.find(({ id }) => id === citation.observation);
  return observation?.sources.flatMap((source) => documentIds(source, contract)) ?? [];
}

/** The sources of a requirement in words, e.g. `guide: create-key-pairs`. */
export function sourcesInWords(requirement: Requirement, contract: Contract): readonly string[] {
  return requirement.sources.map((source) => inWords(source, contract));
}

function inWords(citation: Citation, contract: Contract): string {
  if ('document' in citation) {
    return citation.at === undefined ? citation.document : `${citation.document}: ${citation.at}`;
  }
  const observation = contract.observations.find(({ id }) => id === citation.observation);
  if (observation === undefined) return citation.observation;
  const { grade, date, region, sources } = observation;
  const said = sources.map((source) => inWords(source, contract)).join(', ');
  return `${[grade, date, region].filter((part) => part !== undefined).join(' ')} (${said})`;
}

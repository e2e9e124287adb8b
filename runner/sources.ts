import type {
  Citation,
  Contract,
  Observation,
  OperationRole,
  RecordedRefusal,
  Requirement,
  SourceDocument,
} from '../specs/contract.ts';

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

/** Documents and observations that requirements cite, with what it takes to look them up. */
export interface CitedSources {
  readonly documents: readonly Pick<SourceDocument, 'id' | 'title' | 'revision' | 'location'>[];
  readonly observations: readonly (Pick<
    Observation,
    'id' | 'statement' | 'grade' | 'date' | 'region' | 'sources'
  > & { readonly recorded?: readonly RecordedRejection[] })[];
}

/** A recorded rejection of the real service, by its facts. */
export interface RecordedRejection extends RecordedRefusal {
  readonly operation: OperationRole;
  /** The call of a session that got it, e.g. `ST-P 33`. */
  readonly seen: string;
}

/** Everything that the requirements cite, directly or through an observation. */
export function citedSources(requirements: readonly Requirement[], contract: Contract): CitedSources {
  const cited = requirements.flatMap(({ sources }) => sources);
  const rows = new Set(cited.flatMap((source) => ('observation' in source ? [source.observation] : [])));
  const documents = new Set(cited.flatMap((source) => documentIds(source, contract)));
  return {
    documents: contract.documents
      .filter(({ id }) => documents.has(id))
      .map(({ id, title, revision, location }) => ({
        id,
        title,
        ...(revision !== undefined && { revision }),
        ...(location !== undefined && { location }),
      })),
    observations: contract.observations
      .filter(({ id }) => rows.has(id))
      .map(({ id, statement, grade, date, region, sources }) => ({
        id,
        statement,
        grade,
        ...(date !== undefined && { date }),
        ...(region !== undefined && { region }),
        sources,
        ...recordedFor(sources, contract),
      })),
  };
}

/** The recorded rejections among the calls that an observation cites. */
function recordedFor(
  sources: readonly Citation[],
  { recordings }: Contract,
): { readonly recorded?: readonly RecordedRejection[] } {
  const { sessions = [], answers = [] } = recordings ?? {};
  const places = sources.flatMap((source) =>
    'document' in source && sessions.some(({ document }) => document === source.document)
      ? callsIn(source.at)
      : [],
  );
  const recorded = answers.flatMap(({ operation, response, calls }) => {
    const own = calls.flatMap((call) => callsIn(call.seen));
    const seen = own.find((call) => places.includes(call));
    return seen === undefined || !('code' in response) ? [] : [{ operation, ...response, seen }];
  });
  return recorded.length === 0 ? {} : { recorded };
}

/** The single calls of a text like `ST-S 17, ST-P 81-83 85`. */
function callsIn(text = ''): readonly string[] {
  let session = '';
  return text.split(/[\s,]+/).flatMap((word) => {
    const range = /^(\d+)(?:-(\d+))?$/.exec(word);
    if (range === null) {
      session = word;
      return [];
    }
    const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
    return Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) => `${session} ${first + index}`);
  });
}

/** The sources of a requirement, or of whatever cites them, in words, e.g. `guide: create-key-pairs`. */
export function sourcesInWords(
  { sources }: Pick<Requirement, 'sources'>,
  contract: Contract,
): readonly string[] {
  return sources.map((source) => inWords(source, contract));
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

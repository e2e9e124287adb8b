import type { Contract, RecordedCall, Recordings } from './contract.ts';
import type { Problem } from './problem.ts';
import { didYouMean } from './similar.ts';
import type { YamlSource } from './yaml-source.ts';

/** Rules over recordings: what they name exists, each recorded call stands in one place, and no kind has two answers. */
export function lintRecordings(contract: Contract, source: YamlSource | undefined): Problem[] {
  const { recordings } = contract;
  if (source === undefined || recordings === undefined) return [];
  return [
    ...unknownSources(contract, recordings, source),
    ...recordings.answers.flatMap(({ calls }, answer) =>
      calls.flatMap((call, index) =>
        unknownNames(call, recordings).map((message) => ({
          location: source.place(['answers', answer, 'calls', index]),
          message,
        })),
      ),
    ),
    ...repeated(recordings, source),
  ];
}

function unknownSources(contract: Contract, recordings: Recordings, source: YamlSource): Problem[] {
  const documents = contract.documents.map(({ id }) => id);
  const observations = contract.observations.map(({ id }) => id);
  const sessions = recordings.sessions.flatMap(({ id, document }, index) =>
    documents.includes(document)
      ? []
      : [
          {
            location: source.place(['sessions', index, 'document']),
            message: `session '${id}' names the unknown document '${document}'${didYouMean(document, documents)}`,
          },
        ],
  );
  const headers = recordings.headers.sources.flatMap((citation, index) => {
    const [cited, known] =
      'document' in citation
        ? ([citation.document, documents] as const)
        : ([citation.observation, observations] as const);
    return known.includes(cited)
      ? []
      : [
          {
            location: source.place(['headers', 'sources', index]),
            message: `unknown source '${cited}'${didYouMean(cited, known)}`,
          },
        ];
  });
  return [...sessions, ...headers];
}

function unknownNames(call: RecordedCall, { sessions, extrapolations }: Recordings): string[] {
  if (call.extrapolated !== undefined) {
    const known = extrapolations.map(({ id }) => id);
    return known.includes(call.extrapolated)
      ? []
      : [`unknown extrapolation '${call.extrapolated}'${didYouMean(call.extrapolated, known)}`];
  }
  const [id = '', ...numbers] = call.seen.split(' ');
  const session = sessions.find((one) => one.id === id);
  if (session === undefined)
    return [`unknown session '${id}'; known are ${sessions.map((one) => one.id).join(', ')}`];
  return numbers
    .filter((number) => Number(number) < 1 || Number(number) > session.calls)
    .map((number) => `session '${id}' has no call ${number}; its last is ${session.calls}`);
}

/** A recorded call in two places, which cannot both be right. */
function repeated({ answers }: Recordings, source: YamlSource): Problem[] {
  const seen = new Set<string>();
  return answers.flatMap(({ calls }, answer) =>
    calls.flatMap((call, index) => {
      const [id, ...numbers] = call.seen?.split(' ') ?? [];
      return numbers.flatMap((number) => {
        const name = `${id} ${number}`;
        if (!seen.has(name)) {
          seen.add(name);
          return [];
        }
        const location = source.place(['answers', answer, 'calls', index]);
        return [{ location, message: `the recorded call '${name}' stands in two places; keep one` }];
      });
    }),
  );
}

import { sourcesInWords } from '../runner/sources.ts';
import type { Contract } from '../specs/contract.ts';
import type { BundleExchange } from './bundle.ts';
import { sharesInWords, sharesOf } from './choose.ts';
import { grouped, type RequirementOutcome } from './outcomes.ts';
import type { CatalogueChanges } from './patch/changes.ts';
import { type Answer, newlySupported, outcomesBy, type Review } from './review.ts';

/** Requirements that are named of those that were not exercised for one reason. */
const NAMED = 5;

const ANSWERS: Readonly<Record<Answer['answer'], string>> = {
  observed: 'as observed before',
  documented: 'AS DOCUMENTED, against what was observed before',
  both: 'both readings hold',
  neither: 'NEITHER reading holds',
  ruling: 'as ruled',
  mixed: 'MIXED: requirements disagree',
  'not-exercised': 'not exercised',
};

/** A review for a reader, line by line. */
export function reviewInWords(
  review: Review,
  contract: Contract,
  changes: CatalogueChanges,
): readonly string[] {
  const { header, answers, messages } = review;
  const real = header.service === 'real';
  const settled = new Set(newlySupported(review).map(({ requirement }) => requirement.id));
  const contradicted = outcomesBy(review, 'contradicted');
  const unfit = messages.filter(({ fits }) => !fits);
  return [
    `${header.provider} at ${header.endpoint}, ${header.regions[0] ?? ''}, ${header.startedAt}, by ${header.tool.name} ${header.tool.version}`,
    ...(real ? [] : ['NOT THE REAL SERVICE: nothing of this is evidence of it.']),
    ...(review.stopped === undefined ? [] : [`ended before its plan: ${review.stopped}`]),
    ...(review.sameContract
      ? []
      : ['tested against another version of the contract: what a requirement says may have changed since']),
    '',
    ...figuresOf(review),
    ...sharesInWords(sharesOf(contract, settled)).map(
      (line) => `supported by recorded responses with this: ${line}`,
    ),
    '',
    `Contradicted (${contradicted.length})`,
    ...contradicted.flatMap((one) => ['', ...contradictionInWords(one, contract)]),
    '',
    `Questions of conflicts.yaml (${answers.filter(({ answer }) => answer !== 'not-exercised').length} of ${answers.length} answered)`,
    ...answers.map(
      ({ subject, answer, ruling, shownBy }) =>
        `  ${subject}: ${ANSWERS[answer]}${answer === 'not-exercised' ? '' : ` (ruling: ${ruling} Shown by ${shownBy.slice(0, NAMED).join(', ')})`}`,
    ),
    '',
    `Messages: ${messages.length} recorded${unfit.length === 0 ? '' : `; ${unfit.length} do not fit the catalogue`}`,
    ...unfit.map(
      ({ refusal, message, pattern }) => `  ${refusal}: '${message}' does not fit '${pattern ?? ''}'`,
    ),
    '',
    'Changes of the catalogue (--patch FILE writes them)',
    ...changesInWords(changes),
    '',
    'Not exercised',
    ...notExercised(review),
  ];
}

function changesInWords({
  requirements,
  observations,
  refusals,
  conflicts,
  vectors,
  byHand,
}: CatalogueChanges): readonly string[] {
  const corrected = requirements.filter(({ expects }) => expects !== undefined);
  return [
    `  ${requirements.length - corrected.length} requirements become observed, ${corrected.length} get another expectation`,
    `  ${observations.length} observations, ${refusals.length} refusals, ${conflicts.length} conflicts, ${vectors.length} vectors are added`,
    ...byHand.map((id) => `  by hand: ${id}, whose expectation is more than a response`),
  ];
}

/** How many requirements came out how, by level. */
function figuresOf({ outcomes }: Review): readonly string[] {
  return [...grouped(outcomes, ({ requirement }) => requirement.level)].map(([level, own]) => {
    const count = (outcome: RequirementOutcome['outcome']): number =>
      own.filter((one) => one.outcome === outcome).length;
    return `${level.toUpperCase()}: ${count('confirmed')} confirmed, ${count('contradicted')} contradicted, ${count('not-exercised')} not exercised, of ${own.length}`;
  });
}

function notExercised(review: Review): readonly string[] {
  const reasons = grouped(outcomesBy(review, 'not-exercised'), ({ reason }) => reason ?? '');
  return [...reasons].map(([reason, all]) => {
    const named = all.slice(0, NAMED).map(({ requirement }) => requirement.id);
    return `  ${all.length}: ${reason} (${named.join(', ')}${all.length > NAMED ? ', ...' : ''})`;
  });
}

/** The sources of a requirement and the recorded response that contradicts them. */
export function contradictionInWords(
  { requirement, results, shown }: RequirementOutcome,
  contract: Contract,
): readonly string[] {
  const [finding] = results.flatMap(({ findings }) => findings);
  return [
    requirement.statement,
    `  ${requirement.id} (${requirement.level}, ${requirement.evidence})`,
    ...sourcesInWords(requirement, contract).map((source) => `  contract:  ${source}`),
    ...(finding === undefined
      ? []
      : [`  expected:  ${finding.expected}`, `  recorded:  ${finding.observed}`]),
    ...(shown === undefined ? [] : exchangeInWords(shown)),
  ];
}

function exchangeInWords({ request, response, time, region, requestId }: BundleExchange): readonly string[] {
  const body = response.body.length > 600 ? `${response.body.slice(0, 600)}...` : response.body;
  return [
    `  request:   ${request.method} ${request.url} ${request.body.slice(0, 300)}`.trimEnd(),
    `  response:  ${response.status} ${body}`,
    `  when:      ${time}, ${region}${requestId === undefined ? '' : `, request ${requestId}`}`,
  ];
}

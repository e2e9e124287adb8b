import type { Conflict, Contract, Reading } from '../specs/contract.ts';
import type { Bundle, BundleExchange, BundleHeader } from './bundle.ts';
import { isUnsettled } from './choose.ts';
import { outcomesOf, type RequirementOutcome } from './outcomes.ts';
import type { ResponseReader } from './reader.ts';

/** What the service says to a question that the texts leave open. */
export interface Answer {
  readonly conflict: string;
  readonly subject: string;
  /** The reading that the responses met, `both` or `neither`; `ruling` where both are alike and it was met. */
  readonly answer: Reading | 'both' | 'neither' | 'ruling' | 'mixed' | 'not-exercised';
  readonly ruling: string;
  readonly overturnedBy: string;
  /** The requirements that showed it. */
  readonly shownBy: readonly string[];
}

/** A refusal that was recorded, with the words of the service. */
export interface RecordedMessage {
  readonly refusal: string;
  readonly code: string;
  readonly message: string;
  /** The pattern of the catalogue, where it has one. */
  readonly pattern?: string;
  /** Whether the message fits it; without one, whether the catalogue could gain one. */
  readonly fits: boolean;
}

/** What a recording says of a contract. */
export interface Review {
  readonly header: BundleHeader;
  readonly stopped?: string;
  /** Whether it was judged by this very contract. */
  readonly sameContract: boolean;
  readonly outcomes: readonly RequirementOutcome[];
  readonly answers: readonly Answer[];
  readonly messages: readonly RecordedMessage[];
}

/** Compares a recording with a contract whose digest is given. */
export function reviewOf(bundle: Bundle, contract: Contract, digest: string, read: ResponseReader): Review {
  const { header, manifest } = bundle;
  const outcomes = outcomesOf(bundle, contract, read);
  return {
    header,
    ...(manifest.stopped !== undefined && { stopped: manifest.stopped }),
    sameContract: header.contract === digest,
    outcomes,
    answers: contract.conflicts.map((conflict) => answerTo(conflict, outcomes, bundle)),
    messages: messagesIn(bundle.exchanges, contract, read),
  };
}

function answerTo(
  { id, subject, ruling, overturnedBy, requirements }: Conflict,
  outcomes: readonly RequirementOutcome[],
  { readings }: Bundle,
): Answer {
  const own = outcomes.filter(
    ({ requirement, outcome }) => requirements.includes(requirement.id) && outcome !== 'not-exercised',
  );
  const base = { conflict: id, subject, ruling, overturnedBy, shownBy: own.map((one) => one.requirement.id) };
  const [first, ...others] = [
    ...new Set(
      own.map(({ requirement, outcome }): Answer['answer'] => {
        const last = readings.findLast((one) => one.requirement === requirement.id);
        if (last === undefined) return outcome === 'confirmed' ? 'ruling' : 'neither';
        if (last.observed && last.documented) return 'both';
        return last.observed ? 'observed' : last.documented ? 'documented' : 'neither';
      }),
    ),
  ];
  if (first === undefined) return { ...base, answer: 'not-exercised' };
  const told = [first, ...others].filter((one) => one !== 'ruling' && one !== 'both');
  return { ...base, answer: told.length > 1 ? 'mixed' : (told[0] ?? first) };
}

/** Every different message of a refusal, without the values that it repeats. */
function messagesIn(
  exchanges: readonly BundleExchange[],
  { refusals }: Contract,
  read: ResponseReader,
): readonly RecordedMessage[] {
  const found = new Map<string, RecordedMessage>();
  for (const exchange of exchanges) {
    const outcome = read(exchange);
    if (outcome.kind !== 'refused') continue;
    const { code, status } = outcome;
    const message = withoutValues(outcome.message, exchange);
    const alike = Object.values(refusals).filter((one) => one.code === code && one.status === status);
    const fitting = alike.find(
      (one) => one.message !== undefined && new RegExp(one.message).test(outcome.message),
    );
    const refusal = fitting ?? alike.find((one) => one.message === undefined) ?? alike[0];
    if (refusal === undefined) continue;
    const pattern = refusal.message;
    found.set(`${refusal.id} ${message}`, {
      refusal: refusal.id,
      code,
      message,
      ...(pattern !== undefined && { pattern }),
      fits: pattern === undefined || fitting !== undefined,
    });
  }
  return [...found.values()].toSorted((one, other) => (one.refusal < other.refusal ? -1 : 1));
}

/** A text of the service with `{value}` where it repeats what the request said. */
export function withoutValues(text: string, { parameters }: Pick<BundleExchange, 'parameters'>): string {
  const values = textsIn(parameters).toSorted((one, other) => other.length - one.length);
  return values
    .filter(({ length }) => length >= 3)
    .reduce((rest, value) => rest.replaceAll(value, '{value}'), text);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** What a review has of one kind. */
export function outcomesBy(
  review: Review,
  outcome: RequirementOutcome['outcome'],
): readonly RequirementOutcome[] {
  return review.outcomes.filter((one) => one.outcome === outcome);
}

/** The requirements that this recording is the first to support. */
export function newlySupported(review: Review): readonly RequirementOutcome[] {
  return outcomesBy(review, 'confirmed').filter(({ requirement }) => isUnsettled(requirement));
}

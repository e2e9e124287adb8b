import type { About, Catalogue, FindingKind, Harm, Prose, StableFacts, Words } from './kind.ts';

/** An answer that a requirement allows. */
export type ExpectedAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly code: string; readonly status: number }
  | { readonly kind: 'any-rejection' };

/** An answer as it came. */
export type ObservedAnswer =
  | { readonly kind: 'accepted'; readonly status: number }
  | { readonly kind: 'rejected'; readonly code: string; readonly status: number; readonly message: string }
  | {
      readonly kind: 'unreadable';
      readonly status: number;
      readonly reason: string;
      /** The compression of the body, where nobody asked for one. */
      readonly compressed?: string;
    };

/** A call that was answered otherwise than allowed. */
export interface Answered {
  /** What the call is besides its operation, to follow the API name: `with a name of 256 characters`. */
  readonly detail: string;
  readonly expected: readonly ExpectedAnswer[];
  readonly observed: ObservedAnswer;
  /**
   * The status of an accepted call like it, where this one is rejected only because its name is taken: by what an earlier
   * one left, which the target made although it should not have.
   */
  readonly taken?: number;
}

export interface AnswerFindings {
  'server-error': Answered;
  'unreadable-answer': Answered;
  'compressed-answer': Answered;
  'wrongly-accepted': Answered;
  'wrongly-rejected': Answered;
  'wrong-error': Answered;
  'wrong-error-status': Answered;
}

/** The code for an answer that none of the expected ones is. */
export function answerCode({ expected, observed, taken }: Answered): keyof AnswerFindings {
  if (taken !== undefined) return 'wrongly-accepted';
  if (observed.status >= 500) return 'server-error';
  if (observed.kind === 'unreadable')
    return observed.compressed === undefined ? 'unreadable-answer' : 'compressed-answer';
  if (observed.kind === 'accepted') return 'wrongly-accepted';
  if (expected.some(({ kind }) => kind === 'accepted')) return 'wrongly-rejected';
  const sameCode = expected.some((one) => one.kind === 'rejected' && one.code === observed.code);
  return sameCode ? 'wrong-error-status' : 'wrong-error';
}

/** An answer in words, for `observed`. */
export function answerInWords(observed: ObservedAnswer): string {
  switch (observed.kind) {
    case 'accepted':
      return `accepted (HTTP ${observed.status})`;
    case 'rejected':
      return `rejected with ${observed.code} (HTTP ${observed.status}): ${observed.message}`;
    case 'unreadable':
      return `an unreadable response (HTTP ${observed.status}): ${observed.reason}`;
  }
}

/** Allowed answers in words, for `expected`. */
export function expectedInWords(expected: readonly ExpectedAnswer[]): string {
  const texts = expected.map((one) => {
    if (one.kind === 'rejected') return `rejected with ${one.code} (HTTP ${one.status})`;
    return one.kind === 'accepted' ? 'accepted' : 'rejected';
  });
  return [...new Set(texts)].join(', or ');
}

export const ANSWERS: Catalogue<AnswerFindings> = {
  'server-error': answered('crash', 'causes a server error', {
    cause: ({ observed }) => ({ status: observed.status }),
    title: ({ observed }) => `HTTP ${observed.status}: the target fails with a server error`,
  }),
  'unreadable-answer': answered('crash', 'gets an unreadable response', {
    cause: () => ({}),
    title: () => 'Unreadable responses',
  }),
  'compressed-answer': answered('crash', 'gets a compressed response that nobody asked for', {
    cause: () => ({}),
    title: () => 'Compressed responses, although the requests accept identity alone',
  }),
  'wrongly-accepted': answered('effect', wordsOfAccepted, {
    family: dryRun,
    cause: notChecked,
    title: titleOf(
      ({ expected }, about) =>
        `${about === undefined ? 'Accepted' : `Values of ${about.name} are accepted`} instead of ${expectedInWords(expected)}`,
    ),
  }),
  'wrongly-rejected': answered('effect', 'is rejected', {
    title: ({ observed }, { call }) => `${call} is rejected with ${errorOf(observed)}`,
  }),
  'wrong-error': answered('code', 'is rejected with the wrong error', {
    family: dryRun,
    // One code where several others are due is one place in a target that knows no better.
    cause: (facts, about) =>
      dryRun(facts, about) === undefined ? errorFacts(facts.observed) : notChecked(facts, about),
    title: titleOf(({ observed }) => `Rejected with ${errorOf(observed)} where another error is due`),
  }),
  'wrong-error-status': answered('code', 'is rejected with the wrong HTTP status', {
    cause: ({ observed }) => ({ status: observed.status }),
    title: ({ expected, observed }) =>
      `HTTP ${observed.status} for an error that has HTTP ${statusesOf(expected).join(' or ')}`,
  }),
};

function wordsOfAccepted({ taken }: Answered): string {
  return taken === undefined ? 'is accepted' : 'is rejected only because that name is taken';
}

function answered(
  harm: Harm,
  verb: string | ((facts: Answered) => string),
  rest: Pick<FindingKind<Answered>, 'cause' | 'family' | 'title'>,
): FindingKind<Answered> {
  return {
    harm,
    // Whether the name is taken depends on what came before; that the call is not rejected as it should be does not.
    stable: ({ observed, taken }) =>
      errorFacts(taken === undefined ? observed : { kind: 'accepted', status: taken }),
    render: (facts, { call }: Words): Prose => ({
      summary: [call, facts.detail, typeof verb === 'string' ? verb : verb(facts)]
        .filter((part) => part !== '')
        .join(' '),
      expected: expectedInWords(facts.expected),
      observed: answerInWords(facts.observed),
    }),
    ...rest,
  };
}

/** A dry run that is carried out, and one that is rejected as if it were not one, are of one piece of code. */
function dryRun(_facts: Answered, about: About | undefined): string | undefined {
  return about?.role === 'dry-run' ? 'dry run' : undefined;
}

/** Which of several errors is due differs within one parameter; which parameter is not checked matters more. */
function notChecked({ expected }: Answered, about: About | undefined): StableFacts {
  const codes = codesOf(expected);
  return { expected: about === undefined ? codes : codes.slice(0, 1), about: about?.name };
}

function titleOf(
  usual: (facts: Answered, about: About | undefined) => string,
): NonNullable<FindingKind<Answered>['title']> {
  return (facts, { about }) =>
    about !== undefined && dryRun(facts, about) !== undefined
      ? `With ${about.name}, calls are not ${expectedInWords(facts.expected)}`
      : usual(facts, about);
}

/** Error codes as services write them; what else stands in their place may differ from call to call. */
const CODE = /^[A-Za-z][\w.:-]{0,79}$/u;

function errorFacts(observed: ObservedAnswer): StableFacts {
  const code = observed.kind === 'rejected' && CODE.test(observed.code) ? observed.code : undefined;
  return { kind: observed.kind, code, status: observed.status };
}

function errorOf(observed: ObservedAnswer): string {
  return observed.kind === 'rejected' ? observed.code : `HTTP ${observed.status}`;
}

function codesOf(expected: readonly ExpectedAnswer[]): readonly string[] {
  return [...new Set(expected.map((one) => (one.kind === 'rejected' ? one.code : one.kind)))].sort();
}

function statusesOf(expected: readonly ExpectedAnswer[]): readonly number[] {
  return [...new Set(expected.flatMap((one) => (one.kind === 'rejected' ? [one.status] : [])))];
}

import { type Catalogue, OVERLAPPING, type StableFacts, shownValue, type Words } from './kind.ts';

/** What a finding of a generated history has beside its own facts. */
export interface OfHistory {
  /** The way of looking, e.g. `by id`; absent where no describe decides. */
  readonly way?: string;
  /** The kind of key pair, e.g. `a created rsa key pair`. */
  readonly pair?: string;
  /** How the call was sent, where only that shows it. */
  readonly sending?: string;
  /** The calls that lead to it, each in words. */
  readonly steps: readonly string[];
  readonly expected: string;
  readonly observed: string;
}

/** A call of a concurrent history, with times in milliseconds since the first. */
export interface Lane {
  readonly client: number;
  readonly call: string;
  readonly answer: string;
  readonly startMs: number;
  /** Absent for a call that got no answer. */
  readonly endMs?: number;
  readonly offending: boolean;
}

export interface HistoryFindings {
  /** Answers to overlapping calls that no order of these calls explains. */
  'history-race': {
    readonly contradiction: 'makes' | 'looks' | 'lists' | 'errors';
    /** The timeline: every call that the contradiction needs. */
    readonly lanes: readonly Lane[];
    readonly staleMs: number;
  };
  /** Two targets answer the same call differently. */
  'targets-differ': {
    readonly operation: string;
    readonly way?: string;
    readonly aspect: string;
    readonly first: string;
    readonly second: string;
    /** Which of the two does what the contract states, where it decides. */
    readonly stated?: 'first' | 'second';
    readonly steps: readonly string[];
  };
  /** A call of a history is answered otherwise than stated. */
  'history-answer': OfHistory & {
    readonly operation: string;
    readonly situation: string;
    readonly answer: string;
  };
  /** One way of looking shows, misses or repeats a key pair, and another does not. */
  'history-list': OfHistory & { readonly shown: 'missing' | 'shown' | 'repeated' };
  /** Earlier calls left something else behind than stated. */
  'history-state': OfHistory & { readonly shown: 'missing' | 'shown' | 'repeated'; readonly after: string };
  /** A field that was right has changed. */
  'history-change': OfHistory & { readonly field: string; readonly after: string };
  /** A field is wrong wherever one looks. */
  'history-value': OfHistory & {
    readonly operation: string;
    readonly field: string;
    readonly situation?: string;
  };
  /** One way of looking, or the answer that made the key pair, shows another value than another way. */
  'history-way': OfHistory & { readonly operation: string; readonly field: string };
}

/** What is special about a call, in words. */
const SITUATIONS: Readonly<Record<string, string>> = {
  'bad-material': 'material that is no key',
  'bad-type': 'an unknown key type',
  'deleted-id': 'the ID of a deleted key pair',
  'deleted-name': 'the name of a deleted key pair',
  'dry-run': 'a dry run',
  'name-and-id': 'both a name and an ID',
  'name-reused': 'a name that was used before',
  'name-taken': 'a name that is taken',
  'name-taken-bad-material': 'a name that is taken and material that is no key',
  'no-name': 'no name',
  'nothing-named': 'neither a name nor an ID',
  'other-region': 'the ID of a key pair in another region',
  'region-full': 'a region at its limit',
  'unknown-id': 'an ID that never existed',
  'unknown-name': 'a name that never existed',
};

/** The situation of a call with nothing special about it. */
export const PLAIN = 'nothing in its way';

/** What is special about a call, in words. */
export function situationInWords(situation: string): string {
  return SITUATIONS[situation] ?? situation;
}

/** What came before, with its situation in words. */
function afterInWords(after: string): string {
  return after.replace(/\(([a-z-]+)\)/u, (_, situation: string) => `(${situationInWords(situation)})`);
}

type Told = ReturnType<Catalogue<HistoryFindings>['history-way']['render']>;

/** The finding with what all of them have in common: how the call was sent, and the steps. */
function told(summary: string, { sending, steps, expected, observed }: OfHistory, { named }: Words): Told {
  return {
    summary: named(sending === undefined ? summary : `${summary}, sent as ${sending}`),
    expected,
    observed,
    hints: [stepsInWords(steps, named)],
  };
}

function stepsInWords(steps: readonly string[], named: Words['named']): string {
  return `steps: ${steps.map((step, index) => `${index + 1}. ${named(step)}`).join('; ')}`;
}

function where({ way, pair, sending }: OfHistory): StableFacts {
  return { way, pair, sending };
}

const SHOWN = { missing: 'does not return', shown: 'returns', repeated: 'repeats' } as const;

const STATE_AFTER = { missing: 'missing', shown: 'there', repeated: 'there twice' } as const;

const CONTRADICTIONS = {
  makes: 'overlapping calls on one name contradict each other, whatever their order',
  looks: 'a describe by name contradicts the calls before it',
  errors: 'a call is rejected with an error that it does not get alone',
  lists: 'a describe of all key pairs contradicts the calls before it',
} as const;

/** Characters of a lane. */
const WIDTH = 32;

/** The timeline as text: one line per call, all bars on one scale. */
export function timelineText(lanes: readonly Lane[]): readonly string[] {
  const last = Math.max(1, ...lanes.map(({ startMs, endMs = startMs }) => endMs));
  const column = (ms: number): number => Math.round((ms / last) * (WIDTH - 1));
  return lanes.map(({ client, call, answer, startMs, endMs, offending }) => {
    const from = column(startMs);
    const to = endMs === undefined ? WIDTH - 1 : column(endMs);
    const bar = `${' '.repeat(from)}${'='.repeat(Math.max(1, to - from + 1))}`.padEnd(WIDTH);
    return `client ${client} |${bar}| ${call}: ${answer}${offending ? '  <- contradiction' : ''}`;
  });
}

/** Differences that a generated history shows. */
export const HISTORIES: Catalogue<HistoryFindings> = {
  'history-race': {
    family: ({ contradiction }) => (contradiction === 'makes' ? OVERLAPPING : undefined),
    cause: ({ contradiction }) => (contradiction === 'makes' ? {} : { contradiction }),
    harm: 'effect',
    stable: ({ contradiction }) => ({ contradiction }),
    render: ({ contradiction, lanes, staleMs }, { named }) => ({
      summary: named(CONTRADICTIONS[contradiction]),
      expected: `responses that some order of these calls explains${staleMs > 0 ? `, with reads up to ${staleMs} ms old` : ''}`,
      observed: timelineText(lanes.map((lane) => ({ ...lane, call: named(lane.call) }))).join('\n'),
    }),
  },
  'targets-differ': {
    harm: 'value',
    stable: ({ operation, way, aspect }) => ({ operation, way, aspect }),
    render: ({ way, aspect, first, second, stated, steps }, { call, named }) => ({
      summary: `the targets differ in ${aspect === 'answer' ? 'the outcome' : aspect}: ${call}${way === undefined ? '' : ` (${way})`}`,
      expected: `second target: ${second}`,
      observed: `first target: ${first}`,
      hints: [
        stated === undefined
          ? 'the contract does not decide'
          : `the ${stated} target does what the contract states`,
        stepsInWords(steps, named),
      ],
    }),
  },
  'history-answer': {
    harm: ({ answer }) => (answer === 'unreadable' ? 'crash' : answer === 'accepted' ? 'effect' : 'code'),
    stable: (facts) => ({
      ...where(facts),
      operation: facts.operation,
      situation: facts.situation,
      answer: facts.answer,
    }),
    cause: ({ operation, situation, answer }) => ({ operation, situation, answer }),
    render: (facts, words) =>
      told(
        `wrong response to ${words.call}${facts.way === undefined ? '' : ` (${facts.way})`}${facts.situation === PLAIN ? '' : `: ${situationInWords(facts.situation)}`}`,
        facts,
        words,
      ),
  },
  'history-list': {
    harm: 'effect',
    stable: (facts) => ({ ...where(facts), shown: facts.shown }),
    render: (facts, words) =>
      told(
        `describe ${facts.way} ${SHOWN[facts.shown]} ${facts.pair}, unlike ${facts.way === 'by name' ? 'of everything' : 'by name'}`,
        facts,
        words,
      ),
  },
  'history-state': {
    harm: 'effect',
    stable: (facts) => ({ ...where(facts), shown: facts.shown, after: facts.after }),
    render: (facts, words) =>
      told(`${facts.pair} is ${STATE_AFTER[facts.shown]} after ${afterInWords(facts.after)}`, facts, words),
  },
  'history-change': {
    harm: 'effect',
    stable: (facts) => ({ ...where(facts), field: facts.field, after: facts.after }),
    render: (facts, words) =>
      told(`the ${facts.field} of ${facts.pair} changes after ${afterInWords(facts.after)}`, facts, words),
  },
  'history-value': {
    harm: 'value',
    stable: (facts) => ({
      ...where(facts),
      operation: facts.operation,
      field: facts.field,
      situation: facts.situation,
    }),
    render: (facts, words) =>
      told(
        facts.situation === undefined
          ? `wrong ${facts.field} for ${facts.pair}`
          : `wrong ${facts.field} in the response to ${words.call}: ${situationInWords(facts.situation)}`,
        facts,
        words,
      ),
  },
  'history-way': {
    harm: 'value',
    stable: (facts) => ({ ...where(facts), operation: facts.operation, field: facts.field }),
    render: (facts, words) =>
      told(
        facts.operation === 'describe'
          ? `describe ${facts.way} returns a different ${facts.field} for ${facts.pair} than by name`
          : `the response to ${facts.operation} has a different ${facts.field} for ${facts.pair} than a describe by name`,
        {
          ...facts,
          expected: shownValue(facts.field, facts.expected),
          observed: shownValue(facts.field, facts.observed),
        },
        words,
      ),
  },
};

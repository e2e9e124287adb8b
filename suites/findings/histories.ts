import { type Catalogue, quoted, type StableFacts } from './kind.ts';

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

export interface HistoryFindings {
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

type Told = ReturnType<Catalogue<HistoryFindings>['history-way']['render']>;

/** The finding with what all of them have in common: how the call was sent, and the steps. */
function told(summary: string, { sending, steps, expected, observed }: OfHistory): Told {
  return {
    summary: sending === undefined ? summary : `${summary}, sent as ${sending}`,
    expected,
    observed,
    hints: [`steps: ${steps.map((step, index) => `${index + 1}. ${step}`).join('; ')}`],
  };
}

function where({ way, pair, sending }: OfHistory): StableFacts {
  return { way, pair, sending };
}

const SHOWN = { missing: 'does not return', shown: 'returns', repeated: 'repeats' } as const;

/** Differences that a generated history shows. */
export const HISTORIES: Catalogue<HistoryFindings> = {
  'history-answer': {
    harm: ({ answer }) => (answer === 'garbled' ? 'crash' : answer === 'accepted' ? 'effect' : 'code'),
    stable: (facts) => ({
      ...where(facts),
      operation: facts.operation,
      situation: facts.situation,
      answer: facts.answer,
    }),
    render: (facts, { call }) =>
      told(
        `${call}${facts.way === undefined ? '' : ` (${facts.way})`}: wrong answer (${facts.situation})`,
        facts,
      ),
  },
  'history-list': {
    harm: 'effect',
    stable: (facts) => ({ ...where(facts), shown: facts.shown }),
    render: (facts, { api }) =>
      told(
        `${api('describe')} ${facts.way} ${SHOWN[facts.shown]} ${facts.pair}, unlike a describe by name`,
        facts,
      ),
  },
  'history-state': {
    harm: 'effect',
    stable: (facts) => ({ ...where(facts), shown: facts.shown, after: facts.after }),
    render: (facts) =>
      told(
        `${facts.pair} is ${facts.shown === 'shown' ? 'still there' : 'gone'} after ${facts.after}`,
        facts,
      ),
  },
  'history-change': {
    harm: 'effect',
    stable: (facts) => ({ ...where(facts), field: facts.field, after: facts.after }),
    render: (facts) => told(`the ${facts.field} of ${facts.pair} changes after ${facts.after}`, facts),
  },
  'history-value': {
    harm: 'value',
    stable: (facts) => ({
      ...where(facts),
      operation: facts.operation,
      field: facts.field,
      situation: facts.situation,
    }),
    render: (facts, { call }) =>
      told(
        facts.situation === undefined
          ? `wrong ${facts.field} for ${facts.pair}`
          : `${call}: wrong ${facts.field} (${facts.situation})`,
        facts,
      ),
  },
  'history-way': {
    harm: 'value',
    stable: (facts) => ({ ...where(facts), operation: facts.operation, field: facts.field }),
    render: (facts, { api }) =>
      told(
        facts.operation === 'describe'
          ? `${api('describe')} ${facts.way} shows another ${facts.field} for ${facts.pair} than by name`
          : `the ${facts.field} of ${facts.pair} ${facts.way} differs from a describe by name`,
        { ...facts, expected: quoted(facts.expected), observed: quoted(facts.observed) },
      ),
  },
};

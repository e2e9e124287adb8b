import { answerInWords, type ObservedAnswer } from './answers.ts';
import { type Catalogue, shownValue } from './kind.ts';

/** A part of an answer as a client reports it, against what is in the answer. */
export interface Misread {
  readonly part: string;
  readonly expected: string | undefined;
  readonly observed: string | undefined;
}

export interface ClientFindings {
  /** A client reports something else than the answer has. */
  'client-misreads': Misread;
  'client-misreads-outcome': { readonly expected: ObservedAnswer; readonly observed: ObservedAnswer };
  /** Two clients that send the same call get different answers. */
  'clients-disagree': Misread;
  /** An ordinary user gets another response than this suite to the same question. */
  'told-apart': { readonly question: string; readonly expected: string; readonly observed: string };
  /** A client sends a call that it should refuse by itself. */
  'client-sends-invalid': { readonly without: string; readonly status: number };
  /** The file of a private key that a client wrote does not belong to the key pair. */
  'client-key-file': { readonly expected: string; readonly reason: string };
  'waiter-gives-up': { readonly seconds: number; readonly reason: string };
  'waiter-too-early': { readonly status: number };
}

export const CLIENTS: Catalogue<ClientFindings> = {
  'client-misreads': {
    harm: 'value',
    stable: ({ part, observed }) => ({ part, absent: observed === undefined }),
    render: ({ part, expected, observed }) => ({
      summary: `the client reports ${observed === undefined ? 'no' : 'the wrong'} ${part}`,
      expected: expected === undefined ? `no ${part}` : shownValue(part, expected),
      observed: observed === undefined ? `no ${part}` : shownValue(part, observed),
    }),
  },
  'client-misreads-outcome': {
    harm: 'effect',
    stable: ({ expected, observed }) => ({ expected: expected.kind, observed: observed.kind }),
    render: ({ expected, observed }) => ({
      summary: 'the client reports another outcome than the response has',
      expected: answerInWords(expected),
      observed: answerInWords(observed),
    }),
  },
  'clients-disagree': {
    harm: 'value',
    stable: ({ part, observed }) => ({ part, absent: observed === undefined }),
    render: ({ part, expected, observed }, { call }) => ({
      summary: `two clients that send the same ${call} get a different ${part}`,
      expected: expected === undefined ? `no ${part}` : shownValue(part, expected),
      observed: observed === undefined ? `no ${part}` : shownValue(part, observed),
      hints: ['each client writes the request in its own way; compare the two exchanges'],
    }),
  },
  'told-apart': {
    harm: 'effect',
    stable: ({ question }) => ({ question }),
    cause: () => ({}),
    render: ({ question, expected, observed }) => ({
      summary: `the target behaves differently for the suite: ${question}`,
      expected: `as for the suite: ${expected}`,
      observed: `for an ordinary user: ${observed}`,
      hints: [
        'compare the two exchanges: the target must depend on something that differs between the requests',
      ],
    }),
    title: () => 'The target behaves differently for the suite',
  },
  'client-sends-invalid': {
    harm: 'value',
    stable: ({ without }) => ({ without }),
    render: ({ without, status }, { call }) => ({
      summary: `the client sends ${call} without ${without}`,
      expected: 'an error of the client, and nothing sent',
      observed: `HTTP ${status}`,
    }),
  },
  'client-key-file': {
    harm: 'effect',
    stable: () => ({}),
    render: ({ expected, reason }) => ({
      summary: 'the private key in the file is not the one of the key pair',
      expected,
      observed: reason,
    }),
  },
  'waiter-gives-up': {
    harm: 'effect',
    stable: () => ({}),
    render: ({ seconds, reason }) => ({
      summary: 'the waiter of the client does not see a key pair that exists',
      expected: `the key pair seen within ${seconds} seconds`,
      observed: reason,
    }),
  },
  'waiter-too-early': {
    harm: 'effect',
    stable: () => ({}),
    render: ({ status }) => ({
      summary: 'the waiter of the client sees a key pair before it exists',
      expected: 'at least one look that does not show it',
      observed: `seen at the first look (HTTP ${status})`,
    }),
  },
};

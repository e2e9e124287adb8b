import { type Catalogue, type FindingKind, type Harm, quoted } from './kind.ts';

/** Two texts that should be equal. */
export interface Unequal {
  readonly expected: string | undefined;
  readonly observed: string | undefined;
  /** What the call is besides its operation, to follow the API name. */
  readonly detail?: string;
}

/** A value that should not be shown again, and where it was shown before. */
export interface Repeated {
  readonly value: string | undefined;
  /** Where it repeats, to follow "the same ...": `for one name in two regions`. */
  readonly detail: string;
}

/** Values that have to be what was sent, or what another answer shows. */
export interface UnequalFindings {
  'wrong-name': Unequal;
  'wrong-id': Unequal;
  'wrong-key-type': Unequal;
  'changed-fingerprint': Unequal;
  'wrong-acknowledgement': Unequal;
}

/** Values that have to differ. */
export interface RepeatedFindings {
  'repeated-id': Repeated;
  'repeated-fingerprint': Repeated;
}

export interface ValueFindings extends UnequalFindings, RepeatedFindings {
  /** A value that is not there at all, where nothing particular was expected. */
  'missing-value': { readonly field: string };
  'wrong-format': { readonly field: string; readonly pattern: string; readonly observed: string | undefined };
}

export const VALUES: Catalogue<ValueFindings> = {
  'wrong-name': unequal('name'),
  'wrong-id': unequal('key pair ID'),
  'wrong-key-type': unequal('key type', { steady: true }),
  'changed-fingerprint': unequal('fingerprint'),
  'wrong-acknowledgement': unequal('acknowledgment', { steady: true }),
  'repeated-id': repeated('key pair ID'),
  'repeated-fingerprint': repeated('fingerprint'),
  'missing-value': {
    harm: 'value',
    stable: ({ field }) => ({ field }),
    render: ({ field }, { call }) => ({
      summary: `${call} returns no ${field}`,
      expected: `a ${field}`,
      observed: `no ${field}`,
    }),
    title: ({ field }, { call }) => `${call} returns no ${field}`,
  },
  'wrong-format': {
    harm: 'value',
    stable: ({ field, observed }) => ({ field, absent: observed === undefined }),
    render: ({ field, pattern, observed }, { call }) => ({
      summary:
        observed === undefined
          ? `${call} returns no ${field}`
          : `${call} returns a ${field} in the wrong format`,
      expected: `a ${field} that matches ${pattern}`,
      observed: observed === undefined ? `no ${field}` : quoted(observed),
    }),
    title: ({ field, observed }) => (observed === undefined ? `No ${field}` : `Wrong format of the ${field}`),
  },
};

/** @param options.steady set where the value itself is the same in every run */
function unequal(
  what: string,
  options: { readonly steady?: true; readonly harm?: Harm } = {},
): FindingKind<Unequal> {
  return {
    harm: options.harm ?? 'value',
    stable: ({ observed }) => ({
      absent: observed === undefined,
      ...(options.steady && { observed }),
    }),
    render: ({ expected, observed, detail }, { call }) => ({
      summary: `${[call, detail].filter((part) => part !== undefined).join(' ')} returns ${observed === undefined ? 'no' : 'the wrong'} ${what}`,
      expected: expected === undefined ? `no ${what}` : quoted(expected),
      observed: observed === undefined ? `no ${what}` : quoted(observed),
    }),
    title: ({ observed }, { call }) =>
      `${call} returns ${observed === undefined ? 'no' : 'the wrong'} ${what}`,
  };
}

function repeated(what: string): FindingKind<Repeated> {
  return {
    harm: 'value',
    stable: ({ value }) => ({ absent: value === undefined }),
    render: ({ value, detail }) => ({
      summary: value === undefined ? `no ${what} ${detail}` : `the same ${what} ${detail}`,
      expected: `a different ${what} each time`,
      observed: value === undefined ? `no ${what}` : `${quoted(value)} again`,
    }),
    title: ({ value }) => (value === undefined ? `No ${what}` : `The same ${what} for different key pairs`),
  };
}

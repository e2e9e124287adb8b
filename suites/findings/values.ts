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
export type UnequalFindings = { readonly [Code in UnequalCode]: Unequal };
type UnequalCode =
  | 'wrong-name'
  | 'wrong-id'
  | 'wrong-key-type'
  | 'wrong-key-size'
  | 'wrong-key-format'
  | 'wrong-defaults'
  | 'changed-fingerprint'
  | 'wrong-public-key'
  | 'wrong-comment'
  | 'wrong-line-end'
  | 'wrong-line-ends'
  | 'changed-create-time'
  | 'wrong-acknowledgment'
  | 'wrong-total'
  | 'wrong-count'
  | 'wrong-status'
  | 'wrong-content-type'
  | 'wrong-content-encoding';

/** Values that have to differ. */
export type RepeatedFindings = { readonly [Code in RepeatedCode]: Repeated };
type RepeatedCode = 'repeated-id' | 'repeated-fingerprint' | 'repeated-key';

/** What each value is called; steady where a wrong one is the same in every run. */
const UNEQUAL: { readonly [Code in UnequalCode]: Value } = {
  'wrong-name': { what: 'name' },
  'wrong-id': { what: 'key pair ID' },
  'wrong-key-type': { what: 'key type', steady: true },
  'wrong-key-size': { what: 'key size', steady: true, derived: true },
  'wrong-key-format': { what: 'private key format', steady: true, derived: true },
  'wrong-defaults': { what: 'kind of key for the defaults', steady: true, derived: true },
  'changed-fingerprint': { what: 'fingerprint' },
  'wrong-public-key': { what: 'public key' },
  'wrong-comment': { what: 'key comment' },
  'wrong-line-end': { what: 'end of the public key line', steady: true },
  'wrong-line-ends': { what: 'line ends of the private key', steady: true, derived: true },
  'changed-create-time': { what: 'create time' },
  'wrong-acknowledgment': { what: 'acknowledgment', steady: true },
  'wrong-total': { what: 'total number', steady: true, derived: true },
  'wrong-count': { what: 'number of key pairs', steady: true, derived: true },
  'wrong-status': { what: 'HTTP status', steady: true, derived: true, harm: 'code' },
  'wrong-content-type': { what: 'content type', steady: true },
  'wrong-content-encoding': { what: 'content encoding', steady: true, derived: true },
};

const REPEATED: { readonly [Code in RepeatedCode]: Value } = {
  'repeated-id': { what: 'key pair ID' },
  'repeated-fingerprint': { what: 'fingerprint' },
  'repeated-key': { what: 'private key', derived: true },
};

interface Value {
  readonly what: string;
  readonly steady?: true;
  /** Set where the value is computed from the answer and not in it as it is shown. */
  readonly derived?: true;
  readonly harm?: Harm;
}

export interface ValueFindings extends UnequalFindings, RepeatedFindings {
  /** A value that is not there at all, where nothing particular was expected. */
  'missing-value': { readonly field: string };
  'unexpected-value': { readonly field: string; readonly observed: string };
  'wrong-format': { readonly field: string; readonly pattern: string; readonly observed: string | undefined };
  /** A create time outside the span in which the key pair was made. */
  'wrong-create-time': {
    readonly from: string;
    readonly to: string;
    readonly clock: string;
    readonly observed: string | undefined;
    /** Whole hours that it is off, where that explains it. */
    readonly hours?: number;
  };
  'wrong-tags': {
    readonly detail?: string;
    readonly expected: string;
    /** Undefined where there is no set of tags at all. */
    readonly observed: string | undefined;
    readonly lost?: string;
    readonly added?: string;
  };
}

export const VALUES: Catalogue<ValueFindings> = {
  ...mapped(UNEQUAL, unequal),
  ...mapped(REPEATED, repeated),
  'missing-value': {
    harm: 'value',
    stable: ({ field }) => ({ field }),
    render: ({ field }, { call }) => ({
      summary: `${call} returns no ${field}`,
      expected: `a ${field}`,
      observed: `no ${field}`,
    }),
  },
  'unexpected-value': {
    harm: 'value',
    stable: ({ field }) => ({ field }),
    render: ({ field, observed }, { call }) => ({
      summary: `${call} returns a ${field} that it must not return`,
      expected: `no ${field}`,
      observed: quoted(observed),
    }),
  },
  'wrong-format': {
    harm: 'value',
    stable: ({ field, observed }) => ({ field, absent: observed === undefined }),
    render: ({ field, pattern, observed }, { call }) => ({
      summary: `${call} returns ${observed === undefined ? `no ${field}` : `a ${field} in the wrong format`}`,
      expected: `a ${field} that matches ${pattern}`,
      observed: observed === undefined ? `no ${field}` : quoted(observed),
    }),
    title: ({ field, observed }) => (observed === undefined ? `No ${field}` : `Wrong format of the ${field}`),
  },
  'wrong-create-time': {
    harm: 'value',
    stable: ({ observed, hours }) => ({ absent: observed === undefined, hours }),
    render: ({ from, to, clock, observed, hours }, { call }) => ({
      summary: `${call} returns ${observed === undefined ? 'no create time that can be read' : 'the wrong create time'}`,
      expected: `between ${from} and ${to} (by ${clock})`,
      observed: observed === undefined ? 'no create time' : quoted(observed),
      hints: hours === undefined ? [] : [`it is off by ${hours} hours: a local time instead of UTC?`],
    }),
  },
  'wrong-tags': {
    harm: 'value',
    stable: ({ observed, lost, added }) => ({
      absent: observed === undefined,
      lost: lost !== undefined,
      added: added !== undefined,
    }),
    render: ({ detail, expected, observed, lost, added }, { call }) => ({
      summary: `${[call, detail].filter((part) => part !== undefined).join(' ')} does not return the tags that were sent`,
      expected,
      observed: observed ?? 'no tags at all',
      hints: [
        ...(lost === undefined ? [] : [`missing: ${lost}`]),
        ...(added === undefined ? [] : [`not sent: ${added}`]),
      ],
    }),
    title: ({ observed }, { call }) =>
      `${call} returns ${observed === undefined ? 'no tags' : 'the wrong tags'}`,
  },
};

function mapped<Code extends string, V, F>(
  table: { readonly [C in Code]: V },
  kind: (value: V) => FindingKind<F>,
): { readonly [C in Code]: FindingKind<F> } {
  const entries = Object.entries<V>(table).map(([code, value]) => [code, kind(value)]);
  return Object.fromEntries(entries) as { readonly [C in Code]: FindingKind<F> };
}

function unequal({ what, steady, derived, harm = 'value' }: Value): FindingKind<Unequal> {
  const shown = (value: string | undefined): string => {
    if (value === undefined) return `no ${what}`;
    return derived ? value : quoted(value);
  };
  return {
    harm,
    stable: ({ observed }) => ({
      absent: observed === undefined,
      ...(steady && { observed }),
    }),
    // A computed value differs with the key, also where the fault is one.
    cause: ({ observed }) => ({ absent: observed === undefined, ...(steady && !derived && { observed }) }),
    render: ({ expected, observed, detail }, { call }) => ({
      summary: `${[call, detail].filter((part) => part !== undefined).join(' ')} returns ${observed === undefined ? 'no' : 'the wrong'} ${what}`,
      expected: shown(expected),
      observed: shown(observed),
    }),
    title: ({ observed }, { call }) =>
      `${call} returns ${observed === undefined ? 'no' : 'the wrong'} ${what}`,
  };
}

function repeated({ what, derived }: Value): FindingKind<Repeated> {
  return {
    harm: 'value',
    stable: ({ value }) => ({ absent: value === undefined }),
    render: ({ value, detail }) => ({
      summary: value === undefined ? `no ${what} ${detail}` : `the same ${what} ${detail}`,
      expected: `a different ${what} each time`,
      observed: value === undefined ? `no ${what}` : `${derived ? `the same ${what}` : quoted(value)} again`,
    }),
    title: ({ value }) => (value === undefined ? `No ${what}` : `The same ${what} for different key pairs`),
  };
}

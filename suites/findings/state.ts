import { type Catalogue, quoted } from './kind.ts';

/** What a describe shows and should not, or the other way round, by names. */
export interface WrongSelection {
  /** What the call is besides its operation, to follow the API name. */
  readonly detail: string;
  /** Names that are shown and expected, each with what it stands for. */
  readonly expected: readonly string[];
  readonly observed: readonly string[];
  /** How many key pairs of others are shown besides. */
  readonly strangers: number;
  /** In which ways it is wrong. */
  readonly ways: readonly ('missing' | 'unwanted' | 'strangers' | 'repeated')[];
}

export interface StateFindings {
  /** Something is left of a call that must have had no effect, or of a key pair that was deleted. */
  'left-behind': { readonly after: string; readonly names: readonly string[] };
  'key-pair-lost': { readonly after: string; readonly name: string };
  'key-pair-changed': {
    readonly after: string;
    readonly changes: readonly {
      readonly field: string;
      readonly expected: string | undefined;
      readonly observed: string | undefined;
    }[];
  };
  'key-pair-not-shown': { readonly name: string };
  'wrong-selection': WrongSelection;
}

const WAYS: { readonly [Way in WrongSelection['ways'][number]]: string } = {
  missing: 'does not return the expected key pairs',
  unwanted: 'returns key pairs that it must not',
  strangers: 'returns key pairs that were not asked for',
  repeated: 'returns a key pair more than once',
};

export const STATE: Catalogue<StateFindings> = {
  'left-behind': {
    harm: 'effect',
    stable: () => ({}),
    render: ({ after, names }) => ({
      summary: `${after} leaves a key pair behind`,
      expected: 'no such key pair',
      observed: `the key pair ${list(names)}`,
    }),
  },
  'key-pair-lost': {
    harm: 'effect',
    stable: () => ({}),
    render: ({ after, name }, { call }) => ({
      summary: `${after} makes an existing key pair disappear`,
      expected: `the key pair ${quoted(name)} as it was`,
      observed: `${call} does not return it any more`,
    }),
  },
  'key-pair-changed': {
    harm: 'effect',
    stable: ({ changes }) => ({ fields: changes.map(({ field }) => field) }),
    render: ({ after, changes }) => ({
      summary: `${after} changes an existing key pair: ${changes.map(({ field }) => field).join(', ')}`,
      expected: changes.map(({ field, expected }) => `${field} ${quoted(expected)}`).join('; '),
      observed: changes.map(({ field, observed }) => `${field} ${quoted(observed)}`).join('; '),
    }),
  },
  'key-pair-not-shown': {
    harm: 'effect',
    stable: () => ({}),
    render: ({ name }, { call }) => ({
      summary: `${call} does not return a key pair that exists`,
      expected: `the key pair ${quoted(name)}`,
      observed: 'no such key pair',
    }),
  },
  'wrong-selection': {
    harm: 'effect',
    stable: ({ ways }) => ({ ways: ways.filter((way) => way !== 'strangers' || ways.length === 1) }),
    render: ({ detail, expected, observed, strangers, ways }, { call }) => ({
      summary: `${call} ${detail} ${ways.map((way) => WAYS[way]).join(' and ')}`.replace(/ +/g, ' '),
      expected: expected.length === 0 ? 'no key pair' : expected.join(', '),
      observed: [
        ...(observed.length === 0 && strangers === 0 ? ['no key pair'] : observed),
        ...(strangers > 0 ? [`${strangers} key pairs of others`] : []),
      ].join(', '),
    }),
    title: ({ ways }, { call }) => `${call} ${ways.map((way) => WAYS[way]).join(' and ')}`,
  },
};

/** How many names a message quotes. */
const PRINTED = 5;

function list(names: readonly string[]): string {
  const more = names.length - PRINTED;
  return `${names.slice(0, PRINTED).map(quoted).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

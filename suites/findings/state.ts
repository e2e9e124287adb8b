import { type Catalogue, OVERLAPPING, quoted, shownValue } from './kind.ts';

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
  /** Plain calls are not answered any more. */
  'no-answer': { readonly reason: string };
  /** How many of several calls for one thing at the same time were accepted. */
  'wrong-winners': { readonly winners: number; readonly calls: number };
  /** A region shows what belongs to another. */
  'shows-other-region': {
    readonly region: string;
    readonly other: string;
    readonly fields: readonly string[];
    readonly expected: string;
    readonly observed: string;
  };
  /** Calls that were rejected change what a describe of all key pairs shows. */
  'list-changed': { readonly added: readonly string[]; readonly lost: readonly string[] };
  /** What is right when nothing else goes on is wrong while calls about other key pairs are under way. */
  'only-in-company': {
    /** What is wrong, in words, and what was expected and observed. */
    readonly difference: string;
    readonly expected: string;
    readonly observed: string;
    /** The requirements whose checks met it; none where only calls of this check did. */
    readonly checks: readonly string[];
  };
  /** A list shows a key pair another number of times than once. */
  'listed-otherwise': { readonly name: string; readonly times: number; readonly expected: number };
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
    render: ({ after, names }, { named }) => ({
      summary: `a key pair exists that must not, after ${named(after)}`,
      expected: 'no such key pair',
      observed: `the key pair ${list(names)}`,
    }),
  },
  'key-pair-lost': {
    harm: 'effect',
    stable: () => ({}),
    render: ({ after, name }, { call, named }) => ({
      summary: `an existing key pair is gone after ${named(after)}`,
      expected: `the key pair ${quoted(name)} as it was`,
      observed: `${call} no longer returns it`,
    }),
  },
  'key-pair-changed': {
    harm: 'effect',
    stable: ({ changes }) => ({ fields: changes.map(({ field }) => field) }),
    render: ({ after, changes }, { named }) => ({
      summary: `an existing key pair has changed after ${named(after)}: ${changes.map(({ field }) => field).join(', ')}`,
      expected: changes.map(({ field, expected }) => `${field} ${shownValue(field, expected)}`).join('; '),
      observed: changes.map(({ field, observed }) => `${field} ${shownValue(field, observed)}`).join('; '),
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
    // Whose key pairs are shown too is a matter of what was there, not of the fault.
    cause: ({ ways }) => ({
      ways: [...new Set(ways.map((way) => (way === 'strangers' ? 'unwanted' : way)))],
    }),
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
  'no-answer': {
    harm: 'crash',
    stable: () => ({}),
    render: ({ reason }, { call }) => ({
      summary: `there is no response after ${call}`,
      expected: 'a response',
      observed: reason,
    }),
  },
  'wrong-winners': {
    family: ({ winners }) => (winners === 0 ? undefined : OVERLAPPING),
    harm: 'effect',
    stable: ({ winners }) => ({ winners: winners === 0 ? 'none' : 'several' }),
    cause: () => ({}),
    render: ({ winners, calls }, { call }) => ({
      summary: `${winners === 0 ? 'none' : 'several'} of ${calls} concurrent ${call} calls succeed where exactly one must`,
      expected: 'exactly one accepted',
      observed: `${winners} of ${calls} accepted`,
    }),
  },
  'shows-other-region': {
    harm: 'effect',
    stable: ({ fields }) => ({ fields }),
    cause: () => ({}),
    render: ({ region, other, expected, observed }, { call }) => ({
      summary: `${call} in ${region} returns what belongs to the key pair of that name in ${other}`,
      expected,
      observed,
    }),
    title: () => 'Regions share state',
  },
  'list-changed': {
    harm: 'effect',
    stable: ({ added, lost }) => ({ added: added.length > 0, lost: lost.length > 0 }),
    render: ({ added, lost }, { call }) => ({
      summary: `rejected calls change what ${call} returns`,
      expected: lost.length === 0 ? 'no new key pairs' : `the key pairs ${list(lost)} as well`,
      observed: added.length === 0 ? 'they are missing' : `${list(added)} as well`,
    }),
  },
  'only-in-company': {
    harm: 'effect',
    stable: () => ({}),
    render: ({ difference, expected, observed, checks }) => ({
      summary: 'calls that are right by themselves go wrong while other calls are under way',
      expected,
      observed,
      hints: [
        difference,
        ...(checks.length === 0
          ? []
          : [
              `${checks.length} ${checks.length === 1 ? 'check' : 'checks'} failed while others ran and passed alone: ${list(checks)}`,
            ]),
      ],
    }),
  },
  'listed-otherwise': {
    harm: 'effect',
    stable: ({ times, expected }) => ({ times: times === 0 ? 'never' : 'several', expected }),
    render: ({ name, times, expected }, { call }) => ({
      summary: `${call} returns a key pair ${times === 0 ? 'never' : times === 1 ? 'that was deleted' : 'several times'}`,
      expected: `${quoted(name)} ${expected === 0 ? 'not at all' : 'once'}`,
      observed: `${times} times`,
    }),
  },
};

/** How many names a message quotes. */
const PRINTED = 5;

function list(names: readonly string[]): string {
  const more = names.length - PRINTED;
  return `${names.slice(0, PRINTED).map(quoted).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

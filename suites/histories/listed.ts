import type { KeyPairView } from '../../targets/target.ts';
import type { Deviation } from './deviation.ts';
import type { Lateness } from './late.ts';
import type { ModelPair } from './model/state.ts';

type Shown = NonNullable<Deviation['shown']>;

/** What a describe shows of the key pairs of a history. */
export interface Listed {
  /** Those that have to be there and are, each as it is shown. */
  readonly there: readonly { readonly pair: ModelPair; readonly view: KeyPairView }[];
  /** Names that are missing, shown more than once, or shown though they must not be. */
  readonly wrong: readonly { readonly name: string; readonly shown: Shown }[];
}

/**
 * Compares what a describe shows with the pairs that it has to show.
 * @param sort tells whose a name is: `own` ones are compared, `retired` ones are of an unknown state, and `strange` ones are of others
 * @param others whether key pairs of others may be shown too
 */
export function listedIn(
  keyPairs: readonly KeyPairView[],
  pairs: readonly ModelPair[],
  sort: (name: string) => 'own' | 'retired' | 'strange',
  others: boolean,
): Listed {
  const sorted = keyPairs.map((view) => ({ view, name: view.name ?? '', whose: sort(view.name ?? '') }));
  const own = sorted.filter(({ whose }) => whose === 'own');
  const strangers = others ? [] : sorted.filter(({ whose }) => whose === 'strange').slice(0, 1);
  const views = (name: string): readonly KeyPairView[] =>
    own.filter((one) => one.name === name).map(({ view }) => view);
  const expected = new Set(pairs.map(({ name }) => name));
  return {
    there: pairs.flatMap((pair) => {
      const [view] = views(pair.name);
      return view === undefined ? [] : [{ pair, view }];
    }),
    wrong: [
      ...pairs.flatMap(({ name }) => {
        const { length } = views(name);
        return length === 1
          ? []
          : [{ name, shown: length === 0 ? ('missing' as const) : ('repeated' as const) }];
      }),
      ...[...own, ...strangers].flatMap(({ name }) =>
        expected.has(name) ? [] : [{ name, shown: 'shown' as const }],
      ),
    ],
  };
}

/** What a look that shows or misses a key pair says, and when it was right where it was late. */
export function misshownInWords(
  name: string,
  shown: Shown,
  late: Lateness,
): Pick<Deviation, 'expected' | 'observed'> {
  const quoted = JSON.stringify(name);
  const then = late === 'never' ? '' : `, and right ${late.lateMs} ms later: eventual consistency`;
  const there = `the key pair ${quoted} is ${shown === 'shown' ? 'there' : shown}`;
  return {
    expected: shown === 'shown' ? `no key pair ${quoted}` : `the key pair ${quoted} once`,
    observed: `${shown === 'missing' ? 'no such key pair' : there}${then}`,
  };
}

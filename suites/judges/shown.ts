import type { Accepted } from '../../targets/target.ts';
import type { Mismatch } from '../check.ts';

/** What a describe has to show. */
export interface Showing {
  /** Names that must be there, each once. */
  readonly expected: readonly string[];
  /** Names of the check's own key pairs with what each stands for. */
  readonly labels: ReadonlyMap<string, string>;
  /** What the call is besides its operation, to follow the API name. */
  readonly detail: string;
  /** Whether key pairs that the check did not make may be shown too. */
  readonly others: boolean;
}

/** How many names a message prints. */
const PRINTED = 5;

/** Judges the set of names in a describe; order does not count, the number of times does. */
export function judgeShown(answer: Accepted, showing: Showing): Mismatch | undefined {
  const { expected, labels, detail, others } = showing;
  const shown = answer.keyPairs.map(({ name }) => name ?? '(no name)');
  const wrong = [...labels.keys()].filter((name) => shown.includes(name) && !expected.includes(name));
  const strangers = others ? [] : shown.filter((name) => !labels.has(name) && !expected.includes(name));
  const missing = expected.filter((name) => !shown.includes(name));
  const repeated = expected.filter((name) => shown.filter((one) => one === name).length > 1);
  const ways = [
    ...(missing.length > 0 ? ['missing' as const] : []),
    ...(wrong.length > 0 ? ['unwanted' as const] : []),
    ...(strangers.length > 0 ? ['strangers' as const] : []),
    ...(repeated.length > 0 ? ['repeated' as const] : []),
  ];
  if (ways.length === 0) return undefined;
  const own = shown.filter((name) => labels.has(name) || expected.includes(name));
  const facts = {
    detail,
    expected: print(expected, labels),
    observed: print(own, labels),
    strangers: shown.length - own.length,
    ways,
  };
  return { code: 'wrong-selection', facts, exchange: answer.exchange };
}

function print(names: readonly string[], labels: ReadonlyMap<string, string>): readonly string[] {
  const printed = names.slice(0, PRINTED).map((name) => {
    const label = labels.get(name);
    return label === undefined ? JSON.stringify(name) : `${JSON.stringify(name)} (${label})`;
  });
  const more = names.length - printed.length;
  return more > 0 ? [...printed, `${more} more`] : printed;
}

import type { Accepted } from '../../targets/target.ts';
import type { ProseJudgement } from '../check.ts';

/** What a describe has to show. */
export interface Showing {
  /** Names that must be there, each once. */
  readonly expected: readonly string[];
  /** Names of the check's own key pairs with what each stands for. */
  readonly labels: ReadonlyMap<string, string>;
  /** The call in words. */
  readonly what: string;
  /** Whether key pairs that the check did not make may be shown too. */
  readonly others: boolean;
}

/** How many names a message prints: of the check's own key pairs, and of strangers. */
const PRINTED = { own: 5, strangers: 3 } as const;

/** Judges the set of names in a describe; order does not count, the number of times does. */
export function judgeShown(answer: Accepted, showing: Showing): ProseJudgement {
  const { expected, labels, what, others } = showing;
  const shown = answer.keyPairs.map(({ name }) => name ?? '(no name)');
  const wrong = [...labels.keys()].filter((name) => shown.includes(name) && !expected.includes(name));
  const strangers = others ? [] : shown.filter((name) => !labels.has(name) && !expected.includes(name));
  const missing = expected.filter((name) => !shown.includes(name));
  const repeated = expected.filter((name) => shown.filter((one) => one === name).length > 1);
  const faults = [
    missing.length > 0 && `does not show ${print(missing, labels)}`,
    wrong.length > 0 && `shows ${print(wrong, labels)}, which it must not`,
    strangers.length > 0 && `shows ${strangers.length} key pairs that nobody asked for`,
    repeated.length > 0 && `shows ${print(repeated, labels)} more than once`,
  ].filter((fault) => fault !== false);
  if (faults.length === 0) return undefined;
  const own = shown.filter((name) => labels.has(name) || expected.includes(name));
  const rest = shown.length - own.length;
  return {
    summary: `${what} ${faults.join(', and ')}`,
    expected: print(expected, labels),
    observed: `${print(own, labels)}${rest > 0 ? ` and ${rest} others, e.g. ${print(strangersOf(shown, own), labels)}` : ''}`,
    exchange: answer.exchange,
  };
}

function strangersOf(shown: readonly string[], own: readonly string[]): readonly string[] {
  return shown.filter((name) => !own.includes(name)).slice(0, PRINTED.strangers);
}

function print(names: readonly string[], labels: ReadonlyMap<string, string>): string {
  if (names.length === 0) return 'no key pair';
  const printed = names.slice(0, PRINTED.own).map((name) => {
    const label = labels.get(name);
    return label === undefined ? JSON.stringify(name) : `${JSON.stringify(name)} (${label})`;
  });
  const more = names.length - printed.length;
  return more > 0 ? `${printed.join(', ')} and ${more} more` : printed.join(', ');
}

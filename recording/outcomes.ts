import type { Contract, Expectation, Requirement } from '../specs/contract.ts';
import type { Bundle, BundleExchange, BundleResult } from './bundle.ts';
import { keyOf } from './read.ts';

/** What a recording says of one requirement. */
export interface RequirementOutcome {
  readonly requirement: Requirement;
  readonly outcome: 'confirmed' | 'contradicted' | 'not-exercised';
  /** Why it was not exercised. */
  readonly reason?: string;
  /** The results that count: of each client, the last attempt. */
  readonly results: readonly BundleResult[];
  /** The exchange that shows it: of a contradiction the deciding one, else the last of its statement. */
  readonly shown?: BundleExchange;
}

/** A recorded refusal as its code and status. */
interface Refusal {
  readonly code: string;
  readonly status: number;
}

/**
 * What a recording says of every requirement of a contract. A pass alone confirms nothing: the exchanges must have a
 * statement in them, and where a refusal is expected, that refusal.
 */
export function outcomesOf(
  { exchanges, results }: Pick<Bundle, 'exchanges' | 'results'>,
  contract: Contract,
): readonly RequirementOutcome[] {
  const byKey = groups(exchanges, keyOf);
  const byRequirement = groups(results, ({ requirement }) => requirement);
  return contract.requirements.map((requirement) => {
    const last = lastAttempts(byRequirement.get(requirement.id) ?? []);
    const failed = last.find(({ verdict }) => verdict === 'fail');
    const exchangesOf = (result: BundleResult): readonly BundleExchange[] => byKey.get(keyOf(result)) ?? [];
    if (failed !== undefined) {
      const [number] = failed.findings[0]?.exchanges ?? [];
      const shown = exchangesOf(failed).find((one) => one.number === number);
      if (shown === undefined)
        return {
          requirement,
          outcome: 'not-exercised',
          reason: 'no exchange shows the difference',
          results: last,
        };
      return { requirement, outcome: 'contradicted', results: last, shown };
    }
    const passed = last.filter(({ verdict }) => verdict === 'pass');
    const statements = passed.flatMap(exchangesOf).filter(({ step }) => step === 'statement');
    const shown = statements.at(-1);
    const reason =
      passed.length === 0
        ? (last[0]?.reason ?? 'it was not recorded')
        : shown === undefined
          ? 'the bundle has no exchange of its statement'
          : unshownRefusal(requirement, statements, contract);
    if (reason !== undefined || shown === undefined)
      return { requirement, outcome: 'not-exercised', reason: reason ?? '', results: last };
    return {
      requirement,
      outcome: 'confirmed',
      results: last,
      shown: decidingOf(requirement, statements, contract) ?? shown,
    };
  });
}

/** Of each client the result of its last attempt. */
function lastAttempts(results: readonly BundleResult[]): readonly BundleResult[] {
  const last = new Map<string, BundleResult>();
  for (const result of results) {
    const before = last.get(result.client);
    if (before === undefined || before.attempt <= result.attempt) last.set(result.client, result);
  }
  return [...last.values()];
}

/** The refusals that would meet an expectation; none where something else does. */
export function refusalsOf(expects: Expectation, { refusals }: Contract): readonly Refusal[] {
  if ('either' in expects) return [];
  if (!('refusal' in expects)) return [];
  return [expects.refusal].flat().flatMap((id) => refusals[id] ?? []);
}

function decidingOf(
  requirement: Requirement,
  statements: readonly BundleExchange[],
  contract: Contract,
): BundleExchange | undefined {
  const wanted = refusalsOf(requirement.expects, contract);
  return statements.findLast((one) => wanted.some((refusal) => shows(one, refusal)));
}

function unshownRefusal(
  requirement: Requirement,
  statements: readonly BundleExchange[],
  contract: Contract,
): string | undefined {
  const wanted = refusalsOf(requirement.expects, contract);
  if (wanted.length === 0 || decidingOf(requirement, statements, contract) !== undefined) return undefined;
  return `no response of the bundle has ${[...new Set(wanted.map(({ code }) => code))].join(' or ')}`;
}

function shows({ response }: BundleExchange, { code, status }: Refusal): boolean {
  return response.status === status && response.body.includes(code);
}

function groups<Value>(
  values: readonly Value[],
  keyFor: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const found = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyFor(value);
    const group = found.get(key);
    if (group === undefined) found.set(key, [value]);
    else group.push(value);
  }
  return found;
}

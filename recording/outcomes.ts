import type { Contract, Expectation, Refusal, Requirement } from '../specs/contract.ts';
import type { Bundle, BundleExchange, BundleResult } from './bundle.ts';
import { keyOf } from './read.ts';
import type { ResponseReader } from './reader.ts';

/** What a recording says of one requirement. */
export interface RequirementOutcome {
  readonly requirement: Requirement;
  readonly outcome: 'confirmed' | 'contradicted' | 'not-exercised';
  /** Why it was not exercised. */
  readonly reason?: string;
  /** The results that count: of each client, the last attempt. */
  readonly results: readonly BundleResult[];
  /** The exchange that shows it: of a contradiction the deciding one, else one of its statement. */
  readonly shown?: BundleExchange;
}

type Lines = Pick<Bundle, 'exchanges' | 'results'>;

/**
 * What a recording says of every requirement of a contract. A pass alone confirms nothing: the exchanges must have a
 * statement in them, and where a refusal is expected, that refusal.
 */
export function outcomesOf(
  { exchanges, results }: Lines,
  contract: Contract,
  read: ResponseReader,
): readonly RequirementOutcome[] {
  const byLook = grouped(exchanges, keyOf);
  const byRequirement = grouped(results, ({ requirement }) => requirement);
  return contract.requirements.map((requirement) => {
    const last = lastAttempts(byRequirement.get(requirement.id) ?? []);
    const without = (reason: string): RequirementOutcome => ({
      requirement,
      outcome: 'not-exercised',
      reason,
      results: last,
    });
    const failed = last.find(({ verdict }) => verdict === 'fail');
    if (failed !== undefined) {
      const [number] = failed.findings[0]?.exchanges ?? [];
      const shown = byLook.get(keyOf(failed))?.find((one) => one.number === number);
      if (shown === undefined) return without('no exchange of the bundle shows the difference');
      return { requirement, outcome: 'contradicted', results: last, shown };
    }
    const passed = last.filter(({ verdict }) => verdict === 'pass');
    if (passed.length === 0) return without(last[0]?.reason ?? 'it was not recorded');
    const statements = passed
      .flatMap((result) => byLook.get(keyOf(result)) ?? [])
      .filter(({ step }) => step === 'statement');
    const refusals = refusalsOf(requirement.expects, contract);
    const shown =
      refusals.length === 0
        ? statements.at(-1)
        : statements.findLast((one) => refusals.some((refusal) => isRefused(read(one), refusal)));
    if (shown !== undefined) return { requirement, outcome: 'confirmed', results: last, shown };
    if (statements.length === 0) return without('the bundle has no exchange of its statement');
    return without(`no response of the bundle has ${refusals.map(({ code }) => code).join(' or ')}`);
  });
}

/** Of each client the result of its last attempt. */
function lastAttempts(results: readonly BundleResult[]): readonly BundleResult[] {
  const last = new Map<string, BundleResult>();
  for (const result of results)
    if ((last.get(result.client)?.attempt ?? 0) <= result.attempt) last.set(result.client, result);
  return [...last.values()];
}

/** The refusals of which one must be seen; none where another answer is expected as well. */
function refusalsOf(expects: Expectation, { refusals }: Contract): readonly Refusal[] {
  if (!('refusal' in expects)) return [];
  return [expects.refusal].flat().flatMap((id) => refusals[id] ?? []);
}

function isRefused(outcome: ReturnType<ResponseReader>, { code, status }: Refusal): boolean {
  return outcome.status === status && outcome.kind === 'refused' && outcome.code === code;
}

/** Values by a key, in their order. */
export function grouped<Value>(
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

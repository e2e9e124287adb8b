import { type Contract, LEVELS } from '../specs/contract.ts';
import { didYouMean } from '../specs/similar.ts';
import type { Check } from '../suites/check.ts';
import { UsageError } from '../targets/usage-error.ts';
import { idPattern } from './id-pattern.ts';
import { documentsOf } from './sources.ts';

/** What to judge. A missing or empty list leaves its question open; several lists must all agree. */
export interface Selection {
  /** Ids of requirements; `*` stands for any characters. */
  readonly only?: readonly string[];
  /** Ids that must not run, whatever else chooses them; what needs them is blocked. */
  readonly skip?: readonly string[];
  readonly topics?: readonly string[];
  /** Ids of documents that a requirement rests on. */
  readonly documents?: readonly string[];
  readonly levels?: readonly string[];
}

/**
 * The ids of the requirements that a selection asks for and of all that they need, in the order of the contract.
 * @throws UsageError for a value that fits nothing, and when nothing is selected
 */
export function selectChecks(
  checks: readonly Check[],
  selection: Selection,
  contract: Contract,
): readonly string[] {
  const ids = checks.map((check) => check.requirement.id);
  const only = matching(selection.only, ids);
  const skip = matching(selection.skip, ids) ?? new Set();
  const topics = known(
    'topic',
    selection.topics,
    new Set(checks.map(({ requirement }) => requirement.topic)),
  );
  const documents = known('document', selection.documents, new Set(contract.documents.map(({ id }) => id)));
  const levels = known('level', selection.levels, new Set(LEVELS));

  const asked = checks.filter(
    ({ requirement }) =>
      (only?.has(requirement.id) ?? true) &&
      (topics?.has(requirement.topic) ?? true) &&
      (levels?.has(requirement.level) ?? true) &&
      (documents === undefined || documentsOf(requirement, contract).some((id) => documents.has(id))) &&
      !skip.has(requirement.id),
  );
  if (asked.length === 0) {
    throw new UsageError(
      'nothing is selected: no requirement matches all of the given filters; leave one out',
    );
  }
  const wanted = withNeeds(asked, checks, skip);
  return ids.filter((id) => wanted.has(id));
}

/** The ids of a selection that are among the wanted ones, and those that they need within it, in its order. */
export function partOf(
  selected: readonly string[],
  wanted: ReadonlySet<string>,
  checks: readonly Check[],
): readonly string[] {
  const chosen = new Set(selected);
  const ids = checks.map(({ requirement }) => requirement.id);
  const left = new Set(ids.filter((id) => !chosen.has(id)));
  const asked = checks.filter(({ requirement }) => wanted.has(requirement.id));
  const part = withNeeds(asked, checks, left);
  return selected.filter((id) => part.has(id));
}

function withNeeds(
  asked: readonly Check[],
  checks: readonly Check[],
  skip: ReadonlySet<string>,
): ReadonlySet<string> {
  const byId = new Map(checks.map((check) => [check.requirement.id, check]));
  const wanted = new Set<string>();
  const add = (id: string): void => {
    if (wanted.has(id) || skip.has(id)) return;
    wanted.add(id);
    byId.get(id)?.needs.forEach(add);
  };
  for (const check of asked) add(check.requirement.id);
  return wanted;
}

/** The ids that the patterns fit; `undefined` when there are no patterns. */
function matching(
  patterns: readonly string[] | undefined,
  ids: readonly string[],
): ReadonlySet<string> | undefined {
  if (patterns === undefined || patterns.length === 0) return undefined;
  return new Set(
    patterns.flatMap((pattern) => {
      const expression = idPattern(pattern);
      const fitting = ids.filter((id) => expression.test(id));
      if (fitting.length > 0) return fitting;
      const problem = pattern.includes('*')
        ? `no requirement fits '${pattern}'`
        : `no requirement '${pattern}'`;
      throw new UsageError(`${problem}${didYouMean(pattern, ids) || '; list shows them all'}`);
    }),
  );
}

function known(
  what: string,
  values: readonly string[] | undefined,
  allowed: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  if (values === undefined || values.length === 0) return undefined;
  const unknown = values.find((value) => !allowed.has(value));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, allowed) || `; there are ${[...allowed].join(', ')}`;
    throw new UsageError(`no ${what} '${unknown}'${hint}`);
  }
  return new Set(values);
}

import { type Contract, LEVELS, type Requirement } from '../specs/contract.ts';
import type { Check } from '../suites/check.ts';

/** What a recording may take and what it is for. */
export interface ChoiceOptions {
  /** Requirements to choose from, with what they need. */
  readonly among: readonly string[];
  /** Requests at the most, by the estimate. */
  readonly most: number;
  /** Estimated requests of a requirement. */
  readonly cost: (requirement: Requirement) => number;
}

/** What a recording will judge. */
export interface Choice {
  /** In the order of the contract. */
  readonly selected: readonly string[];
  /** Estimated requests. */
  readonly requests: number;
  /** What there was no time for. */
  readonly left: readonly string[];
}

/** How much more a requirement is worth whose answer would change the contract. */
const UNSETTLED = 30;
const DISPUTED = 3;
const WEIGHTS: { readonly [level in Requirement['level']]: number } = { must: 10, should: 3, may: 1 };

/** Whether no recorded answer of the service supports a requirement yet. */
export function isUnsettled({ evidence }: Requirement): boolean {
  return evidence !== 'observed';
}

/**
 * Chooses what fits into the requests: first what settles most per request, by level, by whether an answer was recorded
 * before, and by whether a conflict waits for it. What a requirement needs comes with it.
 */
export function choose(checks: readonly Check[], contract: Contract, options: ChoiceOptions): Choice {
  const { among, most, cost } = options;
  const allowed = new Set(among);
  const byId = new Map(checks.map((check) => [check.requirement.id, check]));
  const disputed = new Set(contract.conflicts.flatMap(({ requirements }) => requirements));
  const worth = (requirement: Requirement): number =>
    (WEIGHTS[requirement.level] *
      (isUnsettled(requirement) ? UNSETTLED : 1) *
      (disputed.has(requirement.id) ? DISPUTED : 1)) /
    Math.max(1, cost(requirement));
  const ranked = checks
    .filter(({ requirement }) => allowed.has(requirement.id))
    .toSorted((one, other) => worth(other.requirement) - worth(one.requirement));
  const chosen = new Set<string>();
  let requests = 0;
  for (const check of ranked) {
    const added = missing(check, byId, allowed, chosen);
    const price = added.reduce((sum, { requirement }) => sum + cost(requirement), 0);
    if (requests + price > most) continue;
    for (const { requirement } of added) chosen.add(requirement.id);
    requests += price;
  }
  return {
    selected: among.filter((id) => chosen.has(id)),
    requests: Math.ceil(requests),
    left: among.filter((id) => !chosen.has(id)),
  };
}

/** A check and what it needs, without what is chosen already. */
function missing(
  check: Check,
  byId: ReadonlyMap<string, Check>,
  allowed: ReadonlySet<string>,
  chosen: ReadonlySet<string>,
): readonly Check[] {
  const added = new Map<string, Check>();
  const add = (one: Check): void => {
    const { id } = one.requirement;
    if (added.has(id) || chosen.has(id) || !allowed.has(id)) return;
    added.set(id, one);
    for (const need of one.needs) {
      const needed = byId.get(need);
      if (needed !== undefined) add(needed);
    }
  };
  add(check);
  return [...added.values()];
}

/** The share of a level that is settled once these requirements are. */
export interface Share {
  readonly level: Requirement['level'];
  readonly requirements: number;
  /** Supported by recorded answers today. */
  readonly today: number;
  /** Supported with these. */
  readonly recorded: number;
}

/** How many requirements of each level recorded answers support, today and once `settled` were recorded. */
export function sharesOf({ requirements }: Contract, settled: ReadonlySet<string>): readonly Share[] {
  return LEVELS.map((level) => {
    const own = requirements.filter((requirement) => requirement.level === level);
    const today = own.filter((requirement) => !isUnsettled(requirement));
    const recorded = own.filter((requirement) => !isUnsettled(requirement) || settled.has(requirement.id));
    return { level, requirements: own.length, today: today.length, recorded: recorded.length };
  });
}

/** Shares in words, one line per level. */
export function sharesInWords(shares: readonly Share[]): readonly string[] {
  const percent = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)}%`;
  return shares
    .filter(({ requirements }) => requirements > 0)
    .map(
      ({ level, requirements, today, recorded }) =>
        `${level.toUpperCase()}: ${recorded} of ${requirements} (${percent(recorded, requirements)}), today ${today} (${percent(today, requirements)})`,
    );
}

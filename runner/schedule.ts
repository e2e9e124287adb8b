import { type Check, HAZARDS } from '../suites/check.ts';

/** Checks that run after the phase before them is over. */
export interface Phase {
  readonly checks: readonly Check[];
  /**
   * `alone`: one after the other. `together`: up to the target's concurrency. `apart`: one after the other, each in a
   * region that no check before it has broken.
   */
  readonly mode: 'alone' | 'together' | 'apart';
}

const BASIS = 0;
const SHARED = 1;
const EXCLUSIVE = 2;
const QUOTA = 3;
const HAZARD = 4;

/**
 * The order of a run: what other checks build on, one after the other; then the many, at the same time; then those that
 * want the target for themselves; then quota, which fills a region; and last those whose calls are known to break targets.
 * A check never stands before one that it needs.
 */
export function arrange(checks: readonly Check[]): readonly Phase[] {
  const byId = new Map(checks.map((check) => [check.requirement.id, check]));
  const early = new Set<string>();
  for (const check of checks) if (check.requirement.basis !== undefined) addWithNeeds(check, byId, early);

  const ordered = needsFirst(checks, byId);
  const phaseOf = new Map<string, number>();
  for (const check of ordered) {
    const id = check.requirement.id;
    const own = early.has(id) ? BASIS : ownPhase(check);
    phaseOf.set(id, Math.max(own, ...check.needs.map((need) => phaseOf.get(need) ?? BASIS)));
  }
  const phase = (wanted: number): Check[] => ordered.filter((c) => phaseOf.get(c.requirement.id) === wanted);
  return [
    { checks: phase(BASIS), mode: 'alone' },
    { checks: spread(phase(SHARED)), mode: 'together' },
    { checks: phase(EXCLUSIVE), mode: 'alone' },
    { checks: phase(QUOTA), mode: 'alone' },
    { checks: phase(HAZARD).toSorted((one, other) => rankOf(one) - rankOf(other)), mode: 'apart' },
  ];
}

function rankOf({ requirement, body }: Check): number {
  const hazard = body.hazard?.(requirement.given);
  return hazard === undefined ? 0 : HAZARDS.indexOf(hazard);
}

function ownPhase({ requirement, body }: Check): number {
  if (body.hazard?.(requirement.given) !== undefined) return HAZARD;
  if (requirement.topic === 'quota') return QUOTA;
  return body.exclusive ? EXCLUSIVE : SHARED;
}

function addWithNeeds(check: Check, byId: ReadonlyMap<string, Check>, into: Set<string>): void {
  if (into.has(check.requirement.id)) return;
  into.add(check.requirement.id);
  for (const need of check.needs) {
    const needed = byId.get(need);
    if (needed !== undefined) addWithNeeds(needed, byId, into);
  }
}

/** The same checks, each after those that it needs, otherwise in the given order. */
function needsFirst(checks: readonly Check[], byId: ReadonlyMap<string, Check>): readonly Check[] {
  const ordered = new Set<Check>();
  const place = (check: Check): void => {
    if (ordered.has(check)) return;
    for (const need of check.needs) {
      const needed = byId.get(need);
      if (needed !== undefined) place(needed);
    }
    ordered.add(check);
  };
  for (const check of checks) place(check);
  return [...ordered];
}

/** Whether a check is likely to take long: many calls, or keys that the target has to generate. */
export function isLong(check: Check): boolean {
  return hasManyCalls(check) || generatesKeys(check);
}

function hasManyCalls({ body }: Check): boolean {
  return body.kind !== 'example';
}

function generatesKeys({ body, requirement }: Check): boolean {
  return requirement.operation === 'create' || body.uses.includes('create');
}

/**
 * The same checks in an order that keeps client and target at work from the first to the last: those with many calls
 * over the first half, because nobody should wait for one of them at the end; those that have keys generated over the
 * whole, topic by topic, because one topic asks for the same expensive kind; the cheap ones between them.
 */
function spread(checks: readonly Check[]): readonly Check[] {
  const many = checks.filter(hasManyCalls);
  const generating = checks.filter((check) => !hasManyCalls(check) && generatesKeys(check));
  const cheap = checks.filter((check) => !isLong(check));
  const placed = [
    ...dealtOut(many, 0.5),
    ...byTopic(generating).flatMap((own) => dealtOut(own, 1)),
    ...dealtOut(cheap, 1),
  ];
  return placed.sort((left, right) => left.at - right.at).map(({ check }) => check);
}

interface Placed {
  readonly check: Check;
  /** 0 is the beginning of the phase, 1 its end. */
  readonly at: number;
}

/** At even distances from the beginning to `end`. */
function dealtOut(checks: readonly Check[], end: number): readonly Placed[] {
  return checks.map((check, index) => ({ check, at: (end * index) / checks.length }));
}

function byTopic(checks: readonly Check[]): readonly (readonly Check[])[] {
  const topics = new Map<string, Check[]>();
  for (const check of checks) {
    const own = topics.get(check.requirement.topic) ?? [];
    own.push(check);
    topics.set(check.requirement.topic, own);
  }
  return [...topics.values()];
}

/** What else went on while a job was done. */
export interface Company {
  /** Whether the job is done once more, with nothing else going on. */
  readonly again: boolean;
  /** Whether other jobs were under way at any time since this one started. */
  had(): boolean;
}

/** How a list of jobs is worked off. */
export interface Work<Job> {
  readonly jobs: readonly Job[];
  /** Jobs at the same time, at least 1. */
  readonly limit: number;
  /** Whether all that the job needs has been judged. */
  isReady(job: Job): boolean;
  isLong(job: Job): boolean;
  /** Must not reject. `again` asks for the job to be done once more when nothing else is under way. */
  execute(job: Job, company: Company): Promise<'done' | 'again'>;
}

/**
 * Works off the jobs, at most `limit` at a time, in order as far as their needs allow. Long ones take half of the places
 * at the most while cheap ones wait, so that those give their verdicts at once. Jobs that are to be done again wait until
 * nothing else can be done, and are then done one after the other; what needs them follows.
 */
export async function workOff<Job>(work: Work<Job>): Promise<void> {
  const waiting = [...work.jobs];
  const running = new Map<Job, Promise<void>>();
  const accompanied = new Set<Job>();
  const again: Job[] = [];
  const longLimit = Math.max(1, Math.floor(work.limit / 2));

  const next = (): Job | undefined => {
    const longRunning = [...running.keys()].filter((job) => work.isLong(job)).length;
    let first: Job | undefined;
    for (const job of waiting) {
      if (!work.isReady(job)) continue;
      if (longRunning < longLimit || !work.isLong(job)) return job;
      first ??= job;
    }
    return first;
  };
  const start = async (job: Job): Promise<void> => {
    const told = await work.execute(job, { again: false, had: () => accompanied.has(job) });
    if (told === 'again') again.push(job);
  };

  while (waiting.length > 0 || running.size > 0 || again.length > 0) {
    while (running.size < work.limit) {
      const job = next();
      if (job === undefined) break;
      waiting.splice(waiting.indexOf(job), 1);
      running.set(
        job,
        start(job).finally(() => running.delete(job)),
      );
      if (running.size > 1) for (const one of running.keys()) accompanied.add(one);
    }
    if (running.size > 0) {
      await Promise.race(running.values());
      continue;
    }
    if (again.length === 0) throw new Error(`${waiting.length} checks wait for each other`);
    for (const job of again.splice(0)) await work.execute(job, { again: true, had: () => false });
  }
}

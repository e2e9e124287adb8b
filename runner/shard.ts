import { createHash } from 'node:crypto';
import type { Check } from '../suites/check.ts';
import { UsageError } from '../targets/usage-error.ts';
import type { RunEvent } from './events.ts';
import { partOf } from './select.ts';

/** One part of a run that is spread over machines. */
export interface Shard {
  /** Counts from 1. */
  readonly index: number;
  readonly count: number;
}

/** A part of a selection. */
export interface Share {
  /** Ids that this shard answers for. */
  readonly own: ReadonlySet<string>;
  /** Ids to run, in the order of the contract: its own and what they need. */
  readonly run: readonly string[];
}

/** Reads `2/5`; `undefined` when the text is no such thing. */
export function parseShard(text: string): Shard | undefined {
  const [, index, count] = /^(\d{1,3})\/(\d{1,3})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || count === undefined || index < 1 || index > count) return undefined;
  return { index, count };
}

/** The shard that answers for a requirement: a matter of its id alone, so that machines agree without talking. */
export function shardOf(requirement: string, count: number): number {
  return (createHash('sha256').update(requirement).digest().readUInt32BE(0) % count) + 1;
}

/**
 * What one shard has of a selection (`selectChecks`). A requirement that only others need runs here too, because a need
 * must be judged where it is needed, but another shard answers for it.
 * @throws UsageError when the shard has nothing of its own
 */
export function shareOf(shard: Shard, selected: readonly string[], checks: readonly Check[]): Share {
  const own = new Set(selected.filter((id) => shardOf(id, shard.count) === shard.index));
  if (own.size === 0) {
    throw new UsageError(
      `shard ${shard.index}/${shard.count} has none of the ${selected.length} selected requirements; use fewer shards`,
    );
  }
  return { own, run: partOf(selected, own, checks) };
}

/**
 * An event as the log of a shard has it: `undefined` for a verdict that another shard answers for. What could not be
 * removed stays, because only this machine knows of it.
 */
export function eventOfShard(event: RunEvent, own: ReadonlySet<string>): RunEvent | undefined {
  switch (event.type) {
    case 'run-started':
      return {
        ...event,
        requirements: event.requirements.map((planned) => ({
          ...planned,
          selected: own.has(planned.requirement.id),
        })),
      };
    case 'check-started':
    case 'check-finished':
    case 'reading-followed':
    case 'clients-asked-again':
      return own.has(event.requirement) ? event : undefined;
    case 'capability-probed':
    case 'cleanup-failed':
    case 'run-finished':
      return event;
  }
}

import { isDeepStrictEqual } from 'node:util';
import type { CapabilityProbed, RunEvent, RunFinished, RunStarted } from '../runner/events.ts';
import { parseShard, type Shard, shardOf } from '../runner/shard.ts';
import { UsageError } from '../targets/usage-error.ts';

/** The event log of one shard. */
export interface ShardLog {
  /** As messages name it. */
  readonly label: string;
  readonly events: readonly RunEvent[];
}

/** The log of the whole run, or why there is none yet. */
export type Merged =
  | { readonly kind: 'merged'; readonly events: readonly RunEvent[] }
  | { readonly kind: 'incomplete'; readonly why: string };

/**
 * Puts the logs of all shards together to the log that one run would have written: the same but for times, the order of
 * checks, and what a shard could not remove.
 * @throws UsageError for a log that is no shard, or not one of the same run
 */
export function mergeShards(logs: readonly ShardLog[]): Merged {
  const parts = logs.map(partOf);
  const [first] = parts;
  if (first === undefined)
    throw new UsageError('no shard is given; name the report directories of all shards');
  for (const part of parts.slice(1)) refuseForeign(part, first);
  const byIndex = new Map<number, Part>();
  for (const part of parts) {
    const other = byIndex.get(part.shard.index);
    if (other !== undefined) {
      throw new UsageError(
        `${part.label} and ${other.label} are both shard ${part.shard.index}; leave one out`,
      );
    }
    byIndex.set(part.shard.index, part);
  }
  const missing = Array.from({ length: first.shard.count }, (_, index) => index + 1).filter(
    (index) => !byIndex.has(index),
  );
  if (missing.length > 0) {
    return { kind: 'incomplete', why: `shard ${missing.join(', ')} of ${first.shard.count} is missing` };
  }
  const unfinished = parts.find(({ finished }) => whyUnfinished(finished) !== undefined);
  if (unfinished !== undefined) {
    return { kind: 'incomplete', why: `${unfinished.label} ${whyUnfinished(unfinished.finished)}` };
  }
  return { kind: 'merged', events: together(parts.toSorted((a, b) => a.shard.index - b.shard.index)) };
}

interface Part extends ShardLog {
  readonly shard: Shard;
  readonly started: RunStarted;
  readonly finished: RunFinished | undefined;
}

function partOf({ label, events }: ShardLog): Part {
  const started = events.find((event) => event.type === 'run-started');
  if (started === undefined) throw new UsageError(`${label} is not an event log: it has no start`);
  const shard = parseShard(started.selection.shard?.[0] ?? '');
  if (shard === undefined) throw new UsageError(`${label} is not a shard; it was not run with --shard`);
  return { label, events, shard, started, finished: events.find((event) => event.type === 'run-finished') };
}

/** What makes two logs parts of one run. A target on loopback may have another port on each machine. */
function refuseForeign(part: Part, first: Part): void {
  const facts = (one: Part): Readonly<Record<string, unknown>> => {
    const { started, shard } = one;
    return {
      'version of the suite': started.tool,
      'number of shards': shard.count,
      seed: started.seed,
      target: [started.target.provider, ...placeOf(started.target)],
      'version of the target': started.target.version,
      'server header': started.target.software,
      'list of embedded targets': started.target.embeds,
      'set of declared capabilities': declaredIn(one.events),
      contract: started.contract,
      'floor of coverage': started.minCoverage,
      'number of allowed leftovers': started.maxLeftovers,
      regions: started.target.regions,
      reading: started.reading,
      clients: started.clients,
      'quota mode': started.quota,
      selection: withoutShard(started.selection),
      requirements: started.requirements.map(({ selected: _, ...planned }) => planned),
      conflicts: started.conflicts,
      documents: started.documents,
    };
  };
  const theirs = facts(first);
  const differing = Object.entries(facts(part)).find(
    ([name, fact]) => !isDeepStrictEqual(fact, theirs[name]),
  );
  if (differing !== undefined) {
    throw new UsageError(`${part.label} is no part of the run of ${first.label}: another ${differing[0]}`);
  }
}

/** What the owner of the target declares, by capability. */
function declaredIn(events: readonly RunEvent[]): Readonly<Record<string, boolean>> {
  return Object.fromEntries(
    events
      .flatMap((event) =>
        event.type === 'capability-probed' && event.declared !== undefined
          ? [[event.capability, event.declared] as const]
          : [],
      )
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Name and endpoint; a target on loopback is the same on any port, also where its address is its name. */
function placeOf({ name, endpoint }: RunStarted['target']): readonly string[] {
  const anyPort = endpoint.replace(/^(https?:\/\/(127(\.\d+){3}|localhost|\[::1\])):\d+/, '$1');
  return [URL.canParse(endpoint) && new URL(endpoint).host === name ? anyPort : name, anyPort];
}

function whyUnfinished(finished: RunFinished | undefined): string | undefined {
  if (finished === undefined) return 'has no end: the run was killed; run it again';
  if (finished.interrupted) return 'was interrupted; run it again';
  if (finished.unreachable !== undefined) return `could not reach the target: ${finished.unreachable}`;
  return undefined;
}

function together(parts: readonly Part[]): readonly RunEvent[] {
  const [first] = parts as readonly [Part, ...Part[]];
  const begins = parts.map(({ started }) => Date.parse(started.startedAt));
  const ends = parts.map(({ finished }) => Date.parse(finished?.finishedAt ?? ''));
  const owners = new Map(
    first.started.requirements.map(({ requirement }) => [
      requirement.id,
      parts[shardOf(requirement.id, parts.length) - 1],
    ]),
  );
  const checks = first.started.requirements.flatMap(({ requirement: { id } }) =>
    (owners.get(id)?.events ?? []).filter((event) => aboutCheck(event) === id),
  );
  const events: readonly RunEvent[] = [
    {
      ...first.started,
      startedAt: new Date(Math.min(...begins)).toISOString(),
      selection: withoutShard(first.started.selection),
      requirements: first.started.requirements.map((planned, index) => ({
        ...planned,
        selected: parts.some(({ started }) => started.requirements[index]?.selected),
      })),
    },
    ...capabilitiesOf(parts),
    ...checks,
    ...leftoversOf(parts),
  ];
  return [
    ...events,
    {
      type: 'run-finished',
      finishedAt: new Date(Math.max(...ends)).toISOString(),
      durationMs: Math.max(...ends) - Math.min(...begins),
      interrupted: false,
      ...(first.finished?.events !== undefined && { events: events.length }),
    },
  ];
}

function aboutCheck(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'check-started':
    case 'check-finished':
    case 'reading-followed':
    case 'clients-asked-again':
      return event.requirement;
    case 'run-started':
    case 'capability-probed':
    case 'cleanup-failed':
    case 'run-finished':
      return undefined;
  }
}

/** A shard asks only for the capabilities that its own requirements rest on. */
function capabilitiesOf(parts: readonly Part[]): readonly CapabilityProbed[] {
  const found = new Map<string, CapabilityProbed>();
  for (const event of parts.flatMap(({ events }) => events)) {
    if (event.type === 'capability-probed' && !found.has(event.capability)) {
      found.set(event.capability, event);
    }
  }
  return [...found.values()];
}

/** Shards give the same names to what they make for the same requirement: one line says it of all. */
function leftoversOf(parts: readonly Part[]): readonly RunEvent[] {
  const all = parts.flatMap(({ events }) => events.filter((event) => event.type === 'cleanup-failed'));
  const unique = new Map(all.map((event) => [`${event.requirement} ${event.what}`, event]));
  return [...unique.values()];
}

function withoutShard({ shard: _, ...selection }: RunStarted['selection']): RunStarted['selection'] {
  return selection;
}

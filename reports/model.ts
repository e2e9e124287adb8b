import type {
  CheckFinished,
  ClientsAsked,
  ReadingFollowed,
  RunEvent,
  RunFinished,
  RunStarted,
} from '../runner/events.ts';
import { TOPICS } from '../specs/contract.ts';
import { clientResults } from './clients.ts';
import { conflictResults } from './conflicts.ts';
import { consistencyOf } from './consistency.ts';
import { DEFAULT_MIN_COVERAGE } from './decide.ts';
import { logDigest, sealed } from './digests.ts';
import { figuresWhere, summaryOf } from './figures.ts';
import type { DocumentFigures, Report, Result, TopicFigures } from './report.ts';
import { resultOf } from './result.ts';

/**
 * The report of a run: a pure function of its event log.
 * A log without `run-finished` (the process was killed) still makes a report, marked as interrupted.
 * @param digest of the whole log (see `logDigest`), where the events are not as they stand in it
 * @throws Error when the log has no `run-started` event, because then nothing is known of the run.
 */
export function reportOf(events: Iterable<RunEvent>, digest?: string): Report {
  const log = sortEvents(events);
  const { started, finished } = log;
  if (started === undefined)
    throw new Error('the event log has no "run-started" event, so nothing can be reported');
  const unjudged = whyUnjudged(finished);
  const results = started.requirements.map((planned) =>
    resultOf(planned, log.checks.get(planned.requirement.id) ?? [], unjudged),
  );
  const clients = clientResults(results, started.clients, log);
  const report = {
    schemaVersion: 1 as const,
    tool: started.tool,
    target: started.target,
    run: {
      seed: started.seed,
      namePrefix: started.namePrefix,
      startedAt: started.startedAt,
      durationMs: finished?.durationMs ?? 0,
      reading: started.reading,
      clients: started.clients,
      quota: started.quota,
      minCoverage: started.minCoverage ?? DEFAULT_MIN_COVERAGE,
      ...(started.maxLeftovers !== undefined && { maxLeftovers: started.maxLeftovers }),
      selection: started.selection,
      ...consistencyOf(started, log.checks),
      interrupted: finished?.interrupted ?? true,
      ...(finished?.unreachable === undefined ? {} : { unreachable: finished.unreachable }),
      ...(finished?.foreign && { foreign: true as const }),
    },
    summary: summaryOf(results),
    byDocument: documentsOf(started, results),
    byTopic: topicsOf(results),
    ...(started.notApplicable && { notApplicable: started.notApplicable }),
    ...(started.sources && { sources: started.sources }),
    results,
    ...(clients && { clients }),
    conflicts: conflictResults(started.conflicts ?? [], log.followed),
    cleanup: log.cleanup,
    capabilities: log.capabilities,
  };
  return sealed(report, digest ?? log.digest, started.contract);
}

interface SortedLog {
  readonly started: RunStarted | undefined;
  readonly finished: RunFinished | undefined;
  readonly checks: ReadonlyMap<string, readonly CheckFinished[]>;
  readonly followed: readonly ReadingFollowed[];
  readonly asked: ReadonlyMap<string, ClientsAsked>;
  readonly cleanup: Report['cleanup'];
  readonly capabilities: Report['capabilities'];
  readonly digest: string;
}

function sortEvents(events: Iterable<RunEvent>): SortedLog {
  let started: RunStarted | undefined;
  let finished: RunFinished | undefined;
  const checks = new Map<string, CheckFinished[]>();
  const followed: ReadingFollowed[] = [];
  const asked = new Map<string, ClientsAsked>();
  const cleanup: Report['cleanup'][number][] = [];
  const capabilities: Report['capabilities'][number][] = [];
  const digest = logDigest();
  for (const event of events) {
    digest.add(event);
    switch (event.type) {
      case 'run-started':
        started = event;
        break;
      case 'run-finished':
        finished = event;
        break;
      case 'check-finished': {
        const known = checks.get(event.requirement);
        if (known === undefined) checks.set(event.requirement, [event]);
        else known.push(event);
        break;
      }
      case 'clients-asked-again':
        asked.set(event.requirement, event);
        break;
      case 'reading-followed':
        followed.push(event);
        break;
      case 'cleanup-failed': {
        const { type: _, ...rest } = event;
        cleanup.push(rest);
        break;
      }
      case 'capability-probed': {
        const { type: _, ...rest } = event;
        capabilities.push(rest);
        break;
      }
      case 'check-started':
        break;
    }
  }
  return { started, finished, checks, followed, asked, cleanup, capabilities, digest: digest.end() };
}

function whyUnjudged(finished: RunFinished | undefined): string {
  if (finished === undefined) return 'the event log ends before this check';
  if (finished.unreachable !== undefined) return 'the target could not be reached';
  if (finished.interrupted) return 'the run was interrupted before this check';
  return 'no client of this run could ask it';
}

/** Mission documents always have their line, also when no requirement rests on them yet. */
function documentsOf(started: RunStarted, results: readonly Result[]): readonly DocumentFigures[] {
  return started.documents
    .map(({ id, title, mission }) => ({
      id,
      title,
      mission,
      ...figuresWhere(results, (result) => result.documents.includes(id)),
    }))
    .filter((document) => document.mission || document.planned > 0)
    .sort((left, right) => Number(right.mission) - Number(left.mission));
}

function topicsOf(results: readonly Result[]): readonly TopicFigures[] {
  return TOPICS.map((topic) => ({
    topic,
    ...figuresWhere(results, (result) => result.topic === topic),
  })).filter((figures) => figures.planned > 0);
}

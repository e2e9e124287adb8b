import { randomInt } from 'node:crypto';
import process from 'node:process';
import { decide } from '../reports/decide.ts';
import { logDigest } from '../reports/digests.ts';
import { openReportFolder, type ReportFolder } from '../reports/folder.ts';
import { withoutTraffic } from '../reports/ndjson.ts';
import { createProgress } from '../reports/progress.ts';
import type { Report } from '../reports/report.ts';
import { chosenReporter } from '../reports/reporter-names.ts';
import { DEFAULT_HISTORIES } from '../runner/context.ts';
import type { RunEvent } from '../runner/events.ts';
import { exitCodeOf } from '../runner/exit-code.ts';
import type { RunOptions } from '../runner/options.ts';
import { bindChecks } from '../runner/plan.ts';
import { distanceOf, refuseUnasked } from '../runner/remote.ts';
import { reproduceWith } from '../runner/reproduce.ts';
import { run } from '../runner/run.ts';
import { type Selection, selectChecks } from '../runner/select.ts';
import { eventOfShard, type Share, shareOf } from '../runner/shard.ts';
import { SUITES } from '../suites/index.ts';
import { openClients, openOrdinary } from '../targets/providers.ts';
import { UsageError } from '../targets/usage-error.ts';
import { removeExpectations } from './expectation-files.ts';
import { listenForInterrupt } from './interrupt.ts';
import { DEFAULT_RUNS, type RunFlags } from './options.ts';
import { defaultQuotaMode } from './quota.ts';
import { patternsOf } from './redactor.ts';
import { makeSafe, type SafeRun } from './safety.ts';
import { type OpenTarget, openTarget } from './target.ts';
import { readVersion, TOOL_NAME } from './version.ts';
import { untilListening } from './wait.ts';

/**
 * Judges a target, tells the result on the console and in the report folder, and resolves to the exit code.
 * @throws UsageError when the options, the target file or the report folder cannot be used.
 */
export async function runVerb(endpoint: string | undefined, flags: RunFlags): Promise<number> {
  const opened = await openTarget(endpoint, flags);
  try {
    refuseUnasked(opened.target, distanceOf(opened.target, opened.contract), flags);
    if (flags.wait !== undefined) await untilListening(opened.target, flags.wait);
    return await judge(opened, flags);
  } finally {
    await opened.close();
  }
}

/**
 * Judges an open target by the catalogue of its contract, or by checks of one's own, and resolves to the exit code.
 * @throws UsageError when the options or the report folder cannot be used
 */
export async function judge(
  { target, contract, client }: OpenTarget,
  flags: RunFlags,
  own: Partial<Pick<RunOptions, 'checks' | 'second'>> = {},
): Promise<number> {
  const { baseline, attempts } = flags;
  const expecting =
    baseline === undefined && attempts === undefined ? undefined : await import('./expectations.ts');
  const expectations = expecting?.expectationsOf(flags);
  const checks = own.checks ?? bindChecks(contract, SUITES);
  const asked = selectChecks(checks, selectionOf(flags), contract);
  const share = shareFor(flags, asked, checks);
  const selected = share?.run ?? asked;
  const folder =
    flags.out === false || flags.dryPlan === true
      ? undefined
      : openFolder(flags.out, baseline === undefined ? [] : [baseline]);
  const clients = client === undefined ? await openClients(target, flags.client) : ([client] as const);
  const ordinary = client === undefined ? await openOrdinary(target) : undefined;
  const interrupt = listenForInterrupt(() => {
    process.stderr.write(
      '\ninterrupted: cleaning up and writing the report; press Ctrl-C again to quit immediately\n',
    );
  });
  const wished: RunOptions = {
    checks,
    selected,
    contract,
    target,
    clients,
    ...(ordinary !== undefined && { ordinary }),
    ...(own.second && { second: own.second }),
    seed: flags.seed ?? randomInt(0x7fff_ffff),
    reading: flags.reading,
    quota: flags.quota ?? defaultQuotaMode(target),
    runs: flags.runs ?? DEFAULT_RUNS,
    histories: {
      count: flags.histories ?? DEFAULT_HISTORIES.count,
      steps: flags.historySteps ?? DEFAULT_HISTORIES.steps,
    },
    signal: interrupt.signal,
    tool: { name: TOOL_NAME, version: readVersion() },
    selection: loggedSelection(flags),
    reproduce: reproduceWith(target),
    redact: patternsOf(flags),
  };
  let safe: SafeRun | undefined;
  try {
    safe = await makeSafe(wished, flags);
    if (safe === undefined) return 0;
    const { options } = safe;
    const log = await collect(options, folder, flags, share);
    const report = await tell(log, folder, flags);
    const { exitCode, state } = decide(report);
    if (expecting === undefined || expectations === undefined) return exitCode;
    const repeat = async (again: readonly string[], where?: ReportFolder): Promise<Report> => {
      const { reportOf } = await import('../reports/model.ts');
      const repeated = await collect({ ...options, selected: again }, where, flags, share);
      return reportOf(repeated.events, repeated.digest);
    };
    const judged = { report, state, selected, checks, repeat };
    return exitCodeOf(await expecting.holdAgainst(expectations, judged, flags));
  } finally {
    interrupt.dispose();
    safe?.close();
    for (const client of clients) await client.close();
    await ordinary?.close();
  }
}

/** The events of a run without their traffic, and the digest of the log that has it. */
interface Collected {
  readonly events: readonly RunEvent[];
  readonly digest: string;
}

async function collect(
  options: RunOptions,
  folder: ReportFolder | undefined,
  flags: RunFlags,
  share: Share | undefined,
): Promise<Collected> {
  const progress =
    flags.quiet === true ? undefined : createProgress(process.stderr, chosenReporter(flags, process.env));
  const events: RunEvent[] = [];
  const digest = logDigest();
  try {
    for await (const happened of run(options)) {
      const own = share === undefined ? happened : eventOfShard(happened, share.own);
      if (own === undefined) continue;
      const event = own.type === 'run-finished' ? { ...own, events: events.length } : own;
      digest.add(event);
      events.push(withoutTraffic(event));
      folder?.event(event);
      progress?.on(event);
    }
  } finally {
    progress?.clear();
  }
  return { events, digest: digest.end() };
}

/** What renders a report is loaded when there is one, so that the first verdict does not wait for it. */
async function tell(
  { events, digest }: Collected,
  folder: ReportFolder | undefined,
  flags: RunFlags,
): Promise<Report> {
  const [{ reportOf }, { renderWith }, { wantsColour }] = await Promise.all([
    import('../reports/model.ts'),
    import('../reports/reporter.ts'),
    import('../reports/text/style.ts'),
  ]);
  const report = reportOf(events, digest);
  await folder?.finish(report);
  const text = renderWith(chosenReporter(flags, process.env), report, {
    width: process.stdout.columns ?? 100,
    colour: wantsColour(process.stdout, process.env),
    quiet: flags.quiet === true,
    baseline: flags.baseline !== undefined,
    ...(flags.out !== false && { out: flags.out }),
  });
  process.stdout.write(text);
  return report;
}

/** The part of the selection that this machine has to do; `undefined` for all of it. */
function shareFor(
  { shard, seed }: RunFlags,
  asked: readonly string[],
  checks: RunOptions['checks'],
): Share | undefined {
  if (shard === undefined) return undefined;
  if (seed === undefined) {
    throw new UsageError('--shard needs --seed, the same for all shards, or they cannot be merged');
  }
  return shareOf(shard, asked, checks);
}

function openFolder(folder: string, kept: readonly string[]): ReportFolder {
  try {
    const opened = openReportFolder(folder, kept);
    removeExpectations(folder);
    return opened;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `the report directory '${folder}' cannot be written (${reason}); choose another with --out`,
    );
  }
}

function selectionOf({ only, skip, topic, document, level }: RunFlags): Selection {
  return {
    ...(only !== undefined && { only }),
    ...(skip !== undefined && { skip }),
    ...(topic !== undefined && { topics: topic }),
    ...(document !== undefined && { documents: document }),
    ...(level !== undefined && { levels: level }),
  };
}

/** The choices as they were given, by the names of the options; defaults are left out. */
function loggedSelection(flags: RunFlags): RunOptions['selection'] {
  const { only, skip, topic, document, level, regions, runs, client, shard, adapter, python, awsCli } = flags;
  const one = (value: string | undefined): readonly string[] | undefined =>
    value === undefined ? undefined : [value];
  const given = {
    only,
    skip,
    topic,
    document,
    level,
    region: regions,
    client,
    adapter: one(adapter),
    python: one(python),
    'aws-cli': one(awsCli),
    runs: runs === undefined ? undefined : [String(runs)],
    shard: shard === undefined ? undefined : [`${shard.index}/${shard.count}`],
    // Not an option, but it decides who may have answered.
    'node-tls-reject-unauthorized': process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0' ? ['0'] : undefined,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, values]) => (values === undefined ? [] : [[name, values]])),
  );
}

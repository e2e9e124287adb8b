import { randomInt } from 'node:crypto';
import process from 'node:process';
import { renderConsole } from '../reports/console.ts';
import { reportOf } from '../reports/model.ts';
import { createProgress } from '../reports/progress.ts';
import { wantsColour } from '../reports/text/style.ts';
import { openReportFolder, type ReportFolder } from '../reports/write.ts';
import type { RunEvent } from '../runner/events.ts';
import { exitCodeOf, exitStateOf } from '../runner/exit-code.ts';
import type { RunOptions } from '../runner/options.ts';
import { bindChecks } from '../runner/plan.ts';
import { run } from '../runner/run.ts';
import { type Selection, selectChecks } from '../runner/select.ts';
import { SUITES } from '../suites/index.ts';
import { createEc2Client } from '../targets/clients/ec2-query.ts';
import { UsageError } from '../targets/usage-error.ts';
import { listenForInterrupt } from './interrupt.ts';
import { DEFAULT_RUNS, type RunFlags } from './options.ts';
import { defaultQuotaMode } from './quota.ts';
import { reproduceWith } from '../runner/reproduce.ts';
import { type OpenTarget, openTarget } from './target.ts';
import { readVersion, TOOL_NAME } from './version.ts';

/**
 * Judges a target, tells the result on the console and in the report folder, and resolves to the exit code.
 * @throws UsageError when the options, the target file or the report folder cannot be used.
 */
export async function runVerb(endpoint: string | undefined, flags: RunFlags): Promise<number> {
  const opened = await openTarget(endpoint, flags);
  try {
    return await judge(opened, flags);
  } finally {
    await opened.close();
  }
}

async function judge({ target, contract }: OpenTarget, flags: RunFlags): Promise<number> {
  const checks = bindChecks(contract, SUITES);
  const selected = selectChecks(checks, selectionOf(flags), contract);
  const folder = flags.out === false ? undefined : openFolder(flags.out);
  const client = createEc2Client(target);
  const interrupt = listenForInterrupt(() => {
    process.stderr.write('\ninterrupted: cleaning up and writing the report; once more to leave at once\n');
  });
  const options: RunOptions = {
    checks,
    selected,
    contract,
    target,
    clients: [client],
    seed: flags.seed ?? randomInt(0x7fff_ffff),
    reading: flags.reading,
    quota: flags.quota ?? defaultQuotaMode(target.endpoint),
    runs: flags.runs ?? DEFAULT_RUNS,
    signal: interrupt.signal,
    tool: { name: TOOL_NAME, version: readVersion() },
    selection: loggedSelection(flags),
    reproduce: reproduceWith(target),
  };
  try {
    return tell(await collect(options, folder, flags), folder, flags);
  } finally {
    interrupt.dispose();
    await client.close();
  }
}

async function collect(
  options: RunOptions,
  folder: ReportFolder | undefined,
  flags: RunFlags,
): Promise<readonly RunEvent[]> {
  const progress = flags.quiet === true ? undefined : createProgress(process.stderr);
  const events: RunEvent[] = [];
  try {
    for await (const event of run(options)) {
      events.push(event);
      folder?.event(event);
      progress?.on(event);
    }
  } finally {
    progress?.clear();
  }
  return events;
}

function tell(events: readonly RunEvent[], folder: ReportFolder | undefined, flags: RunFlags): number {
  const report = reportOf(events);
  folder?.finish(report);
  const text = renderConsole(report, {
    width: process.stdout.columns ?? 100,
    colour: wantsColour(process.stdout, process.env),
    quiet: flags.quiet === true,
  });
  process.stdout.write(text);
  return exitCodeOf(exitStateOf(events));
}

function openFolder(folder: string): ReportFolder {
  try {
    return openReportFolder(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `the report folder '${folder}' cannot be written (${reason}); choose another with --out`,
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
  const { only, skip, topic, document, level, regions, runs } = flags;
  const given = {
    only,
    skip,
    topic,
    document,
    level,
    region: regions,
    runs: runs === undefined ? undefined : [String(runs)],
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, values]) => (values === undefined ? [] : [[name, values]])),
  );
}

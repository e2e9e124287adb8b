import process from 'node:process';
import { Collector } from '../reports/collector.ts';
import { decide } from '../reports/decide.ts';
import type { ReportFolder } from '../reports/folder.ts';
import { createProgress } from '../reports/progress.ts';
import type { Report } from '../reports/report.ts';
import { chosenReporter } from '../reports/reporter-names.ts';
import { exitCodeOf } from '../runner/exit-code.ts';
import type { RunOptions } from '../runner/options.ts';
import { distanceOf, requireConsent } from '../runner/remote.ts';
import { run } from '../runner/run.ts';
import { eventOfShard, type Share } from '../runner/shard.ts';
import { openRunFolder } from './expectation-files.ts';
import { listenForInterrupt } from './interrupt.ts';
import type { RunFlags } from './options.ts';
import { chooseChecks, type PreparedRun, prepareRun } from './prepare.ts';
import { type OpenTarget, openTarget } from './target.ts';
import { untilListening } from './wait.ts';
import { widthOf } from './width.ts';

/**
 * Judges a target, tells the result on the console and in the report folder, and resolves to the exit code.
 * @throws UsageError when the options, the target file or the report folder cannot be used.
 */
export async function runVerb(endpoint: string | undefined, flags: RunFlags): Promise<number> {
  const opened = await openTarget(endpoint, flags);
  try {
    requireConsent(opened.target, distanceOf(opened.target, opened.contract), flags);
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
  opened: OpenTarget,
  flags: RunFlags,
  own: Partial<Pick<RunOptions, 'checks' | 'second'>> = {},
): Promise<number> {
  const { baseline, attempts } = flags;
  const expecting =
    baseline === undefined && attempts === undefined ? undefined : await import('./expectations.ts');
  const expectations = expecting?.expectationsOf(flags);
  const chosen = chooseChecks(opened.contract, flags, own.checks);
  const folder =
    flags.out === false || flags.dryPlan === true
      ? undefined
      : openRunFolder(flags.out, [baseline, flags.ledger]);
  const interrupt = listenForInterrupt(() => {
    process.stderr.write(
      '\ninterrupted: cleaning up and writing the report; press Ctrl-C again to quit immediately\n',
    );
  });
  let prepared: PreparedRun | undefined;
  try {
    prepared = await prepareRun(opened, flags, { ...own, ...chosen }, interrupt.signal);
    if (prepared === undefined) return 0;
    const { options } = prepared;
    const { checks, selected, share } = chosen;
    const report = await tell(await collect(options, folder, flags, share), folder, flags);
    const { exitCode, state } = decide(report);
    if (expecting === undefined || expectations === undefined) return exitCode;
    const repeat = async (again: readonly string[], where?: ReportFolder): Promise<Report> =>
      (await collect({ ...options, selected: again }, where, flags, share)).report();
    const judged = { report, state, selected, checks, repeat };
    return exitCodeOf(await expecting.holdAgainst(expectations, judged, flags));
  } finally {
    interrupt.dispose();
    await prepared?.close();
  }
}

async function collect(
  options: RunOptions,
  folder: ReportFolder | undefined,
  flags: RunFlags,
  share: Share | undefined,
): Promise<Collector> {
  const progress =
    flags.quiet === true ? undefined : createProgress(process.stderr, chosenReporter(flags, process.env));
  const collector = new Collector(folder);
  try {
    for await (const happened of run(options)) {
      const own = share === undefined ? happened : eventOfShard(happened, share.own);
      if (own === undefined) continue;
      const event = collector.add(own);
      progress?.on(event);
    }
  } finally {
    progress?.clear();
  }
  return collector;
}

/** What renders a report is loaded when there is one, so that the first verdict does not wait for it. */
async function tell(
  collector: Collector,
  folder: ReportFolder | undefined,
  flags: RunFlags,
): Promise<Report> {
  const [report, { renderWith }, { wantsColour }] = await Promise.all([
    collector.report(),
    import('../reports/reporter.ts'),
    import('../reports/text/style.ts'),
  ]);
  await folder?.finish(report);
  const text = renderWith(chosenReporter(flags, process.env), report, {
    width: widthOf(),
    colour: wantsColour(process.stdout, process.env),
    quiet: flags.quiet === true,
    baseline: flags.baseline !== undefined,
    ...(flags.out !== false && { out: flags.out }),
  });
  process.stdout.write(text);
  return report;
}

/**
 * What a program that uses the package imports by its name. Everything else is reached by the command line; the same
 * checks as tests of a framework by `keypair-conformance/vitest`.
 */
import type { Decision } from '../reports/decide.ts';
import type { Report } from '../reports/report.ts';
import type { RunEvent } from '../runner/events.ts';
import type { RunSettings } from './settings.ts';

export type { Comparison, Outcome } from '../gate/outcome.ts';
export type { Decision } from '../reports/decide.ts';
export type { Report, Result } from '../reports/report.ts';
export type { Finding, RunEvent } from '../runner/events.ts';
export type { Verdict } from '../runner/verdict.ts';
export {
  type Adapter,
  defineAdapter,
  type ModuleAnswer,
  type ModuleClient,
} from '../targets/adapters/define-adapter.ts';
export {
  type AdapterCommand,
  type ConformanceConfig,
  defineConfig,
} from '../targets/config/define-config.ts';
export type {
  KeyPairCall,
  KeyPairClient,
  KeyPairView,
  Outcome as CallOutcome,
  Target,
} from '../targets/target.ts';
export type { RunSettings } from './settings.ts';

/**
 * Tests a target and yields the events of the run as they happen. To leave the loop, or to abort the signal, ends the
 * run in order: what it made is removed. With `report` the directory is complete when the loop is over.
 * @throws Error in one line for settings that cannot be used
 */
export async function* run(
  settings: RunSettings,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<RunEvent, void, void> {
  // A config file that imports this module for its types does not wait for the suite.
  const [{ Collector }, runner, { openRun }, { UsageError }] = await Promise.all([
    import('../reports/collector.ts'),
    import('../runner/run.ts'),
    import('./open-run.ts'),
    import('../targets/usage-error.ts'),
  ]);
  if ('baseline' in settings)
    throw new UsageError("'baseline' is a setting of register; hold a report against it with baseline check");
  const { options, folder, close } = await openRun(settings, signal);
  const collector = new Collector(folder);
  try {
    for await (const event of runner.run(options)) yield collector.add(event);
    await folder?.finish(await collector.report());
  } finally {
    await close();
  }
}

/** The report of a run from all of its events, and what it comes to: the same verdict and exit code as on the command line. */
export async function reportOf(
  events: Iterable<RunEvent>,
): Promise<{ readonly report: Report; readonly decision: Decision }> {
  const [model, { decide }] = await Promise.all([
    import('../reports/model.ts'),
    import('../reports/decide.ts'),
  ]);
  const report = model.reportOf(events);
  return { report, decision: decide(report) };
}

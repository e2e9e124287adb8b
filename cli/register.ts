import type { Baseline } from '../gate/baseline.ts';
import { Collector } from '../reports/collector.ts';
import type { CheckFinished } from '../runner/events.ts';
import { register as registerChecks } from '../runner/register.ts';
import type { TestFramework } from '../runner/test-framework.ts';
import { openRun } from './open-run.ts';
import type { RegisterOptions } from './settings.ts';

export type { TestContext, TestFramework } from '../runner/test-framework.ts';
export type { RegisterOptions, RunSettings } from './settings.ts';

/**
 * Registers every requirement as a test of a framework: `describe` and `test` of vitest, or of `node:test`, and tests
 * that enough was tested and nothing is left. With
 * `afterAll` the run is ended in order also when the framework leaves tests out. What a `baseline` lists is skipped, and
 * a last test says whether it holds; `report` is the directory for the report.
 * @throws UsageError for settings that cannot be used
 */
export async function register(framework: TestFramework, settings: RegisterOptions = {}): Promise<void> {
  const opened = await openRun(settings);
  const { options, folder, baseline } = opened;
  const collector = new Collector(folder);
  const expecting = baseline === undefined ? undefined : await expectedBy(baseline);
  registerChecks(framework, options, {
    ...(expecting !== undefined && { expected: expecting }),
    onEvent: (event) => void collector.add(event),
    async atEnd() {
      if (folder !== undefined && collector.ended) await folder.finish(await collector.report());
      await opened.close();
    },
    last: [
      { name: 'enough was tested', body: () => wasTested(collector) },
      ...(baseline === undefined
        ? []
        : [{ name: 'the baseline holds', body: () => holds(baseline, collector) }]),
    ],
  });
}

/** A test that is skipped turns nothing red, so that what was not tested is told by one of its own. */
async function wasTested(collector: Collector): Promise<void> {
  const { incompletenessOf } = await import('../reports/decide.ts');
  const why = incompletenessOf(await collector.report());
  if (why !== undefined) throw new Error(why);
}

/** Why the failures of a requirement are expected, where all of them are. */
async function expectedBy(baseline: Baseline): Promise<(event: CheckFinished) => string | undefined> {
  const [{ entryFor }, { today }] = await Promise.all([
    import('../gate/baseline.ts'),
    import('./baseline-file.ts'),
  ]);
  return ({ verdict, findings }) => {
    if (verdict !== 'fail') return undefined;
    const entries = findings.map((finding) => entryFor(baseline, finding, today()));
    return entries.includes(undefined) ? undefined : entries.map((entry) => entry?.because).join('; ');
  };
}

async function holds(baseline: Baseline, collector: Collector): Promise<void> {
  const [{ compare }, { unexpectedOf }, { today, whyIncomplete }] = await Promise.all([
    import('../gate/compare.ts'),
    import('../gate/outcome.ts'),
    import('./baseline-file.ts'),
  ]);
  const report = await collector.report();
  const incomplete = whyIncomplete(report);
  if (incomplete !== undefined) throw new Error(`the baseline was not checked: ${incomplete}`);
  const unexpected = unexpectedOf(compare(baseline, [report.results], today()));
  if (unexpected.length > 0)
    throw new Error(unexpected.map(({ requirement, text }) => `${requirement}: ${text}`).join('\n'));
}

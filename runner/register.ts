import { type Requirement, TOPICS } from '../specs/contract.ts';
import type { Check } from '../suites/check.ts';
import type { CheckFinished, Finding } from './events.ts';
import { isGating } from './gating.ts';
import type { RunOptions } from './options.ts';
import { type Following, SharedRun } from './shared-run.ts';
import type { TestContext, TestFramework } from './test-framework.ts';
import { verdictBecause } from './verdict.ts';

/** Frameworks count the time of the whole run before a test's turn comes; the runner has limits of its own. */
const NO_FRAMEWORK_LIMIT_MS = 3_600_000;

/** What else belongs to a run that is registered as tests. */
export interface Registering extends Following {
  /** Why a failure is expected; `undefined` where it is not. */
  readonly expected?: (event: CheckFinished) => string | undefined;
  /** Tests of the whole run, after all others. */
  readonly last?: readonly { readonly name: string; readonly body: () => Promise<void> }[];
}

/**
 * Registers one test for every selected requirement, grouped by topic, and a last one for what the run leaves behind.
 * The first test that runs starts one run of them all; each test waits for the verdict of its requirement. A failed
 * binding requirement, a defect and a missing answer fail the test; an expected failure and everything else that is no
 * pass skips it, where the framework can. Imports no framework and does nothing before a test runs.
 */
export function register(
  framework: TestFramework,
  options: RunOptions,
  { expected = () => undefined, last = [], ...following }: Registering = {},
): void {
  const run = new SharedRun(options, following);
  const selected = new Set(options.selected);
  const chosen = options.checks.filter((check) => selected.has(check.requirement.id));
  for (const topic of TOPICS) {
    const checks = chosen.filter(({ requirement }) => requirement.topic === topic);
    if (checks.length === 0) continue;
    framework.describe(topic, () => {
      for (const check of checks) {
        const { id, statement } = check.requirement;
        const body = async (context?: TestContext): Promise<void> =>
          settle(check, await run.events(id), expected, context);
        framework.test(`${id}: ${statement}`, body, NO_FRAMEWORK_LIMIT_MS);
      }
    });
  }
  framework.test('everything the run made is removed again', () => leavesNothing(run), NO_FRAMEWORK_LIMIT_MS);
  for (const { name, body } of last) {
    const atEnd = async (): Promise<void> => {
      await run.leftovers();
      await body();
    };
    framework.test(name, atEnd, NO_FRAMEWORK_LIMIT_MS);
  }
  framework.afterAll?.(() => run.stop());
}

async function leavesNothing(run: SharedRun): Promise<void> {
  const leftovers = await run.leftovers();
  if (leftovers.length === 0) return;
  throw new Error(leftovers.map(({ what, reason }) => `${what} could not be removed: ${reason}`).join('\n'));
}

function settle(
  { requirement }: Check,
  events: readonly CheckFinished[],
  expected: NonNullable<Registering['expected']>,
  context: TestContext | undefined,
): void {
  const failing = events.filter((event) => failsTest(requirement, event) && expected(event) === undefined);
  if (failing.length > 0)
    throw new Error(failing.map((event) => describeEvent(requirement, event)).join('\n\n'));
  const reasons = events.flatMap((event) =>
    event.verdict === 'pass'
      ? []
      : [verdictBecause(event.verdict, expected(event) ?? event.reason ?? event.findings[0]?.summary)],
  );
  if (reasons.length > 0) context?.skip?.(reasons.join('; '));
}

function failsTest(requirement: Requirement, { verdict, because }: CheckFinished): boolean {
  switch (verdict) {
    case 'fail':
      return isGating(requirement);
    case 'defect':
    case 'inconclusive':
      return true;
    case 'unsupported':
      return isGating(requirement) && because === undefined;
    case 'pass':
    case 'blocked':
    case 'skipped':
      return false;
  }
}

function describeEvent(requirement: Requirement, event: CheckFinished): string {
  const heading = `${event.verdict.toUpperCase()} ${requirement.id} (${requirement.level}, ${requirement.evidence})`;
  const details = [event.reason, event.defect].filter((text) => text !== undefined);
  return [heading, `  ${requirement.statement}`, ...details, ...event.findings.flatMap(findingLines)].join(
    '\n',
  );
}

function findingLines(finding: Finding): readonly string[] {
  const { counterexample, reproduce } = finding;
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['expected', finding.expected],
    ['observed', finding.observed],
    ...finding.hints.map((hint) => ['hint', hint] as const),
    ['case', counterexample && `${counterexample.value} (seed ${counterexample.seed})`],
    ...Object.entries(reproduce),
  ];
  const lines = parts.flatMap(([label, text]) => (text === undefined ? [] : [`    ${label}: ${text}`]));
  return [`  ${finding.summary}`, ...lines];
}

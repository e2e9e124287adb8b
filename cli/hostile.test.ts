import { availableParallelism } from 'node:os';
import process from 'node:process';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../runner/verdict.ts';
import type { Behaviour } from '../targets/testing/hostile/behaviour.ts';
import { BEHAVIOURS } from '../targets/testing/hostile/index.ts';
import { onPath } from '../targets/testing/on-path.ts';
import { builtMain } from './testing/built.ts';
import { type HostileRun, runAgainst } from './testing/hostile.ts';

/** Of any target, also one with a hundred thousand foreign key pairs in its lists. */
const MEMORY_MEGABYTES = 300;
const REPORT_BYTES = 20_000_000;
const CONSOLE_CHARACTERS = 40_000;

const chosen = BEHAVIOURS.filter(
  ({ id, heavy }) =>
    (heavy !== true || process.env.HOSTILE === 'all') && (!id.startsWith('tls-') || onPath('openssl')),
);
/** More than there are processors: much of what is hostile is waiting. */
const slots = semaphore(availableParallelism() + 2);

// Building holds up the servers, which live in this process.
beforeAll(() => void builtMain(), 300_000);

describe.concurrent('a target that', () => {
  it.each(chosen.map((behaviour) => [behaviour.summary, behaviour] as const))(
    '%s',
    async (_, behaviour) => {
      const run = await slots(() => runAgainst(behaviour));
      expect(problemsOf(behaviour, run)).toEqual([]);
    },
    600_000,
  );
});

describe('the corpus', () => {
  it('has at least sixty behaviours, each with a name of its own', () => {
    expect(new Set(BEHAVIOURS.map(({ id }) => id)).size).toBe(BEHAVIOURS.length);
    expect(BEHAVIOURS.length).toBeGreaterThanOrEqual(60);
  });
});

/** Everything that is wrong with a run, in words. */
function problemsOf(behaviour: Behaviour, run: HostileRun): readonly string[] {
  const { expect: wanted } = behaviour;
  const { report, exitCode, outputs } = run;
  const problems: string[] = [];
  const demand = (met: boolean, problem: string): void => {
    if (!met) problems.push(problem);
  };
  const verdicts = new Map(report.results.map(({ requirement, verdict }) => [requirement, verdict]));
  demand(exitCode !== null && wanted.exit.includes(exitCode), `exit code ${exitCode}`);
  demand(run.peakMegabytes <= MEMORY_MEGABYTES, `took ${Math.round(run.peakMegabytes)} MB of memory`);
  demand(run.bytes <= REPORT_BYTES, `wrote ${run.bytes} bytes`);
  demand(run.trespasses === 0, 'asked a server that it was sent to');
  demand(!report.run.interrupted, 'counts as interrupted');
  for (const { requirement, defect } of report.results) {
    if (defect !== undefined) problems.push(`${requirement} is a defect: ${defect}`);
  }
  if (report.run.unreachable === undefined) {
    for (const [requirement, allowed] of Object.entries(wanted.verdicts)) {
      const verdict: Verdict | undefined = verdicts.get(requirement);
      demand(
        allowed.some((one) => one === verdict),
        `${requirement}: ${verdict}`,
      );
    }
  } else demand(wanted.unreachable === true, `unreachable: ${report.run.unreachable}`);
  if (wanted.says !== undefined) {
    demand(wanted.says.test(outputs.get('report.json') ?? ''), `the report does not say ${wanted.says}`);
  }
  for (const stream of ['stdout', 'stderr']) {
    const text = outputs.get(stream) ?? '';
    const steering = STEERING.exec(text)?.[0];
    demand(steering === undefined, `${stream} holds U+${steering?.codePointAt(0)?.toString(16)}`);
    demand(text.length <= CONSOLE_CHARACTERS, `${stream} is ${text.length} characters long`);
  }
  problems.push(...liveMarkup(outputs.get('index.html')));
  const told = JSON.stringify(report.cleanup);
  for (const name of run.left) demand(told.includes(name), `left ${name} behind untold`);
  return problems;
}

/** Controls but line ends, format characters (bidirectional overrides, zero width), separators of lines. */
const STEERING = /(?![\n\r\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;

/** Traces of the target's texts in a page that would run or steer. */
function liveMarkup(page: string | undefined): readonly string[] {
  if (page === undefined) return ['there is no page'];
  const live = [
    /<script>alert/i,
    /<img src=x/i,
    /\sonerror=alert\(\d\)>/i,
    /href="[^"]*evil\.invalid/i,
    STEERING,
  ];
  return live.filter((pattern) => pattern.test(page)).map((pattern) => `the page holds ${pattern}`);
}

/** Lets so many through at the same time. */
function semaphore(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = places;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Baseline } from '../gate/baseline.ts';
import { compare } from '../gate/compare.ts';
import { decide as decideByPolicy } from '../gate/decide.ts';
import { mergeShards } from '../gate/merge.ts';
import type { Policy } from '../gate/policy.ts';
import { renderBadgeEndpoint } from '../reports/badge.ts';
import { compactOf } from '../reports/compact/compact.ts';
import { decide } from '../reports/decide.ts';
import { diffOf } from '../reports/diff.ts';
import { renderJson } from '../reports/json.ts';
import { reportOf } from '../reports/model.ts';
import { eventLine } from '../reports/ndjson.ts';
import { demandDerived, logFrom, reportFrom } from '../reports/read.ts';
import type { Report, Result } from '../reports/report.ts';
import { checked, finding, finished, planned, started } from '../reports/testing/events.ts';
import { resealed } from '../reports/testing/resealed.ts';
import type { RunEvent } from '../runner/events.ts';
import { VERDICTS } from '../runner/verdict.ts';
import { EVIDENCE_GRADES, LEVELS } from '../specs/contract.ts';
import { UsageError } from '../targets/usage-error.ts';
import { checkCode } from './baseline.ts';
import { gateCode } from './gate.ts';

/** Of each kind; `npm run test:mutations` tries 100,000 in all. */
const MUTATIONS = Number(process.env.KEYPAIR_FUZZ_MUTATIONS ?? 400);
/** Mutations of one report: to make one and to judge it before takes longer than to judge a mutation. */
const EACH = 20;
const PARAMETERS = {
  numRuns: Math.ceil(MUTATIONS / EACH),
  seed: Number(process.env.KEYPAIR_FUZZ_SEED ?? 1),
};
const TODAY = '2026-11-30';

interface Case {
  readonly events: readonly RunEvent[];
  readonly policy: Policy;
  readonly baseline: Baseline;
}

const requirement = fc.record({
  level: fc.constantFrom(...LEVELS),
  evidence: fc.constantFrom(...EVIDENCE_GRADES),
  verdict: fc.constantFrom(...VERDICTS, 'fail', 'pass', 'pass'),
  blockedBy: fc.nat(7),
  known: fc.boolean(),
});

/** A log with its policy and baseline; the policy limits what may go unjudged to nothing, where it limits it at all. */
const anyCase: fc.Arbitrary<Case> = fc
  .record({
    requirements: fc.array(requirement, { minLength: 1, maxLength: 8 }),
    leftovers: fc.constantFrom(0, 0, 1, 2),
    interrupted: fc.constantFrom(false, false, false, true),
    unreachable: fc.constantFrom(undefined, undefined, undefined, 'refused'),
    limits: fc.record(
      {
        maxFailures: fc.nat(2),
        maxInconclusive: fc.constant(0),
        maxUnsupported: fc.constant(0),
      },
      { requiredKeys: ['maxFailures'] },
    ),
  })
  .map(({ requirements, leftovers, interrupted, unreachable, limits }) => {
    const print = (index: number): string => index.toString(16).padStart(16, '0');
    const log: RunEvent[] = [
      started(
        requirements.map(({ level, evidence, verdict }, index) =>
          planned(`r${index}`, { level, evidence }, { selected: verdict !== 'skipped' }),
        ),
      ),
      ...requirements.flatMap(({ verdict, blockedBy }, index) =>
        verdict === 'skipped'
          ? []
          : [
              checked(`r${index}`, verdict, {
                ...(verdict === 'fail' && {
                  findings: [finding(`r${index}`, { fingerprint: print(index) })],
                }),
                ...(verdict === 'blocked' && { blockedBy: `r${blockedBy % requirements.length}` }),
                ...(verdict !== 'pass' && verdict !== 'fail' && { reason: 'some reason' }),
              }),
            ],
      ),
      ...Array.from(
        { length: leftovers },
        (_, index): RunEvent => ({
          type: 'cleanup-failed',
          requirement: 'r0',
          what: `x${index}`,
          reason: 'y',
        }),
      ),
    ];
    const end = finished({
      interrupted,
      ...(unreachable !== undefined && { unreachable }),
      events: log.length,
    });
    const known = requirements.flatMap(({ verdict, known: isKnown }, index) =>
      verdict === 'fail' && isKnown ? [index] : [],
    );
    return {
      events: [...log, end],
      policy: { file: 'policy.yaml', rules: [{ name: 'all', line: 1, ...limits }] },
      baseline: {
        file: 'baseline.yaml',
        entries: known.map((id, index) => ({
          requirement: `r${id}`,
          class: 'known' as const,
          because: 'known',
          fingerprint: [print(id)],
          index,
          line: index + 2,
        })),
      },
    };
  });

/** A report before its mutation, and the decisions on it. */
interface Before {
  readonly one: Case;
  readonly report: Report;
  /** The same requirements, all passed: what the report is compared with by `diff`. */
  readonly earlier: Report;
  readonly codes: Readonly<Record<string, number>>;
}

/** What a mutation comes to when it is read. */
interface Read {
  readonly report: Report;
  /** Of a log that is one of one shard. */
  readonly events?: readonly RunEvent[];
}

function beforeOf(one: Case): Before {
  const report = reportFrom(renderJson(reportOf(one.events)), 'report.json');
  const earlier = reportOf([
    ...one.events.flatMap((event): RunEvent[] => {
      if (event.type === 'run-started') return [event];
      return event.type === 'check-finished' ? [checked(event.requirement, 'pass')] : [];
    }),
    finished(),
  ]);
  return { one, report, earlier, codes: codesOf({ report, events: one.events }, earlier, one) };
}

/** The exit codes of everything that decides on a report; pages have none, and count as 0 where they are green. */
function codesOf(
  { report, events }: Read,
  earlier: Report,
  { policy, baseline }: Case,
): Readonly<Record<string, number>> {
  const gated = [{ label: 'x', results: report.results, leftovers: report.cleanup.length }];
  const comparison = compare(baseline, [report.results], TODAY);
  const over = report.run.interrupted || report.run.unreachable !== undefined;
  const diff = diffOf(earlier, report);
  return {
    run: decide(report).exitCode,
    gate: over ? 3 : gateCode(policy, gated, decideByPolicy(policy, gated)),
    baseline: over ? 3 : checkCode([report], comparison),
    diff: diff.newGatingFailures > 0 ? 1 : diff.sawLess.length > 0 ? 3 : 0,
    badge: renderBadgeEndpoint(report).includes(GREEN) ? 0 : 1,
    matrix: compactOf(report).conclusion.kind === 'conformant' ? 0 : 1,
    ...(events !== undefined && { merge: mergeCode(events) }),
  };
}

const GREEN = '"color": "#2a6446"';

/** What `merge` makes of a log that is the only shard of a run. */
function mergeCode(events: readonly RunEvent[]): number {
  const shards = events.map(
    (event): RunEvent => (event.type === 'run-started' ? { ...event, selection: { shard: ['1/1'] } } : event),
  );
  const merged = mergeShards([{ label: 'x', events: shards }]);
  return merged.kind === 'incomplete' ? 3 : decide(reportOf(merged.events)).exitCode;
}

/** The codes of what a text says, all 2 where it is refused. */
function codesFrom(read: () => Read, { earlier, one, codes }: Before): Readonly<Record<string, number>> {
  try {
    return codesOf(read(), earlier, one);
  } catch (error) {
    if (error instanceof UsageError) return Object.fromEntries(Object.keys(codes).map((name) => [name, 2]));
    throw error;
  }
}

function expectNoneOpened(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): void {
  const opened = Object.entries(before).filter(([name, code]) => code !== 0 && after[name] === 0);
  expect(opened).toEqual([]);
}

/** Every place in a JSON value, as a list of keys. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [path, ...keys.flatMap((key) => placesIn((value as Record<string, unknown>)[key], [...path, key]))];
}

/** Removes the value at a place, or puts another there. */
function altered(value: unknown, place: readonly (string | number)[], other: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return other;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) => (index === key ? altered(item, rest, other) : item));
    return rest.length === 0 && other === undefined ? items.toSpliced(Number(key), 1) : items;
  }
  return { ...(value as object), [key]: altered((value as Record<string, unknown>)[key], rest, other) };
}

const others = fc.constantFrom<unknown>(
  undefined,
  [],
  {},
  null,
  0,
  1,
  '',
  'pass',
  'skipped',
  'may',
  false,
  true,
);

/** A report in which a verdict is weaker or missing, its figures counted again and its seal renewed. */
function weakened(report: Report, at: number, verdict: Result['verdict'] | 'removed'): Report {
  const weak = report.results[at % report.results.length];
  if (weak === undefined || (weak.verdict !== 'pass' && weak.verdict !== 'fail')) return report;
  const results = report.results.flatMap((result): Result[] => {
    if (result !== weak) return [result];
    if (verdict === 'removed') return [];
    const clients = verdict === 'skipped' ? {} : { wire: verdict };
    return [{ ...result, verdict, clients, findings: [], reason: 'some reason' }];
  });
  return resealed(report, { results });
}

/** A report in which a result counts as unsupported because it was declared missing, or because of signatures. */
function declaredMissing(
  report: Report,
  at: number,
  because: 'declared' | 'signatures' = 'declared',
): Report {
  const results = report.results.map((one, index): Result => {
    if (index !== at % report.results.length) return one;
    const { blockedBy: _, ...rest } = one;
    return {
      ...rest,
      verdict: 'unsupported',
      clients: { wire: 'unsupported' },
      findings: [],
      reason: 'some reason',
      because,
    };
  });
  return resealed(report, { results });
}

/** Holds every decision on every mutation against the decision on the report. */
function expectNothingOpened<T>(
  mutation: fc.Arbitrary<T>,
  mutate: (before: Before, mutation: T) => () => Read,
): void {
  const tried = { mutations: 0, read: 0, closed: 0 };
  fc.assert(
    fc.property(anyCase, fc.array(mutation, { minLength: EACH, maxLength: EACH }), (one, mutations) => {
      const before = beforeOf(one);
      for (const each of mutations) {
        const codes = codesFrom(mutate(before, each), before);
        expectNoneOpened(before.codes, codes);
        tried.mutations += 1;
        tried.read += codes.run === 2 ? 0 : 1;
        tried.closed += Object.values(before.codes).filter((code) => code !== 0).length;
      }
    }),
    PARAMETERS,
  );
  // Were everything refused, or nothing closed before, this would prove nothing.
  expect(tried.mutations).toBeGreaterThanOrEqual(MUTATIONS);
  expect(tried.read, JSON.stringify(tried)).toBeGreaterThan(0);
  expect(tried.closed, JSON.stringify(tried)).toBeGreaterThan(tried.mutations);
}

describe('what does not pass, does not pass with less evidence', () => {
  it('when anything in report.json is removed or replaced', () => {
    const places = new WeakMap<Report, ReturnType<typeof placesIn>>();
    expectNothingOpened(fc.tuple(fc.nat(), others), ({ report }, [at, other]) => {
      const known = places.get(report) ?? placesIn(report);
      places.set(report, known);
      const text = JSON.stringify(altered(report, known[at % known.length] ?? [], other) ?? null);
      return () => ({ report: reportFrom(text, 'report.json') });
    });
  }, 3_600_000);

  it('when a verdict is weakened by somebody who counts the figures and seals the report again', () => {
    const verdict = fc.constantFrom('inconclusive', 'blocked', 'unsupported', 'skipped', 'removed' as const);
    expectNothingOpened(fc.tuple(fc.nat(), verdict), ({ report }, [at, to]) => {
      const text = renderJson(weakened(report, at, to));
      return () => ({ report: reportFrom(text, 'report.json') });
    });
  }, 3_600_000);

  it('when somebody claims something else of the run, and seals the report again beside its log', () => {
    const run = (changes: Partial<Report['run']>) => (report: Report) =>
      resealed(report, { run: { ...report.run, ...changes } });
    const claims: Readonly<Record<string, (report: Report, at: number) => Report>> = {
      'nothing was left': (report) => resealed(report, { cleanup: [] }),
      'one thing less was left': (report) => resealed(report, { cleanup: report.cleanup.slice(1) }),
      'nobody knows what was left': (report) =>
        resealed(report, { cleanup: report.cleanup.map((one) => ({ ...one, unknown: true })) }),
      'little has to be tested': run({ minCoverage: 0 }),
      'leftovers are allowed': run({ maxLeftovers: 9 }),
      'it was not interrupted': run({ interrupted: false }),
      'somebody responded': ({ run: { unreachable: _, ...rest }, ...report }) =>
        resealed({ ...report, run: rest }, {}),
      'the target does not have it': (report, at) => declaredMissing(report, at),
      'it only informs': (report, at) =>
        resealed(report, {
          results: report.results.map((one, index) =>
            index === at % report.results.length ? { ...one, level: 'may', gating: false } : one,
          ),
        }),
      'everything passes': (report) =>
        resealed(report, {
          results: report.results.map((one) =>
            one.verdict === 'skipped'
              ? one
              : { ...one, verdict: 'pass', clients: { wire: 'pass' }, findings: [] },
          ),
        }),
    };
    const claim = fc.constantFrom(...Object.keys(claims));
    expectNothingOpened(fc.tuple(fc.nat(), claim), ({ one, report }, [at, name]) => {
      const text = renderJson(claims[name]?.(report, at) ?? report);
      return () => {
        const read = reportFrom(text, 'report.json');
        demandDerived(read, reportOf(one.events), 'report.json');
        return { report: read };
      };
    });
  }, 3_600_000);

  it('when a result is said to be of something that the target is without, declared or by its signatures, and nothing was', () => {
    const because = fc.constantFrom('declared' as const, 'signatures' as const);
    expectNothingOpened(fc.tuple(fc.nat(), because), ({ report }, [at, why]) => {
      const text = renderJson(at % 7 === 0 ? report : declaredMissing(report, at, why));
      return () => ({ report: reportFrom(text, 'report.json') });
    });
  }, 3_600_000);

  it('when lines of the event log are lost, repeated, cut or of an unknown type', () => {
    const how = fc.constantFrom('lost', 'twice', 'cut', 'renamed', 'ends here');
    expectNothingOpened(fc.tuple(fc.nat(), how), ({ one }, [at, what]) => {
      const lines = one.events.map(eventLine);
      const index = at % lines.length;
      const line = lines[index] ?? '';
      const instead: Readonly<Record<string, readonly string[]>> = {
        lost: [],
        twice: [line, line],
        cut: [line.slice(0, -10)],
        renamed: [line.replace(/"type":"([^"]*)"/, '"type":"$1 "')],
        'ends here': [line],
      };
      const changed = lines.toSpliced(
        index,
        what === 'ends here' ? lines.length : 1,
        ...(instead[what] ?? []),
      );
      return () => logFrom(changed.join(''), 'events.ndjson');
    });
  }, 3_600_000);
});

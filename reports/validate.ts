import { isDeepStrictEqual } from 'node:util';
import { isGating } from '../runner/gating.ts';
import { combineVerdicts, type Verdict } from '../runner/verdict.ts';
import { planDigest, reportDigest } from './digests.ts';
import { figuresOf, summaryOf } from './figures.ts';
import type { Report, Result } from './report.ts';

/**
 * What makes a report contradict itself, in a few words; `undefined` where nothing does. The list of results is the
 * truth: figures are counted again, each verdict has to follow from those of its clients, and nothing of the plan may be
 * missing.
 */
export function contradictionIn(report: Report): string | undefined {
  const { digests, results, run, ...rest } = report;
  const ids = new Set(results.map(({ requirement }) => requirement));
  if (ids.size !== results.length) return 'a requirement stands in it twice';
  for (const result of results) {
    const what = contradictionOf(result, report, ids);
    if (what !== undefined) return `${result.requirement}: ${what}`;
  }
  if (!isDeepStrictEqual(plain(summaryOf(results)), plain(report.summary)))
    return 'its summary does not count its results';
  const uncounted = [
    ...report.byTopic.map(
      ({ topic, ...figures }) => [figures, results.filter((one) => one.topic === topic)] as const,
    ),
    ...report.byDocument.map(
      ({ id, title: _, mission: __, ...figures }) =>
        [figures, results.filter(({ documents }) => documents.includes(id))] as const,
    ),
  ].some(([figures, own]) => !isDeepStrictEqual(figures, figuresOf(own.map(({ verdict }) => verdict))));
  if (uncounted) return 'its figures do not count its results';
  if (digests.plan !== planDigest(results)) return 'its results are not those that were planned';
  const { report: own, ...others } = digests;
  return own === reportDigest({ ...rest, results, run }, others)
    ? undefined
    : 'it was changed after it was written';
}

function contradictionOf(result: Result, report: Report, ids: ReadonlySet<string>): string | undefined {
  const { verdict, findings, clients, defect, because, blockedBy } = result;
  if (result.gating !== isGating(result)) return 'gating does not follow from level and evidence';
  if (verdict === 'fail' && findings.length === 0) return 'fails without a finding';
  if (findings.length > 0 && verdict !== 'fail' && verdict !== 'defect')
    return `has findings but is ${verdict}`;
  if (defect !== undefined && verdict !== 'defect') return `has a defect but is ${verdict}`;
  const said = Object.values(clients).filter((one): one is Verdict => one !== undefined);
  const due = said.length > 0 ? [combineVerdicts(said)] : (['skipped', 'inconclusive'] as const);
  if (!due.some((one) => one === verdict)) return `is ${verdict}, which its clients do not say`;
  if (
    said.length > 0 &&
    result.reason === undefined &&
    verdict !== 'pass' &&
    verdict !== 'fail' &&
    defect === undefined
  )
    return `is ${verdict} without a reason`;
  if (because !== undefined && verdict !== 'unsupported')
    return `is ${verdict} because of something unsupported`;
  if (because === 'declared' && !report.capabilities.some(({ declared }) => declared === false))
    return 'is unsupported as declared, but nothing is declared missing';
  const lacked = report.capabilities.find(({ capability }) => capability === 'verifies-signatures');
  if (because === 'signatures' && lacked?.declared !== false && lacked?.observed !== false)
    return 'is unsupported because every signature is accepted, but nothing says so';
  if (blockedBy !== undefined && !ids.has(blockedBy)) return `is blocked by ${blockedBy}, which is not there`;
  return undefined;
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

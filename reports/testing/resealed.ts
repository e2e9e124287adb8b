import { reportDigest } from '../digests.ts';
import { figuresWhere, summaryOf } from '../figures.ts';
import type { Report } from '../report.ts';

/** A report changed by somebody who counts its figures again and seals it anew. */
export function resealed(report: Report, changes: Partial<Report>): Report {
  const { digests, ...rest } = { ...report, ...changes };
  const { results } = rest;
  const edited = {
    ...rest,
    summary: summaryOf(results),
    byTopic: rest.byTopic.map((one) => ({
      ...one,
      ...figuresWhere(results, ({ topic }) => topic === one.topic),
    })),
    byDocument: rest.byDocument.map((one) => ({
      ...one,
      ...figuresWhere(results, ({ documents }) => documents.includes(one.id)),
    })),
  };
  const { report: _, ...kept } = digests;
  return { ...edited, digests: { ...kept, report: reportDigest(edited, kept) } };
}

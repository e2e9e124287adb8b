import { createHash } from 'node:crypto';
import type { Cause } from '../causes.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { html, type Markup } from './markup.ts';

/**
 * The addresses inside a page. A requirement has its own id, a finding its fingerprint, a cause a digest of its key: all
 * three are the same in every run that finds the same, so that a link into one report fits the next one.
 */
export function causeAnchor({ key }: Pick<Cause, 'key'>): string {
  return `cause-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
}

/** The id of each finding of a report; where two have one fingerprint, the later ones are numbered. */
export function findingAnchors({ results }: Pick<Report, 'results'>): ReadonlyMap<ReportedFinding, string> {
  const seen = new Map<string, number>();
  const anchors = new Map<ReportedFinding, string>();
  for (const finding of results.flatMap(({ findings }) => findings)) {
    const times = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, times);
    anchors.set(finding, `finding-${finding.fingerprint}${times === 1 ? '' : `-${times}`}`);
  }
  return anchors;
}

/** A link to a requirement on the same page. */
export function requirementLink(id: string): Markup {
  return html`<a class="id" href="#${encodeURIComponent(id)}">${id}</a>`;
}

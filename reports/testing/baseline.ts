import { parseBaseline } from '../../gate/baseline.ts';
import { compare } from '../../gate/compare.ts';
import type { Comparison } from '../../gate/outcome.ts';
import type { Report } from '../report.ts';

/** A baseline with an entry of every class for the run of `everyKindOfEvent`, laid over its report. */
export function everyKindOfComparison(report: Report): Comparison {
  return compare(parseBaseline(ENTRIES, 'baseline.yaml'), [report.results], '2026-11-22');
}

const ENTRIES = `entries:
  - requirement: name.inform
    class: known
    reason: nobody minds
    issue: https://example.test/7
    expires: 2027-01-31
    fingerprints: ['0123456789abcdef']
  - requirement: name.fail
    class: known
    reason: was excused once
    expires: 2026-01-31
    fingerprints: ['fedcba9876543210']
  - requirement: name.pass
    class: known
    reason: mended since
    fingerprints: ['1111111111111111']
  - requirement: tags.bl*
    class: flaky
    reason: sometimes
    fingerprints: ['2222222222222222']
  - requirement: nothing.here
    class: known
    reason: misspelt
    fingerprints: ['3333333333333333']
`;

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
    because: nobody minds
    issue: https://example.test/7
    expires: 2027-01-31
    fingerprint: ['0123456789abcdef']
  - requirement: name.fail
    class: known
    because: was excused once
    expires: 2026-01-31
    fingerprint: ['fedcba9876543210']
  - requirement: name.pass
    class: known
    because: mended since
    fingerprint: ['1111111111111111']
  - requirement: tags.bl*
    class: flaky
    because: sometimes
    fingerprint: ['2222222222222222']
  - requirement: nothing.here
    class: known
    because: misspelt
    fingerprint: ['3333333333333333']
`;

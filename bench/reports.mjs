// node bench/reports.mjs [folder of a run]: how long each report format takes, for the run or for 300 requirements of it.

import { renderBadge } from '../dist/reports/badge.js';
import { renderCtrf } from '../dist/reports/ctrf.js';
import { renderHar } from '../dist/reports/har.js';
import { renderHtml } from '../dist/reports/html/report.js';
import { renderJson } from '../dist/reports/json.js';
import { renderJunit } from '../dist/reports/junit.js';
import { matrixOf } from '../dist/reports/matrix/model.js';
import { renderMatrixPage } from '../dist/reports/matrix/page.js';
import { reportOf } from '../dist/reports/model.js';
import { packsOf } from '../dist/reports/pack/pack.js';
import { readLog } from '../dist/reports/read.js';
import { renderSummary } from '../dist/reports/summary.js';
import { median } from './measure.mjs';

const REQUIREMENTS = 300;
const ROUNDS = 9;

const { events, report } = readLog(process.argv[2] ?? 'keypair-conformance-report');
const small = { ...report, results: report.results.slice(0, REQUIREMENTS) };
const failed = small.results.filter(({ verdict }) => verdict === 'fail').length;

process.stdout.write(`${small.results.length} requirements, ${failed} failed, median of ${ROUNDS} rounds\n`);
const works = {
  'index.html': () => renderHtml(small),
  'report.json': () => renderJson(small),
  'junit.xml': () => renderJunit(small),
  'ctrf.json': () => renderCtrf(small),
  'summary.md': () => renderSummary(small),
  'badge.svg': () => renderBadge(small),
  'failures/': () => packsOf(small),
  'traffic.har (whole log)': () => renderHar(events),
  'report of the whole log': () => reportOf(events),
  'matrix of three': () =>
    renderMatrixPage(matrixOf(['a', 'b', 'c'].map((name) => ({ name, report: small })))),
};
for (const [name, work] of Object.entries(works)) {
  const started = performance.now();
  const made = work();
  const first = performance.now() - started;
  const times = Array.from({ length: ROUNDS }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  });
  const size = typeof made === 'string' ? `${(made.length / 1024).toFixed(0)} KB` : '';
  process.stdout.write(
    `${name.padEnd(26)} first ${first.toFixed(1).padStart(6)} ms  then ${median(times).toFixed(1).padStart(6)} ms  ${size.padStart(8)}\n`,
  );
}

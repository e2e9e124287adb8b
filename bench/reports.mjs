// node bench/reports.mjs [folder of a run]: how long each report format takes, for 300 requirements of the run and for all
// of it. Cold is a fresh process, from loading the renderer to the finished text; warm is the same process again. The
// last line is of a real browser, where there is one. A run of another version is made readable first with
// `keypair-conformance report FOLDER`.
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { median } from './measure.mjs';

const REQUIREMENTS = 300;
const COLD_ROUNDS = 5;
const WARM_ROUNDS = 9;
const DIST = join(import.meta.dirname, '..', process.env.KPC_MODULES ?? 'build');

const load = (file) => import(pathToFileURL(join(DIST, 'reports', file)));

/** Each format loads what it needs and gives back how to make it; that is what a cold start pays for. */
const FORMATS = {
  'index.html': async () => {
    const { renderHtml } = await load('html/report.js');
    return ({ report }) => renderHtml(report);
  },
  'report.json': async () => {
    const { renderJson } = await load('json.js');
    return ({ report }) => renderJson(report);
  },
  'junit.xml': async () => {
    const { renderJunit } = await load('junit.js');
    return ({ report }) => renderJunit(report);
  },
  'ctrf.json': async () => {
    const { renderCtrf } = await load('ctrf.js');
    return ({ report }) => renderCtrf(report);
  },
  'summary.md': async () => {
    const { renderSummary } = await load('summary.js');
    return ({ report }) => renderSummary(report);
  },
  'badge.svg': async () => {
    const { renderBadge } = await load('badge.js');
    return ({ report }) => renderBadge(report);
  },
  'failures/': async () => {
    const { packsOf } = await load('pack/pack.js');
    return ({ report }) => packsOf(report);
  },
  'traffic.har (whole log)': async () => {
    const { renderHar } = await load('har.js');
    return ({ events }) => renderHar(events);
  },
  'report of the whole log': async () => {
    const { reportOf } = await load('model.js');
    return ({ events }) => reportOf(events);
  },
  'site of thirty': async () => {
    const [{ compactOf }, { matrixOf }, { siteFiles }] = [
      await load('compact/compact.js'),
      await load('matrix/model.js'),
      await load('site/site.js'),
    ];
    return ({ report }) => {
      const result = compactOf(report);
      const inputs = Array.from({ length: 30 }, (_, index) => ({
        name: `target-${index % 10}`,
        version: `1.${index}`,
        result,
      }));
      const results = inputs.map(() => result);
      const files = siteFiles(matrixOf(inputs, report.results), results, report.sources);
      return [...files].map(([, content]) => String(content)).join('');
    };
  },
  'matrix of three': async () => {
    const [{ compactOf }, { matrixOf }, { renderMatrixPage }] = [
      await load('compact/compact.js'),
      await load('matrix/model.js'),
      await load('matrix/page.js'),
    ];
    return ({ report }) => {
      const inputs = ['a', 'b', 'c'].map((name) => ({ name, result: compactOf(report) }));
      return renderMatrixPage(matrixOf(inputs, report.results));
    };
  },
};

const [first = 'keypair-conformance-report', format, count] = process.argv.slice(2);
const folder = resolve(first);
if (format !== undefined) process.stdout.write(`${JSON.stringify(await measured(format, Number(count)))}\n`);
else await tell();

async function tell() {
  const { report } = await inputOf(0);
  const whole = report.results.length;
  for (const size of [Math.min(REQUIREMENTS, whole), ...(whole > REQUIREMENTS ? [whole] : [])]) {
    const failed = report.results.slice(0, size).filter(({ verdict }) => verdict === 'fail').length;
    process.stdout.write(
      `${size} requirements, ${failed} failed; cold: median of ${COLD_ROUNDS} processes, warm: of ${WARM_ROUNDS} rounds\n`,
    );
    for (const name of Object.keys(FORMATS)) process.stdout.write(line(name, size));
  }
  await tellBrowser(join(folder, 'index.html'));
}

function line(name, size) {
  const rounds = Array.from({ length: COLD_ROUNDS }, () =>
    JSON.parse(
      execFileSync(process.execPath, [import.meta.filename, folder, name, String(size)], {
        encoding: 'utf8',
        maxBuffer: 1 << 20,
      }),
    ),
  );
  const middle = (key) =>
    median(rounds.map((round) => round[key]))
      .toFixed(1)
      .padStart(6);
  const bytes = rounds[0].length === undefined ? '' : `${(rounds[0].length / 1024).toFixed(0)} KB`;
  return `  ${name.padEnd(26)} cold ${middle('coldMs')} ms (${middle('coldCpuMs')} ms of processor)  warm ${middle('warmMs')} ms  ${bytes.padStart(8)}\n`;
}

/** In a process of its own: nothing of the renderer was loaded before the clock starts. */
async function measured(name, size) {
  const input = await inputOf(size);
  const processor = process.cpuUsage();
  const started = performance.now();
  const make = await FORMATS[name]();
  const made = make(input);
  const coldMs = performance.now() - started;
  const { user, system } = process.cpuUsage(processor);
  const times = Array.from({ length: WARM_ROUNDS }, () => {
    const begin = performance.now();
    make(input);
    return performance.now() - begin;
  });
  const length = typeof made === 'string' ? made.length : undefined;
  return { coldMs, coldCpuMs: (user + system) / 1000, warmMs: median(times), length };
}

/** Read without the package's own reader, which would load half of the renderers beforehand. */
async function inputOf(size) {
  const { readFileSync } = await import('node:fs');
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  if (size === 0) return { report };
  const lines = readFileSync(join(folder, 'events.ndjson'), 'utf8').trimEnd().split('\n');
  return {
    report: { ...report, results: report.results.slice(0, size) },
    events: lines.map((text) => JSON.parse(text)),
  };
}

async function tellBrowser(file) {
  const { createJiti } = await import('jiti');
  const { CHROMIUM, NO_BROWSER } = await createJiti(import.meta.url).import('../reports/testing/browser.ts');
  if (CHROMIUM === undefined) {
    process.stdout.write(`skipped the browser: ${NO_BROWSER}\n`);
    return;
  }
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const times = [];
    for (let round = 0; round < COLD_ROUNDS; round += 1) {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(file).href);
      times.push(
        await page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"),
      );
      await page.close();
    }
    process.stdout.write(`index.html of the run in Chromium: ready after ${median(times).toFixed(0)} ms\n`);
  } finally {
    await browser.close();
  }
}

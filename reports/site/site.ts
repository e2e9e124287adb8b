import { badgeOf } from '../badge.ts';
import { renderChoosePage } from '../choose/page.ts';
import { type CompactResult, renderCompact } from '../compact/compact.ts';
import { percent } from '../console/figures.ts';
import { html } from '../html/markup.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { slugsOf } from '../matrix/model.ts';
import { renderMatrixPage } from '../matrix/page.ts';
import { MATRIX_STYLE } from '../matrix/style.ts';
import type { Links } from '../matrix/tables.ts';
import { linesOf } from '../matrix/versions.ts';
import { PAGES_TITLE } from '../pages.ts';
import type { Report } from '../report.ts';
import { pngOf, svgOf } from './draw.ts';
import { renderFeed, renderSitemap, type SitePaths } from './feed.ts';
import { preview } from './og.ts';
import { requirementPage, type SiteContext, targetPage } from './pages.ts';

/**
 * A static site, file by file: the matrix, a choosing view, a page for each target and requirement, badges, a feed of
 * regressions, a preview picture, and the results themselves, from which the site can be built again.
 * @param results of the columns of the matrix
 * @param base address that the site will have, for what has to be absolute: previews, the sitemap, the feed
 */
export function* siteFiles(
  matrix: Matrix,
  results: readonly CompactResult[],
  sources: Report['sources'],
  base?: string,
): Generator<readonly [path: string, content: string | Buffer]> {
  const paths = pathsOf(matrix, base);
  const lines = linesOf(matrix);
  const picture = preview(matrix);
  const context: SiteContext = {
    matrix,
    lines,
    paths,
    sources,
    head: (title, depth) => headOf(title, depth, base),
  };
  const links: Links = {
    target: (column) =>
      `${paths.target(column)}#v-${encodeURIComponent(matrix.targets[column]?.version ?? 'unknown')}`,
    topic: (column, topic) => `${paths.target(column)}#topic-${topic}`,
    requirement: paths.requirement,
  };
  yield [
    'index.html',
    renderMatrixPage(matrix, {
      links,
      head: headOf(PAGES_TITLE, 0, base),
      nav: html`<nav class="sitenav" aria-label="Pages"><a href="choose.html">Choose by what you use</a><a href="feed.xml">Feed of regressions</a></nav>`,
    }),
  ];
  yield ['choose.html', renderChoosePage(matrix, { links, head: headOf('Choose by what you use', 0, base) })];
  for (const line of lines) yield [paths.target(line.newest), targetPage(line, context)];
  for (const row of matrix.requirements)
    yield [paths.requirement(row.requirement), requirementPage(row, context)];
  for (const [column, target] of matrix.targets.entries()) {
    const result = results[column];
    if (result !== undefined) yield [paths.result(column), renderCompact(result)];
    yield [paths.badge(column), badgeOf(target.label, passingOf(target.passed), target.conclusion.kind)];
  }
  yield ['site.css', `${MATRIX_STYLE}${SITE_STYLE}`];
  yield ['feed.xml', renderFeed(matrix, paths)];
  yield ['og.svg', svgOf(picture, PAGES_TITLE)];
  yield ['og.png', pngOf(picture)];
  const updated =
    matrix.targets
      .map(({ startedAt }) => startedAt)
      .sort()
      .at(-1) ?? '';
  const pages = [
    'index.html',
    'choose.html',
    ...lines.map(({ newest }) => paths.target(newest)),
    ...matrix.requirements.map(({ requirement }) => paths.requirement(requirement)),
  ];
  yield ['sitemap.xml', renderSitemap(pages, updated, base)];
}

function passingOf(passed: number | null): string {
  return passed === null ? 'too little tested' : `${percent(passed)} of gating requirements pass`;
}

/** Paths of a site; two targets never share one, whatever they are called. */
export function pathsOf({ targets }: Pick<Matrix, 'targets'>, base?: string): SitePaths {
  const names = slugsOf([...new Set(targets.map(({ name }) => name))]);
  const labels = slugsOf(targets.map(({ label }) => label));
  const nameAt = (column: number): string => names.get(targets[column]?.name ?? '') ?? 'unknown';
  const labelAt = (column: number): string => labels.get(targets[column]?.label ?? '') ?? 'unknown';
  return {
    ...(base !== undefined && { base }),
    target: (column) => `targets/${nameAt(column)}.html`,
    requirement: (id) => `requirements/${id}.html`,
    badge: (column) => `badges/${labelAt(column)}.svg`,
    result: (column) => `results/${labelAt(column)}.json`,
  };
}

function headOf(title: string, depth: number, base: string | undefined): ReturnType<typeof html> {
  const up = '../'.repeat(depth);
  return html`<meta property="og:title" content="${title}"><meta property="og:type" content="website"><meta property="og:image" content="${base ?? up}og.png"><meta name="twitter:card" content="summary_large_image">
<meta name="description" content="${title}: which emulators behave like the real key-pair API, requirement by requirement.">
<link rel="alternate" type="application/atom+xml" title="Regressions" href="${up}feed.xml">`;
}

const SITE_STYLE = `
h1.statement{font-size:1.5rem}
.chart{width:100%;max-width:48rem;height:auto;margin:.5rem 0}.chart text{fill:var(--soft);font:11px system-ui,sans-serif}.chart .lane{stroke:var(--line);fill:none}.chart polyline{fill:none;stroke:var(--accent);stroke-width:2}.chart circle{fill:var(--accent)}
.scroll tbody th+td{white-space:nowrap}
.topic>summary h3{display:inline}.code{background:var(--wire);border:1px solid var(--hair);border-radius:4px;padding:.5rem .6rem}
.rows div.reason{grid-column:2/-1}.along span{margin-right:1rem}.cause .id{margin-right:.6rem}
`;

import { percent } from '../console/figures.ts';
import { html, type Markup, type Part } from '../html/markup.ts';
import { renderPage } from '../html/page.ts';
import { sourceList } from '../html/sources.ts';
import { signOf, stampOf, VERDICT_WORDS } from '../html/words.ts';
import type { Matrix, MatrixCell, MatrixRow, MatrixTarget } from '../matrix/matrix.ts';
import { type TargetLine, turnOf, versionSteps } from '../matrix/versions.ts';
import type { Report } from '../report.ts';
import { capital } from '../text/capital.ts';
import type { SitePaths } from './feed.ts';

/** What every page of a site has in common. */
export interface SiteContext {
  readonly matrix: Matrix;
  readonly lines: readonly TargetLine[];
  readonly paths: SitePaths;
  readonly sources: Report['sources'];
  /** Elements of the head, for a page this many directories deep. */
  readonly head: (title: string, depth: number) => Part;
}

const nav = html`<nav class="sitenav" aria-label="Pages"><a href="../index.html">All targets</a><a href="../choose.html">Choose by what you use</a><a href="../feed.xml">Feed of regressions</a></nav>`;

/** One target: its versions and their trend, what the newest does wrong and why, topic by topic, and its badge. */
export function targetPage(line: TargetLine, context: SiteContext): string {
  const { matrix, paths } = context;
  const target = matrix.targets[line.newest];
  if (target === undefined) throw new Error(`no column ${line.newest}`);
  const versions = line.columns.flatMap((column) => {
    const one = matrix.targets[column];
    return one === undefined ? [] : [{ ...one, column }];
  });
  const title = `${target.name}: key-pair API compatibility`;
  return renderPage({
    title,
    sheet: '../site.css',
    script: '',
    skip: 'Skip to the causes',
    head: context.head(title, 1),
    top: html`<h1>${target.label}</h1>
<p class="conclusion">${stampOf(target.conclusion.kind)}${capital(target.conclusion.text)}.</p>
${nav}
<div class="figures">${figure('Gating that pass', target.passed)}${figure('Divergence', target.rated ? target.figures.divergence : null)}</div>`,
    main: html`<section aria-labelledby="versions"><h2 id="versions">Versions</h2>${trendChart(versions)}
<div class="scroll"><table><thead><tr><th scope="col">Version</th><th scope="col">Tested</th><th scope="col" class="number">Gating that pass</th><th scope="col" class="number">Divergence</th><th scope="col" class="number">Coverage</th><th scope="col">Suite</th><th scope="col">Result</th></tr></thead><tbody>${versions
      .toReversed()
      .map(
        ({ version, startedAt, passed, figures, rated, suite, column, command }) =>
          html`<tr id="v-${version ?? 'unknown'}"><th scope="row">${version ?? '–'}</th><td>${startedAt.slice(0, 10)}</td><td class="number">${percent(passed)}</td><td class="number">${percent(rated ? figures.divergence : null)}</td><td class="number">${percent(figures.coverage)}</td><td>${suite}</td><td><a href="../${paths.result(column)}">JSON</a>${command !== undefined && html` <code>${command}</code>`}</td></tr>\n`,
      )}</tbody></table></div>
${changes(line, context)}</section>
${causes(line, context)}
<section aria-labelledby="by-topic"><h2 id="by-topic">By topic</h2>${matrix.topics.map(
      ({ topic, figures }) => {
        const own = figures[line.newest] ?? null;
        if (own === null) return undefined;
        const rows = matrix.requirements.filter((row) => row.topic === topic);
        return html`<details class="more topic"><summary><h3>${topic}</h3> ${own.verdicts.pass} of ${own.planned} pass</summary><ul class="rows" id="topic-${topic}">${rows.map((row) => requirementRow(row, line, context))}</ul></details>\n`;
      },
    )}</section>
${badgeSection(target, line, context)}`,
    footer: html`<p>Every verdict is of the newest version in this list. ${target.software}</p>`,
  });
}

function figure(name: string, share: number | null): Markup {
  return html`<div class="figure"><span class="soft">${name}</span><b>${percent(share)}</b></div>`;
}

/** The share that passes over the versions, as a line with a point for each version. */
function trendChart(versions: readonly MatrixTarget[]): Part {
  const points = versions.flatMap(({ passed, version }) => (passed === null ? [] : [{ passed, version }]));
  if (points.length < 2) return undefined;
  const at = points.map(({ passed, version }, index) => ({
    x: 40 + Math.round((index * 520) / (points.length - 1)),
    y: Math.round(110 - passed * 100),
    passed,
    version,
  }));
  const said = at.map(({ passed, version }) => `${version}: ${percent(passed)}`).join(', ');
  return html`<svg class="chart" viewBox="0 0 600 140" role="img" aria-label="Gating requirements that pass by version. ${said}"><path class="lane" d="M40 10H560M40 60H560M40 110H560"/><text x="4" y="14">100%</text><text x="4" y="64">50%</text><text x="4" y="114">0%</text><polyline points="${at.map(({ x, y }) => `${x},${y}`).join(' ')}"/>${at.map(({ x, y, version }) => html`<circle cx="${x}" cy="${y}" r="3.5"/><text x="${x}" y="130" text-anchor="middle">${version}</text>`)}</svg>`;
}

/** What each version broke and fixed. */
function changes(line: TargetLine, { matrix, paths }: SiteContext): Part {
  const steps = versionSteps(matrix).filter(({ name }) => name === line.name);
  const list = (word: string, ids: readonly string[]): Part =>
    ids.length > 0 &&
    html`<p><b>${word}</b></p><ul>${ids.map((id) => html`<li><a class="id" href="../${paths.requirement(id)}">${id}</a></li>`)}</ul>`;
  return steps.toReversed().map(({ from, to, broken, fixed }) => {
    const between = `${matrix.targets[from]?.version} → ${matrix.targets[to]?.version}`;
    if (broken.length + fixed.length === 0) return html`<p class="small">${between}: no change</p>`;
    return html`<details class="more"><summary>${between}: ${broken.length} broken, ${fixed.length} fixed</summary>${list('Broken', broken)}${list('Fixed', fixed)}</details>`;
  });
}

function causes(line: TargetLine, { matrix, paths }: SiteContext): Markup {
  const target = matrix.targets[line.newest];
  const members = (cause: number): readonly MatrixRow[] =>
    matrix.requirements.filter(({ cells }) => cells[line.newest]?.finding?.cause === cause);
  return html`<section id="results" tabindex="-1" aria-labelledby="causes"><h2 id="causes">What it does wrong</h2>${(
    target?.causes ?? []
  ).map(({ title, gating }, index) => {
    const rows = members(index);
    const finding = rows[0]?.cells[line.newest]?.finding;
    return html`<section class="cause${!gating && ' informs'}"><header><h3>${capital(title)}</h3><p class="small soft">${rows.length} ${rows.length === 1 ? 'requirement' : 'requirements'}${!gating && ' · informational'}</p></header>${finding !== undefined && html`<div class="shown">${sides(finding)}<p class="small">${rows.map(({ requirement }) => html`<a class="id" href="../${paths.requirement(requirement)}">${requirement}</a> `)}</p></div>`}</section>\n`;
  })}</section>`;
}

function sides({ expected, observed }: NonNullable<MatrixCell['finding']>): Markup {
  return html`<div class="sides"><figure class="expected"><figcaption>Expected</figcaption><pre>${expected}</pre></figure><figure class="observed"><figcaption>Observed</figcaption><pre>${observed}</pre></figure></div>`;
}

function requirementRow(row: MatrixRow, line: TargetLine, { matrix, paths }: SiteContext): Part {
  const cell = row.cells[line.newest];
  if (cell === undefined || cell === null) return undefined;
  const turn = turnOf(row, line, matrix.targets);
  const why = cell.finding?.summary ?? cell.reason ?? (cell.blockedBy && `blocked by ${cell.blockedBy}`);
  return html`<li><span>${signOf(cell.verdict)}</span><span><a href="../${paths.requirement(row.requirement)}">${row.statement}</a></span><span class="grade">${turn !== undefined && (turn.kind === 'fixed-in' ? `fixed in ${turn.version}` : `broken since ${turn.version}`)}</span>${why !== undefined && html`<span class="reason">${why}</span>`}</li>\n`;
}

function badgeSection(target: MatrixTarget, line: TargetLine, { paths }: SiteContext): Markup {
  const base = paths.base ?? '';
  const badge = `${base}${paths.badge(line.newest)}`;
  const page = `${base}${paths.target(line.newest)}`;
  const label = `key-pair conformance of ${target.label}`;
  return html`<section aria-labelledby="badge"><h2 id="badge">Badge</h2><p><img src="../${paths.badge(line.newest)}" alt="${label}"></p>
${base === '' && html`<p class="small soft">Put the address of this site in front of both addresses.</p>`}
<p class="small">Markdown</p><pre class="code">[![${label}](${badge})](${page})</pre>
<p class="small">HTML</p><pre class="code">${`<a href="${page}"><img src="${badge}" alt="${label}"></a>`}</pre></section>`;
}

/** One requirement: what it states and on what evidence, and how every target came out, version by version. */
export function requirementPage(row: MatrixRow, context: SiteContext): string {
  const { matrix, lines, paths, sources } = context;
  const title = `${row.statement} (${row.requirement})`;
  return renderPage({
    title,
    sheet: '../site.css',
    script: '',
    skip: 'Skip to the targets',
    head: context.head(title, 1),
    top: html`<p class="id">${row.requirement}</p><h1 class="statement">${row.statement}</h1>
<p class="soft small">${row.topic} · ${row.operation} · ${row.level}, ${row.evidence}</p>${nav}`,
    main: html`<section aria-labelledby="why"><h2 id="why">Why it is required</h2>${sourceList({ sources: [], ...(row.citations && { citations: row.citations }) }, sources)}</section>
<section id="results" tabindex="-1" aria-labelledby="targets"><h2 id="targets">Targets</h2>
<p class="soft small">It passes on ${row.agreement.pass} of ${row.agreement.independent} independent targets, in the newest version that was tested; targets where it was not tested do not count.</p>
<ul class="rows">${lines.map((line) => targetRow(row, line, matrix, paths))}</ul></section>`,
    footer: html`<p>pass: responded as required. fail: did not. blocked: a requirement that this one needs failed.</p>`,
  });
}

function targetRow(row: MatrixRow, line: TargetLine, matrix: Matrix, paths: SitePaths): Part {
  const cell = row.cells[line.newest];
  const target = matrix.targets[line.newest];
  if (cell === undefined || cell === null || target === undefined) return undefined;
  const turn = turnOf(row, line, matrix.targets);
  const along = line.columns.flatMap((column) => {
    const one = row.cells[column];
    return one == null
      ? []
      : [html`<span>${matrix.targets[column]?.version ?? '–'} ${VERDICT_WORDS[one.verdict].word}</span>`];
  });
  return html`<li><span>${signOf(cell.verdict)}</span><span><a href="../${paths.target(line.newest)}#topic-${row.topic}">${target.label}</a></span><span class="grade">${turn !== undefined && (turn.kind === 'fixed-in' ? `fixed in ${turn.version}` : `broken since ${turn.version}`)}</span>${
    cell.finding !== undefined &&
    html`<div class="reason">${capital(cell.finding.summary)}${sides(cell.finding)}</div>`
  }${cell.blockedBy !== undefined && html`<span class="reason">blocked by <a href="../${paths.requirement(cell.blockedBy)}">${cell.blockedBy}</a></span>`}${cell.reason !== undefined && html`<span class="reason">${cell.reason}</span>`}${along.length > 1 && html`<span class="reason along">${along}</span>`}</li>\n`;
}

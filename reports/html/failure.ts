import type { JsonObject } from '../../specs/contract.ts';
import type { Lane } from '../../suites/findings/histories.ts';
import { refusalBody } from '../../targets/recorded/render.ts';
import { sentOf } from '../console/sent.ts';
import { differenceOf, type Segment } from '../difference.ts';
import type { Expected } from '../expected.ts';
import { PACKS } from '../files.ts';
import { pageAnswer } from '../page-answer.ts';
import type { Report, ReportedFinding, Result } from '../report.ts';
import { rerunCommand } from '../rerun.ts';
import { capital } from '../text/capital.ts';
import { baselineMarks, baselineNotes } from './baseline.ts';
import { bodyText, exchangeDetails } from './exchange.ts';
import { itemData } from './filters.ts';
import { exactly, html, type Markup, type Part } from './markup.ts';
import { sourceList } from './sources.ts';
import { signOf } from './words.ts';

/** One of two texts that are shown beside each other. */
interface Side {
  readonly title: string;
  readonly text: string;
  /** Class of the figure. */
  readonly kind?: 'expected' | 'observed';
}

/** Two texts beside each other, with what differs marked in both. */
function sideBySide(one: Side, other: Side): Markup {
  const { left, right } = differenceOf(one.text, other.text);
  return html`<div class="sides">${figure(one, left)}${figure(other, right)}</div>`;
}

function figure({ title, kind }: Side, segments: readonly Segment[]): Markup {
  return html`<figure class="${kind ?? ''}"><figcaption>${title}</figcaption><pre>${marked(segments)}</pre></figure>`;
}

function marked(segments: readonly Segment[]): Part {
  return segments.map(({ text, changed }) => (changed ? html`<mark>${text}</mark>` : text));
}

/** Width of the drawing, and of one row of it, in units of its own. */
const WIDTH = 600;
const ROW = 22;
const BAR = 14;
/** A call that is over at once is still seen. */
const NARROWEST = 5;

/** The overlapping calls in the facts of a finding; `undefined` where it has none. */
function lanesOf({ lanes }: JsonObject): readonly Lane[] | undefined {
  return Array.isArray(lanes) && lanes.length > 0 && lanes.every(isLane) ? lanes : undefined;
}

function isLane(value: unknown): value is Lane {
  if (typeof value !== 'object' || value === null) return false;
  const { client, startMs, call, answer } = value as Partial<Record<keyof Lane, unknown>>;
  return (
    typeof client === 'number' &&
    typeof startMs === 'number' &&
    typeof call === 'string' &&
    typeof answer === 'string'
  );
}

/** One lane per client with its calls on a common scale, and the calls in words below; the contradicting answer is marked. */
function timeline(lanes: readonly Lane[]): Markup {
  const clients = [...new Set(lanes.map(({ client }) => client))].toSorted((a, b) => a - b);
  const last = Math.max(1, ...lanes.map(({ startMs, endMs = startMs }) => endMs));
  const at = (ms: number): number => Math.round((ms / last) * WIDTH);
  const numbered = lanes.toSorted((one, other) => one.startMs - other.startMs);
  const bars = numbered.map(({ client, startMs, endMs, offending }, index) => {
    const x = Math.min(at(startMs), WIDTH - NARROWEST);
    const width = Math.max(NARROWEST, at(endMs ?? last) - x);
    const y = clients.indexOf(client) * ROW + (ROW - BAR) / 2;
    const tone = offending ? 'bad' : endMs === undefined ? 'lost' : 'fill';
    return html`<rect class="${tone}" x="${x}" y="${y}" width="${width}" height="${BAR}" rx="2"/><text x="${x + 3}" y="${y + BAR - 3}">${index + 1}</text>`;
  });
  const height = clients.length * ROW;
  return html`<figure class="lanes"><figcaption class="small soft">${clients.length} clients, ${lanes.length} overlapping calls, ${last.toFixed(1)} ms</figcaption>
<div class="lane-grid"><div class="lane-names" aria-hidden="true">${clients.map((client) => html`<span>client ${client}</span>`)}</div>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Timeline: one lane per client, the calls numbered as in the list below">${clients.map((_, row) => html`<path class="lane" d="M0 ${row * ROW + ROW / 2}H${WIDTH}"/>`)}${bars}</svg></div>
<ol class="small">${numbered.map(
    ({ client, call, answer, startMs, endMs, offending }) =>
      html`<li${offending && html` class="offending"`}><span class="soft">client ${client}, ${startMs.toFixed(1)}${endMs === undefined ? ' ms on, no response' : `–${endMs.toFixed(1)} ms`}:</span> <code>${call}</code> → <code>${answer}</code>${offending && html` <strong>contradicts the others</strong>`}</li>`,
  )}</ol></figure>`;
}

/** What all failures of a page have in common. */
export interface FailureContext {
  readonly report: Report;
  readonly anchors: ReadonlyMap<ReportedFinding, string>;
}

/** A failed requirement with all that a maintainer needs to act on it, folded. */
export function failure(result: Result, context: FailureContext, expected: readonly Expected[]): Markup {
  const { requirement, level, evidence, gating, statement, findings, remarks } = result;
  const several = findings.length > 1;
  return html`<details class="result" id="${requirement}" ${itemData(result, expected)}>
<summary><span>${signOf(result.verdict)}${statement}${baselineMarks(expected)}</span><span class="grade">${level}, ${evidence}${!gating && ' · informational'}</span><span class="id">${requirement}</span></summary>
<div class="body">
${baselineNotes(expected)}
${findings.map((finding, index) => findingPart(finding, several ? index + 1 : undefined, result, context))}
${remarks.map((remark) => html`<p class="hint">${remark}</p>`)}
${sourceList(result, context.report.sources)}
${commandBox('Re-run this requirement', rerunCommand(context.report, requirement))}
<p class="small"><a href="#${encodeURIComponent(requirement)}">Link to this requirement</a></p>
</div></details>
`;
}

function findingPart(
  finding: ReportedFinding,
  number: number | undefined,
  result: Result,
  { anchors, report }: FailureContext,
): Markup {
  const anchor = anchors.get(finding);
  const { hints, counterexample, reproduce, exchange, compared, fingerprint } = finding;
  const client = Object.keys(result.clients).length > 1 && ` (client ${finding.client})`;
  return html`<div class="finding" id="${anchor}">
<h4>${number !== undefined && `${number}. `}${capital(finding.summary)}${client}</h4>
${bothSides(finding)}
${[...hints, pageAnswer(exchange)].map((hint) => hint !== undefined && html`<p class="hint">${capital(hint)}</p>`)}
${
  counterexample !== undefined &&
  html`<p class="small"><b>Smallest case found:</b> <code>${counterexample.value}</code> <span class="small soft">seed ${counterexample.seed}, path ${counterexample.path}, ${counterexample.runs} runs, ${counterexample.shrinks} shrinks</span></p>`
}
${exchange !== undefined && exchangeDetails(exchange)}
${recordedBeside(finding, result, report.sources)}
${stepsPart(finding)}
${
  compared?.exchange !== undefined &&
  compared.exchange.id !== exchange?.id &&
  html`<p class="small">Compared with the client ${compared.client}:</p>${exchangeDetails(compared.exchange)}`
}
${(finding.steps?.length ?? 0) > 1 && reproduce.curl !== undefined && commandBox('Reproduce all steps and clean up', `bash ${PACKS}/${fingerprint}/curl.sh`)}
${reproduce.curl !== undefined && commandBox('Reproduce the deciding request with curl', reproduce.curl)}
${reproduce.aws !== undefined && commandBox('Reproduce with the AWS CLI', reproduce.aws)}
${reproduce.aliyun !== undefined && commandBox('Reproduce with the Alibaba Cloud CLI', reproduce.aliyun)}
<p class="small soft">Finding <a href="#${anchor}"><code>${fingerprint}</code></a></p>
</div>`;
}

/** Expected beside observed, with what differs marked in both; overlapping calls as lanes. */
export function bothSides({ expected, observed, facts }: ReportedFinding): Markup {
  const lanes = lanesOf(facts);
  if (lanes !== undefined) return html`<p class="small"><b>Expected:</b> ${expected}</p>${timeline(lanes)}`;
  return sideBySide(
    { title: 'Expected', text: expected, kind: 'expected' },
    { title: 'Observed', text: observed, kind: 'observed' },
  );
}

/** What led to the deciding exchange, folded. */
export function stepsPart({ steps = [], fingerprint }: ReportedFinding): Part {
  if (steps.length < 2) return '';
  return html`<details class="wire"><summary>All ${steps.length} steps</summary>
<ol>${steps.map((step) => html`<li>${step.role}: <code>${sentOf(step)}</code> → ${step.response.status}</li>`)}</ol>
<p class="small">The scripts in <code>${PACKS}/${fingerprint}</code> do all steps again under new names, and delete what they made.</p></details>`;
}

/** A command with a button that copies it exactly, also where it holds characters that are shown as escapes. */
function commandBox(label: string, command: string): Markup {
  return html`<div class="command"><span class="label">${label}</span><pre><code>${command}</code></pre><button type="button" class="copy" data-copy="${exactly(command)}" aria-label="Copy: ${label}">Copy</button></div>`;
}

/** Characters of a response that are compared. */
const COMPARED = 4000;

/**
 * The recorded rejection of the real service that a finding expected beside the response of the target, with what differs
 * marked in both; nothing where no such response was recorded. Ids of requests are placeholders.
 */
function recordedBeside(
  { expected, exchange }: ReportedFinding,
  { citations = [], operation }: Pick<Result, 'citations' | 'operation'>,
  sources: Report['sources'],
): Part {
  const cited = new Set(citations.flatMap((one) => ('observation' in one ? [one.observation] : [])));
  const [found] = (sources?.observations ?? [])
    .filter(({ id }) => cited.has(id))
    .flatMap(({ recorded = [], ...row }) => recorded.map((answer) => ({ ...row, answer })))
    .filter(
      ({ answer }) => answer.operation === operation && expected.split(/[^\w.]+/).includes(answer.code),
    );
  if (found === undefined || exchange === undefined) return '';
  const { answer, date, region } = found;
  const { status, body } = exchange.response;
  const place = [date, region, answer.seen].filter((part) => part !== undefined).join(', ');
  const real = `HTTP ${answer.status}\n\n${refusalBody(answer.code, answer.message, 'request-id')}`;
  const own = `HTTP ${status}\n\n${bodyText(body)}`.slice(0, COMPARED);
  return html`<details class="wire recorded"><summary>Recorded response of the real service</summary>
${sideBySide({ title: `Real service (${place})`, text: real }, { title: 'This target', text: own })}</details>`;
}

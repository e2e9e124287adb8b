import type { JsonObject } from '../../specs/contract.ts';
import type { Lane } from '../../suites/findings/histories.ts';
import { html, type Markup } from './markup.ts';

/** Width of the drawing, and of one row of it, in units of its own. */
const WIDTH = 600;
const ROW = 22;
const BAR = 14;
/** A call that is over at once is still seen. */
const NARROWEST = 5;

/** The overlapping calls in the facts of a finding; `undefined` where it has none. */
export function lanesOf({ lanes }: JsonObject): readonly Lane[] | undefined {
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
export function timeline(lanes: readonly Lane[]): Markup {
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

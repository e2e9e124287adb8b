import { refusalBody } from '../../targets/recorded/render.ts';
import type { Report, ReportedFinding, Result } from '../report.ts';
import { bodyText } from './exchange.ts';
import { html, type Part } from './markup.ts';
import { sideBySide } from './sides.ts';

/** Characters of a response that are compared. */
const COMPARED = 4000;

/**
 * The recorded rejection of the real service that a finding expected beside the response of the target, with what differs
 * marked in both; nothing where no such response was recorded. Ids of requests are placeholders.
 */
export function recordedBeside(
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

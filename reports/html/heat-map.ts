import { OPERATION_ROLES, type OperationRole } from '../../specs/contract.ts';
import { figuresOf } from '../figures.ts';
import type { Report, Result } from '../report.ts';
import { html, type Markup } from './markup.ts';

/**
 * Topics against operations. Each cell says in words what its shade says: how many of its requirements failed, how many
 * were met, how many could not be judged.
 */
export function heatMap({ results, byTopic }: Report): Markup {
  return html`<section aria-labelledby="map"><h2 id="map">Where it differs</h2>
<p class="soft small">Failed of planned requirements, by topic and operation. A cell leads to its requirements.</p>
<div class="scroll"><table class="heat"><thead><tr><th scope="col">Topic</th>${OPERATION_ROLES.map(
    (operation) => html`<th scope="col">${operation}</th>`,
  )}<th scope="col">all</th></tr></thead>
<tbody>${byTopic.map(({ topic }) => {
    const own = results.filter((result) => result.topic === topic);
    return html`<tr><th scope="row">${topic}</th>${OPERATION_ROLES.map((operation) =>
      cell(
        own.filter((result) => result.operation === operation),
        topic,
        operation,
      ),
    )}${cell(own, topic, undefined)}</tr>\n`;
  })}</tbody></table></div></section>`;
}

function cell(results: readonly Result[], topic: string, operation: OperationRole | undefined): Markup {
  if (results.length === 0) {
    return html`<td class="empty"><span aria-hidden="true">·</span><span class="unseen">none</span></td>`;
  }
  const { planned, verdicts, divergence } = figuresOf(results.map((result) => result.verdict));
  const target = operation === undefined ? `#topic=${topic}` : `#topic=${topic}&operation=${operation}`;
  const { tone, text, spoken } = wordsOf(verdicts.fail, verdicts.pass, planned, divergence ?? 0);
  return html`<td class="${tone}"><a href="${target}">${text}<span class="unseen"> ${spoken}</span></a></td>`;
}

interface CellWords {
  readonly tone: string;
  readonly text: string;
  readonly spoken: string;
}

function wordsOf(failed: number, met: number, planned: number, share: number): CellWords {
  if (failed > 0) {
    return {
      tone: `h${Math.min(4, 1 + Math.floor(share * 4))}`,
      text: `${failed} of ${planned}`,
      spoken: 'fail',
    };
  }
  if (met === planned) return { tone: 'clean', text: `✓ ${planned}`, spoken: 'pass' };
  const open = planned - met;
  return { tone: 'open', text: `? ${open} of ${planned}`, spoken: 'not tested' };
}

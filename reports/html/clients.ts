import { OPERATION_ROLES } from '../../specs/contract.ts';
import { clientCell, verdictsInWords } from '../console/clients.ts';
import type { ClientDisagreement, Report } from '../report.ts';
import { exchangeDetails } from './exchange.ts';
import { html, type Part } from './markup.ts';

/** A line for each client, a column for each operation, and the findings about two clients with both exchanges. */
export function clientTable({ clients }: Report): Part {
  if (clients === undefined) return undefined;
  const kinds = [...new Set(clients.table.map(({ client }) => client))];
  const operations = OPERATION_ROLES.filter((role) =>
    clients.table.some(({ operation }) => operation === role),
  );
  return html`<section aria-labelledby="clients"><h2 id="clients">Results by client</h2>
<p class="soft small">Requirements by client and operation. Those that need no particular client are tested with the first one.</p>
<div class="scroll"><table class="stack"><thead><tr><th scope="col">Client</th>${operations.map((role) => html`<th scope="col">${role}</th>`)}</tr></thead>
<tbody>${kinds.map(
    (client) =>
      html`<tr><th scope="row">${client}</th>${operations.map(
        (role) =>
          html`<td data-label="${role}">${clientCell(clients.table.find((one) => one.client === client && one.operation === role))}</td>`,
      )}</tr>\n`,
  )}</tbody></table></div>
${
  clients.disagreements.length > 0 &&
  html`<h3>Where clients disagree</h3>
<p class="soft small">Each is counted once, as the verdict of its requirement through the first client.</p>
${clients.disagreements.map(disagreement)}`
}
${
  clients.unsteady.length > 0 &&
  html`<h3>Not the same when asked again</h3>
<ul>${clients.unsteady.map(
    ({ requirement, clients: first, again }) =>
      html`<li><span class="id">${requirement}</span>: ${verdictsInWords(first)}; asked again: ${verdictsInWords(again)}</li>`,
  )}</ul>`
}
</section>`;
}

function disagreement(one: ClientDisagreement): Part {
  const { requirement, clients, gating, summary, expected, observed, between, fingerprint } = one;
  return html`<details class="more disagreement"><summary><span class="id">${requirement}</span>: ${summary}${!gating && ' (informational)'}</summary>
<div class="sides"><figure class="expected"><figcaption>Expected</figcaption><pre>${expected}</pre></figure><figure class="observed"><figcaption>Observed</figcaption><pre>${observed}</pre></figure></div>
${between.map(
  ({ client, exchange }) =>
    html`<p class="small"><b>${client}</b>${exchange === undefined && ': no exchange in the log'}</p>${exchange !== undefined && exchangeDetails(exchange)}`,
)}
<p class="small soft">Verdicts: ${verdictsInWords(clients)}. Failure <code>${fingerprint}</code>. <a href="#${encodeURIComponent(requirement)}">The requirement</a></p>
</details>
`;
}

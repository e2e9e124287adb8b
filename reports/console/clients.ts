import { OPERATION_ROLES } from '../../specs/contract.ts';
import type { ClientCell, ClientDisagreement, ClientSide, Report } from '../report.ts';
import { table } from '../text/table.ts';
import { field, type Layout, paragraph } from './layout.ts';
import { sentOf } from './sent.ts';

/** Disagreements that are shown. */
const MOST = 10;

/** Passed and failed requirements of each client by operation. */
export function clientLines({ clients }: Report, layout: Layout): readonly string[] {
  if (clients === undefined) return [];
  const kinds = [...new Set(clients.table.map(({ client }) => client))];
  const operations = OPERATION_ROLES.filter((role) =>
    clients.table.some(({ operation }) => operation === role),
  );
  const cell = (client: string, role: string): string =>
    clientCell(clients.table.find((one) => one.client === client && one.operation === role));
  return [
    ...table(
      ['client', ...operations].map((title) => ({ title, align: 'left' as const })),
      kinds.map((client) => [client, ...operations.map((role) => cell(client, role))]),
    ).map((line) => `  ${line}`),
    ...clients.unsteady.flatMap(({ requirement, clients: first, again }) =>
      paragraph(
        `${requirement} is flaky (not counted as a disagreement): ${verdictsInWords(first)}; second attempt: ${verdictsInWords(again)}`,
        layout,
      ),
    ),
  ];
}

/** Findings about two clients, each with what both were sent. */
export function disagreementLines({ clients }: Report, layout: Layout): readonly string[] {
  const all = clients?.disagreements ?? [];
  const more = all.length - MOST;
  return [
    ...all.slice(0, MOST).flatMap((one) => disagreement(one, layout)),
    ...(more > 0 ? paragraph(`and ${more} more, see report.json`, layout) : []),
  ];
}

/** A cell of the table in words. */
export function clientCell(found: ClientCell | undefined): string {
  if (found === undefined) return '-';
  const { pass, fail, notJudged } = found;
  return [
    `${pass} pass`,
    ...(fail > 0 ? [`${fail} fail`] : []),
    ...(notJudged > 0 ? [`${notJudged} not tested`] : []),
  ].join(', ');
}

/** `sdk pass, boto3 fail` */
export function verdictsInWords(verdicts: ClientDisagreement['clients']): string {
  return Object.entries(verdicts)
    .map(([client, verdict]) => `${client} ${verdict}`)
    .join(', ');
}

function disagreement(one: ClientDisagreement, layout: Layout): readonly string[] {
  const { requirement, clients, summary, expected, observed, between, fingerprint } = one;
  return [
    '',
    ...paragraph(`${requirement}: ${summary}`, layout),
    ...between.flatMap((side) => field(side.client, sideInWords(side), layout)),
    ...field('expected', expected, layout),
    ...field('observed', observed, layout),
    ...field('verdicts', verdictsInWords(clients), layout),
    ...field('failure', fingerprint, layout),
  ];
}

function sideInWords({ exchange }: ClientSide): string {
  return exchange === undefined
    ? 'no exchange in the log'
    : `${sentOf(exchange)} \u2192 HTTP ${exchange.response.status}`;
}

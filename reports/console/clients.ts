import { OPERATION_ROLES } from '../../specs/contract.ts';
import type { Report } from '../report.ts';
import { escapeLine } from '../text/escape.ts';
import { table } from '../text/table.ts';
import { type Layout, paragraph } from './layout.ts';

/** Disagreements that are listed. */
const MOST = 10;

/** Passed and failed requirements of each client by operation, and what one client passes and another fails. */
export function clientLines({ clients }: Report, layout: Layout): readonly string[] {
  if (clients === undefined) return [];
  const kinds = [...new Set(clients.table.map(({ client }) => client))];
  const operations = OPERATION_ROLES.filter((role) =>
    clients.table.some(({ operation }) => operation === role),
  );
  const cell = (client: string, role: string): string => {
    const found = clients.table.find((one) => one.client === client && one.operation === role);
    if (found === undefined) return '-';
    const { pass, fail, notJudged } = found;
    return [
      `${pass} pass`,
      ...(fail > 0 ? [`${fail} FAIL`] : []),
      ...(notJudged > 0 ? [`${notJudged} not judged`] : []),
    ].join(', ');
  };
  const more = clients.disagreements.length - MOST;
  return [
    ...table(
      ['client', ...operations].map((title) => ({ title, align: 'left' as const })),
      kinds.map((client) => [client, ...operations.map((role) => cell(client, role))]),
    ).map((line) => `  ${line}`),
    ...(clients.disagreements.length === 0 ? [] : ['  clients disagree on']),
    ...clients.disagreements.slice(0, MOST).flatMap(({ requirement, clients: verdicts }) =>
      paragraph(
        escapeLine(
          `${requirement}: ${Object.entries(verdicts)
            .map(([client, verdict]) => `${client} ${verdict}`)
            .join(', ')}`,
        ),
        layout,
      ),
    ),
    ...(more > 0 ? paragraph(`and ${more} more, see report.json`, layout) : []),
  ];
}

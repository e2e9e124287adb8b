import { breakCommands } from '../specs/escape.ts';
import { count } from './decide.ts';
import type { Report, Result } from './report.ts';

/** GitHub shows ten annotations of a kind for a step. */
const MOST = 10;

/**
 * Workflow commands of GitHub Actions that make an annotation of every failure that gates. The texts of a target are
 * percent-encoded as GitHub asks, so none of them can end the command or begin another.
 */
export function annotationsOf(report: Report): readonly string[] {
  const failed = report.results.filter(({ verdict, gating }) => verdict === 'fail' && gating);
  const shown = failed.slice(0, failed.length > MOST ? MOST - 1 : MOST);
  const more = failed.length - shown.length;
  return [
    ...shown.map((result) => command(result.requirement, textOf(result))),
    ...(more > 0
      ? [command('keypair-conformance', `${count(more, 'further failure')}, see the report`)]
      : []),
  ];
}

function textOf({ findings, statement }: Result): string {
  const [finding] = findings;
  if (finding === undefined) return statement;
  return `${finding.summary}\nexpected ${finding.expected}\ngot ${finding.observed}`;
}

function command(title: string, text: string): string {
  return `::error title=${encoded(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${encoded(text)}\n`;
}

/** GitHub decodes these three. Everything else that could break a line is made visible. */
function encoded(text: string): string {
  return breakCommands(text)
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

import { type Comparison, unexpectedOf } from '../gate/outcome.ts';
import { kindInWords } from '../gate/words.ts';
import { breakCommands } from '../specs/escape.ts';
import { count } from './decide.ts';
import type { Report, Result } from './report.ts';

/** GitHub shows ten annotations of a kind for a step. */
const MOST = 10;

/**
 * Workflow commands of GitHub Actions that make an annotation of every gating failure, or with a baseline of everything
 * that it does not expect, at its line of the file. The texts of a target are percent-encoded as GitHub asks, so none of
 * them can end the command or begin another.
 */
export function annotationsOf(report: Report, comparison?: Comparison): readonly string[] {
  const found = comparison === undefined ? failuresOf(report) : unexpectedIn(comparison);
  const shown = found.slice(0, found.length > MOST ? MOST - 1 : MOST);
  const more = found.length - shown.length;
  return [
    ...shown,
    ...(more > 0
      ? [annotation('keypair-conformance', `${count(more, 'further failure')}, see the report`)]
      : []),
  ];
}

function failuresOf({ results }: Report): readonly string[] {
  return results
    .filter(({ verdict, gating }) => verdict === 'fail' && gating)
    .map((result) => annotation(result.requirement, textOf(result)));
}

function unexpectedIn(comparison: Comparison): readonly string[] {
  return unexpectedOf(comparison).map(({ kind, requirement, entry, text }) =>
    annotation(
      `${requirement}: ${kindInWords(kind)}`,
      text,
      entry && { file: comparison.file, line: entry.line },
    ),
  );
}

function textOf({ findings, statement }: Result): string {
  const [finding] = findings;
  if (finding === undefined) return statement;
  return `${finding.summary}\nexpected ${finding.expected}\ngot ${finding.observed}`;
}

/** One workflow command that shows an error, at a line of a file where one is given. */
export function annotation(
  title: string,
  text: string,
  place?: { readonly file: string; readonly line: number },
): string {
  const at = place === undefined ? '' : `file=${property(place.file)},line=${place.line},`;
  return `::error ${at}title=${property(title)}::${encoded(text)}\n`;
}

function property(text: string): string {
  return encoded(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** GitHub decodes these three. Everything else that could break a line is made visible. */
function encoded(text: string): string {
  return breakCommands(text)
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

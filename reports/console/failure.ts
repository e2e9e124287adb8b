import { join } from 'node:path';
import { escapeLine } from '../../specs/escape.ts';
import { quote } from '../../targets/shell.ts';
import { count } from '../conclusion.ts';
import { PACKS } from '../files.ts';
import { pageAnswer } from '../page-answer.ts';
import type { Report, ReportedFinding, Result } from '../report.ts';
import { rerunCommand } from '../rerun.ts';
import { columnsOf } from '../text/wrap.ts';
import { command, field, type Layout, paragraph } from './layout.ts';
import { sentOf } from './sent.ts';

const WORD = 'FAIL';
/** Characters of a command that is printed as it is. */
const LONGEST_COMMAND = 200;

/** All that a maintainer needs to act on one failed requirement; its findings follow each other. */
export function failureBlock(result: Result, report: Report, layout: Layout): readonly string[] {
  return [
    heading(result, layout),
    ...paragraph(result.statement, layout),
    ...result.findings.flatMap((finding, index) => ['', ...findingLines(finding, index, result, layout)]),
    '',
    ...result.remarks.flatMap((remark) => field('remark', remark, layout)),
    ...result.sources.flatMap((source, index) => field(index === 0 ? 'source' : '', source, layout)),
    ...command('again', rerunCommand(report, result.requirement), layout),
  ];
}

function heading(result: Result, layout: Layout): string {
  const { style } = layout;
  const id = escapeLine(result.requirement);
  const grade = `${result.level}, ${result.evidence}`;
  const room = Math.min(layout.width, 100) - WORD.length - 2 - columnsOf(id) - grade.length;
  return `${style.red(WORD)}  ${style.bold(id)}${' '.repeat(Math.max(2, room))}${style.dim(grade)}`;
}

function findingLines(
  finding: ReportedFinding,
  index: number,
  result: Result,
  layout: Layout,
): readonly string[] {
  const number = result.findings.length > 1 ? `${index + 1}. ` : '';
  const client = Object.keys(result.clients).length > 1 ? ` (client ${finding.client})` : '';
  const reproduce = (['curl', 'aws', 'aliyun'] as const).flatMap((program) => {
    const line = finding.reproduce[program];
    return line === undefined ? [] : command(program, inFile(line, program, finding, layout), layout);
  });
  return [
    ...paragraph(`${number}${finding.summary}${client}`, layout),
    ...(finding.exchange === undefined ? [] : field('sent', sentOf(finding.exchange), layout)),
    ...(finding.compared?.exchange === undefined || finding.compared.exchange.id === finding.exchange?.id
      ? []
      : field(finding.compared.client, sentOf(finding.compared.exchange), layout)),
    ...field('expected', finding.expected, layout),
    ...field('observed', finding.observed, layout),
    ...notesOf(finding).flatMap((note) => field('hint', note, layout)),
    ...(finding.counterexample === undefined ? [] : field('case', caseOf(finding.counterexample), layout)),
    ...reproduce,
  ];
}

/** A command that nobody can read is run from the file that has it, with the steps that lead to it. */
function inFile(line: string, program: string, { fingerprint }: ReportedFinding, { out }: Layout): string {
  if (line.length <= LONGEST_COMMAND || out === undefined) return line;
  return `bash ${quote(join(out, PACKS, fingerprint, `${program}.sh`))}`;
}

function notesOf({ hints, exchange }: ReportedFinding): readonly string[] {
  const page = pageAnswer(exchange);
  return page === undefined ? hints : [...hints, page];
}

function caseOf(example: NonNullable<ReportedFinding['counterexample']>): string {
  const { value, seed, path, runs, shrinks } = example;
  return `${value} (smallest found: seed ${seed}, path ${path}, ${count(runs, 'run')}, ${count(shrinks, 'shrink')})`;
}

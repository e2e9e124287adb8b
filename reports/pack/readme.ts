import type { RedactedBody, RedactedExchange } from '../../targets/redact.ts';
import { sentOf } from '../console/sent.ts';
import { pageAnswer } from '../page-answer.ts';
import type { Report, ReportedFinding, Result } from '../report.ts';
import { rerunCommand } from '../rerun.ts';
import { capital } from '../text/capital.ts';
import { markdownBlock, markdownCode, markdownText } from '../text/markdown.ts';

/** Characters of an answer that the text quotes; `exchange.json` has more of it. */
const QUOTED = 2000;

/** The text of an issue: what is asked, on what evidence, what came instead, and how to see it again. */
export function readme(
  finding: ReportedFinding,
  result: Result,
  report: Report,
  files: readonly string[],
  note?: string,
): string {
  const { target, tool, run } = report;
  const { summary, expected, observed, hints, counterexample, exchange, reproduce } = finding;
  const { requirement, level, evidence, statement, sources, gating } = result;
  return `${[
    `# ${markdownText(capital(summary))}`,
    '',
    `${markdownText(statement)}`,
    '',
    `Requirement ${markdownCode(requirement)}: level ${level}, evidence ${evidence}${gating ? '' : ' (informational)'}.`,
    '',
    '**Expected**',
    '',
    ...markdownBlock(expected),
    '',
    '**Observed**',
    '',
    ...markdownBlock(observed),
    '',
    ...[...hints, pageAnswer(exchange)].flatMap((hint) =>
      hint === undefined ? [] : [`> ${markdownText(hint)}`, ''],
    ),
    ...(counterexample === undefined
      ? []
      : [
          `Smallest case found: ${markdownCode(counterexample.value)} (seed ${counterexample.seed}, path ${markdownCode(counterexample.path)}).`,
          '',
        ]),
    '## Why it is required',
    '',
    ...sources.map((source) => `- ${markdownText(source)}`),
    '',
    '## How to reproduce it',
    '',
    ...stepLines(finding),
    ...scriptLines(files),
    ...(note === undefined ? [] : [note, '']),
    ...shellBlock(rerunCommand(report, requirement)),
    ...(reproduce.curl === undefined && reproduce.aws === undefined && reproduce.aliyun === undefined
      ? []
      : ['The deciding request alone, which may need what the steps before it made:', '']),
    ...shellBlock(reproduce.curl),
    ...shellBlock(reproduce.aws),
    ...shellBlock(reproduce.aliyun),
    ...(exchange === undefined
      ? []
      : [
          '## The exchange',
          '',
          ...markdownBlock(
            `${exchange.request.method} ${exchange.request.url}\n${telling(exchange)}\n${cut(exchange.request.body)}`,
            'http',
          ),
          '',
          ...markdownBlock(
            `HTTP ${exchange.response.status}\n\n${cut(textOf(exchange.response.body))}`,
            'http',
          ),
          '',
        ]),
    '---',
    '',
    `Target: ${markdownText(target.name)} at ${markdownCode(target.endpoint)}${target.software === undefined ? '' : ` (${markdownText(target.software)})`}. Found by ${tool.name} ${tool.version} on ${run.startedAt.slice(0, 10)}, seed ${run.seed}, ${run.reading} reading, failure ${markdownCode(finding.fingerprint)}. Files: ${files.join(', ')}.`,
    '',
  ].join('\n')}`;
}

/** The steps in order, with what each was for and how it was answered. */
function stepLines({ steps = [] }: ReportedFinding): readonly string[] {
  const lines = steps.map(
    (step, index) =>
      `${index + 1}. ${step.role}: ${markdownCode(sentOf(step))} → HTTP ${step.response.status}`,
  );
  return lines.length === 0 ? [] : [...lines, ''];
}

/** The scripts of the pack that do all steps again. */
function scriptLines(files: readonly string[]): readonly string[] {
  const commands = files.flatMap((file) => {
    if (file.endsWith('.sh')) return [`bash ${file}`];
    return file.endsWith('.mjs') ? [`node ${file}`] : [];
  });
  if (commands.length === 0)
    return ['The suite does all steps again under new names, and deletes what it made:', ''];
  return [
    'Each of these commands does all steps again under new names, and deletes what it made:',
    '',
    ...markdownBlock(commands.join('\n'), 'sh'),
    '',
  ];
}

function shellBlock(command: string | undefined): readonly string[] {
  return command === undefined ? [] : [...markdownBlock(command, 'sh'), ''];
}

/** Headers without which the request does not say what it asks for. */
function telling({ request }: RedactedExchange): string {
  const headers = request.headers.filter(([name]) => /^x-acs-(action|version)$/i.test(name));
  return headers.map(([name, value]) => `${name}: ${value}\n`).join('');
}

function cut(text: string): string {
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}\n[${text.length - QUOTED} more characters]` : text;
}

function textOf(body: RedactedBody): string {
  return body.kind === 'text' ? body.text : `[not text, base64] ${body.base64}`;
}

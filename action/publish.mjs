// Writes the result where GitHub shows it: outputs, the step summary, annotations. Ends with the exit code of the run.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const CLASSES = {
  0: 'conformant',
  1: 'non-conformant',
  2: 'usage',
  3: 'incomplete',
  4: 'suite-defect',
  5: 'cleanup-incomplete',
  130: 'interrupted',
};
/** GitHub shows ten annotations of a kind for a step. */
const MOST_ANNOTATIONS = 10;
const MOST_LOG_LINES = 20;

const out = process.env.KPC_OUT ?? '';
const report = readJson(
  join(out, 'report.json'),
  ({ results, summary }) => Array.isArray(results) && summary,
);
const baseline = readJson(join(out, 'baseline.json'), ({ outcomes }) => Array.isArray(outcomes));
const code = exitCode();
const kind = CLASSES[code] ?? 'suite-defect';

append('GITHUB_OUTPUT', [
  `exit-class=${kind}`,
  `divergence=${report?.summary.divergence ?? ''}`,
  `coverage=${report?.summary.coverage ?? ''}`,
  `report-path=${report === undefined ? '' : out}`,
]);
append('GITHUB_STEP_SUMMARY', [summary()]);
for (const line of annotations()) process.stdout.write(`${line}\n`);
process.exitCode = code;

/** A program that breaks before it can say anything leaves no code or 1: that is no word about the target. */
function exitCode() {
  const given = /^\d+$/.test(process.env.KPC_EXIT ?? '') ? Number(process.env.KPC_EXIT) : 4;
  return given < 2 && report === undefined ? 4 : given;
}

function summary() {
  const file = join(out, 'summary.md');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const tail = logLines().slice(-MOST_LOG_LINES).join('\n');
  return `## keypair-conformance: ${kind}, no report\n\n${tail.replaceAll(/^/gm, '    ')}\n`;
}

/** What the command line printed, without empty lines at the end. */
function logLines() {
  const file = process.env.KPC_LOG ?? '';
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

/** Why the run ended as it did, as its last line has it; a wrong use is told by its error. */
function reason() {
  const lines = logLines();
  return lines.findLast((line) => line.startsWith('error:')) ?? lines.at(-1) ?? '';
}

/** New failures: with a baseline what it does not expect, without one every failure that counts. */
function annotations() {
  if (report === undefined)
    return [`::error title=keypair-conformance::${escaped(`${kind}: there is no report; ${reason()}`)}`];
  // What does not fit a line goes on below it, indented deeper.
  const rules = [
    ...logLines()
      .join('\n')
      .matchAll(/^ {2}FAILS {2}\S.*(?:\n {6}.*)*/gm),
  ]
    .map(([text]) => text.replaceAll(/\n +/g, ' '))
    .map((line) => `::error title=keypair-conformance policy::${escaped(line.trim())}`);
  // A policy decides instead of the verdict, and what its own baseline excuses is no error.
  const verdicts = process.env.KPC_POLICY ? [] : failures();
  const lines = [...rules, ...(baseline === undefined ? verdicts : unexpectedOutcomes().map(outcomeLine))];
  const shown = lines.slice(0, MOST_ANNOTATIONS);
  if (lines.length > shown.length) {
    shown[MOST_ANNOTATIONS - 1] =
      `::error title=keypair-conformance::and ${lines.length - MOST_ANNOTATIONS + 1} more, see ${escaped(out)}`;
  }
  if (shown.length === 0 && code !== 0)
    shown.push(`::error title=keypair-conformance::${escaped(`${kind}: ${reason()}`)}`);
  return shown;
}

function failures() {
  return report.results
    .filter(({ verdict, gating }) => verdict === 'fail' && gating)
    .map(
      ({ requirement, findings }) =>
        `::error title=${property(requirement)}::${escaped(differenceOf(firstOf(findings)))}`,
    );
}

/** @param findings what a report that somebody else wrote may not have */
function firstOf(findings) {
  return Array.isArray(findings) ? (findings[0] ?? {}) : {};
}

function differenceOf({ summary: what = '', expected = '', observed = '' }) {
  return `${what}; expected: ${expected}; observed: ${observed}`;
}

function outcomeLine({ kind: word, requirement, text, entry, failure }) {
  const finding = report.results
    .find((result) => result.requirement === requirement)
    ?.findings?.find(({ fingerprint }) => fingerprint === failure?.fingerprint);
  const told =
    finding === undefined ? text : `${text}; expected: ${finding.expected}; observed: ${finding.observed}`;
  const place = entry === undefined ? '' : `file=${property(baseline.file)},line=${entry.line},`;
  return `::error ${place}title=${property(`${requirement}: ${word}`)}::${escaped(told)}`;
}

function unexpectedOutcomes() {
  return baseline.outcomes.filter(({ kind: word }) => !['known', 'flaky', 'not-judged'].includes(word));
}

/** Texts of the target must not become commands of the runner. */
function escaped(text) {
  return String(text)
    .replaceAll(/#(?=#[a-z]*\[)/gi, '\\x23')
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

function property(text) {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** What is missing, no JSON, or without its main parts is all the same: there is none. */
function readJson(file, isWhole) {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8'));
    return isWhole(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function append(name, lines) {
  const file = process.env[name];
  if (file !== undefined) appendFileSync(file, `${lines.join('\n')}\n`);
}

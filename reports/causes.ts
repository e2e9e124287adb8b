import type { Report, Result } from './report.ts';

/** Failed requirements that most likely have one fault in common. */
export interface Cause {
  /** Equal for the same cause in two reports; not for people. */
  readonly key: string;
  /** One line that says what the target does. */
  readonly title: string;
  /** Whether any of the failures makes the target non-conformant. */
  readonly gating: boolean;
  /** At least one, in the order of the report. */
  readonly results: readonly Result[];
}

/**
 * The failed requirements grouped by cause, those that gate first, larger groups first.
 *
 * A failure belongs to the cause of its first finding, because further findings usually follow from it. Two findings
 * have one cause when, without values of the run,
 * - both have a diagnosis (a hint), and it is the same: the wrong digest behind nine requirements is one fault;
 * - or both are about the same topic, expect the same answer and get the same other one: a rule that is missing;
 * - or both observed the same fact, whatever was expected: an unreadable private key fails all that need it. A fact of a
 *   few words counts within its topic only;
 * - or, where only a value was observed, both have the same summary.
 */
export function causesOf(report: Pick<Report, 'results'>): readonly Cause[] {
  const groups = new Map<string, { readonly lead: Lead; readonly results: Result[] }>();
  for (const result of report.results) {
    if (result.verdict !== 'fail') continue;
    const lead = leadOf(result);
    const group = groups.get(lead.key);
    if (group === undefined) groups.set(lead.key, { lead, results: [result] });
    else group.results.push(result);
  }
  return [...groups.values()]
    .map(({ lead, results }) => ({
      key: lead.key,
      title: results.length === 1 ? lead.alone : lead.title,
      gating: results.some((result) => result.gating),
      results,
    }))
    .sort(
      (left, right) =>
        Number(right.gating) - Number(left.gating) || right.results.length - left.results.length,
    );
}

interface Lead {
  readonly key: string;
  readonly title: string;
  /** The title of a group of one. */
  readonly alone: string;
}

/** Answers as the judges put them into words. */
const ANSWER = /^(accepted|refused with \S+)( \(HTTP \d+\))?/;

function leadOf(result: Result): Lead {
  const [finding] = result.findings;
  if (finding === undefined) {
    return {
      key: keyOf('requirement', result.requirement),
      title: result.statement,
      alone: result.statement,
    };
  }
  const alone = finding.summary;
  const [hint] = finding.hints;
  if (hint !== undefined) {
    const title = `${result.topic}: ${hint}`;
    return { key: keyOf('diagnosis', lasting(hint)), title, alone: `${alone}: ${hint}` };
  }
  const answers = answersIn(finding.observed);
  if (answers !== undefined) {
    const expected = lasting(finding.expected);
    return {
      key: keyOf('answer', result.topic, expected, answers),
      title: `${result.topic}: ${answers} instead of ${finding.expected}`,
      alone,
    };
  }
  const observed = lasting(finding.observed);
  const words = wordsIn(observed);
  if (words >= TELLING) return { key: keyOf('observation', observed), title: finding.observed, alone };
  if (words >= 2) {
    return {
      key: keyOf('observation', result.topic, observed),
      title: `${result.topic}: ${finding.observed}`,
      alone,
    };
  }
  return { key: keyOf('summary', lasting(finding.summary)), title: finding.summary, alone };
}

/**
 * The different answers of an observation that begins with one, without their message texts; lines that are no answer
 * belong to the message of the one before.
 */
function answersIn(observed: string): string | undefined {
  if (!ANSWER.test(observed)) return undefined;
  const answers = observed.split('\n').flatMap((line) => ANSWER.exec(line)?.[0] ?? []);
  return [...new Set(answers)].sort().join('; ');
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

/** Words from which on an observation stands for itself, whatever the topic. */
const TELLING = 6;

function wordsIn(text: string): number {
  return text.replaceAll(PLACEHOLDER, ' ').match(/[a-z]{2,}/gi)?.length ?? 0;
}

const PLACEHOLDER = '<value>';

/**
 * Kinds of text that differ between two requirements with one fault: what is quoted, keys and digests, places in a
 * document. Coarser than the fingerprint of a failure, which must tell two failures of one requirement apart.
 */
const VALUES: readonly RegExp[] = [
  /"(?:[^"\\]|\\.)*"|'[^']*'/g,
  /\bkpc-[a-z0-9-]+/g,
  /[0-9a-f]{2}(:[0-9a-f]{2}){7,}/gi,
  /(?=[A-Za-z]*[0-9+/])[A-Za-z0-9+/]{20,}={0,2}/g,
  /\b[a-z]{1,8}-[0-9a-f]{8,}\b/g,
  /\b\d+(:\d+)+\b/g,
];

function lasting(text: string): string {
  return VALUES.reduce((rest, pattern) => rest.replace(pattern, PLACEHOLDER), text);
}

import type { CheckFinished, RunEvent, RunStarted } from '../runner/events.ts';
import { isGating } from '../runner/gating.ts';
import { combineVerdicts, VERDICTS, type Verdict } from '../runner/verdict.ts';
import type { Topic } from '../specs/contract.ts';
import { escapeLine } from '../specs/escape.ts';

/** Where progress is written; a terminal gets one line that is rewritten, anything else gets plain lines. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Tells how far a run is. */
export interface Progress {
  on(event: RunEvent): void;
  /** Removes the line from a terminal; to be called before anything else is printed. */
  clear(): void;
}

const CLEAR_LINE = '\r\x1b[2K';

/**
 * Progress of a run. On a terminal: checks done and planned, the topic, failures so far. Elsewhere: a line for each
 * failure, and one for each topic when all of its selected requirements have an answer.
 */
export function createProgress(output: ProgressOutput): Progress {
  const state = createState();
  return output.isTTY === true ? terminalProgress(output, state) : plainProgress(output, state);
}

function terminalProgress(output: ProgressOutput, state: State): Progress {
  return {
    on(event) {
      state.take(event);
      if (event.type !== 'check-started' && event.type !== 'check-finished') return;
      const failures = state.failures === 0 ? '' : `, ${state.failures} failed`;
      const line = `${state.answered} of ${state.selected} · ${state.topicOf(event.requirement)}${failures}`;
      output.write(CLEAR_LINE + escapeLine(line).slice(0, (output.columns ?? 80) - 1));
    },
    clear: () => {
      output.write(CLEAR_LINE);
    },
  };
}

function plainProgress(output: ProgressOutput, state: State): Progress {
  return {
    on(event) {
      const completed = state.take(event);
      if (event.type === 'check-finished' && event.verdict === 'fail')
        output.write(failureLine(event, state.isGating(event.requirement)));
      if (completed !== undefined) output.write(`${completed.topic}: ${completed.text}\n`);
    },
    clear: () => {},
  };
}

function failureLine(event: CheckFinished, gating: boolean): string {
  const word = gating ? 'FAIL' : 'DIFFERS';
  const summary = event.findings[0]?.summary ?? 'no finding';
  return `${escapeLine(`${word} ${event.requirement} (${event.client}): ${summary}`)}\n`;
}

interface State {
  readonly selected: number;
  readonly answered: number;
  readonly failures: number;
  topicOf(requirement: string): string;
  isGating(requirement: string): boolean;
  /** Counts the event; the topic it completes, where it does. */
  take(event: RunEvent): CompletedTopic | undefined;
}

interface CompletedTopic {
  readonly topic: Topic;
  /** How many came out which way, e.g. `31 pass, 2 fail`. */
  readonly text: string;
}

function createState(): State {
  const topics = new Map<string, Topic>();
  const gating = new Set<string>();
  const waiting = new Map<Topic, Set<string>>();
  const verdicts = new Map<string, readonly Verdict[]>();
  const verdictOf = (id: string): Verdict => combineVerdicts(verdicts.get(id) ?? []);

  function begin(event: RunStarted): void {
    for (const { requirement, selected } of event.requirements) {
      if (!selected) continue;
      topics.set(requirement.id, requirement.topic);
      if (isGating(requirement)) gating.add(requirement.id);
      const ids = waiting.get(requirement.topic) ?? new Set();
      waiting.set(requirement.topic, ids.add(requirement.id));
    }
  }

  function finish({ requirement, verdict }: CheckFinished): CompletedTopic | undefined {
    verdicts.set(requirement, [...(verdicts.get(requirement) ?? []), verdict]);
    const topic = topics.get(requirement);
    const ids = topic === undefined ? undefined : waiting.get(topic);
    if (topic === undefined || ids?.delete(requirement) !== true || ids.size > 0) return undefined;
    const own = [...topics].filter(([, candidate]) => candidate === topic).map(([id]) => verdictOf(id));
    const parts = VERDICTS.map((name) => [own.filter((one) => one === name).length, name] as const);
    const text = parts.flatMap(([number, name]) => (number === 0 ? [] : [`${number} ${name}`])).join(', ');
    return { topic, text };
  }

  return {
    get selected() {
      return topics.size;
    },
    get answered() {
      return verdicts.size;
    },
    get failures() {
      return [...verdicts.keys()].filter((id) => verdictOf(id) === 'fail').length;
    },
    topicOf: (requirement) => topics.get(requirement) ?? '',
    isGating: (requirement) => gating.has(requirement),
    take(event) {
      if (event.type === 'run-started') begin(event);
      return event.type === 'check-finished' ? finish(event) : undefined;
    },
  };
}

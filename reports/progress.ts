import type { CheckFinished, RunEvent, RunStarted } from '../runner/events.ts';
import { isGating } from '../runner/gating.ts';
import { combineVerdicts, type Verdict } from '../runner/verdict.ts';
import type { Topic } from '../specs/contract.ts';
import { escapeLine } from '../specs/escape.ts';
import type { ReporterName } from './reporter-names.ts';

/** Where progress is written; a terminal gets one line that is rewritten, anything else gets plain text. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows how far a run is. */
export interface Progress {
  on(event: RunEvent): void;
  /** Removes the line from a terminal and ends its clock; to be called before anything else is printed. */
  clear(): void;
}

const CLEAR_LINE = '\r\x1b[2K';
const BAR_WIDTH = 20;
const TICK_MS = 1000;
/** Answers from which on an estimate says something. */
const LEAST_FOR_ESTIMATE = 20;
const DOTS_PER_LINE = 72;

const DOTS: Readonly<Record<Verdict, string>> = {
  pass: '.',
  fail: 'F',
  unsupported: 'u',
  blocked: 'b',
  inconclusive: '?',
  defect: '!',
  skipped: '-',
};

/** Topics whose checks keep the whole run waiting, with what they do meanwhile. */
const WAITING: Readonly<Partial<Record<Topic, string>>> = { quota: 'filling a region to its limit' };

/**
 * Progress of a run. On a terminal one line: a bar, checks done and planned, time passed and left, what is being tested,
 * and failures so far by the count of the result. Elsewhere a line at the start and, with the reporters `line` and
 * `verbose`, one per failure; `dot` writes a character per check.
 * @param now milliseconds; a clock for tests
 */
export function createProgress(
  output: ProgressOutput,
  reporter: ReporterName,
  now: () => number = Date.now,
): Progress {
  const state = createState(now);
  if (reporter === 'dot') return dotProgress(output, state);
  return output.isTTY === true ? terminalProgress(output, state) : plainProgress(output, state, reporter);
}

function terminalProgress(output: ProgressOutput, state: State): Progress {
  const show = (): void => {
    if (state.selected === 0) return;
    output.write(CLEAR_LINE + escapeLine(state.line()).slice(0, (output.columns ?? 80) - 1));
  };
  // While a region is filled nothing ends for a minute; the clock shows that the run is alive.
  const clock = setInterval(show, TICK_MS);
  clock.unref();
  return {
    on(event) {
      state.take(event);
      if (event.type === 'check-started' || event.type === 'check-finished') show();
    },
    clear: () => {
      clearInterval(clock);
      output.write(CLEAR_LINE);
    },
  };
}

function plainProgress(output: ProgressOutput, state: State, reporter: ReporterName): Progress {
  let started: RunStarted | undefined;
  const tellsFailures = reporter === 'line' || reporter === 'verbose';
  return {
    on(event) {
      state.take(event);
      if (event.type === 'run-started') started = event;
      if (event.type === 'check-started' && started !== undefined) {
        // Not before the first check: a target that cannot be reached is one line of the result.
        output.write(`${escapeLine(startLine(started))}\n`);
        started = undefined;
      }
      if (tellsFailures && event.type === 'check-finished' && event.verdict === 'fail') {
        output.write(failureLine(event, state.isGating(event.requirement)));
      }
    },
    clear: () => {},
  };
}

function dotProgress(output: ProgressOutput, state: State): Progress {
  let column = 0;
  return {
    on(event) {
      state.take(event);
      if (event.type !== 'check-finished') return;
      column += 1;
      output.write(DOTS[event.verdict] + (column % DOTS_PER_LINE === 0 ? '\n' : ''));
    },
    clear: () => void (column % DOTS_PER_LINE > 0 && output.write('\n')),
  };
}

function startLine({ target, requirements, seed }: RunStarted): string {
  const selected = requirements.filter((requirement) => requirement.selected).length;
  const version = target.version === undefined ? '' : ` ${target.version}`;
  return `testing ${target.name}${version}: ${selected} requirements, seed ${seed}`;
}

function failureLine(event: CheckFinished, gating: boolean): string {
  const summary = event.findings[0]?.summary ?? 'no finding';
  const note = gating ? '' : ' (informational)';
  return `${escapeLine(`FAIL ${event.requirement} [${event.client}]${note}: ${summary}`)}\n`;
}

interface State {
  readonly selected: number;
  isGating(requirement: string): boolean;
  take(event: RunEvent): void;
  /** How far the run is, in one line. */
  line(): string;
}

function createState(now: () => number): State {
  const topics = new Map<string, Topic>();
  const gating = new Set<string>();
  const running = new Map<string, Topic>();
  const verdicts = new Map<string, readonly Verdict[]>();
  let name = '';
  let startedAt = now();

  function begin({ requirements, target }: RunStarted): void {
    startedAt = now();
    name = target.version === undefined ? target.name : `${target.name} ${target.version}`;
    for (const { requirement, selected } of requirements) {
      if (!selected) continue;
      topics.set(requirement.id, requirement.topic);
      if (isGating(requirement)) gating.add(requirement.id);
    }
  }

  function failures(): number {
    return [...verdicts].filter(([id, all]) => gating.has(id) && combineVerdicts(all) === 'fail').length;
  }

  return {
    get selected() {
      return topics.size;
    },
    isGating: (requirement) => gating.has(requirement),
    take(event) {
      if (event.type === 'run-started') begin(event);
      if (event.type === 'check-started') {
        running.set(event.requirement, topics.get(event.requirement) ?? 'lifecycle');
      }
      if (event.type === 'check-finished') {
        running.delete(event.requirement);
        verdicts.set(event.requirement, [...(verdicts.get(event.requirement) ?? []), event.verdict]);
      }
    },
    line() {
      const done = verdicts.size;
      const share = topics.size === 0 ? 0 : done / topics.size;
      const filled = Math.round(share * BAR_WIDTH);
      const elapsed = (now() - startedAt) / 1000;
      const left =
        done < LEAST_FOR_ESTIMATE || done === topics.size
          ? ''
          : `, about ${Math.ceil((elapsed / done) * (topics.size - done))} s left`;
      const [topic] = running.values();
      const doing = topic === undefined ? '' : ` · ${WAITING[topic] ?? topic}`;
      const failed = failures();
      return [
        `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${done}/${topics.size}`,
        ` · ${elapsed.toFixed(0)} s${left} · ${failed} failed · ${name}${doing}`,
      ].join('');
    },
  };
}

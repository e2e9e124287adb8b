import type { RunEvent } from '../runner/events.ts';
import { logDigest } from './digests.ts';
import type { ReportFolder } from './folder.ts';
import { withoutTraffic } from './ndjson.ts';
import type { Report } from './report.ts';

/** Follows a run: its log goes to the report folder, its events without their traffic stay for the report. */
export class Collector {
  readonly #folder: ReportFolder | undefined;
  readonly #events: RunEvent[] = [];
  readonly #digest = logDigest();
  #report: Promise<Report> | undefined;

  constructor(folder?: ReportFolder) {
    this.#folder = folder;
  }

  /** Takes an event as the log has it; the last one tells how many came before it. */
  add(happened: RunEvent): RunEvent {
    const event = happened.type === 'run-finished' ? { ...happened, events: this.#events.length } : happened;
    this.#digest.add(event);
    this.#events.push(withoutTraffic(event));
    this.#folder?.event(event);
    return event;
  }

  /** Whether the run has come to its end. */
  get ended(): boolean {
    return this.#events.at(-1)?.type === 'run-finished';
  }

  /** The report of all events, at the end. What renders it is loaded only then. */
  report(): Promise<Report> {
    this.#report ??= this.#make();
    return this.#report;
  }

  async #make(): Promise<Report> {
    const { reportOf } = await import('./model.ts');
    return reportOf(this.#events, this.#digest.end());
  }
}

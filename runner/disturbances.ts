import type { Disturbed } from '../suites/check.ts';
import type { CheckFinished, RunEvent } from './events.ts';
import { execute } from './execute.ts';
import type { Job, RunState } from './job.ts';
import type { Company } from './schedule.ts';
import type { Verdict } from './verdict.ts';

/** A failure that is kept back until the check has run alone. */
interface KeptBack {
  readonly event: CheckFinished;
  readonly disturbed: Disturbed;
  /** Whether all that it made was removed. */
  readonly tidy: boolean;
}

/**
 * Tells failures that only the company of other checks brings about from failures of the requirement. A check that fails
 * while others run is run again alone, with the same names and values, and that verdict stands; that it failed in company
 * is a finding about calls at the same time, and about nothing else. Where no check of the run judges that, a failure in
 * company stays one of the requirement: it must not be lost.
 */
export class Disturbances {
  readonly #seen: Disturbed[] = [];
  readonly #keptBack = new Map<Job, KeptBack>();
  readonly #judged: boolean;

  /** @param judged whether a check of the run judges what is seen here */
  constructor(judged: boolean) {
    this.#judged = judged;
  }

  /** Checks that failed in company and passed alone, so far. */
  get seen(): readonly Disturbed[] {
    return this.#seen;
  }

  /** Runs a check; `again` when its verdict is to be found alone. */
  async execute(
    job: Job,
    company: Company,
    run: RunState,
    signal: AbortSignal,
    emit: (event: RunEvent) => void,
  ): Promise<Verdict | 'again'> {
    return company.again
      ? this.#alone(job, run, signal, emit)
      : this.#inCompany(job, company, run, signal, emit);
  }

  async #inCompany(
    job: Job,
    company: Company,
    run: RunState,
    signal: AbortSignal,
    emit: (event: RunEvent) => void,
  ): Promise<Verdict | 'again'> {
    let failed: CheckFinished | undefined;
    const { verdict, mismatches, tidy } = await execute(job, run, signal, (event) => {
      if (event.type === 'check-finished' && event.verdict === 'fail' && company.had()) failed = event;
      else if (failed === undefined || event.type !== 'reading-followed') emit(event);
    });
    const [mismatch] = mismatches;
    if (failed === undefined || mismatch === undefined) {
      if (failed !== undefined) emit(failed);
      return verdict;
    }
    const { id: requirement } = job.check.requirement;
    this.#keptBack.set(job, { event: failed, disturbed: { requirement, mismatch }, tidy });
    return 'again';
  }

  async #alone(
    job: Job,
    run: RunState,
    signal: AbortSignal,
    emit: (event: RunEvent) => void,
  ): Promise<Verdict> {
    const keptBack = this.#keptBack.get(job);
    if (keptBack !== undefined && signal.aborted) {
      emit(keptBack.event);
      return keptBack.event.verdict;
    }
    const again = keptBack?.tidy === false ? 'anew' : 'same';
    const { verdict } = await execute({ ...job, again }, run, signal, (event) => {
      if (event.type === 'check-started') return;
      emit(event.type === 'check-finished' ? this.#remarked(event, keptBack) : event);
    });
    if (verdict !== 'pass' || keptBack === undefined) return verdict;
    if (!this.#judged) return 'fail';
    this.#seen.push(keptBack.disturbed);
    return 'pass';
  }

  /** Whoever reads that a check passed is told that it did not at first. */
  #remarked(event: CheckFinished, keptBack: KeptBack | undefined): CheckFinished {
    if (event.verdict !== 'pass' || keptBack === undefined) return event;
    const { findings, remarks } = keptBack.event;
    if (!this.#judged) {
      const remark = 'failed while other checks ran, passed when it ran alone';
      return { ...keptBack.event, remarks: [...remarks, remark] };
    }
    const summary = findings[0]?.summary ?? 'no details';
    const remark = `failed while other checks ran (${summary}), passed when it ran alone`;
    return { ...event, remarks: [...event.remarks, remark] };
  }
}
